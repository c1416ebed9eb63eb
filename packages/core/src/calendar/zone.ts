import { Temporal } from "temporal-polyfill";
import type { Calendar } from "./calendar.ts";
import { formatWall } from "./wall.ts";

/** An instant (epoch milliseconds) as wall-clock minutes of a zone; seconds are cut off. */
export function wallOfInstant(instant: number, zone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  return Math.floor((instant + local.offsetNanoseconds / 1e6) / 60_000);
}

/** Wall-clock minutes of a zone as an instant. A moment that a clock change skips moves forward by the gap; one that comes twice is the first. */
export function instantOfWall(wall: number, zone: string): number {
  return Temporal.PlainDateTime.from(formatWall(wall)).toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds;
}

/**
 * The instant at which `minutes` of working time have passed since `instant` (negative: before it) on a calendar kept in
 * `zone`. For due offsets and service clocks. With 0 minutes the next moment at which anybody works.
 */
export function addWorkingTime(instant: number, minutes: number, calendar: Calendar, zone: string): number {
  const wall = wallOfInstant(instant, zone);
  return instantOfWall(minutes === 0 ? calendar.next(wall) : calendar.add(wall, minutes), zone);
}

/** Working minutes from one instant to another on a calendar kept in `zone`; negative when the second is earlier. */
export function workingTimeBetween(from: number, to: number, calendar: Calendar, zone: string): number {
  return calendar.between(wallOfInstant(from, zone), wallOfInstant(to, zone));
}
