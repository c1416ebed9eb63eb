import { invariant } from "../kernel/index.ts";
import type { Problem } from "./problem.ts";

/**
 * A problem without circles, made ready for the hot loop: tasks renumbered so that predecessors come first, arcs as
 * compressed rows, and the demands of several resources packed into 32-bit words, each in a field with a guard bit above it. A
 * task fits where `(free - request) & guards` still has every guard: one subtraction tests all resources of a word.
 */
export type Instance = {
  readonly size: number;
  readonly duration: Int32Array;
  readonly words: number;
  readonly full: Int32Array;
  readonly guards: Int32Array;
  readonly request: Int32Array;
  readonly horizon: number;
  readonly forward: Arcs;
  readonly backward: Arcs;
  /** Every arc is "starts when the other is done": then orders by start or finish keep the arcs by themselves. */
  readonly plain: boolean;
  /** The share of all capacity that a task takes in each unit of its time. */
  readonly weight: Float64Array;
  /** The problem's number of each task. */
  readonly original: Int32Array;
};

/** Arcs into and out of each task, in one direction of time. */
export type Arcs = {
  readonly inAt: Int32Array;
  readonly from: Int32Array;
  readonly lag: Int32Array;
  readonly outAt: Int32Array;
  readonly to: Int32Array;
};

/** Null where arcs run in a circle (maximum times): that needs the exact search. */
export function compileInstance(problem: Problem): Instance | null {
  const { durations, from, to, lag } = problem.network;
  const size = durations.length;
  const original = sorted(size, from, to);
  if (original === null) return null;
  const position = new Int32Array(size);
  original.forEach((task, at) => (position[task] = at));
  const duration = Int32Array.from(original, (task) => durations[task]!);
  const arcs = strongest(position, from, to, lag);
  const { words, full, guards, request } = pack(problem, original, duration);
  let horizon = 1;
  for (let i = 0; i < size; i++) horizon += duration[i]!;
  let plain = true;
  for (const arc of arcs) {
    const over = arc.lag - duration[arc.from]!;
    if (over > 0) horizon += over;
    if (over !== 0) plain = false;
  }
  return {
    size,
    duration,
    words,
    full,
    guards,
    request,
    horizon,
    plain,
    original,
    forward: rows(size, arcs),
    // Seen from the end: a start is a finish, so the time between starts changes by both durations.
    backward: rows(
      size,
      arcs.map((arc) => ({
        from: arc.to,
        to: arc.from,
        lag: arc.lag - duration[arc.from]! + duration[arc.to]!,
      })),
    ),
    weight: Float64Array.from(original, (task) =>
      problem.demands[task]!.reduce((sum, wanted, r) => sum + wanted / Math.max(1, problem.capacities[r]!), 0),
    ),
  };
}

type Arc = { readonly from: number; readonly to: number; readonly lag: number };

function sorted(size: number, from: Int32Array, to: Int32Array): Int32Array | null {
  const open = new Int32Array(size);
  const leaving: number[][] = Array.from({ length: size }, () => []);
  for (let arc = 0; arc < from.length; arc++) {
    open[to[arc]!]!++;
    leaving[from[arc]!]!.push(to[arc]!);
  }
  const order = new Int32Array(size);
  let filled = 0;
  for (let task = 0; task < size; task++) if (open[task] === 0) order[filled++] = task;
  for (let at = 0; at < filled; at++) for (const next of leaving[order[at]!]!) if (--open[next]! === 0) order[filled++] = next;
  return filled === size ? order : null;
}

/** Of several arcs between the same two tasks only the longest matters. */
function strongest(position: Int32Array, from: Int32Array, to: Int32Array, lag: Int32Array): Arc[] {
  const best = new Map<number, Arc>();
  for (let arc = 0; arc < from.length; arc++) {
    const [a, b] = [position[from[arc]!]!, position[to[arc]!]!];
    const key = a * position.length + b;
    const known = best.get(key);
    if (!known || known.lag < lag[arc]!) best.set(key, { from: a, to: b, lag: lag[arc]! });
  }
  return [...best.values()];
}

function rows(size: number, arcs: readonly Arc[]): Arcs {
  const inAt = new Int32Array(size + 1);
  const outAt = new Int32Array(size + 1);
  for (const arc of arcs) {
    inAt[arc.to + 1]!++;
    outAt[arc.from + 1]!++;
  }
  for (let i = 0; i < size; i++) {
    inAt[i + 1]! += inAt[i]!;
    outAt[i + 1]! += outAt[i]!;
  }
  const [into, out] = [inAt.slice(), outAt.slice()];
  const from = new Int32Array(arcs.length);
  const lag = new Int32Array(arcs.length);
  const to = new Int32Array(arcs.length);
  for (const arc of arcs) {
    const at = into[arc.to]!++;
    from[at] = arc.from;
    lag[at] = arc.lag;
    to[out[arc.from]!++] = arc.to;
  }
  return { inAt, from, lag, outAt, to };
}

function pack(problem: Problem, original: Int32Array, duration: Int32Array): Pick<Instance, "words" | "full" | "guards" | "request"> {
  // A resource that can never be short takes no room.
  const scarce = problem.capacities.flatMap((capacity, r) => {
    const wanted = problem.demands.reduce((sum, demand, task) => sum + (problem.network.durations[task]! > 0 ? demand[r]! : 0), 0);
    return wanted > capacity ? [r] : [];
  });
  const places: { word: number; shift: number; width: number; resource: number }[] = [];
  let [word, shift] = [0, 0];
  for (const resource of scarce) {
    const width = 32 - Math.clz32(problem.capacities[resource]!) + 1;
    invariant(width <= 32, "a capacity fits a word");
    if (shift + width > 32) {
      word++;
      shift = 0;
    }
    places.push({ word, shift, width, resource });
    shift += width;
  }
  const words = Math.max(1, word + 1);
  const full = new Int32Array(words);
  const guards = new Int32Array(words);
  const request = new Int32Array(original.length * words);
  for (const place of places) {
    const guard = 1 << (place.shift + place.width - 1);
    guards[place.word]! |= guard;
    full[place.word]! |= guard | (problem.capacities[place.resource]! << place.shift);
    original.forEach((task, i) => {
      if (duration[i]! > 0) request[i * words + place.word]! |= problem.demands[task]![place.resource]! << place.shift;
    });
  }
  return { words, full, guards, request };
}
