import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import { popupClass } from "./choice.ts";
import { cx } from "./cx.ts";

type Props = { trigger: ReactElement; title?: string; children: ReactNode; align?: "start" | "center" | "end"; open?: boolean; onOpen?: (open: boolean) => void };

/** A small place beside its button for a choice or an explanation. */
export function Popover({ trigger, title, children, align = "start", open, onOpen }: Props) {
  return (
    <Base.Root {...(open === undefined ? {} : { open })} {...(onOpen ? { onOpenChange: onOpen } : {})}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} collisionPadding={8} className="z-50">
          <Base.Popup className={cx(popupClass, "flex max-w-[min(24rem,calc(100vw-1rem))] flex-col gap-2 p-3")}>
            {title ? <Base.Title className="font-medium">{title}</Base.Title> : null}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
