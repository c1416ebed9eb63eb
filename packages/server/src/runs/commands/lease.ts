import type { Graph } from "@rondo/core/process";
import type { RunState } from "@rondo/core/run";
import type { Work } from "../../http/index.ts";
import { clearDue, leaseSeconds, setDueIn } from "../../sweep/index.ts";

export const dueKind = "run";

export const actionDue = "action";

/**
 * One due moment for all calls of a run that a node has in hand, put off while they last. An open call has this or a moment
 * of its own; whoever ends the lease has the run's lock and answers for both.
 */
export const callsDue = "calls";

/** In this transaction a call comes back that is in hand, and holds only if it is: with it the lease of its run is there. */
export function noteLeased({ tx }: Work, runId: string): void {
  (leased.get(tx) ?? leased.set(tx, new Set()).get(tx)!).add(runId);
}
const leased = new WeakMap<Work["tx"], Set<string>>();

/** For a call that this node takes in hand after the commit. */
export async function lease({ tx, system }: Work, runId: string): Promise<void> {
  if (leased.get(tx)?.has(runId) === true && system.calls.lasts(runId)) return;
  const since = performance.now();
  await setDueIn(tx, callsDue, runId, leaseSeconds);
  tx.afterCommit(() => system.calls.leased(runId, since));
}

/** After the last of them. What ends otherwise leaves a moment that finds nothing to do. */
export async function endLease({ tx }: Work, runId: string, graph: Graph, state: RunState): Promise<void> {
  if (leased.get(tx)?.has(runId) !== true || state.tokens.some(({ task, node }) => task !== undefined && acts(graph, node))) return;
  leased.get(tx)?.delete(runId);
  await clearDue(tx, callsDue, runId);
}

const acts = (graph: Graph, node: string): boolean => ["action", "undo"].includes(graph.steps.get(node)?.kind ?? "");
