import type { WorkUnits } from "@rondo/core/calendar";
import { durationSigns, durationUnit } from "../duration/index.ts";

/** Working minutes from what a planner types: "3 d", "4h", "1.5 d", "2d 4h", "30 min", "1 w"; a bare number is days. Null where it is none. */
export function parseDuration(text: string, units: WorkUnits): number | null {
  const clean = text.trim().replaceAll(",", ".");
  if (clean === "") return null;
  const size = { minute: 1, hour: 60, day: units.minutesPerDay, week: units.minutesPerWeek };
  let total = 0;
  let rest = clean;
  while (rest !== "") {
    const part = /^(\d{1,7}(?:\.\d{1,4})?)\s*([^\d\s.]*)\.?\s*/.exec(rest);
    const unit = part && (part[2] === "" ? "day" : durationUnit(part[2] ?? ""));
    if (!part || !unit) return null;
    total += Number(part[1]) * size[unit];
    rest = rest.slice(part[0].length);
  }
  const rounded = Math.round(total);
  return rounded <= longest ? rounded : null;
}

/** What the contract takes: over a hundred years of work. */
const longest = 60_000_000;

/** The shortest text that `parseDuration` reads back as the same: "3 d", "2.5 d", "4 h", "1 d 2 h 15 min". */
export function durationText(minutes: number, units: WorkUnits): string {
  if (minutes === 0) return `0 ${durationSigns.day}`;
  const day = units.minutesPerDay;
  if (minutes >= day && (minutes * 2) % day === 0) return `${minutes / day} ${durationSigns.day}`;
  const days = Math.floor(minutes / day);
  const hours = Math.floor((minutes - days * day) / 60);
  const left = minutes - days * day - hours * 60;
  return [
    [days, durationSigns.day],
    [hours, durationSigns.hour],
    [left, durationSigns.minute],
  ]
    .filter(([count]) => count !== 0)
    .map(([count, letter]) => `${count} ${letter}`)
    .join(" ");
}
