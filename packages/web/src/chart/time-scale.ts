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
  return scaleFrom(firstDay, days, perDay, Math.ceil(days * perDay), drawn);
}

/** As many pixels a day as the closest zoom is worth reading at: below, its labels would find no room. */
const leastPerDay: readonly (readonly [zoom: Zoom, perDay: number])[] = [
  ["hour", 240],
  ["day", 26],
  ["week", 6.5],
  ["month", 2],
  ["quarter", 0.4],
  ["year", 0],
];

/** All of it within `width` pixels, as large as that allows, with room for what stands beside the last bars; and the zoom to draw it at. */
export function scaleWithin(
  first: number,
  last: number,
  width: number,
  drawn: DrawnDay,
): { readonly zoom: Zoom; readonly scale: TimeScale } {
  const [before, after] = [8, width / 6];
  const perDay = Math.min(pixelsPerDay.hour, (width - before - after) / (dayOf(last) + 1 - dayOf(first)));
  const firstDay = dayOf(first) - before / perDay;
  const zoom = leastPerDay.find(([, least]) => perDay >= least)![0];
  return { zoom, scale: scaleFrom(firstDay, width / perDay, perDay, width, drawn) };
}

function scaleFrom(firstDay: number, days: number, perDay: number, width: number, drawn: DrawnDay): TimeScale {
  const span = Math.max(1, drawn.to - drawn.from);
  return {
    firstDay,
    days,
    perDay,
    drawn,
    width,
    x: (minute) => {
      const day = dayOf(minute);
      const part = (minute - day * minutesPerDay - drawn.from) / span;
      return (day - firstDay + Math.min(1, Math.max(0, part))) * perDay;
    },
    minuteAt: (x) => {
      const at = firstDay + x / perDay;
      const day = Math.floor(at);
      return day * minutesPerDay + drawn.from + Math.round((at - day) * span);
    },
    dayX: (day) => (day - firstDay) * perDay,
    dayAt: (x) => Math.floor(firstDay + x / perDay),
  };
}
