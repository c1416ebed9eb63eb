import { operations, schema } from "@rondo/contract";
import { type CalendarDefinition, checkCalendar, daysOfException, formatDay, parseDay } from "@rondo/core/calendar";
import { type Finding, hasError, words, type Words } from "@rondo/core/kernel";
import { ownCalendarOf, type Plan } from "@rondo/core/plan";
import type { ProjectDraft } from "@rondo/formats/draft";
import type { CalendarRow } from "../../calendars/index.ts";
import { inOrder, oneLine } from "./words.ts";

/** Which calendars of the workspace a plan that comes in goes by. */
export type PlanCalendars = {
  /** The project's; null: it goes by the workspace's. */ readonly own: string | null;
  /** By the keys that tasks name. */ readonly ofTasks: ReadonlyMap<string, string>;
  /** Those that are not here yet. */ readonly made: readonly CalendarRow[];
  /** Those that are. */ readonly found: readonly string[];
  readonly findings: readonly Finding[];
};

/** What the workspace has; what is made for one project of a file is there for the next. */
export type Here = { readonly standard: CalendarDefinition; readonly calendars: CalendarRow[]; newId(): string };

/**
 * A plan brings the calendar that it goes by and those that its tasks name. One that is here under the same name with the same
 * hours is taken, else one is made: as “Standard (imported)” where “Standard” has other hours here. Hours of people are theirs to
 * say, and what nothing in the plan goes by is left: both are told by name.
 */
export function calendarsFor({ plan, name }: ProjectDraft, here: Here): PlanCalendars {
  if (plan === undefined) return none;
  const project = oneLine(name, 60) || "Project without a name";
  const calendars = new Map(Object.entries(plan.calendars ?? {}));
  const ownKey = ownCalendarOf(plan);
  const made: CalendarRow[] = [];
  const found = new Set<string>();
  const wrong: string[] = [];
  const idFor = (definition: CalendarDefinition, key: string | undefined): string | null => {
    const wanted = keepable(definition, key ?? project);
    const place = wanted !== null && made.length < most ? placeFor(wanted, key !== undefined, here) : null;
    if (place === null) wrong.push(key ?? project);
    else if (!place.isNew) found.add(place.row.calendar_id);
    else if (here.calendars.push(place.row)) made.push(place.row);
    return place?.row.calendar_id ?? null;
  };
  const own = isSame(plan.calendar, here.standard) ? null : idFor(plan.calendar, ownKey);
  const keys = new Set(plan.tasks.flatMap(({ calendar }) => (calendar === undefined || calendar === ownKey ? [] : [calendar])));
  const ofTasks = new Map<string, string>();
  for (const key of keys) {
    const id = calendars.has(key) ? idFor(calendars.get(key)!, key) : null;
    if (id !== null) ofTasks.set(key, id);
  }
  const known = new Set([...keys, ...(ownKey === undefined ? [] : [ownKey])]);
  const ids = new Set(made.map((row) => row.calendar_id));
  return {
    own,
    ofTasks,
    made,
    found: [...found].filter((id) => !ids.has(id)),
    findings: [...madeOf(made), ...wrongOf(wrong), ...leftOf(plan, known)],
  };
}

/** A hundred calendars of one plan are somebody's joke. */
const most = 100;
const none: PlanCalendars = { own: null, ofTasks: new Map(), made: [], found: [], findings: [] };

/** As the workspace may keep it; null where it may not. */
function keepable(definition: CalendarDefinition, name: string): Omit<CalendarRow, "calendar_id" | "version"> | null {
  if (hasError(checkCalendar(definition))) return null;
  const week = definition.week.map((day) => day.map(({ from, to }) => ({ from, to })));
  const said = { name: oneLine(name, 120) || "Calendar", week, exceptions: exceptionsOf(definition) };
  return operations.createCalendar.body.safeParse(said).success ? said : null;
}

/** As a calendar keeps them; a rhythm that it has no form for is written out day by day. */
function exceptionsOf({ exceptions }: CalendarDefinition): CalendarDefinition["exceptions"] {
  return exceptions.flatMap((exception) => {
    const { from, to, shifts, repeats } = exception;
    const said = { from, to, name: oneLine(exception.name, 120), shifts };
    if (repeats === undefined) return [said];
    if (schema.CalendarException.safeParse({ ...said, repeats }).success) return [{ ...said, repeats }];
    const days = daysOfException(exception, parseDay(from) ?? 0, parseDay(to) ?? 0).slice(0, 400);
    return days.map(formatDay).map((day) => ({ ...said, from: day, to: day }));
  });
}

/** `isNamed`: by the file; of a calendar that is not, any with its hours is it. */
function placeFor(
  wanted: Omit<CalendarRow, "calendar_id" | "version">,
  isNamed: boolean,
  { calendars, newId }: Here,
): { row: CalendarRow; isNew: boolean } {
  const alike = calendars.filter((row) => isSame(row, wanted));
  if (!isNamed && alike[0] !== undefined) return { row: alike[0], isNew: false };
  const taken = new Set(calendars.map((row) => row.name));
  for (let count = 1; ; count++) {
    const name = nameFor(wanted.name, count);
    const row = alike.find((one) => one.name === name);
    if (row !== undefined) return { row, isNew: false };
    if (!taken.has(name)) return { row: { ...wanted, name, calendar_id: newId(), version: 1 }, isNew: true };
  }
}

/** `Standard`, `Standard (imported)`, `Standard (imported 2)`. */
function nameFor(name: string, count: number): string {
  const end = count === 1 ? "" : count === 2 ? " (imported)" : ` (imported ${count - 1})`;
  return `${name.slice(0, 120 - end.length)}${end}`;
}

function isSame(a: CalendarDefinition, b: CalendarDefinition): boolean {
  return inOrder([a.week, a.exceptions]) === inOrder([b.week, b.exceptions]);
}

function madeOf(made: readonly CalendarRow[]): Finding[] {
  const names = made.map((row) => row.name);
  return told(
    "calendars_made",
    "info",
    names,
    words`The workspace has new calendars of this plan: ${quoted(names)}. They stand in the settings, and can be deleted there once nothing goes by them.`,
  );
}

function wrongOf(names: readonly string[]): Finding[] {
  return told(
    "calendars_wrong",
    "warning",
    names,
    words`These calendars can't be kept here, for they have no working time, hours that overlap or too many days of their own: ${quoted(names)}. Their tasks go by the project's calendar.`,
  );
}

function leftOf(plan: Plan, known: ReadonlySet<string>): Finding[] {
  const isOther = (key: string): boolean => !known.has(key);
  const people = new Set(plan.tasks.flatMap(({ crew = [] }) => crew.flatMap((one) => one.calendar ?? [])).filter(isOther));
  const count = plan.tasks.filter(({ crew = [] }) => crew.some((one) => one.calendar !== undefined)).length;
  const unused = Object.keys(plan.calendars ?? {}).filter((key) => isOther(key) && !people.has(key));
  return [
    ...told(
      "calendars_of_people",
      "warning",
      [...people],
      count === 1
        ? words`One task is worked in hours of its people, which are not carried: ${quoted([...people])}. Say them as their own hours, and let the project's dates follow them.`
        : words`${count} tasks are worked in hours of their people, which are not carried: ${quoted([...people])}. Say them as their own hours, and let the project's dates follow them.`,
    ),
    ...told(
      "calendars_unused",
      "info",
      unused,
      words`Calendars that neither the plan nor a task of it goes by are not carried: ${quoted(unused)}.`,
    ),
  ];
}

function told(code: string, severity: Finding["severity"], names: readonly string[], text: Words): Finding[] {
  return names.length === 0 ? [] : [{ code, severity, subject: "calendars", params: { count: names.length }, ...text }];
}

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, 10).map((name) => `“${oneLine(name, 60)}”`);
  return `${shown.join(", ")}${names.length > shown.length ? " …" : ""}`;
}
