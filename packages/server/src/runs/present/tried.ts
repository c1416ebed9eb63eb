import type { AnswerOf, operations } from "@rondo/contract";
import type { Action } from "@rondo/core/run";
import type { TriedRow } from "../store/action.ts";

/**
 * Seconds after each failure before the next attempt; after the last one the run has an incident. A crash counts too. Only
 * what goes outside is tried again by itself, a mail for longer: mail servers are away for longer, and nobody is the
 * earlier for trying often.
 */
export function waitsOf(does: Action["do"]): readonly number[] {
  return does === "http" ? [3, 7, 20, 55, 150] : does === "mail" ? [20, 60, 300, 900, 3_600] : [];
}

const mostShown = 20;

export type Tried = NonNullable<AnswerOf<typeof operations.getRun>["waits"][number]["tried"]>;

/** By the token that stands or stood at it: how often what it is to do was tried since it was last done, and by whose rule. */
export function triedBy(rows: readonly TriedRow[]): ReadonlyMap<number, Tried> {
  const chains = Map.groupBy(rows, ({ token }) => token);
  return new Map(
    [...chains].flatMap(([token, all]) => {
      const chain = all.slice(all.findLastIndex(({ ended }) => ended === "action.done") + 1);
      return chain.length === 0 ? [] : [[token, presentTried(chain)] as const];
    }),
  );
}

function presentTried(chain: readonly TriedRow[]): Tried {
  const last = chain.at(-1) as TriedRow;
  const counts = chain.map(madeOf);
  const attempts = chain.flatMap((row, index) => {
    const before = counts.slice(0, index).reduce((sum, count) => sum + count, 0);
    return failuresOf(row, counts[index] ?? 0).map((attempt) => ({ ...attempt, number: before + attempt.number }));
  });
  const waiting = last.closed_at === null && (last.attempts === 0 || noted(last, last.attempts) !== undefined);
  return {
    count: counts.reduce((sum, count) => sum + count, 0),
    attempts: attempts.slice(-mostShown),
    nextAt: waiting ? last.due_at : null,
    waits: [...waitsOf(last.does)],
  };
}

/** What was counted once more to find that each node had stopped was no attempt. What is done at once was one. */
function madeOf({ does, attempts, closed_at }: TriedRow): number {
  const waits = waitsOf(does);
  return waits.length > 0 ? Math.min(attempts, waits.length + 1) : closed_at === null ? 0 : 1;
}

const noted = (row: TriedRow, number: number) => row.tries?.find((one) => one.number === number);

/** Attempts that are over: each with what came back, or with nothing where the node that made it stopped in the middle. */
function failuresOf(row: TriedRow, made: number): Tried["attempts"] {
  return Array.from({ length: made }, (_, index) => index + 1).flatMap((number): Tried["attempts"] => {
    const kept = noted(row, number);
    if (kept !== undefined) return [{ number, at: kept.at, failure: kept.failure, ...(kept.said !== undefined && { said: kept.said }) }];
    if (number < made) return [{ number, at: null, failure: null }];
    return row.closed_at === null
      ? []
      : [{ number, at: row.closed_at, failure: row.message ?? row.failure, ...(row.said !== null && { said: row.said }) }];
  });
}
