import type { EventLog } from "@rondo/core/mining";
import { type Actor } from "../http/index.ts";
import { mustMayIn } from "../access/index.ts";
import type { Tx } from "../database/index.ts";
import { logOf, type Measured, presentMeasures } from "./present.ts";
import { definitionsOf, hypothesesOf, runsToMeasure, stepsToMeasure } from "./store.ts";

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
