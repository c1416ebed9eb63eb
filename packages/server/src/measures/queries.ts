import type { EventLog } from "@rondo/core/mining";
import type { AnswerOf, operations } from "@rondo/contract";
import { type Actor, refuse } from "../http/index.ts";
import { allowedRun, findRun } from "../runs/index.ts";
import { mustMayIn } from "../access/index.ts";
import type { Tx } from "../database/index.ts";
import { deviationsOfRun, logOf, type Measured, presentMeasures } from "./present/index.ts";
import { definitionsOf, hypothesesOf, runToMeasure, runsToMeasure, stepsToMeasure } from "./store.ts";

/** So many of the newest runs tell how a process goes; a log for other tools holds more. */
const mostMeasured = 2_000;
const mostExported = 100_000;

export async function measuresOf(tx: Tx, actor: Actor, processId: string, now: number): Promise<Measured> {
  await mustMayIn(tx, actor, "process", processId, "process.read");
  const rows = await runsToMeasure(tx, processId, mostMeasured + 1);
  const runs = rows.slice(0, mostMeasured);
  const steps = await stepsToMeasure(tx, runs.map(({ run_id }) => run_id));
  const definitions = await definitionsOf(tx, processId, [...new Set(runs.map(({ revision }) => revision))]);
  return presentMeasures(runs, steps, definitions, await hypothesesOf(tx, processId), { now, more: rows.length > runs.length });
}

export async function exportedLog(tx: Tx, actor: Actor, processId: string): Promise<EventLog> {
  await mustMayIn(tx, actor, "process", processId, "process.read");
  const runs = await runsToMeasure(tx, processId, mostExported);
  return logOf(runs, await stepsToMeasure(tx, runs.map(({ run_id }) => run_id)));
}

/** Whoever may see the run may see what it did otherwise. */
export async function conformanceOfRun(tx: Tx, actor: Actor, runId: string): Promise<AnswerOf<typeof operations.getRunConformance>> {
  allowedRun(actor, await findRun(tx, actor.personId, runId), "run.read");
  const run = await runToMeasure(tx, runId);
  if (run === undefined) refuse("run_not_found");
  const definition = (await definitionsOf(tx, run.process_id, [run.revision])).get(run.revision);
  return definition === undefined ? { fitness: null, deviations: [] } : deviationsOfRun(run, await stepsToMeasure(tx, [runId]), definition);
}
