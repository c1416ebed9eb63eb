import { emptyDates } from "./dates.ts";
import { boundOf, forwardNode } from "./forward.ts";
import { constraintType, never, nodeKind, type LinkPolicyName, type Network, type Standing } from "./network.ts";
import { adjacency, topologicalOrder } from "./order.ts";

/**
 * What links do to tasks that stand somewhere already. `conflict`: a task stays where it stood until a link pushes it later.
 * `gap`: the working time between the end that a link asks for and where the task stood stays what it was, whichever way the
 * other one moves; a task that waits for nothing stays. Dates of a plan that did not change are what they were, under either.
 */
export function standingOf(net: Network, policy: LinkPolicyName, before: Before): Standing | null {
  if (policy === "earliest") return null;
  const stood = new Int32Array(net.size).fill(never);
  for (let i = 0; i < before.start.length; i++) if (!before.free[i] && canStand(net, i)) stood[i] = before.start[i]!;
  return { stood, gap: policy === "gap" ? gapsOf(net, stood, before) : null };
}

/** By task: where it stood (`never` = nowhere), and whether it is free to go from there. */
type Before = { readonly start: Int32Array; readonly finish: Int32Array; readonly free: Uint8Array };

/** What has begun, is pinned, or is to be as late as possible has a place already. */
function canStand(net: Network, i: number): boolean {
  return (
    net.kind[i] === nodeKind.task &&
    net.actualStart[i] === never &&
    net.manualStart[i] === never &&
    net.constraint[i] !== constraintType.ALAP
  );
}

/** Working minutes between what each link asked for and where its task stood; a pass in which everything stands where it stood. */
function gapsOf(net: Network, stood: Int32Array, { start, finish }: Before): Int32Array {
  const gap = new Int32Array(net.links.count);
  const next = adjacency(net.size, net.links);
  const order = topologicalOrder(net.size, net.links, next);
  const dates = emptyDates(net.size);
  for (const node of order) {
    for (let k = next.inAt[node]!; k < next.inAt[node + 1]!; k++) {
      if (stood[node] === never) break;
      const link = next.inLinks[k]!;
      const calendar = net.calendars[net.calendar[node]!]!;
      gap[link] = Math.max(0, calendar.between(boundOf(net, next, link, net.start, dates, false), stood[node]!));
    }
    if (net.kind[node] === nodeKind.task && start[node] !== undefined && start[node] !== never) {
      dates.earlyStart[node] = start[node]!;
      dates.earlyFinish[node] = finish[node]!;
    } else forwardNode(net, next, node, net.start, dates, false);
  }
  return gap;
}
