import { type CadenceWorld, occurrencesAfter } from "./occurrences.ts";
import type { Cadence, Occurrence } from "./rule.ts";

export type CatchUp = "all" | "latest" | "none";

/**
 * What to do about the occurrences that came due since somebody last looked. `start` is to be started now, `missed` is
 * to be recorded as missed; in order. `more`: there were over `limit`; ask again with `since` at the last one given.
 */
export type DueOccurrences = {
  readonly start: readonly Occurrence[];
  readonly missed: readonly Occurrence[];
  readonly more: boolean;
};

/**
 * The occurrences with `since` < at ≤ `now` (epoch milliseconds) under a catch-up policy. One is late when it is older
 * than `onTimeWithin`: `all` starts every one, `latest` only the newest of all, `none` only those on time.
 */
export function dueOccurrences(
  cadence: Cadence,
  span: { readonly since: number; readonly now: number },
  policy: { readonly catchUp: CatchUp; readonly onTimeWithin?: number; readonly limit?: number },
  world: CadenceWorld,
): DueOccurrences {
  const { onTimeWithin = 15 * 60_000, limit = 1_000 } = policy;
  const due: Occurrence[] = [];
  let more = false;
  for (const occurrence of occurrencesAfter(cadence, span.since, world)) {
    if (occurrence.at > span.now) break;
    more = due.length >= limit;
    if (more) break;
    due.push(occurrence);
  }
  const starts = (occurrence: Occurrence, index: number): boolean => {
    if (policy.catchUp === "all") return true;
    if (policy.catchUp === "latest") return !more && index === due.length - 1;
    return span.now - occurrence.at <= onTimeWithin;
  };
  return { start: due.filter(starts), missed: due.filter((occurrence, index) => !starts(occurrence, index)), more };
}
