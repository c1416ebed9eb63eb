import { Temporal } from "temporal-polyfill";
import { instantOfWall, wallOfInstant } from "../calendar/index.ts";
import type { Choice } from "./choice.ts";

const minute = 60_000;
/** Notices are gathered until it has been quiet for so long: a planning session is one mail. What somebody waits for is sooner. */
const stillness = { urgent: minute, other: 3 * minute } as const;
/** However busy it stays, the first one waits no longer. */
const longest = 30 * minute;

/**
 * When what was gathered goes out. `first` and `last`: when the first and last of it came (epoch milliseconds);
 * `urgent`: somebody waits for an answer to all of it.
 */
export function deliveryAt(
  { first, last, urgent }: { readonly first: number; readonly last: number; readonly urgent: boolean },
  choice: Choice,
): number {
  const at = Math.min(first + longest, last + (urgent ? stillness.urgent : stillness.other));
  return endOfQuiet(Math.max(at, last), choice);
}

/** The moment itself, or the end of the quiet hours that it falls into. */
export function endOfQuiet(at: number, { quiet, zone }: Choice): number {
  if (quiet === null || quiet.from === quiet.to) return at;
  const wall = wallOfInstant(at, zone);
  const ofDay = ((wall % day) + day) % day;
  const inside = quiet.from < quiet.to ? ofDay >= quiet.from && ofDay < quiet.to : ofDay >= quiet.from || ofDay < quiet.to;
  if (!inside) return at;
  const end = wall - ofDay + quiet.to + (ofDay < quiet.to ? 0 : day);
  // Where the clocks go forward the end of the quiet may already be over.
  return Math.max(at, instantOfWall(end, zone));
}

const day = 1_440;

/** The first moment of the digest after `after` (epoch milliseconds); null when there is none. Clock changes move it with the wall clock. */
export function nextDigest(after: number, { digest, zone }: Choice): number | null {
  if (digest.every === "never") return null;
  const local = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone);
  for (let ahead = 0; ; ahead += 1) {
    const date = local.toPlainDate().add({ days: ahead });
    if (digest.every === "week" && date.dayOfWeek !== digest.weekday) continue;
    const at = date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour: digest.hour }) }).epochMilliseconds;
    if (at > after) return at;
  }
}

const lookEvery = 15 * 60_000;

/** When work is looked through for the first time, by somebody who wants to be told ahead from `now` on. */
export function firstLook(now: number): number {
  return now + lookEvery;
}

/**
 * One look for what comes due in so many hours: it was planned for `planned` and is made at `now`. Each begins where the
 * one before ended, however late it is made, so that everything is told of once and nothing is passed over.
 */
export function lookAhead(
  planned: number,
  now: number,
  hours: number,
): { readonly after: number; readonly until: number; readonly next: number } {
  const ahead = hours * 3_600_000;
  return { after: planned - lookEvery + ahead, until: now + ahead, next: now + lookEvery };
}
