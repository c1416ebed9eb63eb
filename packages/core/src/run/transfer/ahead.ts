import { type Graph, branchesOf } from "../../process/index.ts";
import type { RunState } from "../state.ts";

/**
 * The steps that a run still has before it or is in: whatever its tokens, and what is attached around them, can get to;
 * without `back` those to which nobody sends it back.
 */
export function ahead(graph: Graph, state: Pick<RunState, "tokens" | "blocks">, back = true): Set<string> {
  const seen = new Set<string>();
  const queue: string[] = state.tokens.map(({ node }) => node);
  for (const block of state.blocks ?? []) {
    const node = graph.nodes.get(block.step);
    const step = graph.steps.get(node?.step ?? "");
    if (node === undefined || step === undefined) continue;
    // What is attached can happen yet; more items can come.
    const isOpen = (branch: string | null): boolean =>
      step.attached?.some(({ id }) => id === branch) === true && block.interrupted !== true && block.fired?.includes(branch ?? "") !== true;
    queue.push(...node.out.filter(({ branch }) => isOpen(branch)).map(({ to }) => to));
    if (block.items !== undefined) queue.push(...node.out.map(({ to }) => to), node.exit ?? node.id);
  }
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const node = graph.nodes.get(id);
    const step = graph.steps.get(node?.step ?? "");
    queue.push(...(node?.out ?? []).map(({ to }) => to));
    if (back && step?.kind === "approval" && step.returnTo !== null) queue.push(step.returnTo);
    if (step?.kind === "goto" && step.to !== null) queue.push(step.to);
  }
  const steps = new Set<string>();
  for (const id of seen) {
    const node = graph.nodes.get(id);
    if (node?.step == null) continue;
    const step = graph.steps.get(node.step);
    // A closing node is reached from inside too: its step counts where something of it is still to be done.
    if (
      step !== undefined &&
      (isEntry(node.id, step.id) || branchesOf(step).some(({ steps: inner }) => inner.some((one) => seen.has(one.id))))
    )
      steps.add(step.id);
  }
  return steps;
}

function isEntry(node: string, step: string): boolean {
  return node === step || node.startsWith(`${step}/around`) || node === `${step}/again`;
}
