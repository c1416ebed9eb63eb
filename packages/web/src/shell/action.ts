import { type ReactNode, useEffect, useSyncExternalStore } from "react";

/**
 * Something a person can do now. One value feeds three places: the command palette, the keyboard and the `?` sheet, so
 * that none of them can know a command that the others do not.
 */
export type Action = {
  /** Stable and unique: `task.complete`. */
  readonly id: string;
  /** Verb and noun: "Complete task". */
  readonly label: string;
  /** `"e"`, `"mod+enter"`, `"shift+e"`, or a chord `"g d"`. */
  readonly keys?: string;
  readonly icon?: ReactNode;
  readonly group?: "here" | "go" | "app";
  /** More words under which the palette finds it. */
  readonly also?: string;
  /** Why it can't be done now: shown in the palette, and the key does nothing. */
  readonly why?: string | null;
  /** Left out of the palette: only a key. */
  readonly hidden?: boolean;
  readonly run: () => void;
};

const registered = new Map<symbol, readonly Action[]>();
const listeners = new Set<() => void>();
let all: readonly Action[] = [];

/** Offers actions as long as the screen is shown. What was offered last wins a key: a panel over its page. */
export function useActions(actions: readonly Action[]): void {
  useEffect(() => {
    const mine = Symbol("actions");
    registered.set(mine, actions);
    changed();
    return () => {
      registered.delete(mine);
      changed();
    };
  }, [actions]);
}

/** Every action offered now, the innermost first. */
export function useOfferedActions(): readonly Action[] {
  return useSyncExternalStore(subscribe, offeredActions);
}

export function offeredActions(): readonly Action[] {
  return all;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function changed(): void {
  all = [...registered.values()].toReversed().flat();
  for (const listener of listeners) listener();
}
