import { type Told, toldBy, words } from "@rondo/core/kernel";
import type { Command } from "@rondo/core/run";
import type { Tx } from "../../database/index.ts";
import { closeAction } from "../store/action.ts";

/** What a run is told of an action that was done in its own transaction; nothing where the run went on without it. */
export async function isDone(tx: Tx, task: string): Promise<Command[]> {
  return (await closeAction(tx, { id: task, as: "done", failure: null, attempts: null })) ? [{ type: "actionDone", by: null, task }] : [];
}

export async function hasFailed(tx: Tx, task: string, code: string, why: Told): Promise<Command[]> {
  return (await closeAction(tx, { id: task, as: "failed", failure: why.message, attempts: null }))
    ? [{ type: "actionFailed", by: null, task, code, ...toldBy(why) }]
    : [];
}

/** Why the run goes on that waited for another one. */
export function wasEnded(run: string, outcome: "rejected" | "cancelled"): Told {
  return outcome === "cancelled"
    ? words`The run it waited for, "${run}", was cancelled.`
    : words`The run it waited for, "${run}", was rejected.`;
}
