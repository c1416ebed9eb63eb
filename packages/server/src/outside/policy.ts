import { mustMayIn } from "../access/index.ts";
import type { Tx } from "../database/index.ts";
import { allowedDocument, findDocument } from "../documents/index.ts";
import type { Actor } from "../http/index.ts";
import { allowed, findTask } from "../tasks/index.ts";

export type Kind = "task" | "project" | "process" | "document";

/** Refuses who may not show the thing to people outside. */
export async function mayShow(tx: Tx, actor: Actor, kind: Kind, id: string): Promise<void> {
  if (kind === "task") allowed(actor, await findTask(tx, actor.personId, id), "outside.show");
  else if (kind === "document") allowedDocument(actor, await findDocument(tx, actor, id), "outside.show");
  else await mustMayIn(tx, actor, kind, id, "outside.show");
}
