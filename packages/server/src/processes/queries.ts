import type { ProcessDraft } from "@rondo/formats/draft";
import { writeBpmn } from "@rondo/formats/bpmn";
import type { Definition } from "@rondo/core/process";
import type { Tx } from "../database/index.ts";
import { refuse } from "../http/index.ts";
import { allowedProcess } from "./policy.ts";
import { findProcess, findRevision, findSource, readDraft } from "./store.ts";

type Actor = Parameters<typeof allowedProcess>[0];

/** The draft as BPMN 2.0; what came from a file of BPMN is that file, with what was changed since. */
export async function bpmnOf(tx: Tx, actor: Actor, processId: string): Promise<{ name: string; text: string }> {
  const { name } = allowedProcess(actor, await findProcess(tx, actor.personId, processId), "process.read");
  const row = await readDraft(tx, processId);
  if (row === undefined) refuse("process_not_found");
  const source = await findSource(tx, processId);
  const draft: ProcessDraft = { kind: "process", title: name, definition: row.draft, ...(source && { source }) };
  return { name, text: writeBpmn([draft]).text };
}

export async function draftOf(tx: Tx, processId: string): Promise<Definition> {
  const row = await readDraft(tx, processId);
  if (row === undefined) refuse("process_not_found");
  return row.draft;
}

export async function revisionOf(tx: Tx, processId: string, number: number): Promise<Definition> {
  const row = await findRevision(tx, processId, number);
  if (row === undefined) refuse("process_not_found");
  return row.definition;
}
