import { parseWall, standardCalendar, type CalendarDefinition, type CalendarException, type Shift } from "@rondo/core/calendar";
import { tooLarge, unreadable } from "../draft/refuse.ts";
import type { PlanFile } from "../plan/reading.ts";
import { decimal, planOf, unitsOf, type ActivityKind, type Export } from "../primavera/index.ts";
import { child, childrenOf, readXml, textOf, type XmlElement } from "../xml/index.ts";

/** Reads Primavera P6 XML (`APIBusinessObjects`). Ids are the file's object ids. Projects that stand there only because others link to them are left out with their activities. */
export function readPmxml(bytes: Uint8Array): PlanFile {
  return planOf("pmxml", exportOf(collect(bytes)));
}

export function looksLikePmxml(head: string): boolean {
  return head.includes("APIBusinessObjects");
}

type Parts = { readonly [name in (typeof lists)[number]]: XmlElement[] };
const lists = ["Project", "Calendar", "Resource", "Role", "WBS", "Activity", "Relationship", "ResourceAssignment"] as const;
const most = 500_000;

/** Older files hold everything beside the project, newer ones inside it. Baselines (`BaselineProject`) are not read. */
function collect(bytes: Uint8Array): Parts {
  const parts: Parts = {
    Project: [],
    Calendar: [],
    Resource: [],
    Role: [],
    WBS: [],
    Activity: [],
    Relationship: [],
    ResourceAssignment: [],
  };
  let count = 0;
  const path = /^APIBusinessObjects\/(?:Project\/)?(Calendar|Resource|Role|WBS|Activity|Relationship|ResourceAssignment)$/;
  const settings: { name: string; text: string; at: XmlElement["at"] }[] = [];
  const flush = (): void => {
    const own = settings.splice(0).map(({ name, text, at }): XmlElement => ({ name, text, at, attributes: {}, children: [] }));
    if (own.some((element) => element.name === "ObjectId"))
      parts.Project.push({ name: "Project", attributes: {}, text: "", at: own[0]!.at, children: own });
  };
  readXml(bytes, {
    root(name) {
      if (name !== "APIBusinessObjects") throw unreadable(`This is not Primavera XML: its first element is <${name.slice(0, 60)}>`);
    },
    collect: (at) => path.test(at) || projectSettings.has(at),
    element(element, at) {
      if (projectSettings.has(at)) {
        if (settings.some((known) => known.name === element.name)) flush();
        settings.push({ name: element.name, text: element.text, at: element.at });
        return;
      }
      if (++count > most) throw tooLarge(`${most} activities, links or assignments in one plan`);
      parts[path.exec(at)![1] as keyof Parts].push(element);
    },
  });
  flush();
  return parts;
}

const projectSettings = new Set(
  [
    "ObjectId",
    "Id",
    "Name",
    "PlannedStartDate",
    "DataDate",
    "ActivityDefaultCalendarObjectId",
    "RelationshipLagCalendar",
    "CriticalActivityFloatLimit",
  ].map((name) => `APIBusinessObjects/Project/${name}`),
);
const kinds: Readonly<Record<string, ActivityKind>> = {
  "Task Dependent": "task",
  "Resource Dependent": "resource",
  "Start Milestone": "milestone",
  "Finish Milestone": "milestone",
  "Level of Effort": "effort",
  "WBS Summary": "wbs",
};

function exportOf(parts: Parts): Export {
  const projects = parts.Project.filter((row) => textOf(row, "PlannedStartDate") !== "" || textOf(row, "DataDate") !== "");
  const inside = (row: XmlElement): boolean => textOf(row, "Status") !== "" || textOf(row, "PlannedDuration") !== "";
  return {
    projects: projects.map((row) => ({
      id: textOf(row, "ObjectId"),
      name: textOf(row, "Name") || textOf(row, "Id"),
      start: wall(textOf(row, "PlannedStartDate")),
      dataDate: wall(textOf(row, "DataDate")),
      calendar: textOf(row, "ActivityDefaultCalendarObjectId"),
      lagOn: lagOn(textOf(row, "RelationshipLagCalendar")),
      criticalHours: decimal(textOf(row, "CriticalActivityFloatLimit")),
    })),
    calendars: parts.Calendar.map((row) => ({
      id: textOf(row, "ObjectId"),
      name: textOf(row, "Name"),
      isDefault: textOf(row, "IsDefault") === "1" || textOf(row, "IsDefault") === "true",
      definition: calendarOf(row),
    })),
    wbs: parts.WBS.map((row) => ({
      id: textOf(row, "ObjectId"),
      parent: textOf(row, "ParentObjectId"),
      project: textOf(row, "ProjectObjectId"),
      name: textOf(row, "Name") || textOf(row, "Code"),
      sequence: decimal(textOf(row, "SequenceNumber")),
      isProject: false,
    })),
    activities: parts.Activity.filter(inside).map((row) => ({
      id: textOf(row, "ObjectId"),
      code: textOf(row, "Id"),
      name: textOf(row, "Name"),
      project: textOf(row, "ProjectObjectId"),
      wbs: textOf(row, "WBSObjectId"),
      calendar: textOf(row, "CalendarObjectId"),
      kind: kinds[textOf(row, "Type")] ?? "task",
      durationType: textOf(row, "DurationType"),
      hours: decimal(textOf(row, "PlannedDuration")),
      remainingHours: decimal(textOf(row, "RemainingDuration")),
      constraint: textOf(row, "PrimaryConstraintType"),
      constraintAt: wall(textOf(row, "PrimaryConstraintDate")),
      secondConstraint: textOf(row, "SecondaryConstraintType"),
      secondAt: wall(textOf(row, "SecondaryConstraintDate")),
      actualStart: wall(textOf(row, "ActualStartDate")),
      actualFinish: wall(textOf(row, "ActualFinishDate")),
      restart: wall(textOf(row, "RemainingEarlyStartDate")),
      start: wall(textOf(row, "StartDate")) ?? wall(textOf(row, "PlannedStartDate")),
      finish: wall(textOf(row, "FinishDate")) ?? wall(textOf(row, "PlannedFinishDate")),
      percent: textOf(row, "Status") === "Completed" ? 100 : decimal(textOf(row, "PercentComplete")) * 100,
    })),
    relations: parts.Relationship.map((row) => ({
      from: textOf(row, "PredecessorActivityObjectId"),
      to: textOf(row, "SuccessorActivityObjectId"),
      type: textOf(row, "Type"),
      lagHours: decimal(textOf(row, "Lag")),
    })),
    resources: parts.Resource.map((row) => ({
      id: textOf(row, "ObjectId"),
      name: textOf(row, "Name") || textOf(row, "Id"),
      calendar: textOf(row, "CalendarObjectId"),
      labor: (textOf(row, "ResourceType") || "Labor") === "Labor",
      maxUnits: unitsOf(textOf(row, "MaxUnitsPerTime")),
    })),
    roles: parts.Role.map((row) => ({ id: textOf(row, "ObjectId"), name: textOf(row, "Name") || textOf(row, "Id") })),
    assignments: parts.ResourceAssignment.map((row) => ({
      activity: textOf(row, "ActivityObjectId"),
      resource: textOf(row, "ResourceObjectId"),
      role: textOf(row, "RoleObjectId"),
      units: unitsOf(textOf(row, "PlannedUnitsPerTime")),
    })),
  };
}

function lagOn(text: string): "predecessor" | "successor" | "project" | "clock" {
  if (text.startsWith("24")) return "clock";
  if (text.startsWith("Successor")) return "successor";
  return text.startsWith("Project") ? "project" : "predecessor";
}

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

function calendarOf(row: XmlElement): CalendarDefinition {
  const days = childrenOf(child(row, "StandardWorkWeek") ?? row, "StandardWorkHours");
  const week = weekdays.map((name, index) => {
    const day = days.find((element) => textOf(element, "DayOfWeek") === name);
    return day ? shiftsOf(day) : days.length === 0 ? standardCalendar.week[index]! : [];
  });
  const exceptions = childrenOf(child(row, "HolidayOrExceptions") ?? row, "HolidayOrException").flatMap((element): CalendarException[] => {
    const day = textOf(element, "Date").slice(0, 10);
    return day === "" ? [] : [{ from: day, to: day, name: "", shifts: shiftsOf(element) }];
  });
  return { week, exceptions };
}

function shiftsOf(element: XmlElement): Shift[] {
  const shifts = childrenOf(element, "WorkTime").flatMap((time): Shift[] => {
    const [from, to] = [minuteOf(textOf(time, "Start")), minuteOf(textOf(time, "Finish"))];
    // A finish of 11:59 is the last minute worked, not the end of it.
    return from === null || to === null ? [] : [{ from, to: to === 0 ? 1440 : to % 10 === 9 ? to + 1 : to }];
  });
  return shifts.filter((shift) => shift.from < shift.to).toSorted((a, b) => a.from - b.from);
}

function minuteOf(text: string): number | null {
  const parts = /(\d\d):(\d\d)(?::\d\d)?$/.exec(text);
  return parts && Number(parts[1]) < 24 && Number(parts[2]) < 60 ? Number(parts[1]) * 60 + Number(parts[2]) : null;
}

function wall(text: string): string | null {
  return text === "" || parseWall(text.slice(0, 16)) === null ? null : text.slice(0, 16);
}
