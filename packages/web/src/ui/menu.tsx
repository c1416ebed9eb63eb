import { cloneElement, lazy, type MouseEvent, type KeyboardEvent, type ReactElement, Suspense, useRef, useState } from "react";
import type { MenuEntry } from "./choice.ts";

type Props = { trigger: ReactElement; entries: readonly MenuEntry[]; align?: "start" | "end"; side?: "top" | "bottom" };

const load = () => import("./menu-popup.tsx");
const MenuPopup = lazy(() => load().then((module) => ({ default: module.MenuPopup })));
const prefetch = () => void load().catch(() => undefined);

/** What opens is fetched when its button is approached: no screen waits for it, and a list with many menus stays light. */
export function Menu({ trigger, entries, align = "start", side = "bottom" }: Props) {
  const [open, setOpen] = useState<"pointer" | "keys" | false>(false);
  const [wanted, setWanted] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const toggle = (how: "pointer" | "keys") => {
    setWanted(true);
    setOpen(open ? false : how);
  };
  const button = cloneElement(trigger as ReactElement<Record<string, unknown>>, {
    ref: anchor,
    "aria-haspopup": "menu",
    "aria-expanded": open !== false,
    "data-popup-open": open ? "" : undefined,
    onPointerEnter: prefetch,
    onFocus: prefetch,
    // A key press has no clicks to count.
    onClick: (event: MouseEvent) => toggle(event.detail === 0 ? "keys" : "pointer"),
    onKeyDown: (event: KeyboardEvent) => {
      if (open || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
      event.preventDefault();
      anchor.current?.click();
    },
  });
  return (
    <>
      {button}
      <Suspense>{wanted ? <MenuPopup anchor={anchor} open={open !== false} byKeys={open === "keys"} onOpen={(next) => setOpen(next ? "pointer" : false)} entries={entries} align={align} side={side} /> : null}</Suspense>
    </>
  );
}
