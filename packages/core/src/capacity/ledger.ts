import { dayOf, formatDay, minutesPerDay, parseDay, type Calendar } from "../calendar/index.ts";

/** One person's time: the hours they work, leave as days, from and to inclusive; `reserved` is the share of the rest kept for whatever comes up. */
export type Somebody = {
  readonly id: string;
  readonly calendar: Calendar;
  readonly leave: readonly { readonly from: string; readonly to: string }[];
  readonly reserved: number;
};

/** Work of a plan: so many working minutes between two wall-clock moments. */
export type PlannedWork = {
  readonly person: string;
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly minutes: number;
};

/** Work that comes back: so many minutes in an ordinary week. */
export type RecurringWork = { readonly person: string; readonly name: string; readonly minutes: number };

export type LedgerInput = {
  /** A Monday. */
  readonly from: string;
  readonly weeks: number;
  readonly people: readonly Somebody[];
  readonly planned: readonly PlannedWork[];
  readonly recurring: readonly RecurringWork[];
};

export type LoadItem = { readonly kind: "recurring" | "project"; readonly name: string; readonly minutes: number };

/** `available` is what is left of the working time after leave and the reserved share; `overload` is what recurring work and projects ask beyond it. */
export type Week = {
  readonly week: string;
  readonly working: number;
  readonly leave: number;
  readonly reserved: number;
  readonly available: number;
  readonly recurring: number;
  readonly project: number;
  readonly overload: number;
  readonly items: readonly LoadItem[];
};

export type Ledger = { readonly person: string; readonly weeks: readonly Week[] }[];

/** Load against capacity, by person and week. Recurring work comes back in proportion to the days that a week has left. */
export function ledgerOf({ from, weeks, people, planned, recurring }: LedgerInput): Ledger {
  const monday = parseDay(from) ?? 0;
  return people.map((person) => {
    const { calendar } = person;
    const off = daysOff(person, monday, weeks);
    const there = (day: number): number => (off.has(day) ? 0 : calendar.between(day * minutesPerDay, (day + 1) * minutesPerDay));
    const own = planned.filter((work) => work.person === person.id);
    const back = recurring.filter((work) => work.person === person.id);
    return {
      person: person.id,
      weeks: Array.from({ length: weeks }, (_, index) => weekOf(monday + index * 7, calendar, there, person.reserved, own, back)),
    };
  });
}

function weekOf(
  first: number,
  calendar: Calendar,
  there: (day: number) => number,
  share: number,
  planned: readonly PlannedWork[],
  recurring: readonly RecurringWork[],
): Week {
  const begin = first * minutesPerDay;
  const end = begin + 7 * minutesPerDay;
  const working = calendar.between(begin, end);
  let present = 0;
  for (let day = first; day < first + 7; day++) present += there(day);
  const reserved = present * share;
  const available = present - reserved;
  const items: LoadItem[] = [];
  if (working > 0) for (const { name, minutes } of recurring) add(items, "recurring", name, (minutes * present) / working);
  for (const work of planned) add(items, "project", work.name, workIn(work, begin, end, calendar, there));
  const sum = (kind: LoadItem["kind"]): number =>
    items.filter((item) => item.kind === kind).reduce((total, item) => total + item.minutes, 0);
  const [back, project] = [sum("recurring"), sum("project")];
  return {
    week: formatDay(first),
    working,
    leave: working - present,
    reserved: Math.round(reserved),
    available: Math.round(available),
    recurring: back,
    project,
    overload: Math.max(0, Math.round(back + project - available)),
    items: items.toSorted((a, b) => b.minutes - a.minutes),
  };
}

/** The part of a task's work that falls into a week: spread over the days that its person is there, or over its span where never. */
export function workIn(
  { from, to, minutes }: Pick<PlannedWork, "from" | "to" | "minutes">,
  begin: number,
  end: number,
  calendar: Calendar,
  there: (day: number) => number,
): number {
  if (to <= begin || from >= end || minutes <= 0) return 0;
  const present = (a: number, b: number): number => {
    let sum = 0;
    for (let day = dayOf(a); day * minutesPerDay < b; day++)
      if (there(day) > 0) sum += calendar.between(Math.max(a, day * minutesPerDay), Math.min(b, (day + 1) * minutesPerDay));
    return sum;
  };
  const [a, b] = [Math.max(from, begin), Math.min(to, end)];
  const whole = present(from, to);
  if (whole > 0) return (minutes * present(a, b)) / whole;
  return (minutes * (b - a)) / Math.max(1, to - from);
}

function add(items: LoadItem[], kind: LoadItem["kind"], name: string, minutes: number): void {
  const rounded = Math.round(minutes);
  if (rounded > 0) items.push({ kind, name, minutes: rounded });
}

function daysOff({ leave }: Somebody, monday: number, weeks: number): Set<number> {
  const days = new Set<number>();
  // A task may begin before the first week shown and end after the last; a year around covers what is on screen.
  for (const { from, to } of leave) {
    const [a, b] = [parseDay(from), parseDay(to)];
    if (a === null || b === null) continue;
    for (let day = Math.max(a, monday - 366); day <= Math.min(b, monday + weeks * 7 + 366); day++) days.add(day);
  }
  return days;
}
