import { backwardNode, backwardPass } from "./backward.ts";
import type { Dates } from "./dates.ts";
import { forwardNode } from "./forward.ts";
import { constraintType, never, nodeKind, type Network } from "./network.ts";
import { adjacency, topologicalOrder, type Adjacency } from "./order.ts";
import { schedule } from "./schedule.ts";
import { slackAt, type Slack } from "./slack.ts";

/**
 * A schedule that follows edits: change columns of `net` for some nodes, then `update(nodes)`. Only what those nodes move is computed
 * again, in topological order; a finish of the project that moves has the whole backward pass run. Plans with loops, with
 * as-late-as-possible tasks or scheduled from their finish are computed whole. Equal to `schedule(net)` after any edit.
 */
export class LiveSchedule {
  readonly net: Network;
  private next: Adjacency;
  private order: Int32Array;
  private rank: Int32Array;
  private whole = false;
  dates!: Dates;
  slack!: Slack;
  start = 0;
  finish = 0;

  constructor(net: Network) {
    this.net = net;
    this.next = adjacency(net.size, net.links);
    this.order = topologicalOrder(net.size, net.links, this.next);
    this.rank = new Int32Array(net.size);
    this.order.forEach((node, at) => (this.rank[node] = at));
    this.computeWhole();
  }

  update(nodes: readonly number[]): void {
    if (this.whole || nodes.some((node) => this.net.constraint[node] === constraintType.ALAP)) return this.computeWhole();
    const { net, next, dates } = this;
    const early = new Heap(this.rank, 1);
    const late = new Heap(this.rank, -1);
    const slackOf = new Set<number>(nodes);
    for (const node of nodes) {
      early.push(node);
      late.push(node);
      // A lag is counted, and a start is kept, in the successor's time: what leads here looks at more than its dates.
      this.predecessors(node, (from) => late.push(from));
    }
    for (let node = early.pop(); node >= 0; node = early.pop()) {
      const [start, finish, cause] = [dates.earlyStart[node]!, dates.earlyFinish[node]!, dates.driver[node]!];
      forwardNode(net, next, node, net.start, dates, false);
      const moved = start !== dates.earlyStart[node] || finish !== dates.earlyFinish[node];
      if (!moved && cause === dates.driver[node]) continue;
      slackOf.add(node);
      // Only the first leaf of a summary is bound backwards by what leaves it: who that is may have changed.
      if (net.kind[node] === nodeKind.start) this.predecessors(node, (from) => late.push(from));
      if (!moved) continue;
      late.push(node);
      this.successors(node, (to) => early.push(to));
      this.leaders(node, slackOf);
    }
    const before = this.finish;
    this.measure();
    if (this.finish !== before) {
      backwardPass(net, next, this.order, this.finish, dates);
      for (let node = 0; node < net.size; node++) slackAt(net, next, dates, node, this.slack);
      return;
    }
    for (let node = late.pop(); node >= 0; node = late.pop()) {
      const [finish, start] = [dates.lateFinish[node]!, dates.computedLateStart[node]!];
      backwardNode(net, next, node, this.finish, dates);
      if (finish === dates.lateFinish[node] && start === dates.computedLateStart[node]) continue;
      slackOf.add(node);
      this.predecessors(node, (from) => {
        late.push(from);
        if (net.kind[from] === nodeKind.start) this.predecessors(from, (first) => late.push(first));
      });
    }
    for (const node of slackOf) slackAt(net, next, dates, node, this.slack);
  }

  private computeWhole(): void {
    const result = schedule(this.net);
    this.dates = result.dates;
    this.slack = result.slack;
    this.start = result.start;
    this.finish = result.finish;
    this.whole = this.order.length < this.net.size || this.net.finish !== never || this.net.constraint.includes(constraintType.ALAP);
  }

  private measure(): void {
    const { net, dates } = this;
    let start = Number.POSITIVE_INFINITY;
    let finish = Number.NEGATIVE_INFINITY;
    for (let node = 0; node < net.size; node++) {
      if (net.kind[node] !== nodeKind.task) continue;
      if (dates.earlyStart[node]! < start) start = dates.earlyStart[node]!;
      if (dates.earlyFinish[node]! > finish) finish = dates.earlyFinish[node]!;
    }
    this.start = Number.isFinite(start) ? start : net.start;
    this.finish = Number.isFinite(finish) ? finish : net.start;
  }

  private successors(node: number, visit: (to: number) => void): void {
    for (let k = this.next.outAt[node]!; k < this.next.outAt[node + 1]!; k++) visit(this.net.links.to[this.next.outLinks[k]!]!);
  }

  private predecessors(node: number, visit: (from: number) => void): void {
    for (let k = this.next.inAt[node]!; k < this.next.inAt[node + 1]!; k++) visit(this.net.links.from[this.next.inLinks[k]!]!);
  }

  /** Tasks whose free slack ends at `node`, through gates and summaries too. */
  private leaders(node: number, into: Set<number>): void {
    this.predecessors(node, (from) => {
      if (into.has(from) && this.net.kind[from] !== nodeKind.task) return;
      into.add(from);
      if (this.net.kind[from] !== nodeKind.task) this.leaders(from, into);
    });
  }
}

/** Nodes by rank, lowest first (`sign` 1) or highest first (−1); one that waits already is not taken twice. */
class Heap {
  private readonly rank: Int32Array;
  private readonly sign: 1 | -1;
  private readonly nodes: number[] = [];
  private readonly waiting = new Set<number>();

  constructor(rank: Int32Array, sign: 1 | -1) {
    this.rank = rank;
    this.sign = sign;
  }

  push(node: number): void {
    if (this.waiting.has(node)) return;
    this.waiting.add(node);
    let at = this.nodes.push(node) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (this.key(above) <= this.key(at)) break;
      this.swap(at, above);
      at = above;
    }
  }

  /** −1 when it is empty. */
  pop(): number {
    const first = this.nodes[0];
    if (first === undefined) return -1;
    this.waiting.delete(first);
    const last = this.nodes.pop()!;
    if (this.nodes.length > 0) {
      this.nodes[0] = last;
      for (let at = 0; ;) {
        const left = 2 * at + 1;
        if (left >= this.nodes.length) break;
        const least = left + 1 < this.nodes.length && this.key(left + 1) < this.key(left) ? left + 1 : left;
        if (this.key(at) <= this.key(least)) break;
        this.swap(at, least);
        at = least;
      }
    }
    return first;
  }

  private key(at: number): number {
    return this.rank[this.nodes[at]!]! * this.sign;
  }

  private swap(a: number, b: number): void {
    [this.nodes[a], this.nodes[b]] = [this.nodes[b]!, this.nodes[a]!];
  }
}
