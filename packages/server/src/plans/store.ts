import { sql } from "kysely";
import type { Planning } from "@rondo/contract";
import { invariant } from "@rondo/core/kernel";
import type { LinkPolicyName } from "@rondo/core/schedule";
import type { Tx } from "../database/index.ts";

/** What the plan takes from its project. */
export type PlanHead = {
  project_id: string;
  name: string;
  start: string;
  finish: string | null;
  /** Planned back from there; its start follows. */
  finish_by: string | null;
  calendar_id: string | null;
  link_policy: LinkPolicyName;
  /** Whether dates follow the hours and the leave of people. */
  own_hours: boolean;
  columns: string[];
  ended: boolean;
  version: number;
};

/** The project's head under the lock that every change of its plan takes: two at once can't make a loop of links or of parents. */
export async function lockPlan(tx: Tx, projectId: string): Promise<PlanHead | undefined> {
  // The lock first: a statement sees what was committed when it began, not while it waited.
  await tx.change(sql`select 1 from project where workspace_id = current_workspace() and project_id = ${projectId} for no key update`);
  return planHead(tx, projectId);
}

/** The project's head as it is now; for whoever holds a lock of it, or needs none. */
export async function planHead(tx: Tx, projectId: string): Promise<PlanHead | undefined> {
  return tx.first(sql<PlanHead>`
    select p.project_id, p.name, p.start, p.finish, p.finish_by, p.calendar_id, p.link_policy, p.own_hours, p.columns, p.version,
      exists (select 1 from project_completion c where c.workspace_id = p.workspace_id and c.project_id = p.project_id) as ended
    from project p where p.workspace_id = current_workspace() and p.project_id = ${projectId}`);
}

/** Open projects whose dates follow this person, who has something to do in them. */
export async function plansFollowing(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx.rows(sql<{ project_id: string }>`
    select p.project_id from project p
    where p.workspace_id = current_workspace() and p.own_hours and exists (
      select 1 from task t where t.workspace_id = p.workspace_id and t.project_id = p.project_id and t.closed_at is null and t.deleted_at is null
        and (t.owner_id = ${personId} or t.planning @> ${JSON.stringify({ assignments: [{ personId }] })}::jsonb))`);
  return rows.map((row) => row.project_id);
}

/** Moves the project's version on by so many events; answers the new one. */
export async function countEvents(tx: Tx, projectId: string, events = 1): Promise<number> {
  const row = await tx.first(sql<{ version: number }>`
    update project set version = version + ${events}::int where workspace_id = current_workspace() and project_id = ${projectId} returning version`);
  return row?.version ?? 0;
}

/** Its start too, where that follows from its finish. */
export async function saveSpan(tx: Tx, projectId: string, { start, finish }: { start: string; finish: string | null }): Promise<void> {
  await tx.change(
    sql`update project set start = ${start}, finish = ${finish} where workspace_id = current_workspace() and project_id = ${projectId}`,
  );
}

/** What the two passes need of a task. */
export type PlannedRow = {
  task_id: string;
  title: string;
  parent_id: string | null;
  working_minutes: number;
  milestone: boolean;
  owner_id: string | null;
  not_before_wall: string | null;
  deadline_wall: string | null;
  planning: Planning;
  closed_as: "completed" | "skipped" | "withdrawn" | null;
};

const planned = sql`t.task_id, t.title, t.parent_id, t.working_minutes, t.milestone, t.owner_id, t.not_before_wall, t.deadline_wall, t.planning, t.closed_as`;

/*
 * A plan is read table by table and put together by its ids: joined, a table that Postgres has not yet counted (a project
 * just imported) was gone through once for each task: 310 CPU-ms of Postgres for a board of 1,000, in place of 9.
 */
export async function plannedRows(tx: Tx, projectId: string, trash: "with" | "without" = "without"): Promise<PlannedRow[]> {
  return tx.rows(sql<PlannedRow>`
    select ${planned} from task t
    where t.workspace_id = current_workspace() and t.project_id = ${projectId} ${trash === "with" ? sql`` : sql`and t.deleted_at is null`} order by t.position, t.task_id`);
}

/** A planned row with what a list or board shows. Names of people stand apart: a plan has few people and many tasks. */
export type BoardRow = PlannedRow & {
  priority: number;
  due_at: string | null;
  owner_id: string | null;
  team_id: string | null;
  position: string;
  board_column: string | null;
  version: number;
  fields: Record<string, string | number | boolean>;
};

export async function boardRows(tx: Tx, projectId: string): Promise<BoardRow[]> {
  return tx.rows(sql<BoardRow>`
    select ${planned}, t.priority, t.due_at, t.team_id, t.position, t.board_column, t.version, t.fields
    from task t
    where t.workspace_id = current_workspace() and t.project_id = ${projectId} and t.deleted_at is null order by t.position, t.task_id`);
}

export type DoneRow = { task_id: string; completed_by: string | null; completed_at: string };

/** The completions of those of these tasks that are done. */
export async function completionsOf(tx: Tx, rows: readonly PlannedRow[]): Promise<Map<string, DoneRow>> {
  const ids = rows.filter((row) => row.closed_as === "completed").map((row) => row.task_id);
  if (ids.length === 0) return new Map();
  const done = await tx.rows(
    sql<DoneRow>`select task_id, completed_by, completed_at from completion where workspace_id = current_workspace() and task_id = any(${ids}::uuid[])`,
  );
  return new Map(done.map((row) => [row.task_id, row]));
}

export type StoredEntry = { task_id: string; start: string; finish: string; finish_at: string; critical: boolean };

/** What the passes said last. */
export async function entriesOf(tx: Tx, projectId: string): Promise<Map<string, StoredEntry>> {
  const rows = await tx.rows(
    sql<StoredEntry>`select task_id, start, finish, finish_at, critical from schedule_entry where workspace_id = current_workspace() and project_id = ${projectId}`,
  );
  return new Map(rows.map((row) => [row.task_id, row]));
}

export async function notesOf(tx: Tx, projectId: string): Promise<Map<string, string>> {
  const rows = await tx.rows(sql<{ task_id: string; notes: string }>`
    select task_id, notes from task where workspace_id = current_workspace() and project_id = ${projectId} and deleted_at is null and notes <> ''`);
  return new Map(rows.map((row) => [row.task_id, row.notes]));
}

/** The dates that were frozen, the newest first. */
export async function frozenOf(
  tx: Tx,
  projectId: string,
): Promise<{ name: string; entries: { task: string; start: string; finish: string; minutes: number }[] }[]> {
  return tx.rows(sql<{ name: string; entries: { task: string; start: string; finish: string; minutes: number }[] }>`
    select name, entries from baseline
    where workspace_id = current_workspace() and project_id = ${projectId} and deleted_at is null order by taken_at desc, baseline_id`);
}

/** Names by id, of people and teams alike. */
export async function namesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.rows(sql<{ id: string; name: string | null }>`
    select id, name from identity.person where id = any(${ids}::uuid[])
    union all select team_id, name from team where workspace_id = current_workspace() and team_id = any(${ids}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row.name ?? ""]));
}

/** Where a task stands in the tree, for checks of nesting and for positions among siblings; the trash included. */
export type PlaceRow = { task_id: string; title: string; parent_id: string | null; position: string; closed: boolean; deleted: boolean };

export async function placesOf(tx: Tx, projectId: string): Promise<PlaceRow[]> {
  return tx.rows(sql<PlaceRow>`
    select task_id, title, parent_id, position, closed_at is not null as closed, deleted_at is not null as deleted
    from task where workspace_id = current_workspace() and project_id = ${projectId} order by position, task_id`);
}

export async function savePositions(tx: Tx, positions: readonly { id: string; position: string }[]): Promise<void> {
  await tx.change(sql`
    update task t set position = n.position
    from unnest(${positions.map((one) => one.id)}::uuid[], ${positions.map((one) => one.position)}::text[]) as n(task_id, position)
    where t.workspace_id = current_workspace() and t.task_id = n.task_id and t.position <> n.position`);
}

/**
 * Tasks inside a deleted one go with it, and those that went with it (`trashedAt`, to the millisecond) come back with it;
 * answers their ids with their new versions.
 */
export async function moveChildren(
  tx: Tx,
  taskId: string,
  deletedAt: string | null,
  trashedAt: string | null,
): Promise<{ task_id: string; title: string; version: number }[]> {
  return tx.rows(sql<{ task_id: string; title: string; version: number }>`
    with recursive below as (
      select task_id from task where workspace_id = current_workspace() and parent_id = ${taskId}
      union select t.task_id from task t join below b on t.parent_id = b.task_id where t.workspace_id = current_workspace())
    update task set deleted_at = ${deletedAt}::timestamptz, version = version + 1
    where workspace_id = current_workspace() and task_id in (select task_id from below) and date_trunc('milliseconds', deleted_at) is not distinct from ${trashedAt}::timestamptz
    returning task_id, title, version`);
}

/** Takes the column away, or renames it, on the tasks that stand in one that is gone. */
export async function moveColumn(tx: Tx, projectId: string, from: string, to: string | null): Promise<void> {
  await tx.change(
    sql`update task set board_column = ${to} where workspace_id = current_workspace() and project_id = ${projectId} and board_column = ${from}`,
  );
}

export type LinkRow = {
  link_id: string;
  from_id: string;
  to_id: string;
  type: "FS" | "SS" | "FF" | "SF";
  lag_minutes: number;
  lag_kind: "working" | "elapsed" | "percent";
  version: number;
};

/** All links of a project, those of deleted tasks too: they may come back. */
export async function linksOf(tx: Tx, projectId: string): Promise<LinkRow[]> {
  return tx.rows(
    sql<LinkRow>`select link_id, from_id, to_id, type, lag_minutes, lag_kind, version from link where workspace_id = current_workspace() and project_id = ${projectId} order by link_id`,
  );
}

export async function insertLinks(tx: Tx, projectId: string, links: readonly Omit<LinkRow, "version">[]): Promise<void> {
  if (links.length === 0) return;
  await tx.change(sql`
    insert into link (workspace_id, link_id, project_id, from_id, to_id, type, lag_minutes, lag_kind)
    select current_workspace(), link_id, ${projectId}, from_id, to_id, type, lag_minutes, lag_kind
    from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as n(link_id uuid, from_id uuid, to_id uuid, type text, lag_minutes integer, lag_kind text)`);
}

export async function updateLink(
  tx: Tx,
  linkId: string,
  change: Partial<Pick<LinkRow, "type" | "lag_minutes" | "lag_kind">>,
): Promise<void> {
  const sets = Object.entries(change)
    .filter(([, value]) => value !== undefined)
    .map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await tx.change(
    sql`update link set ${sql.join([...sets, sql`version = version + 1`])} where workspace_id = current_workspace() and link_id = ${linkId}`,
  );
}

export async function deleteLink(tx: Tx, linkId: string): Promise<void> {
  await tx.change(sql`delete from link where workspace_id = current_workspace() and link_id = ${linkId}`);
}

export type EntryRow = { task_id: string; start: string; finish: string; finish_at: string; critical: boolean };

export async function saveEntries(tx: Tx, projectId: string, entries: readonly EntryRow[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.change(sql`
    insert into schedule_entry (workspace_id, task_id, project_id, start, finish, finish_at, critical)
    select current_workspace(), task_id, ${projectId}, start, finish, finish_at, critical
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as n(task_id uuid, start text, finish text, finish_at timestamptz, critical boolean)
    on conflict (workspace_id, task_id) do update set start = excluded.start, finish = excluded.finish, finish_at = excluded.finish_at, critical = excluded.critical`);
}

/** Entries of open tasks that went to the trash. Completed work keeps its own: what is fetched back stands where it was done. */
export async function dropEntries(tx: Tx, projectId: string): Promise<void> {
  await tx.change(sql`
    delete from schedule_entry e using task t
    where e.workspace_id = current_workspace() and e.project_id = ${projectId}
      and t.workspace_id = e.workspace_id and t.task_id = e.task_id and t.deleted_at is not null and t.closed_at is null`);
}

/**
 * What every task of a plan has, each column as one text: Postgres writes the JSON of a hundred thousand values, and nobody
 * reads and writes them again on the way. Ids are 16 bytes each, in base64; what Rondo itself looks at stands between commas
 * (- is none), what is or is not as 1 and 0. `json_agg` takes three times as long, and ids put to rows by joins twice as long.
 */
export type TaskColumns = {
  ids: string;
  titles: string;
  parents: string;
  positions: string;
  columns: string;
  minutes: string;
  versions: string;
  owners: string;
  milestones: string;
};

const idsOf = (column: string) =>
  sql`encode(coalesce(string_agg(uuid_send(coalesce(${sql.ref(column)}, '00000000-0000-0000-0000-000000000000')), ''), ''), 'base64')`;

/** Of all tasks, or of these. */
type Among = readonly string[] | null;
const isAmong = (column: string, among: Among) => (among === null ? sql`` : sql`and ${sql.ref(column)} = any(${among}::uuid[])`);

/** Tasks at the top of the tree, or inside each of these, in order; so many of each at most. */
export async function linesInside(
  tx: Tx,
  projectId: string,
  parents: Among,
  limit: number,
): Promise<{ task_id: string; parent_id: string | null }[]> {
  const task = sql`from task t where t.workspace_id = current_workspace() and t.project_id = ${projectId} and t.deleted_at is null`;
  const inOrder = sql`order by t.position, t.task_id limit ${limit}`;
  return tx.rows<{ task_id: string; parent_id: string | null }>(
    parents === null
      ? sql`select t.task_id, t.parent_id ${task} and t.parent_id is null ${inOrder}`
      : sql`
    select l.task_id, p.id as parent_id from unnest(${parents}::uuid[]) with ordinality as p(id, nth)
    cross join lateral (select t.task_id, t.position ${task} and t.parent_id = p.id ${inOrder}) l
    order by p.nth, l.position, l.task_id`,
  );
}

export async function taskColumns(tx: Tx, projectId: string, columns: readonly string[], among: Among): Promise<TaskColumns> {
  return one(
    await tx.rows(sql<TaskColumns>`
    select ${idsOf("task_id")} as ids, coalesce(string_agg(to_json(title)::text, ','), '') as titles,
      ${idsOf("parent_id")} as parents, coalesce(string_agg(to_json(position)::text, ','), '') as positions,
      coalesce(string_agg((coalesce(array_position(${columns}::text[], board_column), 0) - 1)::text, ','), '') as columns,
      coalesce(string_agg(working_minutes::text, ','), '') as minutes, coalesce(string_agg(version::text, ','), '') as versions,
      coalesce(string_agg(coalesce(owner_id::text, '-'), ','), '') as owners, coalesce(string_agg(milestone::int::text, ''), '') as milestones
    from (
      select task_id, title, parent_id, position, board_column, working_minutes, version, owner_id, milestone
      from task where workspace_id = current_workspace() and project_id = ${projectId} and deleted_at is null ${isAmong("task_id", among)} order by position, task_id) t`),
  );
}

/** Those of its tasks that say more than most do. */
export async function sayingMore(tx: Tx, projectId: string, among: Among): Promise<BoardRow[]> {
  return tx.rows(sql<BoardRow>`
    select ${planned}, t.priority, t.due_at, t.team_id, t.position, t.board_column, t.version, t.fields
    from task t
    where t.workspace_id = current_workspace() and t.project_id = ${projectId} and t.deleted_at is null
      and (t.due_at is not null or t.priority <> 0 or t.team_id is not null or t.closed_as is not null or t.not_before_wall is not null or t.deadline_wall is not null or t.planning <> '{}' or t.fields <> '{}') ${isAmong("t.task_id", among)}`);
}

export type LinkColumns = { ids: string; from: string; to: string; versions: string };

export async function linkColumns(tx: Tx, projectId: string, among: Among): Promise<{ all: LinkColumns; more: LinkRow[] }> {
  const ordered = sql`from link where workspace_id = current_workspace() and project_id = ${projectId} ${isAmong("to_id", among)} ${isAmong("from_id", among)}`;
  const all = await tx.rows(sql<LinkColumns>`
    select ${idsOf("link_id")} as ids, ${idsOf("from_id")} as "from", ${idsOf("to_id")} as "to", coalesce(string_agg(version::text, ','), '') as versions
    from (select link_id, from_id, to_id, version ${ordered} order by link_id) l`);
  const more = await tx.rows(
    sql<LinkRow>`select link_id, from_id, to_id, type, lag_minutes, lag_kind, version ${ordered} and (type <> 'FS' or lag_minutes <> 0 or lag_kind <> 'working') order by link_id`,
  );
  return { all: one(all), more };
}

export type EntryColumns = { ids: string; starts: string; finishes: string; critical: string };

export async function entryColumns(tx: Tx, projectId: string, among: Among): Promise<EntryColumns> {
  return one(
    await tx.rows(sql<EntryColumns>`
    select ${idsOf("task_id")} as ids, coalesce(string_agg(start, ','), '') as starts,
      coalesce(string_agg(finish, ','), '') as finishes, coalesce(string_agg(critical::int::text, ''), '') as critical
    from schedule_entry where workspace_id = current_workspace() and project_id = ${projectId} ${isAmong("task_id", among)}`),
  );
}

function one<Row>([row]: readonly Row[]): Row {
  invariant(row !== undefined, "an aggregate is one row");
  return row;
}
