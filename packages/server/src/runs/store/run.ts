import { type RawBuilder, sql } from "kysely";
import type { SpaceRole } from "@rondo/core/access";
import type { Definition } from "@rondo/core/process";
import { type RunState, extraStep } from "@rondo/core/run";
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
  started_via: "hand" | "form" | "cadence" | "handover" | "key" | "run" | "mail" | "project";
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
  own: boolean;
  holder: boolean;
};

function selectRuns(me: string, rest: RawBuilder<unknown>): RawBuilder<RunRow> {
  return sql<RunRow>`
    select r.run_id, r.process_id, p.name as process_name, r.revision, r.number, r.title, r.state, r.status, r.outcome, r.fillings, r.started_by, s.name as starter_name, r.started_via, r.as_project,
      r.started_at, r.ended_at, r.requester_id, r.requester_name, r.requester_email, r.request_id, r.version,
      p.owner_id as process_owner, p.calendar_id, p.everyone, sh.role as share, r.requester_id is not distinct from ${me}::uuid as own,
      exists (
        select 1 from task t left join team_member tm on tm.workspace_id = t.workspace_id and tm.team_id = t.team_id and tm.person_id = ${me}
        where t.workspace_id = r.workspace_id and t.run_id = r.run_id and (t.owner_id = ${me} or tm.person_id is not null)) as holder
    from run r
    join process p on p.workspace_id = r.workspace_id and p.process_id = r.process_id
    left join share sh on sh.workspace_id = r.workspace_id and sh.space_id = r.process_id and sh.person_id = ${me}
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

type TimeRow = Pick<NonNullable<Parameters<typeof timeOf>[0]>, "week" | "exceptions" | "zone"> & {
  on_calendar: string | null;
  calendar_version: number;
};

/** Whether who asked for a run of it is asked after its end how satisfied they are. */
export async function asksRating(tx: Tx, processId: string): Promise<boolean> {
  return (
    (
      await tx.first(
        sql<{
          asks_rating: boolean;
        }>`select asks_rating from process where workspace_id = current_workspace() and process_id = ${processId}`,
      )
    )?.asks_rating ?? false
  );
}

/** The working time that a process counts in, and by which change it is so. */
export async function timeOfProcess(tx: Tx, processId: string): Promise<{ time: WorkingTime; standing: string | null }> {
  const row = await tx.first(sql<TimeRow & { standing: string | null }>`
    select c.calendar_id as on_calendar, c.version as calendar_version, c.week, c.exceptions, w.zone, (select changed_by::text from standing where workspace_id = current_workspace()) as standing
    from workspace w left join process p on p.workspace_id = w.workspace_id and p.process_id = ${processId}
    join calendar c on c.workspace_id = w.workspace_id and c.calendar_id = coalesce(p.calendar_id, w.calendar_id)
    where w.workspace_id = current_workspace()`);
  return {
    time: timeOf(row && { ...row, calendar_id: row.on_calendar as string, version: row.calendar_version }),
    standing: row?.standing ?? null,
  };
}

export async function definitionOf(tx: Tx, processId: string, number: number): Promise<Definition | undefined> {
  return (
    await tx.first(sql<{ definition: Definition }>`
    select definition from revision where workspace_id = current_workspace() and process_id = ${processId} and number = ${number}`)
  )?.definition;
}

export type StartRow = {
  process_id: string;
  name: string;
  owner_id: string | null;
  calendar_id: string | null;
  fillings: FillingRow[];
  published: number | null;
  retired_at: string | null;
  number: number;
  pilot: { id: string; revision: number; teamId: string | null; share: number | null } | null;
};

/** Counts the run in, under the lock of its process's row: run numbers have no gaps among those committed. */
export async function countRunIn(tx: Tx, processId: string): Promise<StartRow | undefined> {
  return tx.first(sql<StartRow>`
    update process set runs_started = runs_started + 1
    where workspace_id = current_workspace() and process_id = ${processId}
    returning process_id, name, owner_id, calendar_id, fillings, published, retired_at, runs_started as number,
      (select jsonb_build_object('id', l.pilot_id, 'revision', l.revision, 'teamId', l.team_id, 'share', l.share) from pilot l
        where l.workspace_id = process.workspace_id and l.process_id = process.process_id and l.ended_at is null) as pilot`);
}

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
  holds: (items) => (items.some(({ expected }) => expected !== null) ? `(select count(*) from saved) = ${items.length}` : null),
};

export async function saveFillings(tx: Tx, runId: string, fillings: readonly FillingRow[]): Promise<void> {
  ahead.get(tx)?.delete(runId);
  await tx.change(
    sql`update run set fillings = ${JSON.stringify(fillings)}::jsonb where workspace_id = current_workspace() and run_id = ${runId}`,
  );
}

export type OpenedStep = {
  readonly id: string;
  readonly runId: string;
  readonly stepId: string;
  readonly kind: string;
  readonly title: string;
  readonly notes: string;
  readonly dueAt: string | null;
  readonly by: string | null;
};

/** Its round: how often the step was opened in this run. */
export async function openStepTask(
  tx: Tx,
  { person, team }: { readonly person: string | null; readonly team: string | null },
  step: OpenedStep,
): Promise<void> {
  await tx.put(openedSteps, { ...step, person, team });
}

const openedSteps: Kind<OpenedStep & { readonly person: string | null; readonly team: string | null }> = {
  name: "step opened",
  about: ({ id, runId, stepId }) => [`task ${id}`, `round ${runId} ${stepId}`],
  columns: `id uuid, "runId" uuid, "stepId" text, kind text, title text, notes text, "dueAt" timestamptz, by uuid, person uuid, team uuid`,
  text: (items) => `opened as (
    insert into task (workspace_id, task_id, run_id, title, notes, owner_id, team_id, created_by, due_at, step_id, step_kind, round)
    select current_workspace(), o.id, "runId", o.title, o.notes, person, team, by, "dueAt", "stepId", kind,
      (select count(*) + 1 from task t where t.workspace_id = current_workspace() and t.run_id = o."runId" and t.step_id = o."stepId")
    from ${items} as o)`,
};

/** Whether somebody has open work of a run, themselves or with their team. */
export async function hasOpenStep(tx: Tx, runId: string, me: string): Promise<boolean> {
  return (
    (await tx.first(sql`
    select 1 from task t where t.workspace_id = current_workspace() and t.run_id = ${runId} and t.closed_at is null
      and (t.owner_id = ${me} or exists (select from team_member tm where tm.workspace_id = t.workspace_id and tm.team_id = t.team_id and tm.person_id = ${me})) limit 1`)) !==
    undefined
  );
}

/** Work beside the steps of the revision: numbered in its run by an id that no step can have. */
export async function openExtra(
  tx: Tx,
  extra: {
    readonly id: string;
    readonly runId: string;
    readonly title: string;
    readonly owner: string | null;
    readonly dueAt: string | null;
    readonly by: string | null;
  },
): Promise<void> {
  await tx.change(sql`
    insert into task (workspace_id, task_id, run_id, title, owner_id, created_by, due_at, step_id, step_kind, round)
    select current_workspace(), ${extra.id}::uuid, ${extra.runId}::uuid, ${extra.title}::text, ${extra.owner}::uuid, ${extra.by}::uuid, ${extra.dueAt}::timestamptz,
      ${extraStep}::text || (select count(*) + 1 from task where workspace_id = current_workspace() and run_id = ${extra.runId} and step_id like ${`${extraStep}%`}), 'task', 1`);
}

/** Closes a step's task with what closed it: a completion, an approval with its completion, a waiver, or nothing (withdrawn). */
export async function closeStepTask(tx: Tx, id: string, how: ClosedStep["how"], by: string | null, words: string): Promise<void> {
  const step = { id, how, by, words };
  await tx.put(closedSteps, step);
  if (how === "approved" || how === "rejected") await tx.put(approvals, step);
  if (how === "skipped") await tx.put(waivers, step);
}

type ClosedStep = {
  readonly id: string;
  readonly how: "completed" | "approved" | "rejected" | "skipped" | "withdrawn";
  readonly by: string | null;
  readonly words: string;
};
const closedStep = "id uuid, how text, by uuid, words text";

const closedSteps: Kind<ClosedStep> = {
  name: "step closed",
  about: ({ id }) => [`task ${id}`],
  columns: closedStep,
  text: (items) => `closed as (
    update task t set closed_at = now(), closed_as = case when how in ('skipped', 'withdrawn') then how else 'completed' end, open_question = null, version = version + 1
    from ${items} as c where t.workspace_id = current_workspace() and t.task_id = c.id and t.closed_at is null returning t.task_id, t.closed_as, c.by),
  completed as (insert into completion (workspace_id, task_id, completed_by) select current_workspace(), task_id, by from closed where closed_as = 'completed')`,
};

const approvals: Kind<ClosedStep> = {
  name: "step decided",
  about: () => [],
  columns: closedStep,
  text: (items) =>
    `decided as (insert into approval (workspace_id, task_id, decided_by, verdict, comment) select current_workspace(), id, by, how, words from ${items} as c)`,
};

const waivers: Kind<ClosedStep> = {
  name: "step waived",
  about: () => [],
  columns: closedStep,
  text: (items) =>
    `waived as (insert into waiver (workspace_id, task_id, waived_by, reason) select current_workspace(), id, by, words from ${items} as c)`,
};

export async function insertQuestion(
  tx: Tx,
  question: { id: string; runId: string; taskId: string; text: string; by: string | null; to: string | null },
): Promise<void> {
  await tx.change(sql`
    insert into question (workspace_id, question_id, run_id, task_id, text, asked_by, to_person_id)
    values (current_workspace(), ${question.id}, ${question.runId}, ${question.taskId}, ${question.text}, ${question.by}, ${question.to})`);
}

export async function answerQuestion(tx: Tx, questionId: string, answer: string, by: string | null): Promise<void> {
  await tx.change(
    sql`update question set answer = ${answer}, answered_by = ${by}, answered_at = now() where workspace_id = current_workspace() and question_id = ${questionId} and answered_at is null`,
  );
}

export type QuestionRow = {
  question_id: string;
  task_id: string;
  text: string;
  asked_by: string | null;
  asker_name: string | null;
  to_person_id: string | null;
  to_name: string | null;
  answer: string | null;
  answered_at: string | null;
};

export async function questionsOf(tx: Tx, runId: string): Promise<QuestionRow[]> {
  return tx.rows(sql<QuestionRow>`
    select q.question_id, q.task_id, q.text, q.asked_by, a.name as asker_name, q.to_person_id, t.name as to_name, q.answer, q.answered_at
    from question q left join identity.person a on a.id = q.asked_by left join identity.person t on t.id = q.to_person_id
    where q.workspace_id = current_workspace() and q.run_id = ${runId} order by q.asked_at`);
}

export type StepRow = {
  task_id: string;
  step_id: string;
  round: number;
  created_at: string;
  closed_at: string | null;
  closed_as: "completed" | "skipped" | "withdrawn" | null;
  due_at: string | null;
  owner_id: string | null;
  owner_name: string | null;
  team_id: string | null;
  team_name: string | null;
  by_id: string | null;
  by_name: string | null;
  verdict: "approved" | "rejected" | null;
  words: string | null;
};

export async function stepsOf(tx: Tx, runIds: readonly string[], open: boolean): Promise<(StepRow & { run_id: string; title: string })[]> {
  return tx.rows(sql<StepRow & { run_id: string; title: string }>`
    select t.run_id, t.title, t.task_id, t.step_id, t.round, t.created_at, t.closed_at, t.closed_as, t.due_at, t.owner_id, o.name as owner_name, t.team_id, tm.name as team_name,
      coalesce(c.completed_by, w.waived_by) as by_id, b.name as by_name, a.verdict, coalesce(a.comment, w.reason) as words
    from task t
    left join identity.person o on o.id = t.owner_id
    left join team tm on tm.workspace_id = t.workspace_id and tm.team_id = t.team_id
    left join completion c on c.workspace_id = t.workspace_id and c.task_id = t.task_id
    left join waiver w on w.workspace_id = t.workspace_id and w.task_id = t.task_id
    left join approval a on a.workspace_id = t.workspace_id and a.task_id = t.task_id
    left join identity.person b on b.id = coalesce(c.completed_by, w.waived_by)
    where t.workspace_id = current_workspace() and t.run_id = any(${runIds}::uuid[]) ${open ? sql`and t.closed_at is null` : sql``}
    order by t.created_at, t.task_id`);
}

/** How often a step was opened before in this run. */
export async function projectsOf(
  tx: Tx,
  runId: string,
): Promise<{ project_id: string; name: string; opened_by_step: string; created_at: string; completed_at: string | null }[]> {
  return tx.rows(sql<{ project_id: string; name: string; opened_by_step: string; created_at: string; completed_at: string | null }>`
    select p.project_id, p.name, p.opened_by_step, p.created_at, c.completed_at
    from project p left join project_completion c on c.workspace_id = p.workspace_id and c.project_id = p.project_id
    where p.workspace_id = current_workspace() and p.opened_by_run = ${runId} order by p.created_at`);
}

export async function ownerOfStep(tx: Tx, taskId: string): Promise<string | null> {
  return (
    (
      await tx.first(
        sql<{ owner_id: string | null }>`select owner_id from task where workspace_id = current_workspace() and task_id = ${taskId}`,
      )
    )?.owner_id ?? null
  );
}

/** What was ticked off in each step, why somebody was given it, and the incidents, of a run's history. */
export async function marksOf(tx: Tx, runId: string): Promise<{ name: string; actor: string | null; data: Record<string, unknown> }[]> {
  return tx.rows(sql<{ name: string; actor: string | null; data: Record<string, unknown> }>`
    select name, actor_id as actor, data from event
    where workspace_id = current_workspace() and subject_id = ${runId} and name in ('step.completed', 'incident.raised', 'step.given', 'point.checked', 'point.unchecked', 'clock.started', 'clock.paused', 'clock.resumed', 'clock.stopped') order by version`);
}

export async function namesOf(tx: Tx, people: readonly string[], teams: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.rows(sql<{ id: string; name: string }>`
    select p.id, p.name from identity.person p join membership m on m.person_id = p.id and m.workspace_id = current_workspace() where p.id = any(${people}::uuid[])
    union all select team_id, name from team where workspace_id = current_workspace() and team_id = any(${teams}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** A process of which a run can be started, and its intake fields; undefined where none can. */
export async function startable(
  tx: Tx,
  processId: string,
): Promise<{ readonly name: string; readonly intake: readonly string[] } | undefined> {
  return tx.first(sql<{ name: string; intake: string[] }>`
    select p.name, r.definition->'intake' as intake from process p join revision r on r.workspace_id = p.workspace_id and r.process_id = p.process_id and r.number = p.published
    where p.workspace_id = current_workspace() and p.process_id = ${processId} and p.retired_at is null`);
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

/** How many runs of a process other runs have started within an hour, counted no further than a limit. */
export async function startedLately(tx: Tx, processId: string, limit: number): Promise<number> {
  const row = await tx.first(sql<{ count: number }>`
    select count(*)::int as count from (
      select from run where workspace_id = current_workspace() and process_id = ${processId} and started_at > now() - interval '1 hour' and parent_run is not null limit ${limit}) r`);
  return row?.count ?? 0;
}

/** Not to be worked for now; or going on (reason null), with its due moment moved by as long as it was not. */
export async function holdStepTask(tx: Tx, taskId: string, reason: string | null, shift: number): Promise<void> {
  await tx.change(sql`
    update task set held = ${reason}, due_at = due_at + make_interval(secs => ${shift / 1_000}), version = version + 1
    where workspace_id = current_workspace() and task_id = ${taskId} and closed_at is null`);
}
