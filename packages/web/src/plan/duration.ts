import type { WorkUnits } from "@rondo/core/calendar";

/** The letters that stand for the units in the person's language. */
export type Letters = { readonly week: string; readonly day: string; readonly hour: string; readonly minute: string };

/**
 * Working minutes from what a planner types: "3 d", "4h", "1.5 d", "2d 4h", "30 min", "1 w"; a bare number is days. Null
 * where it is none. Both English words and the letters of the person's language are understood.
 */
export function parseDuration(text: string, units: WorkUnits, letters: Letters): number | null {
  const clean = text.trim().toLowerCase().replaceAll(",", ".");
  if (clean === "") return null;
  const size: readonly (readonly [names: readonly string[], minutes: number])[] = [
    [[letters.minute, "min", "mins", "minute", "minutes", "m"], 1],
    [[letters.hour, "h", "hr", "hrs", "hour", "hours"], 60],
    [[letters.day, "d", "day", "days", ""], units.minutesPerDay],
    [[letters.week, "w", "wk", "wks", "week", "weeks"], units.minutesPerWeek],
  ];
  let total = 0;
  let rest = clean;
  while (rest !== "") {
    const part = /^(\d{1,7}(?:\.\d{1,4})?)\s*([^\d\s.]*)\.?\s*/.exec(rest);
    const minutes = part && size.find(([names]) => names.some((name) => name.toLowerCase() === part[2]))?.[1];
    if (!part || minutes === undefined || minutes === null) return null;
    total += Number(part[1]) * minutes;
    rest = rest.slice(part[0].length);
  }
  const rounded = Math.round(total);
  return rounded <= longest ? rounded : null;
}

/** What the contract takes: over a hundred years of work. */
const longest = 60_000_000;

/** The shortest text that `parseDuration` reads back as the same: "3 d", "2.5 d", "4 h", "1 d 2 h 15 min". */
export function durationText(minutes: number, units: WorkUnits, letters: Letters): string {
  if (minutes === 0) return `0 ${letters.day}`;
  const day = units.minutesPerDay;
  if (minutes >= day && (minutes * 2) % day === 0) return `${minutes / day} ${letters.day}`;
  const days = Math.floor(minutes / day);
  const hours = Math.floor((minutes - days * day) / 60);
  const left = minutes - days * day - hours * 60;
  return [
    [days, letters.day],
    [hours, letters.hour],
    [left, letters.minute],
  ]
    .filter(([count]) => count !== 0)
    .map(([count, letter]) => `${count} ${letter}`)
    .join(" ");
}
