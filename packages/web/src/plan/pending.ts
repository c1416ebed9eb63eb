import { useEffect, useRef, useState } from "react";
import type { PlanEdit } from "./edit.ts";

/** A change that is shown before it is made: under a hand until it lets go, by keys until they rest. */
export type Pending = { readonly edit: PlanEdit; readonly by: "hand" | "keys" };

/**
 * Keys move by the day; almost a second of rest keeps the move, so that ten presses are one change with one Undo. Leaving
 * the screen keeps it too.
 */
export function usePending(onEdit: (edit: PlanEdit) => void) {
  const [pending, setPending] = useState<Pending | null>(null);
  const latest = useRef({ pending, onEdit });
  latest.current = { pending, onEdit };
  useEffect(() => {
    if (pending?.by !== "keys") return;
    const timer = setTimeout(() => {
      setPending(null);
      latest.current.onEdit(pending.edit);
    }, 900);
    return () => clearTimeout(timer);
  }, [pending]);
  useEffect(
    () => () => {
      if (latest.current.pending?.by === "keys") latest.current.onEdit(latest.current.pending.edit);
    },
    [],
  );
  return [pending, setPending] as const;
}
