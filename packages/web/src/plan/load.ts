import { dayOf, minutesPerDay, ownCalendar, parseDay, weekdayOf, type Calendar } from "@rondo/core/calendar";
import { roleKey } from "@rondo/core/plan";
import { workIn } from "@rondo/core/capacity";
import type { Ghosts } from "../chart/index.ts";
import { isClosed, minuteOf, type Plan, placeOf } from "./model.ts";
import { placesOf, sharesOf } from "./shares.ts";

export type LoadItem = { readonly kind: "recurring" | "project"; readonly name: string | null; readonly minutes: number };

/** What a week of somebody holds beside this plan. */
export type OtherWeek = {
  readonly availableMinutes: number;
  readonly recurringMinutes: number;
  readonly projectMinutes: number;
  readonly items: readonly LoadItem[];
};

/** What everybody's weeks hold beside this plan, as far as it is read. */
export type Others = {
  readonly state: "reading" | "read" | "refused";
  readonly weekOf: (person: string, monday: number) => OtherWeek | undefined;
  readonly timeOf: (person: string) => Time;
};

/** Hours of their own, if they have any, and days of leave. */
export type Time = {
  readonly hours: readonly (readonly { readonly from: number; readonly to: number }[])[] | null;
  readonly leave: readonly { readonly from: string; readonly to: string }[];
};

/** Who is asked for work; a role that nobody has been named for stands there as one, too. */
type Person = { readonly id: string; readonly name: string; readonly role?: boolean };
type Span = { readonly id: string; readonly title: string; readonly from: number; readonly to: number; readonly minutes: number };

/** What this plan asks of people, week by week. */
export type OwnLoad = {
  readonly people: readonly Person[];
  readonly minutes: (person: string, monday: number) => number;
  readonly tasks: (person: string, monday: number) => readonly { readonly id: string; readonly title: string; readonly minutes: number }[];
};

/** One week of one person: what is asked in all, by whom, and how much too much it is; `available` is null where that is not known. */
export type Cell = {
  readonly own: number;
  readonly recurring: number;
  readonly other: number;
  readonly asked: number;
  readonly available: number | null;
  readonly over: number;
};

/** Open tasks with somebody on them, or who ask for somebody, spread over the days that these are there; moved ones as they would stand. */
export function ownLoad(
  plan: Plan,
  calendar: Calendar,
  moved: Ghosts | null,
  timeOf: Others["timeOf"],
  members: readonly Person[] = [],
): OwnLoad {
  const names = new Map(members.map((member) => [member.id, member.name]));
  const people = new Map<string, Person>();
  const spans = new Map<string, Span[]>();
  const entries = new Map(plan.entries.map((entry) => [entry.taskId, entry]));
  for (const task of plan.tasks) {
    const entry = entries.get(task.id);
    const { workingMinutes, milestone } = placeOf(task);
    if (!entry || entry.summary || isClosed(task) || milestone || workingMinutes <= 0) continue;
    const { start, finish } = moved?.at(task.id) ?? { start: minuteOf(entry.start), finish: minuteOf(entry.finish) };
    const asked = [
      ...sharesOf(task).map(({ personId: id, percent }) => ({
        percent,
        who: { id, name: (task.owner?.id === id ? task.owner.name : names.get(id)) ?? "" },
      })),
      ...placesOf(task).map(({ role, percent, count }) => ({
        percent: percent * count,
        who: { id: `role:${roleKey(role)}`, name: role, role: true },
      })),
    ];
    for (const { who, percent } of asked) {
      people.set(who.id, people.get(who.id) ?? who);
      const list = spans.get(who.id);
      const span = {
        id: task.id,
        title: task.title,
        from: start,
        to: finish,
        minutes: (workingMinutes * percent) / 100,
      };
      if (list) list.push(span);
      else spans.set(who.id, [span]);
    }
  }
  const weeks = new Map<string, Map<number, number>>();
  const presence = new Map(
    [...spans.keys()].map((person) => {
      const { hours, leave } = timeOf(person);
      const own = hours === null ? calendar : ownCalendar(calendar, hours);
      return [person, { own, there: thereOf(own, leave) }] as const;
    }),
  );
  for (const [person, list] of spans) {
    const { own, there } = presence.get(person)!;
    weeks.set(person, weeksOf(list, own, there));
  }
  return {
    people: [...people.values()].toSorted((a, b) => Number(a.role ?? false) - Number(b.role ?? false) || a.name.localeCompare(b.name)),
    minutes: (person, monday) => Math.round(weeks.get(person)?.get(monday) ?? 0),
    tasks: (person, monday) => {
      const { own, there } = presence.get(person) ?? { own: calendar, there: () => 0 };
      return (spans.get(person) ?? [])
        .map(({ id, title, ...span }) => ({
          id,
          title,
          minutes: Math.round(workIn(span, monday * minutesPerDay, (monday + 7) * minutesPerDay, own, there)),
        }))
        .filter((task) => task.minutes > 0)
        .toSorted((a, b) => b.minutes - a.minutes);
    },
  };
}

function weeksOf(spans: readonly Span[], calendar: Calendar, there: (day: number) => number): Map<number, number> {
  const weeks = new Map<number, number>();
  for (const span of spans) {
    const first = mondayOf(dayOf(span.from));
    // Most tasks lie in one week, and need no share of it.
    if (span.to <= (first + 7) * minutesPerDay) weeks.set(first, (weeks.get(first) ?? 0) + span.minutes);
    else
      for (let monday = first; monday * minutesPerDay < span.to; monday += 7)
        weeks.set(monday, (weeks.get(monday) ?? 0) + workIn(span, monday * minutesPerDay, (monday + 7) * minutesPerDay, calendar, there));
  }
  return weeks;
}

/** Working minutes of each day, none on days of leave. */
function thereOf(calendar: Calendar, leave: readonly { readonly from: string; readonly to: string }[]): (day: number) => number {
  const spans = leave.map(({ from, to }) => [parseDay(from) ?? 0, parseDay(to) ?? -1] as const);
  return (day) =>
    spans.some(([from, to]) => day >= from && day <= to) ? 0 : calendar.between(day * minutesPerDay, (day + 1) * minutesPerDay);
}

export function mondayOf(day: number): number {
  return day - weekdayOf(day);
}

export function cellOf(own: OwnLoad, others: Others, person: string, monday: number): Cell {
  const minutes = own.minutes(person, monday);
  const beside = others.weekOf(person, monday);
  const [recurring, other] = [beside?.recurringMinutes ?? 0, beside?.projectMinutes ?? 0];
  const asked = minutes + recurring + other;
  const available = beside?.availableMinutes ?? null;
  return { own: minutes, recurring, other, asked, available, over: available === null ? 0 : Math.max(0, asked - available) };
}

/** The next week, of anybody, in which too much is asked: on from where one is, and round to the beginning. */
export function nextOverload(
  own: OwnLoad,
  others: Others,
  mondays: readonly number[],
  after: { readonly person: number; readonly monday: number } | null,
): { readonly person: number; readonly monday: number } | null {
  const count = own.people.length * mondays.length;
  const begin = after ? after.person * mondays.length + mondays.indexOf(after.monday) + 1 : 0;
  for (let step = 0; step < count; step += 1) {
    const at = (begin + step) % count;
    const [person, monday] = [Math.floor(at / mondays.length), mondays[at % mondays.length] as number];
    if (cellOf(own, others, own.people[person]!.id, monday).over > 0) return { person, monday };
  }
  return null;
}
