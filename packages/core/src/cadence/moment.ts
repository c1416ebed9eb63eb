import { Temporal } from "temporal-polyfill";

/**
 * The moment of a wall-clock time, epoch milliseconds. A time that a clock change leaves out becomes the first moment
 * after it (02:30 in spring is 03:00); one that comes twice is its first coming.
 */
export function momentOf(date: Temporal.PlainDate, time: string, zone: string): number {
  const wall = date.toPlainDateTime(Temporal.PlainTime.from(time));
  const moment = wall.toZonedDateTime(zone, { disambiguation: "compatible" });
  if (moment.toPlainDateTime().equals(wall)) return moment.epochMilliseconds;
  // "compatible" lands behind the gap by as much as was left out; the change itself is the last one up to there.
  return moment.add({ milliseconds: 1 }).getTimeZoneTransition("previous")?.epochMilliseconds ?? moment.epochMilliseconds;
}
