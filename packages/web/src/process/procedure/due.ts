import type { WorkUnits } from "@rondo/core/calendar";

type Unit = "minute" | "hour" | "day" | "week";

const minutesOf = (unit: Unit, units: WorkUnits): number =>
  ({ minute: 1, hour: 60, day: units.minutesPerDay, week: units.minutesPerWeek })[unit];

const words: Readonly<Record<string, Unit>> = {
  m: "minute",
  min: "minute",
  mins: "minute",
  minute: "minute",
  minutes: "minute",
  h: "hour",
  hr: "hour",
  hrs: "hour",
  hour: "hour",
  hours: "hour",
  d: "day",
  day: "day",
  days: "day",
  w: "week",
  wk: "week",
  week: "week",
  weeks: "week",
};

/** "2 h", "3 days", "1 week 2 days", "1.5 h", "90 min": working minutes on a calendar with these units; null where it can't be read. A bare number means hours. */
export function readDue(text: string, units: WorkUnits): number | null {
  const clean = text
    .trim()
    .toLowerCase()
    .replace(/\bworking\b|\band\b|,(?!\d)/g, " ")
    .trim();
  if (/^\d+([.,]\d+)?$/.test(clean)) return toMinutes(clean, "hour", units);
  let minutes = 0;
  let rest = clean;
  while (rest !== "") {
    const part = /^(\d+(?:[.,]\d+)?)\s*([a-z]+)\.?\s*/.exec(rest);
    const unit = part && words[part[2] ?? ""];
    if (!part || !unit) return null;
    minutes += toMinutes(part[1] ?? "", unit, units);
    rest = rest.slice(part[0].length);
  }
  return minutes > 0 && minutes <= 5_000_000 ? minutes : null;
}

/** The parts that a text is made of, largest first: 1,500 minutes are 3 days of 8 hours and 1 hour. */
export function dueParts(minutes: number, units: WorkUnits): readonly { readonly unit: Unit; readonly count: number }[] {
  const parts: { unit: Unit; count: number }[] = [];
  let rest = minutes;
  for (const unit of ["week", "day", "hour", "minute"] as const) {
    const size = minutesOf(unit, units);
    const count = Math.floor(rest / size);
    if (count > 0) parts.push({ unit, count });
    rest -= count * size;
  }
  return parts;
}

function toMinutes(number: string, unit: Unit, units: WorkUnits): number {
  return Math.round(Number(number.replace(",", ".")) * minutesOf(unit, units));
}
