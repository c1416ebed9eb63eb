import { invariant } from "@rondo/core/kernel";
import { type Graph, compile } from "@rondo/core/process";
import type { Work } from "../http/index.ts";
import { definitionOf } from "./store/process.ts";

export async function graphOf(work: Pick<Work, "tx" | "workspaceId">, processId: string, revision: number): Promise<Graph> {
  const key = `${work.workspaceId} ${processId} ${revision}`;
  const known = graphs.get(key);
  if (known !== undefined) return known;
  const definition = await definitionOf(work.tx, processId, revision);
  invariant(definition, `run on a revision that is not there: ${key}`);
  const graph = compile(definition);
  if (graphs.size >= 500) graphs.delete(graphs.keys().next().value as string);
  graphs.set(key, graph);
  return graph;
}

/** Revisions never change, so their graphs are kept; the oldest leaves first. */
const graphs = new Map<string, Graph>();
