import type { WorkUnits } from "@rondo/core/calendar";
import { durationSigns, type DurationUnit as Unit, durationUnit } from "../../duration/index.ts";

const minutesOf = (unit: Unit, units: WorkUnits): number =>
  ({ minute: 1, hour: 60, day: units.minutesPerDay, week: units.minutesPerWeek })[unit];

/** "2 h", "3 days", "1 w 2 d", "1.5 h", "90 min": working minutes on a calendar with these units; null where it can't be read. A bare number means hours. */
export function readDue(text: string, units: WorkUnits): number | null {
  const clean = text
    .trim()
    .toLowerCase()
    .replace(/\bworking\b|\band\b|\bund\b|,(?!\d)/g, " ")
    .trim();
  if (/^\d+([.,]\d+)?$/.test(clean)) return toMinutes(clean, "hour", units);
  let minutes = 0;
  let rest = clean;
  while (rest !== "") {
    const part = /^(\d+(?:[.,]\d+)?)\s*([a-z]+)\.?\s*/.exec(rest);
    const unit = part && durationUnit(part[2] ?? "");
    if (!part || !unit) return null;
    minutes += toMinutes(part[1] ?? "", unit, units);
    rest = rest.slice(part[0].length);
  }
  return minutes > 0 && minutes <= 5_000_000 ? minutes : null;
}

/** The same as text, largest part first: 1,500 minutes are "3 d 1 h" where a day has 8 hours. */
export function writeDue(minutes: number, units: WorkUnits): string {
  const parts: string[] = [];
  let rest = minutes;
  for (const unit of ["week", "day", "hour", "minute"] as const) {
    const size = minutesOf(unit, units);
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count} ${durationSigns[unit]}`);
    rest -= count * size;
  }
  return parts.join(" ");
}

function toMinutes(number: string, unit: Unit, units: WorkUnits): number {
  return Math.round(Number(number.replace(",", ".")) * minutesOf(unit, units));
}
