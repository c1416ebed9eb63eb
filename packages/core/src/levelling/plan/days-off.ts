import { dayOf, minutesPerDay, weekdayOf, type Calendar } from "../../calendar/index.ts";
import { Bookings } from "./bookings.ts";
import type { Person } from "./staffing.ts";

/** So far beyond the plan days off are kept: what is pushed further passes over them. */
const beyond = 730;

/** The days on which people do not work though the plan's calendar does. */
export type DaysOff = {
  /** By person; those without any are empty. */
  readonly bookings: readonly Bookings[];
  /** Those of these people that so much work in one piece can keep off, if it can. */
  readonly around: (people: readonly number[], minutes: number) => readonly number[];
};

export function daysOff(people: readonly Person[], calendar: Calendar, from: number, to: number): DaysOff {
  const week = Array.from({ length: 7 }, (_, at) => workOn(calendar, calendar.firstDay + at));
  const weekday = (day: number): number => weekdayOf(calendar.firstDay + (day % 7));
  const off = people.map(
    (person) => new Set((person.daysOff ?? []).filter((day) => week.some((work, at) => work > 0 && weekday(at) === day))),
  );
  const bookings = off.map((days) => {
    const booked = new Bookings();
    if (days.size > 0)
      for (let day = dayOf(from) - beyond; day <= dayOf(to) + beyond; day++)
        if (days.has(weekdayOf(day)) && workOn(calendar, day) > 0) booked.book(day * minutesPerDay, (day + 1) * minutesPerDay, 1);
    return booked;
  });
  return {
    bookings,
    around: (asked, minutes) => {
      const some = asked.filter((person) => off[person]!.size > 0);
      if (some.length === 0) return some;
      let [longest, stretch] = [0, 0];
      for (let at = 0; at < 14; at++) {
        stretch = some.some((person) => off[person]!.has(weekday(at))) ? 0 : stretch + week[at % 7]!;
        longest = Math.max(longest, stretch);
      }
      return longest > 0 && minutes <= longest ? some : [];
    },
  };
}

function workOn(calendar: Calendar, day: number): number {
  return calendar.between(day * minutesPerDay, (day + 1) * minutesPerDay);
}
