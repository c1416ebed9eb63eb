import { civil, formatDay, parseDay, weekdayOf } from "@rondo/core/calendar";
import type { Exception } from "../../hours/index.ts";

/** How days that differ come again, as most do; `other` is what only files of other programs say. */
export const rhythms = ["none", "week", "month", "year", "other"] as const;
export type Rhythm = (typeof rhythms)[number];

type Repeats = NonNullable<Exception["repeats"]>;

export function rhythmOf(exception: Exception): Rhythm {
  const { repeats } = exception;
  if (repeats === undefined) return "none";
  return JSON.stringify(ruleOf(exception, repeats.every)) === JSON.stringify(repeats) ? (repeats.every as Rhythm) : "other";
}

/** In that rhythm from its first day on: where it did not come again before, for ten years. */
export function withRhythm(exception: Exception, rhythm: Rhythm): Exception {
  const { repeats: was, ...once } = exception;
  if (rhythm === "other") return exception;
  if (rhythm === "none") return was ? { ...once, to: once.from } : once;
  const rule = ruleOf(exception, rhythm);
  const first = parseDay(once.from);
  if (rule === null || first === null) return once;
  return { ...once, to: was ? once.to : formatDay(first + 3_652), repeats: rule };
}

/** On the day of the week, of the month or of the year that the first one is. */
function ruleOf({ from }: Exception, every: Repeats["every"]): Repeats | null {
  const first = parseDay(from);
  if (first === null) return null;
  const { month, day } = civil(first);
  switch (every) {
    case "week":
      return { every, interval: 1, weekdays: [weekdayOf(first)] };
    case "month":
      return { every, interval: 1, on: { day } };
    case "year":
      return { every, month, on: { day } };
    case "day":
      return null;
  }
}
