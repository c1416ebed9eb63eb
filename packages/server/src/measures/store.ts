import { sql } from "kysely";
import type { Hypothesis } from "@rondo/core/measures";
import type { Definition } from "@rondo/core/process";
import type { Tx } from "../database/index.ts";

export type MeasuredRunRow = {
  run_id: string;
  number: number;
  title: string;
  revision: number;
  status: "running" | "completed" | "cancelled";
  outcome: "delivered" | "rejected" | "cancelled" | null;
  started_via: string;
  data: Readonly<Record<string, unknown>>;
  fillings: { role: string; personId: string | null; teamId: string | null }[];
  started_at: string;
  ended_at: string | null;
  kept: boolean | null;
  score: number | null;
  words: string;
  rated_at: string | null;
};

/** Which runs are meant; moments, the later one left out. */
export type Which = { readonly revision?: number | undefined; readonly from?: string | undefined; readonly until?: string | undefined };

/** The newest runs of a process, whatever became of them. */
export async function runsToMeasure(
  tx: Tx,
  processId: string,
  limit: number,
  { revision, from, until }: Which = {},
): Promise<MeasuredRunRow[]> {
  return tx.rows(sql<MeasuredRunRow>`
    select r.run_id, r.number, r.title, r.revision, r.status, r.outcome, r.started_via, coalesce(r.state -> 'data', '{}') as data, r.fillings, r.started_at, r.ended_at,
      (select bool_and((c->>'kept')::boolean) from jsonb_array_elements(r.state->'clocks') c) as kept, g.score, coalesce(g.words, '') as words, g.given_at as rated_at
    from run r left join rating g on g.workspace_id = r.workspace_id and g.run_id = r.run_id
    where r.workspace_id = current_workspace() and r.process_id = ${processId}
      ${revision === undefined ? sql`` : sql`and r.revision = ${revision}`}
      ${from === undefined ? sql`` : sql`and coalesce(r.ended_at, now()) >= ${from}`}
      ${until === undefined ? sql`` : sql`and coalesce(r.ended_at, now()) < ${until}`}
    order by r.started_at desc, r.run_id desc limit ${limit}`);
}

/** Revisions that have runs, the newest first. */
export async function revisionsRun(tx: Tx, processId: string): Promise<number[]> {
  return (
    await tx.rows(
      sql<{
        revision: number;
      }>`select distinct revision from run where workspace_id = current_workspace() and process_id = ${processId} order by revision desc`,
    )
  ).map(({ revision }) => revision);
}

export type TeamOf = { team_id: string; name: string; person_id: string };

/** The teams that people are in now. */
export async function teamsOf(tx: Tx, personIds: readonly string[]): Promise<TeamOf[]> {
  return tx.rows(sql<TeamOf>`
    select t.team_id, t.name, m.person_id from team_member m join team t on t.workspace_id = m.workspace_id and t.team_id = m.team_id
    where m.workspace_id = current_workspace() and m.person_id = any(${personIds}::uuid[]) order by lower(t.name), t.team_id`);
}

export async function runToMeasure(tx: Tx, runId: string): Promise<(MeasuredRunRow & { process_id: string }) | undefined> {
  return tx.first(sql<MeasuredRunRow & { process_id: string }>`
    select run_id, number, title, revision, status, outcome, started_via, coalesce(state -> 'data', '{}') as data, fillings, started_at, ended_at, null as score, '' as words, null as rated_at, process_id
    from run where workspace_id = current_workspace() and run_id = ${runId}`);
}

export type MeasuredStepRow = {
  run_id: string;
  step_id: string;
  title: string;
  created_at: string;
  closed_at: string | null;
  closed_as: "completed" | "skipped" | "withdrawn" | null;
  due_at: string | null;
  by_id: string | null;
  by_name: string | null;
  verdict: "approved" | "rejected" | null;
  reason: string | null;
  task_id: string;
  spent_minutes: number;
};

export async function stepsToMeasure(tx: Tx, runIds: readonly string[]): Promise<MeasuredStepRow[]> {
  return tx.rows(sql<MeasuredStepRow>`
    select t.run_id, t.task_id, t.spent_minutes, t.step_id, t.title, t.created_at, t.closed_at, t.closed_as, t.due_at, c.completed_by as by_id, b.name as by_name, a.verdict, w.reason
    from task t
    left join completion c on c.workspace_id = t.workspace_id and c.task_id = t.task_id
    left join waiver w on w.workspace_id = t.workspace_id and w.task_id = t.task_id
    left join approval a on a.workspace_id = t.workspace_id and a.task_id = t.task_id
    left join identity.person b on b.id = c.completed_by
    where t.workspace_id = current_workspace() and t.run_id = any(${runIds}::uuid[]) and t.step_id is not null
    order by t.created_at, t.task_id`);
}

export async function definitionsOf(tx: Tx, processId: string, numbers: readonly number[]): Promise<Map<number, Definition>> {
  const rows = await tx.rows(sql<{ number: number; definition: Definition }>`
    select number, definition from revision where workspace_id = current_workspace() and process_id = ${processId} and number = any(${numbers}::int[])`);
  return new Map(rows.map(({ number, definition }) => [number, definition]));
}

export type HypothesisRow = Hypothesis & { reason: string; stated_by: string | null; stater_name: string | null; stated_at: string };

export async function hypothesesOf(tx: Tx, processId: string): Promise<HypothesisRow[]> {
  return tx.rows(sql<HypothesisRow>`
    select h.revision, h.measure, h.aim, h.reason, h.stated_by, b.name as stater_name, h.stated_at from hypothesis h left join identity.person b on b.id = h.stated_by
    where h.workspace_id = current_workspace() and h.process_id = ${processId}`);
}

export async function putHypothesis(
  tx: Tx,
  processId: string,
  { revision, measure, aim, reason, by }: Hypothesis & { reason: string; by: string },
): Promise<void> {
  await tx.change(sql`
    insert into hypothesis (workspace_id, process_id, revision, measure, aim, reason, stated_by)
    values (current_workspace(), ${processId}, ${revision}, ${measure}, ${aim}, ${reason}, ${by})
    on conflict (workspace_id, process_id, revision) do update set measure = excluded.measure, aim = excluded.aim, reason = excluded.reason, stated_by = excluded.stated_by, stated_at = now()`);
}

export async function deleteHypothesis(tx: Tx, processId: string, revision: number): Promise<void> {
  await tx.change(
    sql`delete from hypothesis where workspace_id = current_workspace() and process_id = ${processId} and revision = ${revision}`,
  );
}

export type PauseRow = { run_id: string; name: string; at: string; task: string | null; question: string | null };

/** When runs, or steps of them, could not be worked: holds and questions, as they began and ended, in their order. */
export async function pausesIn(tx: Tx, runIds: readonly string[]): Promise<PauseRow[]> {
  return tx.rows(sql<PauseRow>`
    select subject_id as run_id, name, at, data ->> 'task' as task, data ->> 'question' as question from event
    where workspace_id = current_workspace() and subject_id = any(${runIds}::uuid[]) and name in ('run.held', 'run.released', 'step.held', 'step.released', 'question.asked', 'question.answered', 'question.withdrawn')
    order by subject_id, version`);
}

export type TakenRow = { name: string; at: string; actor_id: string | null; actor_name: string | null; data: Record<string, unknown> };

/** What people did to a run that its procedure does not say; each carries the reason that was given for it. */
export async function libertiesIn(tx: Tx, runId: string): Promise<TakenRow[]> {
  return tx.rows(sql<TakenRow>`
    select e.name, e.at, e.actor_id, a.name as actor_name, e.data from event e left join identity.person a on a.id = e.actor_id
    where e.workspace_id = current_workspace() and e.subject_id = ${runId} and e.data ? 'reason' and e.actor_id is not null
      and e.name in ('run.returned', 'run.held', 'step.held', 'step.skipped', 'incident.skipped', 'extra.added', 'extra.skipped')
    order by e.version limit 200`);
}

/** Steps that somebody outside was asked to do, from when. */
export async function outsideIn(tx: Tx, runIds: readonly string[]): Promise<{ task_id: string; made_at: string }[]> {
  return tx.rows(sql<{ task_id: string; made_at: string }>`
    select o.task_id, o.made_at from outsider_link o join task t on t.workspace_id = o.workspace_id and t.task_id = o.task_id
    where o.workspace_id = current_workspace() and t.run_id = any(${runIds}::uuid[])`);
}

/** The calendar that a process works by; null: the workspace's. */
export async function calendarOf(tx: Tx, processId: string): Promise<string | null> {
  return (
    (
      await tx.first(
        sql<{
          calendar_id: string | null;
        }>`select calendar_id from process where workspace_id = current_workspace() and process_id = ${processId}`,
      )
    )?.calendar_id ?? null
  );
}
