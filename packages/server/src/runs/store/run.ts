import { type RawBuilder, sql } from "kysely";
import type { SpaceRole } from "@rondo/core/access";
import type { RunState } from "@rondo/core/run";
import { seesSpace } from "../../access/index.ts";
import { type WorkingTime, timeOf } from "../../calendars/index.ts";
import type { Candidate } from "@rondo/core/assignment";
import type { Kind, Tx } from "../../database/index.ts";
import { type CandidateRow, candidateRows, candidatesOf, peopleOfRun } from "./people.ts";

export type FillingRow = { role: string; personId: string | null; teamId: string | null };

export type RunRow = {
  run_id: string;
  process_id: string;
  process_name: string;
  revision: number;
  number: number;
  title: string;
  state: RunState;
  status: "running" | "completed" | "cancelled";
  outcome: "delivered" | "rejected" | "cancelled" | null;
  fillings: FillingRow[];
  started_by: string | null;
  starter_name: string | null;
  started_via: "hand" | "form" | "cadence" | "handover" | "key" | "run" | "mail" | "project" | "message";
  as_project: string | null;
  started_at: string;
  ended_at: string | null;
  requester_id: string | null;
  requester_name: string | null;
  requester_email: string | null;
  request_id: string;
  version: number;
  process_owner: string | null;
  calendar_id: string | null;
  everyone: SpaceRole | null;
  share: SpaceRole | null;
  /** As what it was shown to the actor by name. */ shown: SpaceRole | null;
  /** A guest who was shown it sees nothing of its process. */ shown_alone: boolean;
  own: boolean;
  holder: boolean;
};

function selectRuns(me: string, rest: RawBuilder<unknown>): RawBuilder<RunRow> {
  return sql<RunRow>`
    select r.run_id, r.process_id, case when alone.so then '' else p.name end as process_name, r.revision, r.number, r.title, r.state, r.status, r.outcome, r.fillings, r.started_by, s.name as starter_name, r.started_via, r.as_project,
      r.started_at, r.ended_at, r.requester_id, r.requester_name, r.requester_email, r.request_id, r.version,
      p.owner_id as process_owner, p.calendar_id, p.everyone, sh.role as share, rs.role as shown, alone.so as shown_alone, r.requester_id is not distinct from ${me}::uuid as own,
      exists (
        select 1 from task t left join team_member tm on tm.workspace_id = t.workspace_id and tm.team_id = t.team_id and tm.person_id = ${me}
        where t.workspace_id = r.workspace_id and t.run_id = r.run_id and (t.owner_id = ${me} or tm.person_id is not null)) as holder
    from run r
    join process p on p.workspace_id = r.workspace_id and p.process_id = r.process_id
    left join share sh on sh.workspace_id = r.workspace_id and sh.space_id = r.process_id and sh.person_id = ${me}
    left join run_share rs on rs.workspace_id = r.workspace_id and rs.run_id = r.run_id and rs.person_id = ${me}
    cross join lateral (select rs.role is not null and sh.role is null
      and (select role from membership where workspace_id = r.workspace_id and person_id = ${me}) = 'guest' as so) alone
    left join identity.person s on s.id = r.started_by
    where r.workspace_id = current_workspace() ${rest}`;
}

const nobody = "00000000-0000-0000-0000-000000000000";

export async function findRun(tx: Tx, me: string | null, runId: string): Promise<RunRow | undefined> {
  return tx.first(selectRuns(me ?? nobody, sql`and r.run_id = ${runId}`));
}

export async function findRequestOf(tx: Tx, runId: string): Promise<RunRow | undefined> {
  return tx.first(selectRuns(nobody, sql`and r.run_id = ${runId}`));
}

export async function findRequest(tx: Tx, requestId: string): Promise<RunRow | undefined> {
  return tx.first(selectRuns(nobody, sql`and r.request_id = ${requestId}`));
}

export async function listRuns(
  tx: Tx,
  me: string,
  processId: string,
  state: "running" | "ended" | "all",
  after: string[] | null,
  limit: number,
): Promise<RunRow[]> {
  return tx.rows(
    selectRuns(
      me,
      sql`and r.process_id = ${processId}
    ${state === "all" ? sql`` : state === "running" ? sql`and r.status = 'running'` : sql`and r.status <> 'running'`}
    ${after === null ? sql`` : sql`and (date_trunc('milliseconds', r.started_at), r.run_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
    order by date_trunc('milliseconds', r.started_at) desc, r.run_id desc limit ${limit}`,
    ),
  );
}

/** What deciding needs, under the lock that orders the run's events. */
export type LockedRun = {
  run_id: string;
  process_id: string;
  revision: number;
  title: string;
  state: RunState;
  fillings: FillingRow[];
  started_by: string | null;
  requester_id: string | null;
  requester_name: string | null;
  requester_email: string | null;
  request_id: string;
  process_owner: string | null;
  calendar_id: string | null;
  parent_run: string | null;
  parent_task: string | null;
  depth: number;
  /** The project that it goes on as. */ as_project: string | null;
  /** Tasks that are there already for steps to come; null: none ever were. */ waiting: Map<string, string> | null;
  /** Its people who are in the workspace and stay it until this commits. */ here: ReadonlyMap<string, Candidate>;
  time: WorkingTime;
  /** By which change what the run rests on is as it is; null where that is not known. */ standing: string | null;
  /** Not read under the lock, but taken to be as it was left. */ guessed?: true;
};

/** The run under its lock, with what nearly every command needs besides; or as `lockAhead` has read it in this transaction. */
export async function lockRun(tx: Tx, runId: string): Promise<LockedRun | undefined> {
  const read = ahead.get(tx)?.get(runId);
  ahead.get(tx)?.delete(runId);
  return read ?? (await lockRuns(tx, [runId])).get(runId);
}

/** Several at once, in the order of their ids, for commands that follow in this transaction; what is written to a run makes what was read of it stale. */
export async function lockAhead(tx: Tx, runIds: readonly string[]): Promise<void> {
  ahead.set(tx, await lockRuns(tx, runIds));
}

export function isAhead(tx: Tx, runId: string): boolean {
  return ahead.get(tx)?.has(runId) === true;
}

const ahead = new WeakMap<Tx, Map<string, LockedRun>>();

/**
 * In one statement: the process's working time, and who of the run's people is still here. What this waited for on the
 * lock may have changed the people; then they are asked for again.
 */
async function lockRuns(tx: Tx, runIds: readonly string[]): Promise<Map<string, LockedRun>> {
  const [only] = runIds;
  const which = runIds.length === 1 ? sql`${only}` : sql`any(${runIds}::uuid[])`;
  const rows = await tx.rows(sql<
    Omit<LockedRun, "time" | "here" | "waiting" | "guessed"> &
      TimeRow & { waiting: Record<string, string> | null; version: number; seen: number; here: CandidateRow[] }
  >`
    with seen as materialized (select run_id, version, state->'people' as people from run where workspace_id = current_workspace() and run_id = ${which}),
    here as (${candidateRows(sql`any (select value::uuid from seen cross join jsonb_each_text(seen.people))`, sql`now()`)})
    select r.run_id, r.process_id, r.revision, r.title, r.state, r.fillings, r.started_by, r.requester_id, r.requester_name, r.requester_email, r.request_id, p.owner_id as process_owner, p.calendar_id, r.parent_run, r.parent_task, r.depth, r.as_project,
      case when r.adopts then (select coalesce(jsonb_object_agg(k.step_id, k.task_id), '{}') from converted_task k where k.workspace_id = r.workspace_id and k.run_id = r.run_id and k.waiting) end as waiting,
      c.calendar_id as on_calendar, c.version as calendar_version, c.week, c.exceptions, w.zone, r.version, (select s.version from seen s where s.run_id = r.run_id) as seen, (select coalesce(jsonb_agg(h), '[]') from here h) as here,
      (select changed_by::text from standing where workspace_id = current_workspace()) as standing
    from run r join process p on p.workspace_id = r.workspace_id and p.process_id = r.process_id
    join workspace w on w.workspace_id = r.workspace_id
    left join calendar c on c.workspace_id = r.workspace_id and c.calendar_id = coalesce(p.calendar_id, w.calendar_id)
    where r.workspace_id = current_workspace() and r.run_id = ${which} order by r.run_id for no key update of r`);
  const locked = new Map<string, LockedRun>();
  for (const row of rows) {
    const here = row.version === row.seen ? candidatesOf(row.here) : await peopleOfRun(tx, row.run_id);
    locked.set(row.run_id, {
      ...row,
      waiting: row.waiting === null ? null : new Map(Object.entries(row.waiting)),
      here,
      time: timeOf(row.on_calendar === null ? undefined : { ...row, calendar_id: row.on_calendar, version: row.calendar_version }),
    });
  }
  return locked;
}

export type TimeRow = Pick<NonNullable<Parameters<typeof timeOf>[0]>, "week" | "exceptions" | "zone"> & {
  on_calendar: string | null;
  calendar_version: number;
};

export type NewRun = {
  readonly id: string;
  readonly processId: string;
  readonly revision: number;
  readonly number: number;
  readonly title: string;
  readonly state: RunState;
  readonly fillings: readonly FillingRow[];
  readonly startedBy: string | null;
  readonly via: RunRow["started_via"];
  readonly requesterId: string | null;
  readonly requesterName: string | null;
  readonly requesterEmail: string | null;
  readonly requestId: string;
  readonly parentRun: string | null;
  readonly parentTask: string | null;
  readonly depth: number;
  readonly pilotId: string | null;
  readonly adopts: boolean;
} & RunEnd;

export type RunEnd = { readonly status: RunRow["status"]; readonly outcome: RunRow["outcome"] };

export async function insertRun(tx: Tx, run: NewRun): Promise<void> {
  await tx.put(newRuns, run);
}

const newRuns: Kind<NewRun> = {
  name: "run",
  about: ({ id }) => [`run ${id}`],
  columns: `id uuid, "processId" uuid, revision int, number int, title text, state jsonb, status text, outcome text, fillings jsonb, "startedBy" uuid, via text, "requesterId" uuid, "requesterName" text, "requesterEmail" text, "requestId" uuid, "parentRun" uuid, "parentTask" uuid, depth int, "pilotId" uuid, adopts boolean`,
  text: (items) => `begun as (
    insert into run (workspace_id, run_id, process_id, revision, number, title, state, version, status, outcome, ended_at, fillings, started_by, started_via, requester_id, requester_name, requester_email, request_id, parent_run, parent_task, depth, pilot_id, adopts)
    select current_workspace(), id, "processId", revision, number, title, state, (state->>'version')::int, status, outcome, case when status = 'running' then null else now() end, fillings, "startedBy", via, "requesterId", "requesterName", "requesterEmail", "requestId", "parentRun", "parentTask", depth, "pilotId", adopts
    from ${items} as r)`,
};

/** `expected`: the version that it must still have, where it was not read under its lock. */
export async function saveRun(
  tx: Tx,
  runId: string,
  state: RunState,
  { status, outcome }: RunEnd,
  expected: number | null = null,
): Promise<void> {
  ahead.get(tx)?.delete(runId);
  await tx.put(savedRuns, { id: runId, state, status, outcome, expected });
}

const savedRuns: Kind<{ readonly id: string; readonly state: RunState; readonly expected: number | null } & RunEnd> = {
  name: "run saved",
  about: ({ id }) => [`run ${id}`],
  columns: "id uuid, state jsonb, status text, outcome text, expected int",
  text: (items) => `saved as (
    update run r set state = s.state, version = (s.state->>'version')::int, status = s.status, outcome = s.outcome, ended_at = case when s.status = 'running' then null else now() end
    from ${items} as s
    where r.workspace_id = current_workspace() and r.run_id = s.id and r.version = coalesce(s.expected, r.version) returning r.run_id)`,
  // Asked first, so that the run's lock is had before all else is written.
  holds: (items, value) =>
    items.some(({ expected }) => expected !== null) ? `(select count(*) from saved) = ${value(items.length)}::int` : null,
};

export async function saveFillings(tx: Tx, runId: string, fillings: readonly FillingRow[]): Promise<void> {
  ahead.get(tx)?.delete(runId);
  await tx.change(
    sql`update run set fillings = ${JSON.stringify(fillings)}::jsonb where workspace_id = current_workspace() and run_id = ${runId}`,
  );
}

export type OpenedRow = {
  project_id: string;
  /** Null for whoever may not see it. */ name: string | null;
  opened_by_step: string;
  created_at: string;
  completed_at: string | null;
};

/** The projects that steps of a run opened, the oldest first. */
export async function projectsOf(tx: Tx, reader: { personId: string; role: string }, runId: string): Promise<OpenedRow[]> {
  return tx.rows(sql<OpenedRow>`
    select p.project_id, case when ${seesSpace(reader.personId, reader.role, { everyone: "p.everyone", id: "p.project_id" })} then p.name end as name, p.opened_by_step, p.created_at, c.completed_at
    from project p left join project_completion c on c.workspace_id = p.workspace_id and c.project_id = p.project_id
    where p.workspace_id = current_workspace() and p.opened_by_run = ${runId} order by p.created_at`);
}

/** What was ticked off in each step, why somebody was given it, and the incidents, of a run's history. */
export async function marksOf(tx: Tx, runId: string): Promise<{ name: string; actor: string | null; data: Record<string, unknown> }[]> {
  return tx.rows(sql<{ name: string; actor: string | null; data: Record<string, unknown> }>`
    select name, actor_id as actor, data from event
    where workspace_id = current_workspace() and subject_id = ${runId} and name in ('step.completed', 'incident.raised', 'step.given', 'point.checked', 'point.unchecked', 'clock.started', 'clock.paused', 'clock.resumed', 'clock.stopped', 'wait.ended', 'action.done', 'data.set', 'step.skipped', 'incident.skipped') order by version`);
}

export async function namesOf(tx: Tx, people: readonly string[], teams: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.rows(sql<{ id: string; name: string }>`
    select p.id, p.name from identity.person p join membership m on m.person_id = p.id and m.workspace_id = current_workspace() where p.id = any(${people}::uuid[])
    union all select team_id, name from team where workspace_id = current_workspace() and team_id = any(${teams}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Where a run changed its revision, in order. */
export async function movesIn(tx: Tx, runId: string): Promise<{ version: number; from: number; to: number }[]> {
  return tx.rows(sql<{ version: number; from: number; to: number }>`
    select version, (data->>'from')::int as "from", (data->>'to')::int as "to" from event
    where workspace_id = current_workspace() and subject_id = ${runId} and name = 'run.moved' order by version`);
}

/** The teams that any of these people are in. */
export async function teamsOf(tx: Tx, people: readonly string[]): Promise<string[]> {
  return (
    await tx.rows(
      sql<{
        team_id: string;
      }>`select distinct team_id from team_member where workspace_id = current_workspace() and person_id = any(${people}::uuid[])`,
    )
  ).map((row) => row.team_id);
}
