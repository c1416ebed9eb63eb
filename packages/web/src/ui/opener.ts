import { cloneElement, type KeyboardEvent, type MouseEvent, type ReactElement, type RefObject, useRef, useState } from "react";

type Opens = {
  readonly kind: "menu" | "dialog";
  readonly open: boolean;
  readonly onToggle: (how: How) => void;
  /** Fetches what opens, when its button is approached: no screen waits for it, and a list with many of them stays light. */
  readonly fetch: () => Promise<unknown>;
};

/** Opened by a key, the first thing inside has the focus; by a finger, no keyboard comes up. */
export type How = "keys" | "mouse" | "touch";

export type Anchor = RefObject<HTMLButtonElement | null>;

/** The button of what opens beside it, and whether that was ever open. */
export function useOpener(
  trigger: ReactElement,
  { kind, open, onToggle, fetch }: Opens,
): { anchor: Anchor; button: ReactElement; wanted: boolean } {
  const anchor = useRef<HTMLButtonElement>(null);
  const [wanted, setWanted] = useState(false);
  if (open && !wanted) setWanted(true);
  const prefetch = () => void fetch().catch(() => undefined);
  const button = cloneElement(trigger as ReactElement<Record<string, unknown>>, {
    ref: anchor,
    "aria-haspopup": kind,
    "aria-expanded": open,
    "data-popup-open": open ? "" : undefined,
    onPointerEnter: prefetch,
    onFocus: prefetch,
    // A key press has no clicks to count.
    onClick: ({ detail, nativeEvent }: MouseEvent) =>
      onToggle(detail === 0 ? "keys" : nativeEvent instanceof PointerEvent && nativeEvent.pointerType === "touch" ? "touch" : "mouse"),
    onKeyDown: (event: KeyboardEvent) => {
      if (kind !== "menu" || open || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
      event.preventDefault();
      anchor.current?.click();
    },
  });
  return { anchor, button, wanted };
}

/** A press on the button is the button's to answer, not a press outside. */
export function isOwnPress(anchor: Anchor, { reason, event }: { readonly reason: string; readonly event: Event }): boolean {
  return reason === "outside-press" && event.target instanceof Node && anchor.current?.contains(event.target) === true;
}
