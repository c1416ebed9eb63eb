import { sql } from "kysely";
import type { Planning } from "@rondo/contract";
import type { EntryKind, Outcome, Rate } from "@rondo/core/control";
import type { Tx } from "../database/index.ts";

export type EntryRow = {
  entry_id: string;
  project_id: string;
  kind: EntryKind;
  title: string;
  notes: string;
  owner_id: string | null;
  owner_name: string | null;
  task_id: string | null;
  task_title: string | null;
  day: string | null;
  said: Record<string, unknown>;
  created_by: string | null;
  creator_name: string | null;
  created_at: string;
  version: number;
  outcome: Outcome | null;
  settled_note: string | null;
  settled_by: string | null;
  settler_name: string | null;
  settled_at: string | null;
};

export async function entriesOf(
  tx: Tx,
  projectIds: readonly string[],
  entryId: string | null = null,
  deleted = false,
): Promise<EntryRow[]> {
  return tx.rows(sql<EntryRow>`
    select r.entry_id, r.project_id, r.kind, r.title, r.notes, r.owner_id, o.name as owner_name, r.task_id, t.title as task_title, r.day::text as day, r.said,
      r.created_by, c.name as creator_name, r.created_at, r.version, s.outcome, s.note as settled_note, s.settled_by, b.name as settler_name, s.settled_at
    from register_entry r
    left join settlement s on s.workspace_id = r.workspace_id and s.entry_id = r.entry_id
    left join task t on t.workspace_id = r.workspace_id and t.task_id = r.task_id
    left join identity.person o on o.id = r.owner_id
    left join identity.person c on c.id = r.created_by
    left join identity.person b on b.id = s.settled_by
    where r.workspace_id = current_workspace() and r.project_id = any(${projectIds}::uuid[]) and (r.deleted_at is not null) = ${deleted} ${entryId === null ? sql`` : sql`and r.entry_id = ${entryId}`}
    order by r.created_at, r.entry_id`);
}

export type NewEntry = {
  id: string;
  projectId: string;
  kind: EntryKind;
  title: string;
  notes: string;
  ownerId: string | null;
  taskId: string | null;
  day: string | null;
  said: unknown;
  by: string | null;
};

export async function insertEntry(tx: Tx, entry: NewEntry): Promise<void> {
  await tx.change(sql`
    insert into register_entry (workspace_id, entry_id, project_id, kind, title, notes, owner_id, task_id, day, said, created_by)
    values (current_workspace(), ${entry.id}, ${entry.projectId}, ${entry.kind}, ${entry.title}, ${entry.notes}, ${entry.ownerId}, ${entry.taskId}, ${entry.day}::date, ${JSON.stringify(entry.said)}::jsonb, ${entry.by})`);
}

export async function countEntries(tx: Tx, projectId: string): Promise<number> {
  return (
    (
      await tx.first(
        sql<{
          count: number;
        }>`select count(*)::int as count from register_entry where workspace_id = current_workspace() and project_id = ${projectId} and deleted_at is null`,
      )
    )?.count ?? 0
  );
}

export type EntryChange = Partial<{
  title: string;
  notes: string;
  owner_id: string | null;
  task_id: string | null;
  day: string | null;
  said: string;
}>;

export async function updateEntry(tx: Tx, entryId: string, change: EntryChange): Promise<void> {
  const sets = Object.entries(change)
    .filter(([, value]) => value !== undefined)
    .map(
      ([column, value]) => sql`${sql.ref(column)} = ${value}${column === "said" ? sql`::jsonb` : column === "day" ? sql`::date` : sql``}`,
    );
  await tx.change(
    sql`update register_entry set ${sql.join([...sets, sql`version = version + 1`])} where workspace_id = current_workspace() and entry_id = ${entryId}`,
  );
}

export async function setEntryDeleted(tx: Tx, entryId: string, deleted: boolean): Promise<void> {
  await tx.change(
    sql`update register_entry set deleted_at = ${deleted ? sql`now()` : null} where workspace_id = current_workspace() and entry_id = ${entryId}`,
  );
}

export async function insertSettlement(tx: Tx, entryId: string, outcome: Outcome, note: string, by: string | null): Promise<void> {
  await tx.change(sql`
    insert into settlement (workspace_id, entry_id, outcome, note, settled_by) values (current_workspace(), ${entryId}, ${outcome}, ${note}, ${by})
    on conflict (workspace_id, entry_id) do nothing`);
}

export async function deleteSettlement(tx: Tx, entryId: string): Promise<boolean> {
  return (await tx.change(sql`delete from settlement where workspace_id = current_workspace() and entry_id = ${entryId}`)) > 0;
}

export async function insertRating(
  tx: Tx,
  entryId: string,
  rating: { likelihood: number; impact: number },
  by: string | null,
): Promise<void> {
  await tx.change(
    sql`insert into risk_rating (workspace_id, entry_id, rated_by, likelihood, impact) values (current_workspace(), ${entryId}, ${by}, ${rating.likelihood}, ${rating.impact})`,
  );
}

export type RatingRow = { entry_id: string; rated_at: string; likelihood: number; impact: number };

export async function ratingsOf(tx: Tx, projectId: string): Promise<RatingRow[]> {
  return tx.rows(sql<RatingRow>`
    select g.entry_id, g.rated_at, g.likelihood, g.impact from risk_rating g
    join register_entry r on r.workspace_id = g.workspace_id and r.entry_id = g.entry_id
    where g.workspace_id = current_workspace() and r.project_id = ${projectId} and r.deleted_at is null order by g.rated_at`);
}

/** The gate at this milestone that was neither passed nor waived. */
export async function openGateAt(tx: Tx, taskId: string): Promise<string | null> {
  return (
    (
      await tx.first(sql<{ title: string }>`
    select r.title from register_entry r
    where r.workspace_id = current_workspace() and r.task_id = ${taskId} and r.kind = 'gate' and r.deleted_at is null
      and not exists (select 1 from settlement s where s.workspace_id = r.workspace_id and s.entry_id = r.entry_id) limit 1`)
    )?.title ?? null
  );
}

export type BudgetRow = { project_id: string; currency: string; amount: string | null; rates: Rate[]; version: number };

export async function budgetsOf(tx: Tx, projectIds: readonly string[]): Promise<Map<string, BudgetRow>> {
  const rows = await tx.rows(
    sql<BudgetRow>`select project_id, currency, amount::text as amount, rates, version from budget where workspace_id = current_workspace() and project_id = any(${projectIds}::uuid[])`,
  );
  return new Map(rows.map((row) => [row.project_id, row]));
}

export async function putBudgetRow(
  tx: Tx,
  projectId: string,
  budget: { currency: string; amount: number | null; rates: readonly Rate[] },
): Promise<void> {
  await tx.change(sql`
    insert into budget (workspace_id, project_id, currency, amount, rates) values (current_workspace(), ${projectId}, ${budget.currency}, ${budget.amount}, ${JSON.stringify(budget.rates)}::jsonb)
    on conflict (workspace_id, project_id) do update set currency = excluded.currency, amount = excluded.amount, rates = excluded.rates, version = budget.version + 1`);
}

export async function namesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.rows(sql<{ id: string; name: string | null }>`select id, name from identity.person where id = any(${ids}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row.name ?? ""]));
}

/** A task that is no summary and was not withdrawn, with the dates that were computed last. */
export type ValueRow = {
  task_id: string;
  project_id: string;
  title: string;
  working_minutes: number;
  milestone: boolean;
  owner_id: string | null;
  planning: Planning;
  deadline_wall: string | null;
  closed_as: "completed" | "skipped" | null;
  closed_at: string | null;
  start: string | null;
  finish: string | null;
};

export async function valueRows(tx: Tx, projectIds: readonly string[]): Promise<ValueRow[]> {
  return tx.rows(sql<ValueRow>`
    select t.task_id, t.project_id, t.title, t.working_minutes, t.milestone, t.owner_id, t.planning, t.deadline_wall, t.closed_as, t.closed_at, e.start, e.finish
    from task t
    left join schedule_entry e on e.workspace_id = t.workspace_id and e.task_id = t.task_id
    where t.workspace_id = current_workspace() and t.project_id = any(${projectIds}::uuid[]) and t.deleted_at is null and t.closed_as is distinct from 'withdrawn'
      and not exists (select 1 from task inside where inside.workspace_id = t.workspace_id and inside.parent_id = t.task_id and inside.deleted_at is null)
    order by e.finish, t.task_id`);
}

export type BaselineRow = {
  project_id: string;
  name: string;
  finish: string;
  /** `cost` in hundredths, where rates were kept when it was taken. */
  entries: { task: string; start: string; finish: string; minutes: number; cost?: number }[];
};

/** The newest of each. */
export async function newestBaselines(tx: Tx, projectIds: readonly string[]): Promise<Map<string, BaselineRow>> {
  const rows = await tx.rows(sql<BaselineRow>`
    select distinct on (project_id) project_id, name, finish, entries from baseline
    where workspace_id = current_workspace() and project_id = any(${projectIds}::uuid[]) and deleted_at is null order by project_id, taken_at desc, baseline_id`);
  return new Map(rows.map((row) => [row.project_id, row]));
}

export type SpentRow = { project_id: string; task_id: string; person_id: string; day: string; minutes: number };

export async function spentOn(tx: Tx, projectIds: readonly string[]): Promise<SpentRow[]> {
  return tx.rows(sql<SpentRow>`
    select t.project_id, e.task_id, e.person_id, e.day::text as day, e.minutes
    from time_entry e join task t on t.workspace_id = e.workspace_id and t.task_id = e.task_id
    where e.workspace_id = current_workspace() and t.project_id = any(${projectIds}::uuid[]) and e.deleted_at is null and t.deleted_at is null`);
}

export type ForecastRow = { project_id: string; p50: string; p80: string; p95: string; made_at: string };

export async function newestForecasts(tx: Tx, projectIds: readonly string[]): Promise<Map<string, ForecastRow>> {
  const rows = await tx.rows(sql<ForecastRow>`
    select distinct on (project_id) project_id, p50, p80, p95, made_at from forecast
    where workspace_id = current_workspace() and project_id = any(${projectIds}::uuid[]) order by project_id, made_at desc`);
  return new Map(rows.map((row) => [row.project_id, row]));
}
