import type { PlanMoney } from "@rondo/core/control";
import type { Plan, PlanLink, PlanTask } from "@rondo/core/plan";
import { type Finding, words } from "@rondo/core/kernel";
import type { BaselineDraft, Counts } from "../draft/index.ts";
import { tooLarge, unreadable } from "../draft/refuse.ts";
import { readXml, textOf, type XmlElement } from "../xml/index.ts";
import { baselinesOf } from "./baselines.ts";
import { readCalendars, type MspdiCalendar } from "./calendars.ts";
import { crewsOf, type Assignment, type Resource } from "./crews.ts";
import { moneyOf } from "./money.ts";
import { lasting, workCalendars } from "./lengths.ts";
import { pausesOf } from "./splits.ts";
import { readTasks, type MspdiTask } from "./tasks.ts";
import { isElapsed, readDuration, readWall, saysNo, saysYes } from "./values.ts";

/** A Microsoft Project plan: what computes (`plan`), and what the file says of each task beside it (`tasks`, same order as `plan.tasks`). */
export type PlanReading = {
  readonly format: "mspdi";
  readonly name: string;
  readonly plan: Plan;
  readonly tasks: readonly MspdiTask[];
  readonly calendars: ReadonlyMap<string, MspdiCalendar>;
  readonly calendarNames: ReadonlyMap<string, string>;
  readonly resources: readonly Resource[];
  readonly assignments: readonly Assignment[];
  readonly money: PlanMoney;
  readonly baselines: readonly BaselineDraft[];
  readonly counts: { readonly read: Counts; readonly carried: Counts };
  readonly findings: readonly Finding[];
};

/** Reads Microsoft Project XML (2003 to 2019). Ids are the file's UIDs; the project summary task is task "0". */
export function readMspdi(bytes: Uint8Array): PlanReading {
  const parts = collect(bytes);
  const findings: Finding[] = [];
  const calendars = readCalendars(parts.calendars);
  const resources = parts.resources.map(readResource);
  const assignments = parts.assignments.map(readAssignment);
  const project = parts.project;
  const { rows: read, links, linksRead } = readTasks(parts.tasks, findings);
  const calendar = calendars.get(project.get("CalendarUID") ?? "") ?? calendars.get("1") ?? [...calendars.values()][0];
  const workOf = workCalendars(calendars, calendar);
  const rows = read.map((row) => lasting(row, workOf));
  const crews = crewsOf(rows, resources, assignments, calendars, calendar);
  const pauses = pausesOf(parts.assignments, rows, workOf);
  const tasks = rows.map((row): PlanTask => {
    const crew = crews.get(row.uid);
    const gaps = pauses.get(row.uid);
    // Splits that the file has are somebody's: levelling would take those of an interruptible task for its own.
    const { interruptible, ...task } = row.task;
    return { ...task, ...(crew ? { crew } : {}), ...(gaps ? { pauses: gaps } : interruptible ? { interruptible } : {}) };
  });
  const fromFinish = saysNo(project.get("ScheduleFromStart") ?? "");
  const start = readWall(project.get("StartDate") ?? "");
  const finish = readWall(project.get("FinishDate") ?? "");
  if (start === null)
    findings.push({
      code: "mspdi.start",
      severity: "warning",
      subject: "plan",
      ...words`The file has no start date of the project; the earliest date of a task is used.`,
    });
  const plan: Plan = {
    start:
      start ??
      rows
        .map((row) => row.stored.start)
        .filter((at) => at !== null)
        .toSorted()[0] ??
      "2000-01-03T08:00",
    ...(fromFinish && finish !== null ? { finish } : {}),
    calendar: calendar?.definition ?? {
      week: [[], [], [], [], [], [], []].map((_, day) =>
        day < 5
          ? [
              { from: 480, to: 720 },
              { from: 780, to: 1020 },
            ]
          : [],
      ),
      exceptions: [],
    },
    calendars: Object.fromEntries([...calendars].map(([uid, { definition }]) => [uid, definition])),
    tasks,
    links: links satisfies PlanLink[],
    options: {
      ...(saysYes(project.get("MultipleCriticalPaths") ?? "") ? { manyCriticalPaths: true } : {}),
      criticalSlackMinutes: (Number(project.get("CriticalSlackLimit")) || 0) * (Number(project.get("MinutesPerDay")) || 480),
    },
  };
  const counted = {
    tasks: parts.tasks.length,
    links: linksRead,
    resources: resources.length,
    assignments: assignments.length,
    calendars: parts.calendars.length,
  };
  const carried = { ...counted, tasks: rows.length, links: links.length, calendars: calendars.size };
  return {
    format: "mspdi",
    name: project.get("Title") || project.get("Name") || "Plan",
    plan,
    tasks: rows,
    calendars,
    calendarNames: new Map([...calendars].map(([uid, { name }]) => [uid, name])),
    resources,
    assignments,
    money: moneyOf(parts.tasks, project),
    baselines: baselinesOf(parts.tasks),
    counts: { read: counted, carried },
    findings,
  };
}

export function looksLikeMspdi(text: string): boolean {
  return /<(?:\w+:)?Project[\s>]/.test(text.slice(0, 4000)) && text.slice(0, 4000).includes("schemas.microsoft.com/project");
}

type Parts = {
  project: Map<string, string>;
  calendars: XmlElement[];
  tasks: XmlElement[];
  resources: XmlElement[];
  assignments: XmlElement[];
};

function collect(bytes: Uint8Array): Parts {
  const parts: Parts = { project: new Map(), calendars: [], tasks: [], resources: [], assignments: [] };
  const lists: Readonly<Record<string, XmlElement[]>> = {
    "Project/Calendars/Calendar": parts.calendars,
    "Project/Tasks/Task": parts.tasks,
    "Project/Resources/Resource": parts.resources,
    "Project/Assignments/Assignment": parts.assignments,
  };
  readXml(bytes, {
    root(name, attributes) {
      if (name !== "Project" || ("xmlns" in attributes && !attributes["xmlns"]!.startsWith("http://schemas.microsoft.com/project")))
        throw unreadable(`This is not Microsoft Project XML: its first element is <${name.slice(0, 60)}>`);
    },
    collect: (path) => path in lists || settings.has(path),
    element(element, path) {
      const list = lists[path];
      if (list && list.length >= most) throw tooLarge("300,000 tasks, resources or assignments in one plan");
      if (list) list.push(element);
      else parts.project.set(element.name, element.text);
    },
  });
  return parts;
}

/** Some 7 kB of memory a task while it is read: 2 GB at the limit. Microsoft Project itself stops at 400,000 tasks. */
const most = 300_000;

const settings = new Set(
  [
    "Name",
    "Title",
    "StartDate",
    "FinishDate",
    "ScheduleFromStart",
    "CalendarUID",
    "MinutesPerDay",
    "CriticalSlackLimit",
    "MultipleCriticalPaths",
    "CurrencyCode",
    "StatusDate",
    "CurrentDate",
  ].map((name) => `Project/${name}`),
);

function readResource(element: XmlElement): Resource {
  return {
    uid: textOf(element, "UID"),
    name: textOf(element, "Name"),
    email: textOf(element, "EmailAddress").trim() || null,
    work: (textOf(element, "Type") || "1") === "1",
    generic: saysYes(textOf(element, "IsGeneric")),
    maxUnits: Number(textOf(element, "MaxUnits") || 1),
    calendar: textOf(element, "CalendarUID"),
  };
}

function readAssignment(element: XmlElement): Assignment {
  return {
    task: textOf(element, "TaskUID"),
    resource: textOf(element, "ResourceUID"),
    units: Number(textOf(element, "Units") || 1),
    minutes: readDuration(textOf(element, "Work")) ?? 0,
    even:
      (textOf(element, "WorkContour") || "0") === "0" &&
      (textOf(element, "Delay") || "0") === "0" &&
      !isElapsed(textOf(element, "WorkFormat")),
  };
}
