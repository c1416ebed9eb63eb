import type { XmlTag } from "../xml/index.ts";
import { type BpmnFlow, type BpmnGraph, type BpmnNode, spaces } from "./graph.ts";

/** What is asked where a process can begin in several ways. */
export const howItBegins = "How does it begin?";

/**
 * A process that can begin in several ways, as one that begins with the choice between them: whoever starts a run says
 * with which; where nobody does, a message has come, and it begins with that start. The graph as it is where there is one
 * start or none.
 */
export function begun(graph: BpmnGraph, byMessage: string | null): BpmnGraph {
  const starts = [...graph.nodes.values()].filter(({ kind, in: ways }) => kind === "startEvent" && ways.length === 0);
  if (starts.length < 2) return graph;
  const id = freeId(graph, `${graph.tag.attributes.get("id") ?? "process"}_begin`);
  const out = starts.map((start, index): BpmnFlow => ({
    id: freeId(graph, `${start.id}_begin`),
    from: id,
    to: start.id,
    name: start.name || `Start ${index + 1}`,
    condition: null,
    isDefault: start.id === byMessage,
  }));
  const choice: BpmnNode = { id, kind: "exclusiveGateway", name: howItBegins, tag: tagOf(id), out, in: [] };
  const nodes = new Map([[id, choice], ...graph.nodes]);
  starts.forEach((start, index) => {
    const flow = out[index];
    if (flow !== undefined) nodes.set(start.id, { ...start, in: [flow] });
  });
  return { tag: graph.tag, nodes, flows: [...graph.flows, ...out] };
}

function freeId({ nodes, flows }: BpmnGraph, wish: string): string {
  const taken = new Set([...nodes.keys(), ...flows.map(({ id }) => id)]);
  let id = wish;
  for (let n = 2; taken.has(id); n += 1) id = `${wish}_${n}`;
  return id;
}

function tagOf(id: string): XmlTag {
  return {
    kind: "tag",
    name: "exclusiveGateway",
    local: "exclusiveGateway",
    space: spaces.model,
    attributes: new Map([["id", id]]),
    children: [],
    at: {},
  };
}
