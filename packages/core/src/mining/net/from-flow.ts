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
const mostInclusive = 8;

/**
 * The net of a flow. A place for each edge; a performance is whole when no token is left, so that several ends may be
 * reached by several tokens.
 */
export function netOfFlow({ nodes, edges }: FlowGraph): Net {
  const transitions: Transition[] = [];
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
    if (node.kind === "inclusive" && arriving.length > 1) joinInclusive(node.id, arriving, leaving);
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
  return { places, transitions, initial: [source], final: [[]] };

  function splitInclusive(ready: number, leaving: readonly number[]): void {
    if (leaving.length < 2 || leaving.length > mostInclusive) return step(null, [ready], leaving);
    const unused = leaving.map(
      (place) => joinPlace(edges[place]!.to, new Set([place])) ?? (isInclusiveJoin(edges[place]!.to) ? place : null),
    );
    for (let chosen = 1; chosen < 1 << leaving.length; chosen += 1)
      step(
        null,
        [ready],
        leaving.flatMap((place, at) => ((chosen >> at) & 1 ? [place] : unused[at] === null ? [] : [unused[at]!])),
      );
  }

  /** A way not taken puts its token where it would have arrived, so that the join can wait for all. */
  function joinPlace(from: string, seen: Set<number>): number | null {
    if (isInclusiveJoin(from)) return null;
    for (const place of outs.get(from) ?? []) {
      if (seen.has(place)) continue;
      seen.add(place);
      const to = edges[place]!.to;
      if (isInclusiveJoin(to)) return place;
      const further = joinPlace(to, seen);
      if (further !== null) return further;
    }
    return null;
  }

  function isInclusiveJoin(id: string): boolean {
    return nodes.some((node) => node.id === id && node.kind === "inclusive") && ins.get(id)!.length > 1;
  }

  /** Waits for all where an inclusive split feeds it; else it takes what comes, one or several. */
  function joinInclusive(id: string, arriving: readonly number[], leaving: readonly number[]): void {
    const fed = nodes.some((node) => node.kind === "inclusive" && node.id !== id && outs.get(node.id)!.length > 1);
    const sets =
      fed || arriving.length > mostInclusive
        ? [arriving]
        : Array.from({ length: (1 << arriving.length) - 1 }, (_, at) => arriving.filter((__, place) => ((at + 1) >> place) & 1));
    for (const set of sets) {
      if (leaving.length < 2) step(null, set, leaving);
      else {
        const ready = places++;
        step(null, set, [ready]);
        splitInclusive(ready, leaving);
      }
    }
  }
}
