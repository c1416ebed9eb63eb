import { mustMayIn } from "../access/index.ts";
import type { Tx } from "../database/index.ts";
import { allowedDocument, findDocument } from "../documents/index.ts";
import { type Actor, refuse } from "../http/index.ts";
import { type RunRow, allowedRun, findRun, mayShowRun } from "../runs/index.ts";
import { allowed, findTask } from "../tasks/index.ts";

export type Kind = "task" | "run" | "project" | "process" | "document";

/** Refuses who may not show the thing to people outside. */
export async function mayShow(tx: Tx, actor: Actor, kind: Kind, id: string): Promise<void> {
  if (kind === "task") allowed(actor, await findTask(tx, actor.personId, id), "outside.show");
  else if (kind === "document") allowedDocument(actor, await findDocument(tx, actor, id), "outside.show");
  else if (kind === "run") await runToShow(tx, actor, id);
  else await mustMayIn(tx, actor, kind, id, "outside.show");
}

/** The run, if the actor may show it: of its process they have to be a manager. */
export async function runToShow(tx: Tx, actor: Actor, runId: string): Promise<RunRow> {
  const run = allowedRun(actor, await findRun(tx, actor.personId, runId), "run.read");
  if (!mayShowRun(actor, run)) refuse("forbidden", { who: "a manager", role: "that allows it" });
  return run;
}
