import { civil, dayNumber, weekdayOf } from "@rondo/core/calendar";
import type { TimeScale } from "./time-scale.ts";
import type { Zoom } from "./zoom.ts";

export type Unit = "hour" | "day" | "week" | "month" | "quarter" | "year";

/** One span of the axis; days are numbers as in core's calendar, `to` not included. An hour is a part of the drawn day, with the minute of the day that it begins at. */
export type Tick = { readonly unit: Unit; readonly from: number; readonly to: number; readonly minute?: number };

/** What the two lines of the axis show at each zoom: the larger unit above the smaller. */
export const unitsOf: Readonly<Record<Zoom, readonly [above: Unit, below: Unit]>> = {
  hour: ["day", "hour"],
  day: ["month", "day"],
  week: ["month", "week"],
  month: ["quarter", "month"],
  quarter: ["year", "quarter"],
  year: ["year", "quarter"],
};

/** Every tick of a unit that touches the pixels `fromX` to `toX`. */
export function ticks(unit: Unit, scale: TimeScale, fromX: number, toX: number): Tick[] {
  const found: Tick[] = [];
  const last = scale.dayAt(toX);
  if (unit === "hour") {
    const { from: first, to: end } = scale.drawn;
    const part = (minute: number) => (Math.min(end, Math.max(first, minute)) - first) / (end - first);
    for (let day = scale.dayAt(fromX); day <= last; day++)
      for (let minute = Math.floor(first / 60) * 60; minute < end; minute += 60)
        found.push({ unit, from: day + part(minute), to: day + part(minute + 60), minute });
    return found;
  }
  for (let from = beginOf(unit, scale.dayAt(fromX)); from <= last; from = next(unit, from))
    found.push({ unit, from, to: next(unit, from) });
  return found;
}

/** The first day of the unit that a day falls in. */
export function beginOf(unit: Exclude<Unit, "hour">, day: number): number {
  if (unit === "day") return day;
  if (unit === "week") return day - weekdayOf(day);
  const { year, month } = civil(day);
  return dayNumber(year, unit === "month" ? month : unit === "quarter" ? month - ((month - 1) % 3) : 1, 1);
}

function next(unit: Exclude<Unit, "hour">, day: number): number {
  if (unit === "day") return day + 1;
  if (unit === "week") return day + 7;
  const { year, month } = civil(day);
  const after = month - 1 + (unit === "month" ? 1 : unit === "quarter" ? 3 : 12);
  return dayNumber(year + Math.floor(after / 12), (after % 12) + 1, 1);
}
