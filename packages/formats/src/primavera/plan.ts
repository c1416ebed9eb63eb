import { compileCalendar, parseWall, standardCalendar, type Calendar, type CalendarDefinition } from "@rondo/core/calendar";
import { type Finding, words, type Words } from "@rondo/core/kernel";
import type { Plan, PlanLink, PlanTask } from "@rondo/core/plan";
import type { ConstraintName, LinkTypeName } from "@rondo/core/schedule";
import type { PlanFile, PlannedTask } from "../plan/reading.ts";
import { tellTypes, typeOf } from "./duration-type.ts";
import type { ActivityRow, Export, ProjectRow } from "./model.ts";

/**
 * An export of Primavera as a plan. Work breakdown nodes become summaries (`wbs:<id>`), and so do projects (`project:<id>`) where there is more than one.
 * Assignments to a role that nobody takes ask for it. Level of effort and WBS summary activities follow others and hold nothing back: they stand where the file has them.
 */
export function planOf(format: string, file: Export): PlanFile {
  const findings: Finding[] = [];
  const [main] = file.projects;
  const calendars = new Map(file.calendars.map((row) => [row.id, row.definition]));
  const own = calendars.get(main?.calendar ?? "") ?? file.calendars.find((row) => row.isDefault)?.definition ?? standardCalendar;
  const start = startOf(file);
  const clock = new Clock(calendars, own, start);
  const headings = headingsOf(file);
  const tasks: PlannedTask[] = [...headings.rows];
  const known = new Set(file.activities.map((row) => row.id));
  const projects = new Map(file.projects.map((row) => [row.id, row]));
  const resources = new Map(file.resources.map((row) => [row.id, row]));
  const doers = new Map<string, string[]>();
  const roles = new Map(file.roles.map((row) => [row.id, row.name]));
  const assignments = file.assignments.map(({ activity, resource, role, units }) => ({
    task: activity,
    resource: resources.has(resource) || !roles.has(role) ? resource : placeOf(role),
    units,
  }));
  const asked = new Set(assignments.map((one) => one.resource));
  const places = file.roles.filter((row) => asked.has(placeOf(row.id)));
  for (const { activity, resource } of file.assignments) doers.set(activity, [...(doers.get(activity) ?? []), resource]);
  for (const row of file.activities) {
    const crew =
      row.kind !== "resource"
        ? []
        : (doers.get(row.id) ?? []).flatMap((id) =>
            calendars.has(resources.get(id)?.calendar ?? "") ? [resources.get(id)!.calendar] : [],
          );
    const type = typeOf(row);
    tasks.push({
      uid: row.id,
      ...(type && { type }),
      task: taskOf(row, headings.parentOf(row), crew, clock, findings),
      notes: "",
      percentComplete: row.percent,
      stored: { start: row.start },
    });
  }
  const links = file.relations.filter((row) => known.has(row.from) && known.has(row.to)).map((row) => linkOf(row, main));
  tell(file, links, projects, findings);
  tellTypes(file.activities, new Set(doers.keys()), findings);
  const plan: Plan = {
    start,
    calendar: own,
    calendars: Object.fromEntries(calendars),
    tasks: tasks.map(({ task }) => task),
    links,
    options: { criticalSlackMinutes: Math.round((main?.criticalHours ?? 0) * 60) },
  };
  const read = {
    projects: file.projects.length,
    wbsNodes: file.wbs.length,
    tasks: file.activities.length,
    links: file.relations.length,
    resources: file.resources.length + places.length,
    assignments: file.assignments.length,
    calendars: file.calendars.length,
  };
  return {
    format,
    name: main?.name || "Plan",
    plan,
    calendarNames: new Map(file.calendars.map(({ id, name }) => [id, name])),
    tasks,
    resources: [
      ...file.resources.map(({ id, name, labor, maxUnits }) => ({ uid: id, name, work: labor, maxUnits })),
      ...places.map(({ id, name }) => ({ uid: placeOf(id), name, work: true, generic: true, maxUnits: 1 })),
    ],
    assignments,
    counts: {
      read,
      carried: {
        ...read,
        links: links.length,
        assignments: file.assignments.filter(
          ({ activity, resource, role }) => known.has(activity) && (resources.has(resource) || roles.has(role)),
        ).length,
      },
    },
    findings,
  };
}

/** A role as somebody who is not named yet; numbers of roles and of resources are two lists. */
function placeOf(role: string): string {
  return `role:${role}`;
}

function startOf(file: Export): string {
  const dates = file.projects.map((row) => later(row.start, row.dataDate)).filter((at) => at !== null);
  const stored = file.activities.map((row) => row.start).filter((at) => at !== null);
  return dates.toSorted()[0] ?? stored.toSorted()[0] ?? "2000-01-03T08:00";
}

function later(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b > a) ? b : a;
}

/** Compiles each calendar once, for the few questions that reading asks. */
class Clock {
  private readonly compiled = new Map<string, Calendar>();
  private readonly definitions: ReadonlyMap<string, CalendarDefinition>;
  private readonly own: CalendarDefinition;
  private readonly around: number;

  constructor(definitions: ReadonlyMap<string, CalendarDefinition>, own: CalendarDefinition, start: string) {
    this.definitions = definitions;
    this.own = own;
    this.around = parseWall(start) ?? 0;
  }

  minutes(calendar: string, from: string, to: string): number {
    const known =
      this.compiled.get(calendar) ??
      compileCalendar(this.definitions.get(calendar) ?? this.own, { from: this.around - 5_256_000, to: this.around + 10_512_000 });
    this.compiled.set(calendar, known);
    return known.between(parseWall(from) ?? 0, parseWall(to) ?? 0);
  }
}

function headingsOf(file: Export): { rows: PlannedTask[]; parentOf: (row: ActivityRow) => string | null } {
  const shown = new Map(file.wbs.filter((row) => !row.isProject).map((row) => [row.id, row]));
  const several = file.projects.length > 1 ? new Set(file.projects.map((row) => row.id)) : new Set<string>();
  const rows: PlannedTask[] = [];
  const add = (id: string, parent: string | null, title: string, start: string | null = null): void => {
    const constraint = start === null ? {} : { constraint: { type: "SNET" as const, at: start } };
    rows.push({
      uid: id,
      task: { id, parent, title, workingMinutes: 0, heading: true, ...constraint },
      notes: "",
      percentComplete: 0,
      stored: { start: null },
    });
  };
  for (const row of file.projects)
    if (several.has(row.id)) add(`project:${row.id}`, null, row.name || row.id, later(row.start, row.dataDate));
  const inProject = (project: string): string | null => (several.has(project) ? `project:${project}` : null);
  const children = new Map<string, string[]>();
  for (const row of [...shown.values()].toSorted((a, b) => a.sequence - b.sequence)) {
    const above = shown.has(row.parent) && row.parent !== row.id ? row.parent : "";
    children.set(above, [...(children.get(above) ?? []), row.id]);
  }
  const queue = (children.get("") ?? []).toReversed();
  const seen = new Set<string>();
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const row = shown.get(id)!;
    add(`wbs:${id}`, shown.has(row.parent) && row.parent !== id ? `wbs:${row.parent}` : inProject(row.project), row.name || id);
    queue.push(...(children.get(id) ?? []).toReversed());
  }
  return { rows, parentOf: (row) => (seen.has(row.wbs) ? `wbs:${row.wbs}` : inProject(row.project)) };
}

function taskOf(row: ActivityRow, parent: string | null, crew: readonly string[], clock: Clock, findings: Finding[]): PlanTask {
  const title = row.name || row.code || row.id;
  const base = { id: row.id, parent, title, ...(row.calendar === "" ? {} : { calendar: row.calendar }) };
  const minutes = row.kind === "milestone" ? 0 : Math.max(0, Math.round(row.hours * 60));
  if (row.kind === "effort" || row.kind === "wbs")
    return {
      ...base,
      workingMinutes: minutes,
      inactive: true,
      ...(row.start === null ? {} : { pinned: row.finish === null ? { start: row.start } : { start: row.start, finish: row.finish } }),
    };
  if (row.actualStart !== null && row.actualFinish !== null)
    return {
      ...base,
      workingMinutes: minutes,
      finished: { start: row.actualStart, finish: row.actualFinish < row.actualStart ? row.actualStart : row.actualFinish },
    };
  const work = {
    ...base,
    ...(crew.length > 0 && minutes > 0 ? { crew: crew.map((calendar) => ({ calendar, minutes })) } : {}),
    ...constraintOf(row, findings),
  };
  if (row.actualStart === null)
    return { ...work, workingMinutes: Math.max(0, Math.round((row.remainingHours || row.hours) * (row.kind === "milestone" ? 0 : 60))) };
  const left = Math.max(0, Math.round(row.remainingHours * 60));
  const done = row.restart === null ? Math.max(0, minutes - left) : Math.max(0, clock.minutes(row.calendar, row.actualStart, row.restart));
  return { ...work, workingMinutes: done + left, started: row.actualStart, remainingMinutes: left };
}

const constraints: Readonly<Record<string, ConstraintName | "deadline">> = {
  CS_ALAP: "ALAP",
  CS_MSO: "MSO",
  CS_MANDSTART: "MSO",
  CS_MEO: "MFO",
  CS_MANDFIN: "MFO",
  CS_MSOA: "SNET",
  CS_MSOB: "SNLT",
  CS_MEOA: "FNET",
  CS_MEOB: "deadline",
  "As Late As Possible": "ALAP",
  "Start On": "MSO",
  "Mandatory Start": "MSO",
  "Finish On": "MFO",
  "Mandatory Finish": "MFO",
  "Start On or After": "SNET",
  "Start On or Before": "SNLT",
  "Finish On or After": "FNET",
  "Finish On or Before": "deadline",
};

/** “Finish on or before” moves nothing forwards in Primavera: it is what a deadline is here. A second constraint is kept where it is one. */
function constraintOf(row: ActivityRow, findings: Finding[]): Pick<PlanTask, "constraint" | "deadline"> {
  const out: { constraint?: NonNullable<PlanTask["constraint"]>; deadline?: string } = {};
  for (const [name, at] of [
    [row.constraint, row.constraintAt],
    [row.secondConstraint, row.secondAt],
  ] as const) {
    const type = constraints[name];
    if (name === "") continue;
    if (type === "deadline" && at !== null) out.deadline = at;
    else if (type === "ALAP") out.constraint ??= { type };
    else if (type !== undefined && type !== "deadline" && at !== null && out.constraint === undefined) out.constraint = { type, at };
    else
      findings.push({
        code: "primavera.constraint",
        severity: "warning",
        subject: row.id,
        ...words`The constraint “${name.slice(0, 40)}” of “${row.name || row.code}” is not used: ${type === undefined ? words`Rondo doesn't know it` : at === null ? words`it has no date` : words`it has another already`}.`,
      });
  }
  return out;
}

const linkTypes: Readonly<Record<string, LinkTypeName>> = {
  PR_FS: "FS",
  PR_SS: "SS",
  PR_FF: "FF",
  PR_SF: "SF",
  "Finish to Start": "FS",
  "Start to Start": "SS",
  "Finish to Finish": "FF",
  "Start to Finish": "SF",
};

function linkOf(row: Export["relations"][number], main: ProjectRow | undefined): PlanLink {
  return {
    from: row.from,
    to: row.to,
    type: linkTypes[row.type] ?? "FS",
    lag: { minutes: Math.round(row.lagHours * 60), kind: main?.lagOn === "clock" ? "elapsed" : "working" },
  };
}

function tell(file: Export, links: readonly PlanLink[], projects: ReadonlyMap<string, ProjectRow>, findings: Finding[]): void {
  const say = (code: string, count: number, text: Words): void => {
    if (count > 0) findings.push({ code, severity: "warning", subject: "plan", params: { count }, ...text });
  };
  const outside = file.relations.length - links.length;
  say("primavera.links_out", outside, words`${outside} links lead to activities that are not in the file; they are left out.`);
  const calendarOf = new Map(file.activities.map((row) => [row.id, row.calendar]));
  const ofProject = new Map(file.activities.map((row) => [row.id, projects.get(row.project)]));
  const shifted = links.filter((link) => {
    const project = ofProject.get(link.to);
    if (link.lag.minutes === 0 || project === undefined || project.lagOn === "clock" || project.lagOn === "successor") return false;
    return calendarOf.get(link.to) !== (project.lagOn === "project" ? project.calendar : calendarOf.get(link.from));
  }).length;
  say("primavera.lag_calendar", shifted, words`${shifted} lags are counted on the successor's calendar here, on another one in Primavera.`);
  say(
    "primavera.one_finish",
    file.projects.length - 1,
    words`The file holds several projects; float counts to the last finish of them all, in Primavera to each one's own.`,
  );
  const following = file.activities.filter((row) => row.kind === "effort" || row.kind === "wbs").length;
  say(
    "primavera.following",
    following,
    words`${following} level-of-effort or WBS summary activities stand where the file has them; they are not computed.`,
  );
}
