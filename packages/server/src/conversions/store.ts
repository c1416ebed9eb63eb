import { type RawBuilder, sql } from "kysely";
import type { Planning } from "@rondo/contract";
import { seesSpace } from "../access/index.ts";
import type { Tx } from "../database/index.ts";

type Kind = "project" | "run" | "process";

export type KeptLink = {
  link_id: string;
  from_id: string;
  to_id: string;
  type: "FS" | "SS" | "FF" | "SF";
  lag_minutes: number;
  lag_kind: "working" | "elapsed" | "percent";
};

type Entry = { task_id: string; start: string; finish: string; finish_at: string; critical: boolean };

export type TakenOut = { readonly entries: readonly Entry[]; readonly links: readonly KeptLink[] };

/** What of a template's steps its definition has no place for: by step, and the links between them. */
export type KeptPlan = {
  readonly steps: Readonly<
    Record<
      string,
      {
        readonly priority: number;
        readonly milestone: boolean;
        readonly minutes: number;
        readonly planning: Planning;
        readonly ownerId: string | null;
        readonly title: string;
        readonly notes: string;
      }
    >
  >;
  readonly links: readonly (Omit<KeptLink, "link_id" | "from_id" | "to_id"> & { readonly from: string; readonly to: string })[];
};

export type ConversionRow = {
  conversion_id: string;
  was: Kind;
  became: Kind;
  project_id: string;
  run_id: string | null;
  process_id: string | null;
  kept: { out?: TakenOut; closed?: boolean };
  made_by: string | null;
  maker_name: string | null;
  made_at: string;
  undone_by: string | null;
  undoer_name: string | null;
  undone_at: string | null;
  project_name: string | null;
  run_title: string | null;
  run_status: string | null;
  process_name: string | null;
};

type Reader = { readonly personId: string; readonly role: string };

/** The other end is named only to who may see it. */
function selectConversions(reader: Reader, rest: RawBuilder<unknown>): RawBuilder<ConversionRow> {
  const sees = (everyone: string, id: string) => seesSpace(reader.personId, reader.role, { everyone, id });
  return sql<ConversionRow>`
    select k.conversion_id, k.was, k.became, k.project_id, k.run_id, k.process_id, k.kept, k.made_by, m.name as maker_name, k.made_at, k.undone_by, u.name as undoer_name, k.undone_at, r.status as run_status,
      case when ${sees("p.everyone", "p.project_id")} then p.name end as project_name,
      case when ${sees("rp.everyone", "rp.process_id")} then r.title end as run_title,
      case when ${sees("pr.everyone", "pr.process_id")} then pr.name end as process_name
    from conversion k
    join project p on p.workspace_id = k.workspace_id and p.project_id = k.project_id
    left join run r on r.workspace_id = k.workspace_id and r.run_id = k.run_id
    left join process rp on rp.workspace_id = k.workspace_id and rp.process_id = r.process_id
    left join process pr on pr.workspace_id = k.workspace_id and pr.process_id = k.process_id
    left join identity.person m on m.id = k.made_by
    left join identity.person u on u.id = k.undone_by
    where k.workspace_id = current_workspace() ${rest}`;
}

export async function conversionsOf(tx: Tx, reader: Reader, id: string): Promise<ConversionRow[]> {
  return tx.rows(
    selectConversions(
      reader,
      sql`and ${id}::uuid in (k.project_id, k.run_id, k.process_id) order by k.made_at desc, k.conversion_id desc limit 50`,
    ),
  );
}

export async function findConversion(tx: Tx, reader: Reader, id: string): Promise<ConversionRow | undefined> {
  return tx.first(selectConversions(reader, sql`and k.conversion_id = ${id}`));
}

/** Two that take one back wait for each other. */
export async function lockConversion(tx: Tx, id: string): Promise<boolean> {
  return (
    (await tx.first(
      sql`select 1 from conversion where workspace_id = current_workspace() and conversion_id = ${id} and undone_at is null for no key update`,
    )) !== undefined
  );
}

/** The plan that a process was made of, if it was. */
export async function keptPlanOf(tx: Tx, processId: string): Promise<KeptPlan | undefined> {
  return (
    await tx.first(sql<{ kept: KeptPlan }>`
    select kept from conversion where workspace_id = current_workspace() and process_id = ${processId} and became = 'process' order by made_at desc limit 1`)
  )?.kept;
}

export async function insertConversion(
  tx: Tx,
  one: { id: string; was: Kind; became: Kind; projectId: string; runId: string | null; processId: string | null; kept: object; by: string },
): Promise<void> {
  await tx.change(sql`
    insert into conversion (workspace_id, conversion_id, was, became, project_id, run_id, process_id, kept, made_by)
    values (current_workspace(), ${one.id}, ${one.was}, ${one.became}, ${one.projectId}, ${one.runId}, ${one.processId}, ${JSON.stringify(one.kept)}::jsonb, ${one.by})`);
}

export async function markUndone(tx: Tx, id: string, by: string): Promise<void> {
  await tx.change(
    sql`update conversion set undone_by = ${by}, undone_at = now() where workspace_id = current_workspace() and conversion_id = ${id}`,
  );
  await tx.change(
    sql`update converted_task set waiting = false where workspace_id = current_workspace() and conversion_id = ${id} and waiting`,
  );
}

/** Tasks that wait for the run to come to their steps. */
export async function awaitSteps(tx: Tx, conversionId: string, runId: string, ids: readonly string[]): Promise<void> {
  await tx.change(
    sql`update converted_task set waiting = true, run_id = ${runId} where workspace_id = current_workspace() and conversion_id = ${conversionId} and task_id = any(${ids}::uuid[])`,
  );
}

/** What of a row the other kind has no place for. Times as Postgres writes them, so that none loses its microseconds. */
export type Kept = {
  open: boolean;
  closed_as: string | null;
  due_at: string | null;
  parent_id: string | null;
  step_id: string | null;
  step_kind: string | null;
  round: number | null;
  open_question: string | null;
  board_column: string | null;
  position: string;
  working_minutes: number;
  owner_id: string | null;
  team_id: string | null;
  /** Titles of what is inside it and done. */
  ticked?: string[];
  /** Made for the other kind, and not there before. */
  made?: boolean;
};

export type ConvertedRow = { task_id: string; step_id: string | null; waiting: boolean; kept: Kept };

export async function insertConverted(
  tx: Tx,
  conversionId: string,
  rows: readonly { task_id: string; run_id: string | null; step_id: string | null; waiting: boolean; kept: Kept }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.change(sql`
    insert into converted_task (workspace_id, conversion_id, task_id, run_id, step_id, waiting, kept)
    select current_workspace(), ${conversionId}, task_id, run_id, step_id, waiting, kept
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(task_id uuid, run_id uuid, step_id text, waiting boolean, kept jsonb)`);
}

export async function convertedOf(tx: Tx, conversionId: string): Promise<ConvertedRow[]> {
  return tx.rows(
    sql<ConvertedRow>`select task_id, step_id, waiting, kept from converted_task where workspace_id = current_workspace() and conversion_id = ${conversionId} order by task_id`,
  );
}

export type WorkRow = Kept & {
  task_id: string;
  title: string;
  notes: string;
  owner_name: string | null;
  milestone: boolean;
  priority: number;
  planning: Planning;
  created_at: string;
  handed_over: boolean;
  start: string | null;
  /** Something was done, said, filed or measured on it. */
  touched: boolean;
  completed_by: string | null;
};

/** What lies in a project or a run, without the trash, in its order. */
export async function workOf(tx: Tx, home: { readonly projectId: string } | { readonly runId: string }): Promise<WorkRow[]> {
  const at = "projectId" in home ? sql`t.project_id = ${home.projectId}` : sql`t.run_id = ${home.runId}`;
  const has = (table: string) =>
    sql`exists (select 1 from ${sql.table(table)} x where x.workspace_id = t.workspace_id and x.task_id = t.task_id)`;
  return tx.rows(sql<WorkRow>`
    select t.task_id, t.title, t.notes, t.owner_id, t.team_id, o.name as owner_name, t.milestone, t.priority, t.planning, t.created_at, t.closed_at is null as open, t.closed_as, t.due_at::text as due_at, t.parent_id,
      t.step_id, t.step_kind, t.round, t.open_question, t.board_column, t.position, t.working_minutes, e.start,
      (select c.completed_by from completion c where c.workspace_id = t.workspace_id and c.task_id = t.task_id) as completed_by,
      exists (select 1 from handover h where h.workspace_id = t.workspace_id and h.task_id = t.task_id) as handed_over,
      (t.closed_as in ('completed', 'skipped') or ${has("comment")} or ${has("attachment")} or ${has("time_entry")} or ${has("following")}) as touched
    from task t left join identity.person o on o.id = t.owner_id
    left join schedule_entry e on e.workspace_id = t.workspace_id and e.task_id = t.task_id
    where t.workspace_id = current_workspace() and ${at} and t.deleted_at is null order by t.position, t.created_at, t.task_id`);
}

export type Told = { task_id: string; title: string; version: number };

/** Open work that goes on elsewhere: not done, withdrawn here. */
export async function withdraw(tx: Tx, ids: readonly string[]): Promise<Told[]> {
  return tx.rows(sql<Told>`
    update task set closed_at = now(), closed_as = 'withdrawn', version = version + 1
    where workspace_id = current_workspace() and task_id = any(${ids}::uuid[]) and closed_at is null returning task_id, title, version`);
}

/** Into the project. A row that was open before its run let go of it is open again; `back` gives it what it had there. */
export async function intoProject(
  tx: Tx,
  projectId: string,
  rows: readonly {
    task_id: string;
    open: boolean;
    parent_id: string | null;
    position: string;
    board_column: string | null;
    working_minutes: number;
    due_at: string | null;
    owner_id: string | null;
    team_id: string | null;
  }[],
): Promise<Told[]> {
  return tx.rows(sql<Told>`
    update task t set project_id = ${projectId}, run_id = null, step_id = null, step_kind = null, round = null, open_question = null, held = null,
      parent_id = n.parent_id, position = n.position, board_column = n.board_column, working_minutes = n.working_minutes, due_at = n.due_at::timestamptz, owner_id = n.owner_id, team_id = n.team_id,
      closed_at = case when n.open then null else t.closed_at end, closed_as = case when n.open then null else t.closed_as end, version = t.version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(task_id uuid, open boolean, parent_id uuid, "position" text, board_column text, working_minutes integer, due_at text, owner_id uuid, team_id uuid)
    where t.workspace_id = current_workspace() and t.task_id = n.task_id returning t.task_id, t.title, t.version`);
}

/** Back into the run that it was a step of. */
export async function intoRun(
  tx: Tx,
  runId: string,
  rows: readonly {
    task_id: string;
    step_id: string | null;
    step_kind: string | null;
    round: number | null;
    open_question: string | null;
    position: string;
    board_column: string | null;
    working_minutes: number;
  }[],
): Promise<Told[]> {
  return tx.rows(sql<Told>`
    update task t set run_id = ${runId}, project_id = null, parent_id = null, step_id = n.step_id, step_kind = n.step_kind, round = n.round, open_question = n.open_question, deleted_at = null,
      position = n.position, board_column = n.board_column, working_minutes = n.working_minutes, version = t.version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(task_id uuid, step_id text, step_kind text, round integer, open_question text, "position" text, board_column text, working_minutes integer)
    where t.workspace_id = current_workspace() and t.task_id = n.task_id returning t.task_id, t.title, t.version`);
}

/** Open again, or inside something again, as it was. */
export async function asBefore(tx: Tx, rows: readonly { task_id: string; open: boolean; parent_id: string | null }[]): Promise<Told[]> {
  return tx.rows(sql<Told>`
    update task t set closed_at = case when n.open then null else t.closed_at end, closed_as = case when n.open then null else t.closed_as end, parent_id = n.parent_id, version = t.version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(task_id uuid, open boolean, parent_id uuid)
    where t.workspace_id = current_workspace() and t.task_id = n.task_id and (t.closed_as is null or t.closed_as = 'withdrawn') returning t.task_id, t.title, t.version`);
}

/** Due moments that a run's going on has moved are where they were. */
export async function keepDue(tx: Tx, rows: readonly { task_id: string; due_at: string | null }[]): Promise<void> {
  await tx.change(sql`
    update task t set due_at = n.due_at::timestamptz from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(task_id uuid, due_at text)
    where t.workspace_id = current_workspace() and t.task_id = n.task_id`);
}

/** Takes tasks out of the plan: their links, and what the schedule said of them last. */
export async function takeOut(tx: Tx, ids: readonly string[]): Promise<TakenOut> {
  const entries = await tx.rows(sql<Entry>`
    delete from schedule_entry where workspace_id = current_workspace() and task_id = any(${ids}::uuid[]) returning task_id, start, finish, finish_at::text as finish_at, critical`);
  const links = await tx.rows(sql<KeptLink>`
    delete from link where workspace_id = current_workspace() and (from_id = any(${ids}::uuid[]) or to_id = any(${ids}::uuid[]))
    returning link_id, from_id, to_id, type, lag_minutes, lag_kind`);
  return { entries, links };
}

/** Of what was taken out, what is about tasks that are in the project. */
export async function stillIn(tx: Tx, projectId: string, { entries, links }: TakenOut): Promise<TakenOut> {
  const there = new Set(
    (
      await tx.rows(
        sql<{ task_id: string }>`select task_id from task where workspace_id = current_workspace() and project_id = ${projectId}`,
      )
    ).map((row) => row.task_id),
  );
  return {
    entries: entries.filter(({ task_id }) => there.has(task_id)),
    links: links.filter(({ from_id, to_id }) => there.has(from_id) && there.has(to_id)),
  };
}

/** The run stands still as this project (null: it goes on by itself); `adopts`: tasks wait for it to come to their steps. */
export async function pinAsProject(tx: Tx, runId: string, projectId: string | null, adopts: boolean): Promise<void> {
  await tx.change(
    sql`update run set as_project = ${projectId}, adopts = adopts or ${adopts} where workspace_id = current_workspace() and run_id = ${runId}`,
  );
}

export async function linksIn(tx: Tx, projectId: string): Promise<KeptLink[]> {
  return tx.rows(
    sql<KeptLink>`select link_id, from_id, to_id, type, lag_minutes, lag_kind from link where workspace_id = current_workspace() and project_id = ${projectId} order by link_id`,
  );
}

/** The run that goes on as this project, if one does. */
export async function runAs(tx: Tx, projectId: string): Promise<string | undefined> {
  return (
    await tx.first(
      sql<{
        run_id: string;
      }>`select run_id from run where workspace_id = current_workspace() and as_project = ${projectId} and status = 'running'`,
    )
  )?.run_id;
}
