import type { CalendarDefinition, CalendarException, DayInMonth, Repeats, Shift } from "@rondo/core/calendar";
import type { PlanMoney } from "@rondo/core/control";
import type { Finding } from "@rondo/core/kernel";
import type { Staffing } from "@rondo/core/levelling";
import type { Plan, PlanLink, PlanTask } from "@rondo/core/plan";
import { constraintType, linkType, type ConstraintName, type LinkTypeName } from "@rondo/core/schedule";
import { unreadable } from "../draft/refuse.ts";
import { isArray, isObject, readJson, shape, type JsonObject, type JsonValue, type Shape } from "../json/index.ts";
import { readMoney } from "./money.ts";
import { readExperience, readStaffing, type Experience } from "./team.ts";

/** A plan in Rondo's own JSON: `{ "format": "rondo-plan", "version": 1, "name": …, …Plan }`. */
export function readPlanJson(bytes: Uint8Array): {
  name: string;
  plan: Plan;
  staffing: Staffing;
  experience: Experience;
  money: PlanMoney;
  findings: Finding[];
} {
  const { value, findings } = readJson(bytes);
  if (!isObject(value) || value["format"] !== "rondo-plan")
    throw unreadable("This is no plan of Rondo: it should be a JSON object with “format”: “rondo-plan”");
  if (value["version"] !== 1)
    throw unreadable(`This plan is of version ${JSON.stringify(value["version"] ?? null).slice(0, 20)}; this Rondo reads version 1`);
  const read = shape();
  const start = read.text(value, "start", "");
  if (start === "") throw unreadable("The plan has no “start”", { path: "start" });
  const plan: Plan = {
    start,
    ...optional("finish", read.textOrNull(value, "finish", "")),
    calendar: readCalendar(read.object(value["calendar"], "calendar"), read, "calendar."),
    calendars: Object.fromEntries(
      Object.entries(read.object(value["calendars"], "calendars")).map(([key, calendar]) => [
        key,
        readCalendar(read.object(calendar, `calendars.${key}`), read, `calendars.${key}.`),
      ]),
    ),
    tasks: read.objects(value, "tasks", "").map((task, index) => readTask(task, read, `tasks[${index}].`)),
    links: read.objects(value, "links", "").map((link, index) => readLink(link, read, `links[${index}].`)),
    options: readOptions(read.object(value["options"], "options"), read),
  };
  const [staffing, experience] = [readStaffing(value, read), readExperience(value, read)];
  const money = readMoney(value, read, plan, staffing);
  return { name: read.text(value, "name", ""), plan, staffing, experience, money, findings: [...findings, ...read.findings()] };
}

export function looksLikePlanJson(value: JsonValue): boolean {
  return isObject(value) && value["format"] === "rondo-plan";
}

function readTask(from: JsonObject, read: Shape, path: string): PlanTask {
  const id = read.text(from, "id", path);
  if (id === "") throw unreadable("A task has no id", { path: `${path}id` });
  const text = (key: string): string | null => read.textOrNull(from, key, path);
  const constraint = read.object(from["constraint"], `${path}constraint`);
  const type = read.text(constraint, "type", `${path}constraint.`);
  if (type !== "" && !(type in constraintType))
    throw unreadable(`There is no constraint “${type.slice(0, 20)}”`, { path: `${path}constraint.type` });
  const span = (key: string): { start: string; finish: string } | null => {
    const inner = read.object(from[key], path + key);
    const start = read.text(inner, "start", `${path}${key}.`);
    return start === "" ? null : { start, finish: read.text(inner, "finish", `${path}${key}.`) };
  };
  const [finished, pinned] = [span("finished"), span("pinned")];
  return {
    id,
    parent: text("parent"),
    title: text("title") ?? id,
    workingMinutes: read.number(from, "workingMinutes", path) ?? 0,
    ...(read.flag(from, "heading", path) ? { heading: true } : {}),
    ...(read.flag(from, "elapsed", path) ? { elapsed: true } : {}),
    ...(read.flag(from, "interruptible", path) ? { interruptible: true } : {}),
    ...(type === "" ? {} : { constraint: { type: type as ConstraintName, ...optional("at", read.textOrNull(constraint, "at", path)) } }),
    ...optional("deadline", text("deadline")),
    ...optional("started", text("started")),
    ...optional("calendar", text("calendar")),
    ...optional("delayMinutes", read.number(from, "delayMinutes", path)),
    ...(read.flag(from, "inactive", path) ? { inactive: true } : {}),
    ...optional("remainingMinutes", read.number(from, "remainingMinutes", path)),
    ...(finished && finished.finish !== "" ? { finished } : {}),
    ...(pinned ? { pinned: pinned.finish === "" ? { start: pinned.start } : pinned } : {}),
    ...(isArray(from["pauses"])
      ? {
          pauses: read.objects(from, "pauses", path).map((pause) => ({
            after: read.number(pause, "after", path) ?? 0,
            minutes: read.number(pause, "minutes", path) ?? 0,
          })),
        }
      : {}),
    ...(isArray(from["crew"])
      ? {
          crew: read.objects(from, "crew", path).map((member) => ({
            calendar: read.text(member, "calendar", path),
            minutes: read.number(member, "minutes", path) ?? 0,
            ...optional("within", read.textOrNull(member, "within", path)),
            ...optional("who", read.textOrNull(member, "who", path)),
          })),
        }
      : {}),
  };
}

function readLink(from: JsonObject, read: Shape, path: string): PlanLink {
  const type = read.text(from, "type", path) || "FS";
  if (!(type in linkType)) throw unreadable(`There is no link type “${type.slice(0, 20)}”: use FS, SS, FF or SF`, { path: `${path}type` });
  const lag = read.object(from["lag"], `${path}lag`);
  const kind = read.text(lag, "kind", `${path}lag.`) || "working";
  if (kind !== "working" && kind !== "elapsed" && kind !== "percent")
    throw unreadable(`There is no lag of kind “${kind.slice(0, 20)}”`, { path: `${path}lag.kind` });
  return {
    from: read.text(from, "from", path),
    to: read.text(from, "to", path),
    type: type as LinkTypeName,
    lag: { minutes: read.number(lag, "minutes", `${path}lag.`) ?? 0, kind },
  };
}

function readCalendar(from: JsonObject, read: Shape, path: string): CalendarDefinition {
  const week = from["week"];
  return {
    week: isArray(week) ? week.slice(0, 7).map((day) => readShifts(day, read, `${path}week`)) : [],
    exceptions: read.objects(from, "exceptions", path).map((exception): CalendarException => ({
      from: read.text(exception, "from", path),
      to: read.text(exception, "to", path),
      name: read.text(exception, "name", path),
      shifts: readShifts(exception["shifts"], read, `${path}exceptions.shifts`),
      ...readRepeats(read.object(exception["repeats"], `${path}exceptions.repeats`), read, `${path}exceptions.repeats.`),
    })),
  };
}

function readRepeats(from: JsonObject, read: Shape, path: string): { repeats?: Repeats } {
  const every = read.text(from, "every", path);
  if (every === "") return {};
  const interval = Math.max(1, read.number(from, "interval", path) ?? 1);
  const occurrences = optional("occurrences", read.number(from, "occurrences", path));
  const weekdays = (isArray(from["weekdays"]) ? from["weekdays"] : []).filter((day) => typeof day === "number");
  switch (every) {
    case "day":
      return { repeats: { every, interval, ...occurrences } };
    case "week":
      return { repeats: { every, interval, weekdays, ...occurrences } };
    case "month":
      return { repeats: { every, interval, on: readDayInMonth(read.object(from["on"], `${path}on`), read, path), ...occurrences } };
    case "year": {
      const month = Math.min(12, Math.max(1, read.number(from, "month", path) ?? 1));
      return { repeats: { every, month, on: readDayInMonth(read.object(from["on"], `${path}on`), read, path), ...occurrences } };
    }
    default:
      throw unreadable(`Nothing repeats every “${every.slice(0, 20)}”: use day, week, month or year`, { path: `${path}every` });
  }
}

function readDayInMonth(from: JsonObject, read: Shape, path: string): DayInMonth {
  if (from["position"] === undefined) return { day: read.number(from, "day", path) ?? 1 };
  const of = from["of"];
  const kind = of === "day" || of === "workday" || of === "weekend" ? of : typeof of === "number" ? of : "day";
  return { position: read.number(from, "position", path) ?? 1, of: kind };
}

function readShifts(value: JsonValue | undefined, read: Shape, path: string): Shift[] {
  if (!isArray(value)) return [];
  return value.filter(isObject).map((shift) => ({ from: read.number(shift, "from", path) ?? 0, to: read.number(shift, "to", path) ?? 0 }));
}

function readOptions(from: JsonObject, read: Shape): NonNullable<Plan["options"]> {
  return {
    ...(from["honourConstraints"] === false ? { honourConstraints: false } : {}),
    ...(from["manyCriticalPaths"] === true ? { manyCriticalPaths: true } : {}),
    ...optional("criticalSlackMinutes", read.number(from, "criticalSlackMinutes", "options.")),
  };
}

function optional<K extends string, V>(key: K, value: V | null): { [P in K]?: V } {
  return (value === null ? {} : { [key]: value }) as { [P in K]?: V };
}
