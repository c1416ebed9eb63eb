import type { ProcessDraft } from "@rondo/formats/draft";
import type { AnswerOf, operations } from "@rondo/contract";
import { writeBpmn } from "@rondo/formats/bpmn";
import { readDmn, tablesOf, writeDmn } from "@rondo/formats/dmn";
import { type Definition, stepsOf } from "@rondo/core/process";
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

/** The decision tables of a DMN model, plain. */
export function ruleTablesIn(text: string): AnswerOf<typeof operations.readRuleTables> {
  const tables = tablesOf(readDmn(new TextEncoder().encode(text)));
  return {
    tables: tables.map(({ inputs, outputs, rules, names, ...table }) => ({
      ...table,
      names: [...names],
      inputs: inputs.map(({ label, expression, type, allowed }) => ({ label, expression, type, allowed })),
      outputs: outputs.map((one) => ({ ...one })),
      rules: rules.map(({ when, then }) => ({ when: [...when], then: [...then] })),
    })),
  };
}

/** A decision of the draft that decides by a table, as DMN. */
export async function dmnOf(tx: Tx, actor: Actor, processId: string, stepId: string): Promise<{ name: string; text: string }> {
  allowedProcess(actor, await findProcess(tx, actor.personId, processId), "process.read");
  const definition = await draftOf(tx, processId);
  const step = stepsOf(definition).find(({ id }) => id === stepId);
  const text = step?.kind === "decision" ? writeDmn(step, definition) : null;
  return text === null ? refuse("no_rule_table") : { name: step?.title || stepId, text };
}
