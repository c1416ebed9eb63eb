import { lazy, type ReactElement, type ReactNode, Suspense, useState } from "react";
import { type How, useOpener } from "./opener.ts";

type Props = {
  trigger: ReactElement;
  title?: string;
  children: ReactNode;
  align?: "start" | "center" | "end";
  open?: boolean;
  onOpen?: (open: boolean) => void;
};

const fetch = () => import("./popover-popup.tsx");
const PopoverPopup = lazy(() => fetch().then((module) => ({ default: module.PopoverPopup })));

/** A small place beside its button for a choice or an explanation. */
export function Popover({ trigger, title, children, align = "start", open: given, onOpen }: Props) {
  const [own, setOwn] = useState(false);
  const [how, setHow] = useState<How>("keys");
  const open = given ?? own;
  const show = (next: boolean) => {
    setOwn(next);
    onOpen?.(next);
  };
  const { anchor, button, wanted } = useOpener(trigger, {
    kind: "dialog",
    open,
    onToggle: (by) => {
      setHow(by);
      show(!open);
    },
    fetch,
  });
  return (
    <>
      {button}
      <Suspense>
        {wanted ? (
          <PopoverPopup anchor={anchor} open={open} byTouch={how === "touch"} onClose={() => show(false)} title={title} align={align}>
            {children}
          </PopoverPopup>
        ) : null}
      </Suspense>
    </>
  );
}
