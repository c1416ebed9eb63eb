import { useEffect, useRef, useState } from "react";
import type { Plan } from "./model.ts";
import { changeOf, type Moves, movesFrom, movesNow } from "./moves.ts";
import type { Pending } from "./pending.ts";
import { scheduler } from "./scheduler.ts";
import type { Change } from "./scheduler-sketch.ts";
import { whenIdle } from "./when-idle.ts";

/**
 * What all would move, of the change that is shown before it is made. Computed beside the page; while one answer is on its
 * way only the newest question waits, so that a hand that is quicker than the schedule never works off a queue.
 */
export function usePreview(plan: Plan, pending: Pending | null): Moves | null {
  const [seen, setSeen] = useState<Moves | null>(null);
  const gesture = useRef(0);
  useEffect(() => whenIdle(() => scheduler().tell(plan)), [plan]);
  const busy = useRef(false);
  const next = useRef<{ plan: Plan; pending: Pending } | null>(null);
  useEffect(() => {
    if (!pending) {
      next.current = null;
      gesture.current += 1;
      return setSeen(null);
    }
    next.current = { plan, pending };
    const work = async () => {
      busy.current = true;
      for (let now = next.current; now; now = next.current) {
        next.current = null;
        const began = gesture.current;
        const { edit } = now.pending;
        const change = changeOf(now.plan, edit);
        const moves = change ? await movesOf(now.plan, change) : movesNow(now.plan, edit);
        if (began === gesture.current) setSeen(moves);
      }
      busy.current = false;
    };
    if (!busy.current) void work();
  }, [plan, pending]);
  // The last answer stays until the next one: it is of the same gesture.
  return pending ? seen : null;
}

async function movesOf(plan: Plan, change: Change): Promise<Moves> {
  const { rows, finish } = await scheduler().moves(plan, change);
  return movesFrom(plan, rows, finish);
}
