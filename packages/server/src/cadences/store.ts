import { type RawBuilder, sql } from "kysely";
import type { CadenceException, CadenceRule } from "@rondo/core/cadence";
import type { AnswerProblem, Answers } from "@rondo/core/run";
import { seesSpace } from "../access/index.ts";
import type { Tx } from "../database/index.ts";

export type CadenceRow = {
  cadence_id: string;
  process_id: string;
  name: string;
  rule: CadenceRule;
  start: string;
  until: string | null;
  catch_up: "all" | "latest" | "none";
  overlap: "start" | "replace" | "skip";
  answers: Answers;
  expressions: Record<string, string>;
  exceptions: CadenceException[];
  paused: boolean;
  done_until: string;
  created_by: string | null;
  version: number;
  missed: string;
};

const columns = sql`c.cadence_id, c.process_id, c.name, c.rule, c.start, c.until, c.catch_up, c.overlap, c.answers, c.expressions, c.exceptions, c.paused, c.done_until, c.created_by, c.version`;

function selectCadences(rest: RawBuilder<unknown>): RawBuilder<CadenceRow> {
  return sql<CadenceRow>`
    select ${columns},
      (select count(*) from occurrence o where o.workspace_id = c.workspace_id and o.cadence_id = c.cadence_id and o.missed) as missed
    from cadence c where c.workspace_id = current_workspace() ${rest}`;
}

export async function listCadences(tx: Tx, processId: string): Promise<CadenceRow[]> {
  return tx.rows(selectCadences(sql`and c.process_id = ${processId} order by c.name, c.start, c.cadence_id`));
}

export async function findCadence(tx: Tx, cadenceId: string, lock = false): Promise<CadenceRow | undefined> {
  return tx.first(selectCadences(sql`and c.cadence_id = ${cadenceId} ${lock ? sql`for no key update of c` : sql``}`));
}

/** Cadences that are not resting, of processes that somebody may see and that start runs, with the calendar they go by. */
export async function seenCadences(
  tx: Tx,
  reader: { personId: string; role: string },
): Promise<(CadenceRow & { calendar_id: string | null; process_name: string })[]> {
  return tx.rows(sql<CadenceRow & { calendar_id: string | null; process_name: string }>`
    select ${columns}, '0' as missed, p.calendar_id, p.name as process_name
    from cadence c join process p on p.workspace_id = c.workspace_id and p.process_id = c.process_id
    where c.workspace_id = current_workspace() and not c.paused and p.retired_at is null and ${seesSpace(reader.personId, reader.role, { everyone: "p.everyone", id: "p.process_id" })}
    order by c.cadence_id limit 500`);
}

/** Cadences that are not resting, of processes on this calendar (their own or the workspace's; null: any), under a lock, with that calendar. */
export async function cadencesOn(tx: Tx, calendarId: string | null): Promise<(CadenceRow & { calendar_id: string | null })[]> {
  return tx.rows(sql<CadenceRow & { calendar_id: string | null }>`
    select ${columns}, '0' as missed, p.calendar_id
    from cadence c
    join process p on p.workspace_id = c.workspace_id and p.process_id = c.process_id
    join workspace w on w.workspace_id = c.workspace_id
    where c.workspace_id = current_workspace() and not c.paused ${calendarId === null ? sql`` : sql`and coalesce(p.calendar_id, w.calendar_id) = ${calendarId}`}
    order by c.cadence_id for no key update of c`);
}

type CadenceParts = {
  name: string;
  rule: CadenceRule;
  until: string | null;
  catch_up: string;
  overlap: string;
  answers: Answers;
  expressions: Readonly<Record<string, string>>;
  exceptions: readonly CadenceException[];
};

export async function insertCadence(
  tx: Tx,
  cadence: CadenceParts & { id: string; process_id: string; start: string; by: string },
): Promise<void> {
  await tx.change(sql`
    insert into cadence (workspace_id, cadence_id, process_id, name, rule, start, until, catch_up, overlap, answers, expressions, exceptions, done_until, created_by)
    values (current_workspace(), ${cadence.id}, ${cadence.process_id}, ${cadence.name}, ${JSON.stringify(cadence.rule)}::jsonb, ${cadence.start}, ${cadence.until}, ${cadence.catch_up}, ${cadence.overlap},
      ${JSON.stringify(cadence.answers)}::jsonb, ${JSON.stringify(cadence.expressions)}::jsonb, ${JSON.stringify(cadence.exceptions)}::jsonb, now(), ${cadence.by})`);
}

export async function updateCadence(
  tx: Tx,
  cadenceId: string,
  change: Partial<CadenceParts & { paused: boolean; done_until: string }>,
): Promise<void> {
  const sets = Object.entries(change).map(([column, value]) =>
    typeof value === "object" && value !== null
      ? sql`${sql.ref(column)} = ${JSON.stringify(value)}::jsonb`
      : sql`${sql.ref(column)} = ${value}`,
  );
  await tx.change(
    sql`update cadence set ${sql.join([...sets, sql`version = version + 1`])} where workspace_id = current_workspace() and cadence_id = ${cadenceId}`,
  );
}

export async function deleteCadence(tx: Tx, cadenceId: string): Promise<void> {
  await tx.change(sql`delete from cadence where workspace_id = current_workspace() and cadence_id = ${cadenceId}`);
}

export type Why = "late" | "stopped" | "open" | "answers";
export type OccurrenceRow = {
  due_at: string;
  run_id: string | null;
  title: string | null;
  missed: boolean;
  why: Why | null;
  problems: readonly AnswerProblem[] | null;
};

/** The newest first. */
export async function listOccurrences(tx: Tx, cadenceId: string, limit: number): Promise<OccurrenceRow[]> {
  return tx.rows(sql<OccurrenceRow>`
    select o.due_at, o.run_id, r.title, o.missed, o.why, o.problems
    from occurrence o left join run r on r.workspace_id = o.workspace_id and r.run_id = o.run_id
    where o.workspace_id = current_workspace() and o.cadence_id = ${cadenceId} order by o.due_at desc limit ${limit}`);
}

/** The runs that a cadence started and that go on. */
export async function openRunsOf(tx: Tx, cadenceId: string): Promise<string[]> {
  const rows = await tx.rows(sql<{ run_id: string }>`
    select o.run_id from occurrence o join run r on r.workspace_id = o.workspace_id and r.run_id = o.run_id
    where o.workspace_id = current_workspace() and o.cadence_id = ${cadenceId} and r.status = 'running' order by o.due_at`);
  return rows.map(({ run_id }) => run_id);
}

/** Whether it is recorded already; then nothing is started for it again. The cadence's lock keeps it so. */
export async function findOccurrence(tx: Tx, cadenceId: string, dueAt: string): Promise<{ missed: boolean } | undefined> {
  return tx.first(
    sql<{
      missed: boolean;
    }>`select missed from occurrence where workspace_id = current_workspace() and cadence_id = ${cadenceId} and due_at = ${dueAt}`,
  );
}

export async function insertOccurrence(
  tx: Tx,
  occurrence: { cadenceId: string; dueAt: string; runId: string | null; why: Why | null; problems?: readonly AnswerProblem[] },
): Promise<void> {
  await tx.change(sql`
    insert into occurrence (workspace_id, cadence_id, due_at, run_id, missed, why, problems)
    values (current_workspace(), ${occurrence.cadenceId}, ${occurrence.dueAt}, ${occurrence.runId}, ${occurrence.runId === null}, ${occurrence.why}, ${occurrence.problems === undefined ? null : JSON.stringify(occurrence.problems)}::jsonb)
    on conflict do nothing`);
}

/** What was missed has its run after all. */
export async function startedLate(tx: Tx, cadenceId: string, dueAt: string, runId: string): Promise<void> {
  await tx.change(
    sql`update occurrence set run_id = ${runId}, missed = false, why = null, problems = null where workspace_id = current_workspace() and cadence_id = ${cadenceId} and due_at = ${dueAt}`,
  );
}
