import { Popover as Base } from "@base-ui/react/popover";
import { type ReactNode, useRef } from "react";
import { popupClass } from "./choice.ts";
import { cx } from "./cx.ts";
import { type Anchor, isOwnPress } from "./opener.ts";

type Props = {
  anchor: Anchor;
  open: boolean;
  /** The focus goes to the popup itself, so that no keyboard comes up. */ byTouch: boolean;
  onClose: () => void;
  title: string | undefined;
  align: "start" | "center" | "end";
  children: ReactNode;
};

export function PopoverPopup({ anchor, open, byTouch, onClose, title, align, children }: Props) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root
      open={open}
      modal="trap-focus"
      onOpenChange={(next, details) => (isOwnPress(anchor, details) ? details.cancel() : next ? undefined : onClose())}
    >
      <Base.Portal>
        <Base.Positioner anchor={anchor} align={align} sideOffset={4} collisionPadding={8} className="z-50">
          <Base.Popup
            ref={popup}
            initialFocus={byTouch ? popup : true}
            finalFocus={() => (anchor.current && anchor.current.tabIndex >= 0 ? anchor.current : true)}
            className={cx(popupClass, "flex max-w-[min(24rem,calc(100vw-1rem))] flex-col gap-2 p-3")}
          >
            {title ? <Base.Title className="font-medium">{title}</Base.Title> : null}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
