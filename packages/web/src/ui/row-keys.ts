import { type RefObject, useCallback, useEffect, useRef } from "react";

/**
 * Moves through the rows (`data-row`) inside an element with J and K or the arrow keys, from wherever the focus is
 * outside a text field; Home and End go to the ends. The row with the focus is the current one, so that a screen's
 * own keys (E, A, D) ask `currentRow()`. Enter presses the first link or button in the row (`data-row-open`), X the
 * checkbox (`data-row-choose`).
 */
export function useRowKeys<E extends HTMLElement>(): {
  ref: RefObject<E | null>;
  currentRow: () => string | null;
  /** A row is about to go; if the keyboard is on it, it stays at its place. */
  focusBeside: (id: string) => void;
} {
  const ref = useRef<E>(null);
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const list = ref.current;
      if (
        !list ||
        event.defaultPrevented ||
        event.metaKey ||
        event.ctrlKey ||
        event.altKey ||
        isTyping(event.target) ||
        coveredByDialog(list)
      )
        return;
      const rows = [...list.querySelectorAll<HTMLElement>("[data-row]")];
      if (rows.length === 0) return;
      const at = rows.findIndex((row) => row.contains(document.activeElement));
      const inside = at >= 0;
      // Two lists on one screen: the keys belong to the one that has the focus.
      if (!inside && document.activeElement?.closest("[data-row]")) return;
      const row = rows[at];
      const step = stepOf(event.key, inside);
      if (step !== null) {
        const next = step === "first" ? 0 : step === "last" ? rows.length - 1 : Math.max(0, Math.min(rows.length - 1, at + step));
        rows[next]?.focus();
        rows[next]?.scrollIntoView({ block: "nearest" });
      } else if (row && document.activeElement === row && (event.key === "Enter" || event.key === "o"))
        row.querySelector<HTMLElement>("[data-row-open]")?.click();
      else if (row && event.key === "x") row.querySelector<HTMLElement>("[data-row-choose] [role=checkbox]")?.click();
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  const currentRow = useCallback(
    () => ref.current?.querySelector<HTMLElement>("[data-row]:focus-within, [data-row]:focus")?.dataset["row"] ?? null,
    [],
  );
  const focusBeside = useCallback((id: string) => {
    const rows = [...(ref.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
    const at = rows.findIndex((row) => row.dataset["row"] === id);
    if (at < 0 || !rows[at]?.contains(document.activeElement)) return;
    const next = rows[at + 1] ?? rows[at - 1];
    requestAnimationFrame(() => next?.focus());
  }, []);
  return { ref, currentRow, focusBeside };
}

/** Letters belong to the text while somebody is typing. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select, [role=combobox], [role=textbox]"))
  );
}

function stepOf(key: string, inside: boolean): number | "first" | "last" | null {
  if (key === "j" || (inside && key === "ArrowDown")) return 1;
  if (key === "k" || (inside && key === "ArrowUp")) return -1;
  if (inside && key === "Home") return "first";
  if (inside && key === "End") return "last";
  return null;
}

function coveredByDialog(list: HTMLElement): boolean {
  const around =
    document.activeElement?.closest("[role=dialog], [role=menu], [role=listbox]") ??
    document.querySelector("[role=dialog][aria-modal=true]");
  return around !== null && !around.contains(list);
}
