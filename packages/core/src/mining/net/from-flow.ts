import type { Net, Transition } from "./net.ts";

/**
 * A process as nodes and edges: what BPMN and Rondo's own definitions have in common. `pass` is anything that lets the
 * work through without being an activity; a task with `repeats` may be done several times.
 */
export type FlowGraph = {
  readonly nodes: readonly { readonly id: string; readonly kind: FlowKind; readonly label: string; readonly repeats?: boolean }[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
};

export type FlowKind = "start" | "end" | "task" | "pass" | "exclusive" | "parallel" | "inclusive";

/** More ways out of an inclusive gateway than this would need thousands of steps for their combinations; they all go on together then. */
const mostInclusive = 12;

/**
 * The net of a flow. A place for each edge; a performance is whole when no token is left, so that several ends may be
 * reached by several tokens.
 */
export function netOfFlow({ nodes, edges }: FlowGraph): Net {
  const transitions: Transition[] = [];
  /** Joins that wait for what can still come, known when everything is drawn. */
  const joins: number[] = [];
  const source = edges.length;
  let places = edges.length + 1;
  const ins = new Map<string, number[]>(nodes.map(({ id }) => [id, []]));
  const outs = new Map<string, number[]>(nodes.map(({ id }) => [id, []]));
  edges.forEach(({ from, to }, place) => {
    outs.get(from)?.push(place);
    ins.get(to)?.push(place);
  });
  const step = (label: string | null, inputs: readonly number[], outputs: readonly number[]): void =>
    void transitions.push({ label, inputs, outputs });
  const begins = nodes.some(({ kind }) => kind === "start")
    ? ({ kind }: { kind: FlowKind; id: string }) => kind === "start"
    : ({ id }: { id: string }) => ins.get(id)!.length === 0;
  for (const node of nodes) {
    const arriving = begins(node) ? [source, ...ins.get(node.id)!] : ins.get(node.id)!;
    const leaving = outs.get(node.id)!;
    if (arriving.length === 0) continue;
    if (node.kind === "parallel") {
      step(null, arriving, leaving);
      continue;
    }
    if (node.kind === "inclusive" && arriving.length > 1) joinInclusive(arriving, leaving);
    else {
      let ready = arriving[0]!;
      if (arriving.length > 1) {
        ready = places++;
        for (const place of arriving) step(null, [place], [ready]);
      }
      if (node.kind === "inclusive") splitInclusive(ready, leaving);
      else if (node.kind === "exclusive" && leaving.length > 0) for (const place of leaving) step(null, [ready], [place]);
      else if (node.kind === "task" && node.repeats === true) {
        const done = places++;
        step(node.label, [ready], [done]);
        step(null, [done], [ready]);
        step(null, [done], leaving);
      } else step(node.kind === "task" ? node.label : null, [ready], leaving);
    }
  }
  for (const at of joins) {
    const join = transitions[at]!;
    transitions[at] = { ...join, awaits: join.inputs.map((place) => leadingTo(place, transitions, join)) };
  }
  return { places, transitions, initial: [source], final: [[]] };

  function splitInclusive(ready: number, leaving: readonly number[]): void {
    if (leaving.length < 2 || leaving.length > mostInclusive) return step(null, [ready], leaving);
    for (let chosen = 1; chosen < 1 << leaving.length; chosen += 1)
      step(
        null,
        [ready],
        leaving.filter((_, at) => (chosen >> at) & 1),
      );
  }

  function joinInclusive(arriving: readonly number[], leaving: readonly number[]): void {
    const ready = places++;
    joins.push(transitions.length);
    step(null, arriving, [ready]);
    splitInclusive(ready, leaving);
  }
}

/** The places from which a token gets to one place without passing this step. */
function leadingTo(place: number, transitions: readonly Transition[], without: Transition): Set<number> {
  const found = new Set([place]);
  for (let size = 0; size < found.size;) {
    size = found.size;
    for (const transition of transitions)
      if (transition !== without && transition.outputs.some((to) => found.has(to))) for (const from of transition.inputs) found.add(from);
  }
  return found;
}
