import { useSyncExternalStore } from "react";
import { outbox, type Waiting } from "../api/index.ts";

let shown: readonly Waiting[] = [];

/** What one did and the server does not know yet, and what it refused. */
export function useWaiting(): readonly Waiting[] {
  return useSyncExternalStore(outbox.subscribe, () => {
    const next = outbox.waiting();
    // The same list while nothing changed, as React asks for it.
    if (next.length !== shown.length || next.some((one, index) => one !== shown[index])) shown = next;
    return shown;
  });
}

/** The same of one task. */
export function useWaitingOn(taskId: string | null): readonly Waiting[] {
  return useWaiting().filter((one) => taskId !== null && isOn(one, taskId));
}

function isOn({ call }: Waiting, taskId: string): boolean {
  if (call.params?.["t"] !== undefined) return call.params["t"] === taskId;
  const changes = (call.body as { changes?: readonly { id?: string }[] } | undefined)?.changes;
  return Array.isArray(changes) && changes.some(({ id }) => id === taskId);
}

/** What kind of change it is, as the last noun of its address says it: `completion`, `comments`. */
export function nounOf({ key }: Waiting): string {
  return key.split("/").findLast((part) => !part.startsWith(":")) ?? "";
}

/** Steps closed by something that is not sent yet: done, as far as their author goes. */
export function closesStep(one: Waiting): boolean {
  return one.refused === undefined && one.key.startsWith("PUT ") && /\/(completion|decision)$/.test(one.key);
}

let isOpen = false;
const openers = new Set<() => void>();

/** Opens or closes the list of all that waits. */
export function showWaiting(open = true): void {
  isOpen = open;
  for (const opener of openers) opener();
}

export function useWaitingShown(): boolean {
  return useSyncExternalStore(
    (opener) => {
      openers.add(opener);
      return () => openers.delete(opener);
    },
    () => isOpen,
  );
}
