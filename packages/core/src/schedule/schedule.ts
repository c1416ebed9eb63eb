import { backwardPass } from "./backward.ts";
import { emptyDates, type Dates } from "./dates.ts";
import { forwardPass } from "./forward.ts";
import { findLoops, type Loop } from "./loop.ts";
import { constraintType, never, nodeKind, type Links, type Network } from "./network.ts";
import { adjacency, topologicalOrder, type Adjacency } from "./order.ts";
import { slackOf, type Slack } from "./slack.ts";

/** `start` and `finish` are the project's. `loops` are the links that run in circles; dates are then those without the links that close them. */
export type Schedule = {
  readonly start: number;
  readonly finish: number;
  readonly dates: Dates;
  readonly slack: Slack;
  readonly loops: readonly Loop[];
};

/**
 * Forward pass, backward pass, slack: dates as Microsoft Project computes them. With `net.finish` the backward pass comes first
 * and the project starts when the first task must.
 */
export function schedule(given: Network): Schedule {
  const { net, next, order, loops, numbers } = acyclic(given);
  const dates = emptyDates(net.size);
  forwardPass(net, next, order, net.start, dates, false);
  let start = net.start;
  let finish = net.finish;
  if (finish !== never) {
    backwardPass({ ...net, manyCriticalPaths: false }, next, order, finish, dates);
    start = extreme(net, dates.computedLateStart, Math.min, Number.POSITIVE_INFINITY);
    forwardPass(net, next, order, start, dates, false);
  } else {
    finish = extreme(net, dates.earlyFinish, Math.max, Number.NEGATIVE_INFINITY);
    backwardPass(net, next, order, finish, dates);
    if (net.constraint.includes(constraintType.ALAP)) forwardPass(net, next, order, start, dates, true);
    start = extreme(net, dates.earlyStart, Math.min, Number.POSITIVE_INFINITY);
  }
  const slack = slackOf(net, next, dates);
  if (numbers) for (let i = 0; i < net.size; i++) if (dates.driver[i]! >= 0) dates.driver[i] = numbers[dates.driver[i]!]!;
  return { start, finish, dates, slack, loops };
}

/**
 * Where everything stands, and the project's finish, without what only the backward pass knows: a third of the work. Null where
 * dates hang on that pass: a plan from its finish, or with as-late-as-possible tasks.
 */
export function place(given: Network): { readonly finish: number; readonly dates: Dates } | null {
  if (needsBackward(given)) return null;
  const { net, next, order } = acyclic(given);
  const dates = emptyDates(net.size);
  forwardPass(net, next, order, net.start, dates, false);
  return { dates, finish: finishOf(net, dates) };
}

/** Whether early dates hang on late ones: a plan from its finish, or with as-late-as-possible tasks. */
export function needsBackward(net: Network): boolean {
  return net.finish !== never || net.constraint.includes(constraintType.ALAP);
}

export function finishOf(net: Network, dates: Dates): number {
  return extreme(net, dates.earlyFinish, Math.max, Number.NEGATIVE_INFINITY);
}

/** `numbers` gives the links that are left their first numbers again; null where none had to go. */
function acyclic(net: Network): {
  net: Network;
  next: Adjacency;
  order: Int32Array;
  loops: Loop[];
  numbers: Int32Array | null;
} {
  const next = adjacency(net.size, net.links);
  const order = topologicalOrder(net.size, net.links, next);
  if (order.length === net.size) return { net, next, order, loops: [], numbers: null };
  const { loops, closing } = findLoops(net.size, net.links, next);
  const numbers = Int32Array.from(closing.keys()).filter((link) => !closing[link]);
  const pick = <T extends Int32Array | Uint8Array>(column: T): T => column.filter((_, link) => !closing[link]) as T;
  const { from, to, type, lag, elapsed } = net.links;
  const links: Links = {
    count: numbers.length,
    from: pick(from),
    to: pick(to),
    type: pick(type),
    lag: pick(lag),
    elapsed: pick(elapsed),
  };
  const left = adjacency(net.size, links);
  const gap = net.standing?.gap;
  const standing = gap ? { ...net.standing!, gap: pick(gap) } : net.standing;
  return { net: { ...net, links, standing }, next: left, order: topologicalOrder(net.size, links, left), loops, numbers };
}

function extreme(net: Network, column: Int32Array, pick: (a: number, b: number) => number, none: number): number {
  let value = none;
  for (let i = 0; i < net.size; i++) if (net.kind[i] === nodeKind.task) value = pick(value, column[i]!);
  return Number.isFinite(value) ? value : net.start;
}
