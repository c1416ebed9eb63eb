import { useSyncExternalStore } from "react";
import { outbox, type Waiting } from "../api/index.ts";

let shown: readonly Waiting[] = [];

/** What one did and the server does not know yet. */
export function useOutbox(): readonly Waiting[] {
  return useSyncExternalStore(outbox.subscribe, () => {
    const next = outbox.waiting();
    // The same list while nothing changed, as React asks for it.
    if (next.length !== shown.length || next.some((one, index) => one !== shown[index])) shown = next;
    return shown;
  });
}
