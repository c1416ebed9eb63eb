import { instantOfWall, minutesPerDay, wallOfInstant } from "@rondo/core/calendar";

/** Wall clock of one zone and back, for many moments at once. */
export type ZoneClock = { wall(instant: number): number; instant(wall: number): number };

/**
 * Asking the zone takes about 20 µs, a plan has thousands of moments, and they fall on few days: each day is asked once, and
 * only days on which the clock changes are asked for each moment.
 */
export function clockOf(zone: string): ZoneClock {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const offsets = new Map<number, number | null>();
  const starts = new Map<number, number | null>();
  const clock: ZoneClock = {
    wall(instant) {
      const offset = remembered(offsets, Math.floor(instant / dayMs), (day) => {
        const [from, to] = [offsetAt(day * dayMs, zone), offsetAt((day + 1) * dayMs, zone)];
        return from === to ? from : null;
      });
      return offset === null ? wallOfInstant(instant, zone) : Math.floor((instant + offset) / 60_000);
    },
    instant(wall) {
      const day = Math.floor(wall / minutesPerDay);
      const start = remembered(starts, day, () => {
        const [from, to] = [instantOfWall(day * minutesPerDay, zone), instantOfWall((day + 1) * minutesPerDay, zone)];
        return to - from === dayMs ? from : null;
      });
      return start === null ? instantOfWall(wall, zone) : start + (wall - day * minutesPerDay) * 60_000;
    },
  };
  if (clocks.size >= 100) clocks.clear();
  clocks.set(zone, clock);
  return clock;
}

const clocks = new Map<string, ZoneClock>();
const dayMs = 86_400_000;

function offsetAt(instant: number, zone: string): number {
  return wallOfInstant(instant, zone) * 60_000 - instant;
}

function remembered(days: Map<number, number | null>, day: number, ask: (day: number) => number | null): number | null {
  const known = days.get(day);
  if (known !== undefined) return known;
  if (days.size >= 10_000) days.clear();
  const answer = ask(day);
  days.set(day, answer);
  return answer;
}
