import { dayOf, minutesPerDay, weekdayOf } from "@rondo/core/calendar";
import type { Zoom } from "./zoom.ts";

/** The part of a day that is drawn, in minutes since midnight: work from 8 to 17 fills a day from edge to edge. */
export type DrawnDay = { readonly from: number; readonly to: number };

/**
 * Wall-clock minutes to pixels and back. Nights have no width: every day is drawn as its usual working hours, so that a
 * day's work fills its day and work that goes on tomorrow touches it. What lies outside those hours is at the day's edge.
 */
export type TimeScale = {
  readonly firstDay: number;
  readonly days: number;
  readonly perDay: number;
  readonly drawn: DrawnDay;
  readonly width: number;
  readonly x: (minute: number) => number;
  readonly minuteAt: (x: number) => number;
  readonly dayX: (day: number) => number;
  readonly dayAt: (x: number) => number;
};

const pixelsPerDay: Readonly<Record<Zoom, number>> = { hour: 480, day: 40, week: 15, month: 4.25, quarter: 1.4, year: 0.38 };

/** From the Monday before `first`, with room at both ends, at least `width` pixels wide. */
export function timeScale(
  zoom: Zoom,
  first: number,
  last: number,
  width: number,
  drawn: DrawnDay = { from: 0, to: minutesPerDay },
): TimeScale {
  const perDay = pixelsPerDay[zoom];
  const room = Math.ceil(60 / perDay);
  const start = dayOf(first) - room;
  const firstDay = start - weekdayOf(start);
  const days = Math.max(dayOf(last) + 1 + Math.ceil(220 / perDay) - firstDay, Math.ceil(width / perDay));
  const span = Math.max(1, drawn.to - drawn.from);
  return {
    firstDay,
    days,
    perDay,
    drawn,
    width: Math.ceil(days * perDay),
    x: (minute) => {
      const day = dayOf(minute);
      const part = (minute - day * minutesPerDay - drawn.from) / span;
      return (day - firstDay + Math.min(1, Math.max(0, part))) * perDay;
    },
    minuteAt: (x) => {
      const at = x / perDay;
      const day = Math.floor(at);
      return (firstDay + day) * minutesPerDay + drawn.from + Math.round((at - day) * span);
    },
    dayX: (day) => (day - firstDay) * perDay,
    dayAt: (x) => firstDay + Math.floor(x / perDay),
  };
}
