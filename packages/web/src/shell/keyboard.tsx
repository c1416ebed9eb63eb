import { useEffect } from "react";
import { isTyping } from "../ui/index.ts";
import { offeredActions } from "./action.ts";
import { keyReader } from "./keys.ts";
import { isDialogOpen, typeAhead } from "./palette-state.ts";

/** Runs the action whose key was pressed. While typing or in a menu only combinations with ⌘ or Ctrl count. */
export function useKeyboard(): void {
  useEffect(() => {
    const read = keyReader();
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.isComposing) return;
      const mod = event.metaKey || event.ctrlKey;
      // Between the key that opens the palette and its first paint, what is typed is meant for it and for nothing else.
      if (!mod && isDialogOpen()) return isTyping(event.target) ? undefined : typeAhead(event.key);
      if (!mod && (isTyping(event.target) || inPopup(event.target))) return;
      const found = read({ key: event.key, mod, shift: event.shiftKey, alt: event.altKey }, offeredActions(), event.timeStamp);
      if (found === null || found === "chord") return;
      event.preventDefault();
      if (!found.why) found.run();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

function inPopup(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[role=menu], [role=listbox], [role=dialog][aria-modal=true]") !== null;
}
