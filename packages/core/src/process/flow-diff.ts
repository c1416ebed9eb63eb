import type { Definition } from "./definition.ts";
import { diffDefinitions } from "./diff.ts";
import { type FlowEdge, type FlowNode, flowOf } from "./flow.ts";

export type FlowMark = "added" | "removed" | "changed" | "moved";

export type FlowDiff = {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly (FlowEdge & { readonly mark: "added" | "removed" | null })[];
  /** By step id. */
  readonly marks: ReadonlyMap<string, FlowMark>;
};

/** Both flows as one picture: that of `b`, with what `a` had besides where it was. */
export function diffFlows(a: Definition, b: Definition): FlowDiff {
  const [before, after] = [flowOf(a), flowOf(b)];
  const there = new Set(after.nodes.map(({ id }) => id));
  const keyOf = ({ from, to, label, way }: FlowEdge): string => JSON.stringify([from, to, label, way ?? ""]);
  const [old, now] = [new Set(before.edges.map(keyOf)), new Set(after.edges.map(keyOf))];
  const { added, removed, changed, moved } = diffDefinitions(a, b);
  const marked = (steps: readonly { readonly id: string }[], mark: FlowMark): [string, FlowMark][] => steps.map(({ id }) => [id, mark]);
  return {
    nodes: [...after.nodes, ...before.nodes.filter(({ id }) => !there.has(id))],
    edges: [
      ...after.edges.map((edge) => ({ ...edge, mark: old.has(keyOf(edge)) ? null : ("added" as const) })),
      ...before.edges.filter((edge) => !now.has(keyOf(edge))).map((edge) => ({ ...edge, mark: "removed" as const })),
    ],
    // What was changed where it was moved to says more than that it was moved.
    marks: new Map([...marked(moved, "moved"), ...marked(changed, "changed"), ...marked(added, "added"), ...marked(removed, "removed")]),
  };
}
