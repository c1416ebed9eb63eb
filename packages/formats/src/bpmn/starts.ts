import type { Field, OtherStart } from "@rondo/core/process";
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
  const starts = startsIn(graph);
  if (starts.length < 2) return graph;
  const id = freeId(graph, `${graph.tag.attributes.get("id") ?? "process"}_begin`);
  const out = starts.map((start, index): BpmnFlow => ({
    id: freeId(graph, `${start.id}_begin`),
    from: id,
    to: start.id,
    name: nameOf(start, index),
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

export type ByMessage = { readonly start: BpmnNode; readonly message: string };

/** Which of the choices at the start each message means, by the name that the choice has for its start. */
export function waysOf(graph: BpmnGraph, choice: Field | undefined, starts: readonly ByMessage[]): OtherStart[] {
  if (choice === undefined) return [];
  const names = startsIn(graph).map((start, index) => ({ id: start.id, name: nameOf(start, index) }));
  return starts.flatMap(({ start, message }): OtherStart[] => {
    const value = names.find(({ id }) => id === start.id)?.name ?? "";
    const isPlain = choice.choices?.includes(value) === true && names.filter(({ name }) => name === value).length === 1;
    return isPlain ? [{ message, key: choice.key, value }] : [];
  });
}

function startsIn({ nodes }: BpmnGraph): BpmnNode[] {
  return [...nodes.values()].filter(({ kind, in: ways }) => kind === "startEvent" && ways.length === 0);
}

function nameOf(start: BpmnNode, index: number): string {
  return start.name || `Start ${index + 1}`;
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
