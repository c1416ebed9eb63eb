import { compileCalendar, formatWall, parseWall, type Calendar } from "@rondo/core/calendar";
import { type Finding, words } from "@rondo/core/kernel";
import { roleKey, schedulePlan, type Plan, type PlanEntry, type PlanLink, type PlanTask } from "@rondo/core/plan";
import type { Counts, ProjectDraft, TaskDraft } from "../draft/index.ts";
import { droppedFrom } from "../draft/dropped.ts";
import { CalendarBook } from "./write-calendars.ts";
import { baselinesByTask, numberedBaselines, writeBaselines } from "./baselines.ts";
import { duration, seconds } from "./written.ts";
import { Xml } from "./xml-writer.ts";

/** What was written, and what of the project the format has no place for. */
export type Written = { readonly text: string; readonly counts: Counts; readonly findings: readonly Finding[] };

/**
 * A project as Microsoft Project XML (the 2007 to 2019 dialect). Ids that are numbers stay what they are; others are numbered in
 * order. A project that has no plan gets one: its tasks from its start, a day each.
 */
export function writeMspdi(draft: ProjectDraft): Written {
  const writer = new Writer(draft);
  return writer.write();
}

const perDay = 480;

class Writer {
  private readonly draft: ProjectDraft;
  private readonly plan: Plan;
  private readonly xml = new Xml();
  private readonly calendars: CalendarBook;
  private readonly uids: ReadonlyMap<string, number>;
  private readonly resources: ReadonlyMap<string, number>;
  /** Of roles that stand for nobody yet, by their key. */
  private readonly roles: ReadonlyMap<string, { readonly uid: number; readonly name: string }>;
  private readonly entries: ReadonlyMap<string, PlanEntry>;
  private readonly drafts: ReadonlyMap<string, TaskDraft>;
  private readonly rows: readonly { readonly task: PlanTask; readonly level: number; readonly summary: boolean }[];
  private readonly linksTo: ReadonlyMap<string, readonly PlanLink[]>;
  private readonly baselines: ReturnType<typeof baselinesByTask>;
  private readonly compiled = new Map<string, Calendar>();
  private readonly finish: string;
  private links = 0;
  private assignments = 0;

  constructor(draft: ProjectDraft) {
    this.draft = draft;
    this.plan = draft.plan ?? barePlan(draft);
    const scheduled = schedulePlan(this.plan);
    this.finish = scheduled.finish;
    this.entries = new Map(scheduled.entries.map((entry) => [entry.id, entry]));
    this.drafts = new Map(draft.tasks.map((task) => [task.sourceId, task]));
    this.calendars = new CalendarBook(this.plan, draft.name);
    this.uids = numbered(this.plan.tasks.map((task) => task.id));
    this.resources = numbered(
      draft.members.map((member) => member.sourceId),
      1,
    );
    const first = Math.max(0, ...this.resources.values()) + 1;
    const asked = new Map(draft.tasks.flatMap((task) => (task.placeholders ?? []).map(({ role }) => [roleKey(role), role] as const)));
    this.roles = new Map([...asked].map(([key, name], index) => [key, { uid: first + index, name }]));
    this.rows = outline(this.plan.tasks);
    this.linksTo = Map.groupBy(this.plan.links, (link) => link.to);
    this.baselines = baselinesByTask(draft.baselines ?? []);
  }

  write(): Written {
    const { xml, plan } = this;
    xml.open("Project", ' xmlns="http://schemas.microsoft.com/project"');
    xml.leaf("SaveVersion", 14);
    xml.leaf("Name", this.draft.name);
    xml.leaf("Title", this.draft.name);
    xml.leaf("ScheduleFromStart", plan.finish === undefined ? 1 : 0);
    xml.leaf("StartDate", seconds(plan.start));
    xml.leaf("FinishDate", seconds(plan.finish ?? this.finish));
    xml.leaf("CriticalSlackLimit", Math.round((plan.options?.criticalSlackMinutes ?? 0) / perDay));
    xml.leaf("CalendarUID", this.calendars.own);
    xml.leaf("MinutesPerDay", perDay);
    xml.leaf("MinutesPerWeek", 2400);
    xml.leaf("DaysPerMonth", 20);
    xml.leaf("MultipleCriticalPaths", plan.options?.manyCriticalPaths ? 1 : 0);
    this.calendars.write(xml);
    xml.open("Tasks");
    this.rows.forEach(({ task, level, summary }, index) => this.task(task, level, summary, index));
    xml.close();
    xml.open("Resources");
    for (const member of this.draft.members) this.resource(member);
    for (const role of this.roles.values()) this.generic(role);
    xml.close();
    xml.open("Assignments");
    for (const { task, summary } of this.rows) if (!summary) this.assign(task);
    xml.close();
    xml.close();
    const counts = {
      tasks: this.rows.length,
      links: this.links,
      resources: this.draft.members.length + this.roles.size,
      assignments: this.assignments,
      calendars: this.calendars.count,
    };
    return { text: xml.text(), counts, findings: this.notCarried() };
  }

  private task(task: PlanTask, level: number, summary: boolean, index: number): void {
    const { xml } = this;
    const entry = this.entries.get(task.id);
    const own = this.drafts.get(task.id);
    const done = task.finished !== undefined || own?.completed === true;
    const percent = done
      ? 100
      : task.remainingMinutes === undefined || task.workingMinutes === 0
        ? 0
        : Math.round((100 * (task.workingMinutes - task.remainingMinutes)) / task.workingMinutes);
    xml.open("Task");
    xml.leaf("UID", this.uids.get(task.id)!);
    xml.leaf("ID", this.uids.get(task.id) === 0 ? 0 : index + (this.uids.get(this.rows[0]!.task.id) === 0 ? 0 : 1));
    xml.leaf("Name", task.title);
    if (task.inactive) xml.leaf("Active", 0);
    xml.leaf("Manual", task.pinned && !task.inactive ? 1 : 0);
    this.type(task, own);
    xml.leaf("OutlineLevel", level);
    if (entry) {
      xml.leaf("Start", seconds(task.pinned?.start ?? entry.start));
      xml.leaf("Finish", seconds(task.pinned?.finish ?? entry.finish));
    }
    xml.leaf("Duration", duration(summary ? (entry?.workingMinutes ?? 0) : task.workingMinutes));
    xml.leaf("DurationFormat", task.elapsed ? 8 : 7);
    this.progress(task, entry);
    xml.leaf("Milestone", !summary && task.workingMinutes === 0 ? 1 : 0);
    xml.leaf("Summary", summary || task.heading ? 1 : 0);
    if (entry) {
      xml.leaf("Critical", entry.critical ? 1 : 0);
      xml.leaf("EarlyStart", seconds(entry.earlyStart));
      xml.leaf("EarlyFinish", seconds(entry.earlyFinish));
      xml.leaf("LateStart", seconds(entry.lateStart));
      xml.leaf("LateFinish", seconds(entry.lateFinish));
      xml.leaf("FreeSlack", entry.freeSlackMinutes * 10);
      xml.leaf("TotalSlack", entry.totalSlackMinutes * 10);
    }
    xml.leaf("PercentComplete", percent);
    const at = task.finished ?? (task.started === undefined ? null : { start: task.started, finish: "" });
    if (at) xml.leaf("ActualStart", seconds(at.start));
    if (task.finished) xml.leaf("ActualFinish", seconds(task.finished.finish));
    if (task.remainingMinutes !== undefined) xml.leaf("RemainingDuration", duration(task.remainingMinutes));
    const type = task.constraint?.type ?? "ASAP";
    xml.leaf("ConstraintType", constraintNames.indexOf(type));
    xml.leaf("CalendarUID", task.calendar === undefined ? -1 : this.calendars.uidOf(task.calendar));
    if (task.constraint?.at !== undefined) xml.leaf("ConstraintDate", seconds(task.constraint.at));
    if (task.deadline !== undefined) xml.leaf("Deadline", seconds(task.deadline));
    if (task.delayMinutes) {
      xml.leaf("LevelingDelay", task.delayMinutes * 10);
      xml.leaf("LevelingDelayFormat", 8);
    }
    xml.leaf("LevelingCanSplit", task.interruptible ? 1 : 0);
    xml.leaf("IgnoreResourceCalendar", task.crew ? 0 : 1);
    if (own && own.notes !== "") xml.leaf("Notes", own.notes);
    for (const link of this.linksTo.get(task.id) ?? []) this.link(link);
    writeBaselines(xml, this.baselines.get(task.id) ?? []);
    xml.close();
  }

  /** Without a type, neither length nor shares follow anything: what is fixed is the length, unless its people's hours decide it. */
  private type(task: PlanTask, own: TaskDraft | undefined): void {
    const kept = (own?.members.length ?? 0) + (own?.placeholders?.length ?? 0) > 0 && task.crew === undefined ? "duration" : "units";
    this.xml.leaf("Type", ["units", "duration", "work"].indexOf(own?.type?.fixed ?? kept));
    this.xml.leaf("EffortDriven", own?.type?.fixed === "work" || own?.type?.effortDriven ? 1 : 0);
  }

  /** A started task with one pause where it stopped says where it goes on; other pauses are time-phased work of an assignment. */
  private progress(task: PlanTask, entry: PlanEntry | undefined): void {
    if (!entry || !this.resumes(task)) return;
    const calendar = this.calendarOf(task);
    const stop = calendar.add(parseWall(task.started!)!, task.pauses![0]!.after);
    this.xml.leaf("Stop", seconds(formatWall(stop)));
    this.xml.leaf("Resume", seconds(formatWall(calendar.add(stop, task.pauses![0]!.minutes))));
  }

  private resumes(task: PlanTask): boolean {
    return (
      task.started !== undefined &&
      task.remainingMinutes !== undefined &&
      task.pauses?.length === 1 &&
      task.pauses[0]!.after === task.workingMinutes - task.remainingMinutes
    );
  }

  private link(link: PlanLink): void {
    const from = this.uids.get(link.from);
    if (from === undefined) return;
    this.links++;
    const { xml } = this;
    xml.open("PredecessorLink");
    xml.leaf("PredecessorUID", from);
    xml.leaf("Type", ["FF", "FS", "SF", "SS"].indexOf(link.type));
    xml.leaf("CrossProject", 0);
    xml.leaf("LinkLag", link.lag.kind === "percent" ? link.lag.minutes : link.lag.minutes * 10);
    xml.leaf("LagFormat", link.lag.kind === "percent" ? 19 : link.lag.kind === "elapsed" ? 8 : 7);
    xml.close();
  }

  private resource({ sourceId, name, email }: ProjectDraft["members"][number]): void {
    const calendar = this.calendarOfMember(sourceId);
    const { xml } = this;
    xml.open("Resource");
    xml.leaf("UID", this.resources.get(sourceId)!);
    xml.leaf("ID", this.resources.get(sourceId)!);
    xml.leaf("Name", name);
    xml.leaf("Type", 1);
    if (email !== null) xml.leaf("EmailAddress", email);
    xml.leaf("CalendarUID", calendar === undefined ? this.calendars.own : this.calendars.uidOf(calendar));
    xml.close();
  }

  /** Theirs where nothing else says when it is worked, for there it is narrowed down. */
  private calendarOfMember(sourceId: string): string | undefined {
    const its = this.plan.tasks.flatMap(({ calendar, crew = [] }) =>
      crew.flatMap((member) =>
        member.who === sourceId && member.calendar !== undefined ? [{ own: calendar === undefined, key: member.calendar }] : [],
      ),
    );
    return (its.find((one) => one.own) ?? its[0])?.key;
  }

  private generic({ uid, name }: { readonly uid: number; readonly name: string }): void {
    const { xml } = this;
    xml.open("Resource");
    xml.leaf("UID", uid);
    xml.leaf("ID", uid);
    xml.leaf("Name", name);
    xml.leaf("Type", 1);
    xml.leaf("CalendarUID", this.calendars.own);
    xml.leaf("IsGeneric", 1);
    xml.close();
  }

  private assign(task: PlanTask): void {
    const { members = [], shares = {}, placeholders = [] } = this.drafts.get(task.id) ?? {};
    const crew = new Map((task.crew ?? []).flatMap((member) => (member.who === undefined ? [] : [[member.who, member.minutes] as const])));
    const split = (task.pauses?.length ?? 0) > 0 && !this.resumes(task);
    const known = members.filter((member) => this.resources.has(member));
    for (const member of known)
      this.assignment(task, this.resources.get(member)!, crew.get(member) ?? task.workingMinutes, split, shares[member]);
    for (const { role, percent, count } of placeholders)
      this.assignment(task, this.roles.get(roleKey(role))!.uid, task.workingMinutes, split, percent * count);
    if (known.length + placeholders.length === 0 && split) this.assignment(task, -65_535, task.workingMinutes, true);
  }

  private assignment(task: PlanTask, resource: number, minutes: number, split: boolean, percent = 100): void {
    const { xml } = this;
    this.assignments += resource < 0 ? 0 : 1;
    xml.open("Assignment");
    xml.leaf("UID", this.assignments + (resource < 0 ? 1_000_000 : 0));
    xml.leaf("TaskUID", this.uids.get(task.id)!);
    xml.leaf("ResourceUID", resource);
    const entry = this.entries.get(task.id);
    if (entry) {
      xml.leaf("Finish", seconds(entry.finish));
      xml.leaf("Start", seconds(entry.start));
    }
    xml.leaf("Units", percent / 100);
    xml.leaf("Work", duration(Math.round((minutes * percent) / 100)));
    xml.leaf("WorkContour", split ? 8 : 0);
    if (entry && split) this.stretches(task, entry.start);
    xml.close();
  }

  private stretches(task: PlanTask, start: string): void {
    const calendar = this.calendarOf(task);
    let at = calendar.next(parseWall(start)!);
    let worked = 0;
    const stretch = (minutes: number, work: number): void => {
      if (minutes <= 0) return;
      const to = calendar.add(at, minutes);
      this.xml.open("TimephasedData");
      this.xml.leaf("Type", 1);
      this.xml.leaf("UID", 1);
      this.xml.leaf("Start", seconds(formatWall(at)));
      this.xml.leaf("Finish", seconds(formatWall(to)));
      this.xml.leaf("Unit", 1);
      this.xml.leaf("Value", duration(work));
      this.xml.close();
      at = calendar.next(to);
    };
    for (const pause of (task.pauses ?? []).toSorted((a, b) => a.after - b.after)) {
      stretch(pause.after - worked, pause.after - worked);
      stretch(pause.minutes, 0);
      worked = pause.after;
    }
    stretch(task.workingMinutes - worked, task.workingMinutes - worked);
  }

  private calendarOf(task: PlanTask): Calendar {
    const key = task.calendar ?? "";
    const at = parseWall(this.plan.start) ?? 0;
    const known =
      this.compiled.get(key) ??
      compileCalendar(this.plan.calendars?.[key] ?? this.plan.calendar, { from: at - 5_256_000, to: at + 10_512_000 });
    this.compiled.set(key, known);
    return known;
  }

  private notCarried(): Finding[] {
    const crewless = this.plan.tasks.filter((task) => task.crew?.some((member) => member.who === undefined)).length;
    return [
      ...droppedFrom(this.draft, ["tasks", "members", "placeholders", "types", "notes", "plan", "baselines"], "Microsoft Project XML"),
      ...numberedBaselines(this.draft.baselines ?? []),
      ...(crewless > 0
        ? [
            {
              code: "not_carried",
              severity: "warning" as const,
              subject: "tasks",
              params: { count: crewless },
              ...words`${crewless} tasks name calendars of people without the people; Microsoft Project gets neither.`,
            },
          ]
        : []),
    ];
  }
}

const constraintNames: readonly string[] = ["ASAP", "ALAP", "MSO", "MFO", "SNET", "SNLT", "FNET", "FNLT"];

/** Numbers for ids: their own where all are whole numbers, else in order. */
function numbered(ids: readonly string[], least = 0): Map<string, number> {
  const own = ids.every((id) => /^(?:0|[1-9]\d{0,8})$/.test(id) && Number(id) >= least) && new Set(ids).size === ids.length;
  return new Map(ids.map((id, index) => [id, own ? Number(id) : index + 1]));
}

/** Tasks in the order of the outline, children behind their summary, however they stood. */
function outline(tasks: readonly PlanTask[]): { task: PlanTask; level: number; summary: boolean }[] {
  const ids = new Set(tasks.map((task) => task.id));
  const below = new Map<string | null, PlanTask[]>();
  for (const task of tasks) {
    const parent = task.parent !== null && ids.has(task.parent) && task.parent !== task.id ? task.parent : null;
    below.set(parent, [...(below.get(parent) ?? []), task]);
  }
  const rows: { task: PlanTask; level: number; summary: boolean }[] = [];
  const seen = new Set<string>();
  const top = tasks[0]?.id === "0" && tasks[0].parent === null ? 0 : 1;
  const queue = (below.get(null) ?? []).toReversed().map((task) => ({ task, level: task.id === "0" ? top : 1 }));
  for (let next = queue.pop(); next; next = queue.pop()) {
    if (seen.has(next.task.id)) continue;
    seen.add(next.task.id);
    const children = below.get(next.task.id) ?? [];
    rows.push({ ...next, summary: children.length > 0 });
    const level = next.level + 1;
    for (const task of children.toReversed()) queue.push({ task, level });
  }
  return rows;
}

function barePlan(draft: ProjectDraft): Plan {
  const days = draft.tasks
    .map((task) => task.start)
    .filter((at) => at !== null)
    .toSorted();
  return {
    start: `${(days[0] ?? "2026-01-05").slice(0, 10)}T08:00`,
    calendar: {
      week: Array.from({ length: 7 }, (_, day) =>
        day < 5
          ? [
              { from: 480, to: 720 },
              { from: 780, to: 1020 },
            ]
          : [],
      ),
      exceptions: [],
    },
    tasks: draft.tasks.map((task) => ({
      id: task.sourceId,
      parent: task.parent,
      title: task.title,
      workingMinutes: perDay,
      ...(task.due === null ? {} : { deadline: `${task.due.slice(0, 10)}T17:00` }),
    })),
    links: [],
  };
}
