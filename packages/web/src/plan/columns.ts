import type { Answer } from "../api/index.ts";
import { reschedule } from "./compute.ts";
import { linkEnds, momentsOf, parentRows, type Plan, type PlanEntry, type PlanLink, type PlanTask } from "./model.ts";

type Columns = Answer<"GET /projects/:p/plan/columns">;

/** Plans whose float and reasons are not computed yet: dates are those that the server kept. */
const unfinished = new WeakSet<Plan>();
export const lacksFloat = (plan: Plan) => unfinished.has(plan);

/** The first lines of plans whose rest is being read. */
const beginnings = new WeakSet<Plan>();
export const isBeginning = (plan: Plan) => beginnings.has(plan);

/** Columns as the plan that screens know. Dates are there at once; float and reasons are computed apart (`usePlan`). */
export function planOf(columns: Columns): Plan {
  const plan = asTold(columns);
  const { starts } = columns.tasks;
  const missing = starts.includes(-1);
  // A few are computed sooner than they are handed over and back; what was never computed has no dates to show.
  if (missing || starts.length <= 1_000)
    return reschedule(missing ? { ...plan, entries: plan.entries.filter((_, row) => starts[row]! >= 0) } : plan);
  unfinished.add(plan);
  return plan;
}

/** The first lines alone, to be looked at while the rest is read; null where they have no dates yet. */
export function beginningOf(columns: Columns): Plan | null {
  if (columns.tasks.starts.length === 0 || columns.tasks.starts.includes(-1)) return null;
  const told = asTold(columns);
  const plan = { ...told, finish: told.project.finish ?? told.finish };
  unfinished.add(plan);
  beginnings.add(plan);
  return plan;
}

function asTold({ project, calendar, calendars, hours, people, tasks: column, more, links: pairs }: Columns): Plan {
  const said = new Map(more.map((one) => [one.row, one]));
  const ids = idsIn(column.ids);
  const milestones = flagsOf(ids.length, column.milestones);
  const critical = flagsOf(ids.length, column.critical);
  const summaries = flagsOf(ids.length, column.parents);
  const tasks = ids.map((id, row): PlanTask => {
    const extra = said.get(row);
    const parent = column.parents[row]!;
    const column_ = column.columns[row]!;
    return {
      id,
      title: column.titles[row]!,
      owner: people[column.owners[row]!] ?? null,
      team: extra?.team ?? null,
      dueAt: extra?.dueAt ?? null,
      priority: extra?.priority ?? "none",
      completion: extra?.completion ?? null,
      closedAs: extra?.closedAs ?? null,
      version: column.versions[row]!,
      ...(extra?.fields && { fields: extra.fields }),
      plan: {
        parentId: parent < 0 ? null : ids[parent]!,
        position: column.positions[row]!,
        column: column_ < 0 ? null : project.columns[column_]!,
        milestone: milestones[row] === 1,
        workingMinutes: column.minutes[row]!,
        notBeforeWall: extra?.notBeforeWall ?? null,
        deadline: extra?.deadline ?? null,
        planning: extra?.planning ?? nothing,
      },
    };
  });
  const special = new Map(pairs.more.map((one) => [one.link, one]));
  const links = idsIn(pairs.ids).map((id, link): PlanLink => {
    const extra = special.get(link);
    return {
      id,
      fromId: ids[pairs.from[link]!]!,
      toId: ids[pairs.to[link]!]!,
      type: extra?.type ?? "FS",
      lagMinutes: extra?.lagMinutes ?? 0,
      lagKind: extra?.lagKind ?? "working",
      version: pairs.versions[link]!,
    };
  });
  let [first, last] = ["", ""];
  const entries = ids.map((taskId, row): PlanEntry => {
    const [start, finish] = [column.moments[column.starts[row]!], column.moments[column.finishes[row]!]];
    if (start !== undefined && finish !== undefined) {
      if (first === "" || start < first) first = start;
      if (finish > last) last = finish;
    }
    const [from, to] = [start ?? project.start, finish ?? project.start];
    return {
      taskId,
      start: from,
      finish: to,
      earlyStart: from,
      earlyFinish: to,
      lateStart: from,
      lateFinish: to,
      totalFloatMinutes: 0,
      freeFloatMinutes: 0,
      critical: critical[row] === 1,
      summary: summaries[row] === 1,
      drivenBy: unknown,
    };
  });
  // What columns say by number need not be looked up again.
  parentRows(tasks, new Int32Array(column.parents));
  linkEnds({ tasks, links }, { from: new Int32Array(pairs.from), to: new Int32Array(pairs.to) });
  momentsOf({ tasks, entries }, { texts: column.moments, start: new Int32Array(column.starts), finish: new Int32Array(column.finishes) });
  return {
    project,
    tasks,
    links,
    entries,
    start: first || project.start,
    finish: last || project.start,
    calendar,
    calendars,
    hours,
    findings: [],
  };
}

// One for all: a hundred thousand that say nothing are no objects of their own.
const nothing: NonNullable<PlanTask["plan"]>["planning"] = {};
const unknown: PlanEntry["drivenBy"] = { kind: "projectStart", taskId: null, linkId: null };

function flagsOf(count: number, rows: readonly number[]): Uint8Array {
  const flags = new Uint8Array(count);
  for (const row of rows) if (row >= 0) flags[row] = 1;
  return flags;
}

/** Ids out of 16 bytes each: slices of one long text, for a hundred thousand put together one by one take ten times as long. */
export function idsIn(base64: string): string[] {
  const bytes = atob(base64);
  const count = bytes.length / 16;
  const text = new Uint8Array(36 * count);
  let at = 0;
  for (let byte = 0; byte < bytes.length; byte += 1) {
    const value = bytes.charCodeAt(byte);
    text[at] = digits.charCodeAt(value >> 4);
    text[at + 1] = digits.charCodeAt(value & 15);
    at += 2;
    const within = byte & 15;
    if (within === 3 || within === 5 || within === 7 || within === 9) text[at++] = 45;
  }
  const all = new TextDecoder("latin1").decode(text);
  return Array.from({ length: count }, (_, id) => all.slice(36 * id, 36 * id + 36));
}

const digits = "0123456789abcdef";
