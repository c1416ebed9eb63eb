import type { AnswerOf, operations } from "@rondo/contract";
import { pairsOf } from "@rondo/core/conversion";
import { type Step, stepsOf } from "@rondo/core/process";
import { mustMayIn } from "../access/index.ts";
import type { Tx } from "../database/index.ts";
import { type WorkspaceCall, refuse, workOf as workOn } from "../http/index.ts";
import { findProcess } from "../processes/index.ts";
import { graphOf } from "../runs/index.ts";
import { presentConversion } from "./present.ts";
import { type WorkRow, conversionsOf, workOf } from "./store.ts";

/** Who sees one end sees what it was or has become, the other end only if they may. */
export async function list({
  tx,
  actor,
  query,
}: WorkspaceCall<typeof operations.listConversions>): Promise<AnswerOf<typeof operations.listConversions>> {
  const rows = await conversionsOf(tx, actor, query.of);
  return {
    items: rows
      .filter(
        (row) => (row.project_id === query.of ? row.project_name : row.run_id === query.of ? row.run_title : row.process_name) !== null,
      )
      .map(presentConversion),
  };
}

export async function preview(
  call: WorkspaceCall<typeof operations.previewConversion>,
): Promise<AnswerOf<typeof operations.previewConversion>> {
  const { tx, actor, params, query } = call;
  await mustMayIn(tx, actor, "project", params.p, "project.manage");
  await mustMayIn(tx, actor, "process", query.process, "run.start");
  const steps = await workSteps(call, query.process);
  const tasks = convertible(await workOf(tx, { projectId: params.p })).slice(0, mostTasks);
  const pairs = pairsOf(
    (await publishedGraph(call, query.process)).definition,
    tasks.filter(({ handed_over }) => !handed_over).map(({ task_id, title }) => ({ id: task_id, title })),
  );
  return {
    steps: steps.map(({ id, title, kind }) => ({ id, title, kind: kind as "task" | "approval" })),
    tasks: tasks.map((row) => ({ id: row.task_id, title: row.title, done: row.closed_as === "completed", handedOver: row.handed_over })),
    pairs: Object.fromEntries(pairs),
  };
}

const mostTasks = 1_000;

/** Tasks that can be a step: all but milestones and what only holds others together. Points of a task are none of their own. */
export function convertible(rows: readonly WorkRow[]): WorkRow[] {
  const children = Map.groupBy(rows, ({ parent_id }) => parent_id);
  const isPoint = (row: WorkRow): boolean =>
    row.parent_id !== null && row.owner_id === null && row.notes === "" && !children.has(row.task_id);
  return rows.filter((row) => !row.milestone && !isPoint(row) && (children.get(row.task_id) ?? []).every(isPoint));
}

export async function publishedGraph(
  call: Pick<WorkspaceCall<typeof operations.previewConversion>, "tx" | "actor" | "system" | "now" | "newId" | "append">,
  processId: string,
): ReturnType<typeof graphOf> {
  const process = await findProcess(call.tx, call.actor.personId, processId);
  if (process === undefined) refuse("process_not_found");
  if (process.published === null) refuse("nothing_published");
  return graphOf(workOn(call), processId, process.published);
}

export async function workSteps(call: Parameters<typeof publishedGraph>[0] & { readonly tx: Tx }, processId: string): Promise<Step[]> {
  return stepsOf((await publishedGraph(call, processId)).definition).filter(({ kind }) => kind === "task" || kind === "approval");
}
