import type { AnswerOf, operations } from "@rondo/contract";
import type { CalendarDefinition } from "@rondo/core/calendar";
import type { DrivenBy, Plan as CorePlan, PlanEntry, PlanTask as CoreTask } from "@rondo/core/plan";
import type { ProjectDraft, TaskDraft } from "@rondo/formats/draft";
import type { Task } from "../tasks/index.ts";
import type { BoardRow, DoneRow, EntryColumns, LinkColumns, LinkRow, TaskColumns } from "./store.ts";

export type Link = AnswerOf<typeof operations.addLink>;
type Plan = AnswerOf<typeof operations.getPlan>;
type Entry = Plan["entries"][number];

export const priorities: readonly Task["priority"][] = ["none", "low", "high", "urgent"];

export function presentLink(row: LinkRow): Link {
  return {
    id: row.link_id,
    fromId: row.from_id,
    toId: row.to_id,
    type: row.type,
    lagMinutes: row.lag_minutes,
    lagKind: row.lag_kind,
    version: row.version,
  };
}

export function presentBoardTask(row: BoardRow, done: DoneRow | undefined, names: ReadonlyMap<string, string>): Plan["tasks"][number] {
  const ref = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? "" });
  return {
    id: row.task_id,
    title: row.title,
    owner: ref(row.owner_id),
    team: ref(row.team_id),
    dueAt: row.due_at,
    priority: priorities[row.priority] ?? "none",
    completion: done === undefined ? null : { by: ref(done.completed_by), at: done.completed_at },
    closedAs: row.closed_as,
    version: row.version,
    ...(Object.keys(row.fields).length > 0 && { fields: row.fields }),
    plan: {
      parentId: row.parent_id,
      position: row.position,
      column: row.board_column,
      milestone: row.milestone,
      workingMinutes: row.working_minutes,
      notBeforeWall: row.not_before_wall,
      deadline: row.deadline_wall,
      planning: row.planning,
    },
  };
}

type Columns = AnswerOf<typeof operations.getPlanColumns>;

export function presentColumns(
  all: TaskColumns,
  entries: EntryColumns,
  links: { readonly all: LinkColumns; readonly more: readonly LinkRow[] },
  people: readonly string[],
  columns: readonly string[],
): Pick<Columns, "tasks" | "links"> {
  const rowOf = numbered(all.ids);
  const at = <T>(list: ReadonlyMap<T, number>, value: T | null): number => (value === null ? -1 : (list.get(value) ?? -1));
  const [personOf, columnOf] = [numbered(people), numbered(columns)];
  const starts: (string | null)[] = all.ids.map(() => null);
  const finishes = starts.slice();
  const critical: number[] = [];
  entries.ids.forEach((id, index) => {
    const row = rowOf.get(id);
    if (row === undefined) return;
    starts[row] = entries.starts[index] ?? null;
    finishes[row] = entries.finishes[index] ?? null;
    if (entries.critical[index]) critical.push(row);
  });
  // Links of trashed tasks wait for them.
  const here = links.all.ids.flatMap((_, index) =>
    rowOf.has(links.all.from[index] as string) && rowOf.has(links.all.to[index] as string) ? [index] : [],
  );
  const linkOf = new Map(here.map((index, link) => [links.all.ids[index] as string, link]));
  return {
    tasks: {
      ids: all.ids,
      titles: all.titles,
      parents: all.parents.map((id) => at(rowOf, id)),
      positions: all.positions,
      columns: all.columns.map((name) => at(columnOf, name)),
      minutes: all.minutes,
      versions: all.versions,
      owners: all.owners.map((id) => at(personOf, id)),
      milestones: all.milestones.flatMap((is, row) => (is ? [row] : [])),
      critical,
      starts,
      finishes,
    },
    links: {
      ids: [...linkOf.keys()],
      from: here.map((index) => at(rowOf, links.all.from[index] as string)),
      to: here.map((index) => at(rowOf, links.all.to[index] as string)),
      versions: here.map((index) => links.all.versions[index] as number),
      more: links.more.flatMap((row) =>
        linkOf.has(row.link_id)
          ? [{ link: at(linkOf, row.link_id), type: row.type, lagMinutes: row.lag_minutes, lagKind: row.lag_kind }]
          : [],
      ),
    },
  };
}

export function presentMore(
  all: TaskColumns,
  rows: readonly BoardRow[],
  done: ReadonlyMap<string, DoneRow>,
  names: ReadonlyMap<string, string>,
): Columns["more"] {
  const rowOf = numbered(all.ids);
  return rows.map((row) => {
    const { team, dueAt, priority, completion, closedAs, fields } = presentBoardTask(row, done.get(row.task_id), names);
    return {
      row: rowOf.get(row.task_id) ?? -1,
      team,
      dueAt,
      priority,
      completion,
      closedAs,
      ...(fields && { fields }),
      notBeforeWall: row.not_before_wall,
      deadline: row.deadline_wall,
      planning: row.planning,
    };
  });
}

function numbered(list: readonly string[]): Map<string, number> {
  return new Map(list.map((value, index) => [value, index]));
}

export function presentEntry(entry: PlanEntry, links: readonly LinkRow[]): Entry {
  return {
    taskId: entry.id,
    start: entry.start,
    finish: entry.finish,
    earlyStart: entry.earlyStart,
    earlyFinish: entry.earlyFinish,
    lateStart: entry.lateStart,
    lateFinish: entry.lateFinish,
    totalFloatMinutes: entry.totalSlackMinutes,
    freeFloatMinutes: entry.freeSlackMinutes,
    critical: entry.critical && links.length > 0,
    summary: entry.summary,
    drivenBy: presentDriver(entry.drivenBy, links),
  };
}

function presentDriver(by: DrivenBy, links: readonly LinkRow[]): Entry["drivenBy"] {
  switch (by.kind) {
    case "link":
      return { kind: "link", taskId: by.from, linkId: links[by.link]?.link_id ?? null };
    case "constraint":
      return { kind: "constraint", taskId: by.of, linkId: null };
    case "started":
    case "finished":
      return { kind: "actual", taskId: null, linkId: null };
    case "children":
      return { kind: "summary", taskId: null, linkId: null };
    case "projectStart":
    case "standing":
      return { kind: by.kind, taskId: null, linkId: null };
    case "pinned":
    case "asLateAsPossible":
    case "projectFinish":
      return { kind: "constraint", taskId: null, linkId: null };
  }
}

export function presentCalendar(definition: Pick<CalendarDefinition, "week" | "exceptions">): Plan["calendar"] {
  const shifts = (list: readonly { from: number; to: number }[]) => list.map(({ from, to }) => ({ from, to }));
  return {
    week: definition.week.map(shifts),
    exceptions: definition.exceptions.map((exception) => ({
      from: exception.from,
      to: exception.to,
      name: exception.name ?? "",
      shifts: shifts(exception.shifts),
    })),
  };
}

/** Who works on a task, its owner first unless they are named among the others. */
export function assignedTo(
  row: Pick<BoardRow, "owner_id" | "planning">,
): readonly { readonly personId: string; readonly percent: number }[] {
  const named = row.planning.assignments ?? [];
  return row.owner_id === null || named.some((share) => share.personId === row.owner_id)
    ? named
    : [{ personId: row.owner_id, percent: 100 }, ...named];
}

/** A task that only stands where it was put, held there by a date. */
export function fixed(tasks: readonly CoreTask[], entries: readonly PlanEntry[]): CoreTask[] {
  const standing = new Map(entries.flatMap((entry) => (entry.drivenBy.kind === "standing" ? [[entry.id, entry.start] as const] : [])));
  return tasks.map((task) => {
    const at = standing.get(task.id);
    return at === undefined || task.constraint !== undefined ? task : { ...task, constraint: { type: "SNET", at } };
  });
}

export function presentDraft(
  project: { readonly project_id: string; readonly name: string; readonly goal: string },
  rows: readonly BoardRow[],
  plan: CorePlan,
  notes: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
): ProjectDraft {
  return {
    kind: "project",
    sourceId: project.project_id,
    name: project.name,
    description: project.goal,
    url: null,
    archived: false,
    lists: [],
    labels: [],
    fields: [],
    history: [],
    members: [...names].map(([sourceId, name]) => ({ sourceId, name, username: null, email: null })),
    tasks: rows.map((row, position): TaskDraft => {
      const assigned = assignedTo(row);
      return {
        sourceId: row.task_id,
        title: row.title,
        notes: notes.get(row.task_id) ?? "",
        url: null,
        list: null,
        parent: row.parent_id,
        position,
        labels: [],
        members: assigned.map((share) => share.personId),
        shares: Object.fromEntries(assigned.map((share) => [share.personId, share.percent])),
        start: null,
        due: row.due_at,
        createdAt: null,
        completed: row.closed_as === "completed",
        completedAt: null,
        archived: false,
        fields: [],
        checklists: [],
        comments: [],
        attachments: [],
        history: [],
      };
    }),
    plan,
  };
}
