import {
  standardCalendar,
  type CalendarDefinition,
  type CalendarException,
  type DayInMonth,
  type Repeats,
  type Shift,
} from "@rondo/core/calendar";
import { child, childrenOf, textOf, type XmlElement } from "../xml/index.ts";
import { saysYes } from "./values.ts";

/** `expanded` are the periods that files of 2003 hold, and later ones beside the rules: what each exception comes to. */
export type MspdiCalendar = {
  readonly uid: string;
  readonly name: string;
  readonly base: string | null;
  readonly definition: CalendarDefinition;
  readonly expanded: readonly CalendarException[];
  /** Weeks of their own for a time: below every exception, also those of what inherits them. */
  readonly workWeeks: readonly CalendarException[];
};

/** Calendars with what they inherit filled in; a calendar derived from itself, or from none in the file, stands alone. */
export function readCalendars(elements: readonly XmlElement[]): Map<string, MspdiCalendar> {
  const byUid = new Map(elements.map((element) => [textOf(element, "UID"), element]));
  const done = new Map<string, MspdiCalendar>();
  for (const uid of byUid.keys()) {
    const line: string[] = [];
    for (
      let at: string | undefined = uid;
      at !== undefined && byUid.has(at) && !done.has(at) && !line.includes(at);
      at = textOf(byUid.get(at)!, "BaseCalendarUID")
    )
      line.push(at);
    for (const above of line.reverse()) done.set(above, readCalendar(byUid.get(above)!, done));
  }
  return done;
}

function readCalendar(element: XmlElement, done: ReadonlyMap<string, MspdiCalendar>): MspdiCalendar {
  const base = done.get(textOf(element, "BaseCalendarUID"));
  const days = childrenOf(child(element, "WeekDays") ?? element, "WeekDay");
  const own = weekOf(days);
  const week = Array.from(
    { length: 7 },
    (_, weekday) => own.get(weekday) ?? base?.definition.week[weekday] ?? standardCalendar.week[weekday]!,
  );
  const expanded = days
    .filter((day) => textOf(day, "DayType") === "0")
    .flatMap((day) => period(day, saysYes(textOf(day, "DayWorking")) ? shiftsOf(day) : [], ""));
  const rules = child(element, "Exceptions");
  const exceptions = rules ? childrenOf(rules, "Exception").flatMap(readException) : expanded;
  const workWeeks = childrenOf(child(element, "WorkWeeks") ?? element, "WorkWeek").flatMap(readWorkWeek);
  return {
    uid: textOf(element, "UID"),
    name: textOf(element, "Name"),
    base: base?.uid ?? null,
    expanded,
    workWeeks: [...(base?.workWeeks ?? []), ...workWeeks],
    definition: {
      week,
      exceptions: [
        ...(base?.workWeeks ?? []),
        ...workWeeks,
        ...(base?.definition.exceptions.slice(base.workWeeks.length) ?? []),
        ...exceptions,
      ],
    },
  };
}

/** DayType 1 is Sunday; ours begin on Monday with 0. */
function weekOf(days: readonly XmlElement[]): Map<number, readonly Shift[]> {
  const week = new Map<number, readonly Shift[]>();
  for (const day of days) {
    const type = Number(textOf(day, "DayType"));
    if (type >= 1 && type <= 7) week.set((type + 5) % 7, saysYes(textOf(day, "DayWorking")) ? shiftsOf(day) : []);
  }
  return week;
}

/** A week of its own for a time: its days repeat every week of the period. */
function readWorkWeek(element: XmlElement): CalendarException[] {
  const days = weekOf(childrenOf(child(element, "WeekDays") ?? element, "WeekDay"));
  return [...days].flatMap(([weekday, shifts]) =>
    period(element, shifts, textOf(element, "Name"), { every: "week", interval: 1, weekdays: [weekday] }),
  );
}

function readException(element: XmlElement): CalendarException[] {
  const shifts = saysYes(textOf(element, "DayWorking")) ? shiftsOf(element) : [];
  return period(element, shifts, textOf(element, "Name"), repeatsOf(element));
}

function period(element: XmlElement, shifts: readonly Shift[], name: string, repeats?: Repeats): CalendarException[] {
  const range = child(element, "TimePeriod");
  const [from, to] = [textOf(range ?? element, "FromDate").slice(0, 10), textOf(range ?? element, "ToDate").slice(0, 10)];
  if (from === "" || to === "") return [];
  return [repeats ? { from, to, name, shifts, repeats } : { from, to, name, shifts }];
}

/** Exception types: 1 every day of the range, 7 every n-th; 6 weekly; 4 and 5 monthly, 2 and 3 yearly, by date and by position. */
function repeatsOf(element: XmlElement): Repeats | undefined {
  const interval = Math.max(1, Number(textOf(element, "Period")) || 1);
  const month = Number(textOf(element, "Month")) + 1;
  const byDay: DayInMonth = { day: Number(textOf(element, "MonthDay")) || 1 };
  const times = saysYes(textOf(element, "EnteredByOccurrences")) ? Number(textOf(element, "Occurrences")) : 0;
  const limit = times > 0 ? { occurrences: times } : {};
  switch (textOf(element, "Type")) {
    case "2":
      return { every: "year", month, on: byDay, ...limit };
    case "3":
      return { every: "year", month, on: byPosition(element), ...limit };
    case "4":
      return { every: "month", interval, on: byDay, ...limit };
    case "5":
      return { every: "month", interval, on: byPosition(element), ...limit };
    case "6":
      return { every: "week", interval, weekdays: weekdays(Number(textOf(element, "DaysOfWeek"))), ...limit };
    case "7":
      return { every: "day", interval, ...limit };
    default:
      return undefined;
  }
}

/** MonthItem: 0 day, 1 weekday, 2 weekend day, 3 Sunday … 9 Saturday. MonthPosition: 0 first … 4 last. */
function byPosition(element: XmlElement): DayInMonth {
  const item = Number(textOf(element, "MonthItem"));
  const of = item === 0 ? "day" : item === 1 ? "workday" : item === 2 ? "weekend" : (item + 3) % 7;
  return { position: Number(textOf(element, "MonthPosition")) + 1, of };
}

/** Bits of DaysOfWeek: 1 Sunday, 2 Monday … 64 Saturday. */
function weekdays(bits: number): number[] {
  return Array.from({ length: 7 }, (_, bit) => bit).flatMap((bit) => (bits & (1 << bit) ? [(bit + 6) % 7] : []));
}

function shiftsOf(element: XmlElement): Shift[] {
  const times = childrenOf(child(element, "WorkingTimes") ?? element, "WorkingTime").flatMap((time) => {
    const [from, to] = [minuteOf(textOf(time, "FromTime")), minuteOf(textOf(time, "ToTime"))];
    return from === null || to === null ? [] : [{ from, to: to === 0 ? 1440 : to }];
  });
  return times.filter((shift) => shift.from < shift.to).toSorted((a, b) => a.from - b.from);
}

function minuteOf(text: string): number | null {
  const parts = /^(\d\d):(\d\d)/.exec(text);
  return parts ? Number(parts[1]) * 60 + Number(parts[2]) : null;
}
