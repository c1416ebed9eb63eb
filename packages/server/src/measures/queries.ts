import { instantOfWall, parseDay, workingTimeBetween } from "@rondo/core/calendar";
import { type TimedRun, doingsOf, elapsedHours, flowTimes, workAxis } from "@rondo/core/measures";
import type { EventLog } from "@rondo/core/mining";
import type { Definition } from "@rondo/core/process";
import type { Change } from "@rondo/core/simulation";
import type { AnswerOf, operations, QueryOf } from "@rondo/contract";
import { inThread } from "../audits/index.ts";
import { type Actor, type StreamCall, refuse } from "../http/index.ts";
import { allowedRun, findRun } from "../runs/index.ts";
import { mustMayIn } from "../access/index.ts";
import { workingTime } from "../calendars/index.ts";
import { ref } from "../tasks/index.ts";
import type { Tx } from "../database/index.ts";
import { deviationsOfRun, logOf, type Measured, presentFlow, presentMeasures, presentPlayed, timedRuns } from "./present/index.ts";
import {
  type MeasuredRunRow,
  type MeasuredStepRow,
  type TeamOf,
  calendarOf,
  definitionsOf,
  hypothesesOf,
  libertiesIn,
  outsideIn,
  pausesIn,
  revisionsRun,
  runToMeasure,
  runsToMeasure,
  stepsToMeasure,
  teamsOf,
} from "./store.ts";

/** So many of the newest runs tell how a process goes; a log for other tools holds more. */
const mostMeasured = 2_000;
const mostExported = 100_000;

export async function measuresOf(
  tx: Tx,
  actor: Actor,
  processId: string,
  query: QueryOf<typeof operations.getMeasures>,
  now: number,
): Promise<Measured> {
  await mustMayIn(tx, actor, "process", processId, "process.read");
  const { calendar, zone } = await workingTime(tx, await calendarOf(tx, processId));
  const dayAt = (day: string | undefined, later: number): string | undefined =>
    day === undefined
      ? undefined
      : new Date(
          instantOfWall(((parseDay(day) ?? refuse("invalid_request", { problems: `${day}: there is no such day` })) + later) * 1_440, zone),
        ).toISOString();
  const [from, until] = [dayAt(query.from, 0), dayAt(query.until, 1)];
  const rows = await runsToMeasure(tx, processId, mostMeasured + 1, { revision: query.revision, from, until });
  const newest = rows.slice(0, mostMeasured);
  const steps = await stepsToMeasure(
    tx,
    newest.map(({ run_id }) => run_id),
  );
  const people = await teamsOf(tx, [...new Set(steps.flatMap(({ by_id }) => by_id ?? []))]);
  const teams = teamsIn(steps, people);
  const runs = query.team === undefined ? newest : newest.filter(({ run_id }) => teams.get(run_id)?.has(query.team as string));
  const definitions = await definitionsOf(tx, processId, [...new Set(runs.map(({ revision }) => revision))]);
  const axis = query.hours === "elapsed" ? null : workAxis(momentsOf(runs, steps, now), (a, b) => workingTimeBetween(a, b, calendar, zone));
  return presentMeasures(
    { runs, steps, definitions, teams, hypotheses: await hypothesesOf(tx, processId) },
    {
      now,
      more: rows.length > newest.length,
      hours: axis === null ? elapsedHours : (a, b) => (axis(b) - axis(a)) / 60,
      zone,
      told: { hours: query.hours, revision: query.revision ?? null, team: query.team ?? null, from: from ?? null, until: until ?? null },
      choices: {
        revisions: await revisionsRun(tx, processId),
        teams: [...new Map(people.map(({ team_id, name }) => [team_id, name]))].map(([id, name]) => ({ id, name })),
      },
    },
  );
}

/** Of each run, the teams of those who did its steps. */
function teamsIn(steps: readonly MeasuredStepRow[], people: readonly TeamOf[]): Map<string, Set<string>> {
  const of = Map.groupBy(people, ({ person_id }) => person_id);
  const teams = new Map<string, Set<string>>();
  for (const { run_id, by_id } of steps)
    for (const { team_id } of by_id === null ? [] : (of.get(by_id) ?? [])) teams.set(run_id, (teams.get(run_id) ?? new Set()).add(team_id));
  return teams;
}

/** Every moment between two of which time is told. */
function momentsOf(runs: readonly MeasuredRunRow[], steps: readonly MeasuredStepRow[], now: number): number[] {
  const known = (moment: string | null): number[] => (moment === null ? [] : [Date.parse(moment)]);
  return [
    now,
    ...runs.flatMap((run) => [...known(run.started_at), ...known(run.ended_at)]),
    ...steps.flatMap((step) => [...known(step.created_at), ...known(step.closed_at)]),
  ];
}

export async function exportedLog(tx: Tx, actor: Actor, processId: string): Promise<EventLog> {
  await mustMayIn(tx, actor, "process", processId, "process.read");
  const runs = (await runsToMeasure(tx, processId, mostExported)).toReversed();
  return logOf(
    runs,
    await stepsToMeasure(
      tx,
      runs.map(({ run_id }) => run_id),
    ),
  );
}

/** Whoever may see the run may see what it did otherwise. */
export async function conformanceOfRun(tx: Tx, actor: Actor, runId: string): Promise<AnswerOf<typeof operations.getRunConformance>> {
  allowedRun(actor, await findRun(tx, actor.personId, runId), "run.read");
  const run = await runToMeasure(tx, runId);
  if (run === undefined) refuse("run_not_found");
  const definition = (await definitionsOf(tx, run.process_id, [run.revision])).get(run.revision);
  const taken = (await libertiesIn(tx, runId)).map(({ name, at, actor_id, actor_name, data }) => ({
    name,
    at,
    actor: ref(actor_id, actor_name),
    stepId: typeof data["step"] === "string" ? data["step"] : null,
    data,
  }));
  return {
    ...(definition === undefined ? { fitness: null, deviations: [] } : deviationsOfRun(run, await stepsToMeasure(tx, [runId]), definition)),
    taken,
  };
}

type Timed = {
  readonly runs: readonly TimedRun[];
  readonly definitions: ReadonlyMap<number, Definition>;
  readonly workedBetween: (from: number, to: number) => number;
};

/** The newest runs on the process's calendar, with what kept their steps from being worked. */
async function timed(tx: Tx, actor: Actor, processId: string): Promise<Timed> {
  await mustMayIn(tx, actor, "process", processId, "process.read");
  const rows = await runsToMeasure(tx, processId, mostMeasured);
  const ids = rows.map(({ run_id }) => run_id);
  const { calendar, zone } = await workingTime(tx, await calendarOf(tx, processId));
  const definitions = await definitionsOf(tx, processId, [...new Set(rows.map(({ revision }) => revision))]);
  const outside = new Map((await outsideIn(tx, ids)).map(({ task_id, made_at }) => [task_id, made_at]));
  return {
    runs: timedRuns(rows, await stepsToMeasure(tx, ids), definitions, await pausesIn(tx, ids), outside),
    definitions,
    workedBetween: (from, to) => workingTimeBetween(from, to, calendar, zone),
  };
}

export async function flowOf(tx: Tx, actor: Actor, processId: string, now: number): Promise<AnswerOf<typeof operations.getFlowTimes>> {
  const { runs, definitions, workedBetween } = await timed(tx, actor, processId);
  return presentFlow(flowTimes(runs, now, workedBetween), definitions);
}

/** What a simulation of the process's own runs needs, read in one go: the playing takes a thread of its own. */
export async function toPlay(
  tx: Tx,
  actor: Actor,
  processId: string,
  now: number,
): Promise<{ doings: ReturnType<typeof doingsOf>; arrivals: readonly number[]; measured: number | null }> {
  const { runs, workedBetween } = await timed(tx, actor, processId);
  const completed = runs.filter(({ state }) => state === "completed");
  const axis = workAxis(
    runs.map(({ startedAt }) => startedAt),
    workedBetween,
  );
  return {
    doings: doingsOf(completed, now, workedBetween),
    arrivals: runs.map(({ startedAt }) => axis(startedAt)),
    measured: flowTimes(completed, now, workedBetween).leadHours?.mean ?? null,
  };
}

const leastPlayed = 10;

/** Plays the process as it is, and with the changes; the same requests come to both. */
export async function playProcess({
  system,
  actor,
  params,
  body,
}: StreamCall<typeof operations.simulateProcess>): Promise<AnswerOf<typeof operations.simulateProcess>> {
  const { doings, arrivals, measured } = await system.database.inWorkspace(
    actor.workspaceId,
    (tx) => toPlay(tx, actor, params.p, Date.now()),
    "read",
  );
  const runs = new Set(doings.map(({ run }) => run)).size;
  if (runs < leastPlayed) refuse("too_few_runs", { count: runs, least: leastPlayed });
  const changes = body.changes.map((change): Change => ({ ...change }));
  const { asIs, changed } = await inThread({ kind: "simulate", doings, arrivals, changes, runs: body.runs, seed: body.seed });
  const titles = new Set(doings.map(({ title }) => title));
  // Within a third of each other; of a few minutes nobody asks for more.
  const faithful = measured !== null && Math.abs(asIs.leadTime.mean - measured) <= Math.max(0.1, measured / 3);
  return {
    runs,
    measuredHours: measured,
    asIs: presentPlayed(asIs, titles),
    changed: changed === null ? null : presentPlayed(changed, titles),
    faithful,
  };
}
