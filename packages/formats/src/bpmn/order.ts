import type { BpmnFlow, BpmnGraph } from "./graph.ts";

/** The graph without the flows that go back, from a start. `meets` is where all ways from a node come together again; null is the end. */
export type Ordered = {
  readonly forward: ReadonlyMap<string, readonly BpmnFlow[]>;
  readonly back: readonly BpmnFlow[];
  readonly meets: ReadonlyMap<string, string | null>;
};

export function ordered({ nodes }: BpmnGraph, start: string): Ordered {
  const forward = new Map<string, BpmnFlow[]>();
  const back: BpmnFlow[] = [];
  const done: string[] = [];
  const state = new Map<string, "open" | "done">([[start, "open"]]);
  // A stack of its own: files may be thousands of nodes deep.
  const stack = [{ id: start, next: 0 }];
  while (stack.length > 0) {
    const top = stack.at(-1)!;
    const flow = nodes.get(top.id)?.out[top.next++];
    if (flow === undefined) {
      stack.pop();
      state.set(top.id, "done");
      done.push(top.id);
      continue;
    }
    const known = state.get(flow.to);
    if (known === "open") {
      back.push(flow);
      continue;
    }
    forward.set(top.id, [...(forward.get(top.id) ?? []), flow]);
    if (known === undefined) {
      state.set(flow.to, "open");
      stack.push({ id: flow.to, next: 0 });
    }
  }
  return { forward, back, meets: postDominators(done, forward, new Set(back.map((flow) => flow.from))) };
}

/** `ending`: nodes so that every node comes after all that follow it. Ways that only go back (`returning`) meet nobody. */
function postDominators(
  ending: readonly string[],
  forward: ReadonlyMap<string, readonly BpmnFlow[]>,
  returning: ReadonlySet<string>,
): Map<string, string | null> {
  const nowhere = new Set<string>();
  const meets = new Map<string, string | null>();
  const depth = new Map<string | null, number>([[null, 0]]);
  for (const id of ending) {
    const all = (forward.get(id) ?? []).map((flow) => flow.to);
    const next = all.filter((to) => !nowhere.has(to));
    if (next.length === 0 && (all.length > 0 || returning.has(id))) nowhere.add(id);
    let at: string | null = next[0] ?? null;
    for (const other of next.slice(1)) at = common(at, other, meets, depth);
    meets.set(id, at);
    depth.set(id, (depth.get(at) ?? 0) + 1);
  }
  return meets;
}

function common(
  a: string | null,
  b: string | null,
  meets: ReadonlyMap<string, string | null>,
  depth: ReadonlyMap<string | null, number>,
): string | null {
  let [left, right] = [a, b];
  while (left !== right) {
    if ((depth.get(left) ?? 0) >= (depth.get(right) ?? 0)) left = left === null ? null : (meets.get(left) ?? null);
    else right = right === null ? null : (meets.get(right) ?? null);
  }
  return left;
}
