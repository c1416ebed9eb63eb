import { constraintType, nodeKind } from "../../schedule/index.ts";
import { emptyDates, type Dates } from "../../schedule/dates.ts";
import { forwardPass } from "../../schedule/forward.ts";
import { finishFrom, snapStart } from "../../schedule/span.ts";
import { Bookings } from "./bookings.ts";
import type { Crewed } from "./crewed.ts";

/**
 * Places a plan's tasks one after another, each where the scheduler itself puts it (links, constraints, calendars) and then, where
 * its people are taken, at the first moment when they are free. Links can't break: whatever follows is placed later, from there.
 */
export class Placer {
  readonly dates: Dates;
  /** 1 = people put it later than its links do. */
  readonly held: Uint8Array;
  finish = 0;
  /** Sum of all starts: of two plans with the same finish the one that begins things earlier is better. */
  sum = 0;
  private readonly crewed: Crewed;
  private readonly bookings: readonly Bookings[];
  private readonly one = new Int32Array(1);
  private readonly heap: Int32Array;
  private readonly waiting: Int32Array;
  private readonly constraint: Uint8Array;
  private readonly constraintAt: Int32Array;

  constructor(crewed: Crewed) {
    const { net } = crewed.built;
    this.crewed = crewed;
    this.bookings = crewed.taken.map(() => new Bookings());
    this.dates = emptyDates(net.size);
    this.held = new Uint8Array(net.size);
    this.heap = new Int32Array(net.size + 1);
    this.waiting = new Int32Array(net.size);
    this.constraint = net.constraint.slice();
    this.constraintAt = net.constraintAt.slice();
  }

  /** Tasks whose predecessors are placed, the least key first. */
  run(keys: Float64Array): void {
    const { built, next, taken } = this.crewed;
    const { net } = built;
    this.bookings.forEach((own, at) => own.copy(taken[at]!));
    net.constraint.set(this.constraint);
    net.constraintAt.set(this.constraintAt);
    this.held.fill(0);
    this.finish = net.start;
    this.sum = 0;
    const { heap, waiting } = this;
    let count = 0;
    for (let node = 0; node < net.size; node++) {
      waiting[node] = next.inAt[node + 1]! - next.inAt[node]!;
      if (waiting[node] === 0) push(heap, count++, node, keys);
    }
    while (count > 0) {
      const node = heap[0]!;
      pop(heap, --count, keys);
      this.place(node);
      for (let at = next.outAt[node]!; at < next.outAt[node + 1]!; at++) {
        const to = net.links.to[next.outLinks[at]!]!;
        if (--waiting[to]! === 0) push(heap, count++, to, keys);
      }
    }
    net.constraint.set(this.constraint);
    net.constraintAt.set(this.constraintAt);
  }

  private place(node: number): void {
    const { crewed, dates, one } = this;
    const { net } = crewed.built;
    one[0] = node;
    forwardPass(net, crewed.next, one, net.start, dates, false);
    if (net.kind[node] !== nodeKind.task) return;
    if (crewed.movable[node] === 1) {
      const free = this.firstFree(node);
      if (free > dates.earlyStart[node]!) {
        net.constraint[node] = constraintType.SNET;
        net.constraintAt[node] = free;
        this.held[node] = 1;
        forwardPass(net, crewed.next, one, net.start, dates, false);
      }
      for (const { person, units } of crewed.needs[node]!)
        this.bookings[person]!.book(dates.earlyStart[node]!, dates.earlyFinish[node]!, units);
    }
    this.sum += dates.earlyStart[node]! - net.start;
    if (dates.earlyFinish[node]! > this.finish) this.finish = dates.earlyFinish[node]!;
  }

  private firstFree(node: number): number {
    const { net } = this.crewed.built;
    const needs = this.crewed.needs[node]!;
    let start = this.dates.earlyStart[node]!;
    let finish = this.dates.earlyFinish[node]!;
    for (let tries = 0; tries < 100_000; tries++) {
      let after = start;
      for (const { person, room } of needs)
        after = Math.max(after, this.bookings[person]!.freeAfter(start, Math.max(finish, start + 1), room));
      if (after === start) return start;
      start = snapStart(net, node, after);
      finish = finishFrom(net, node, start, net.duration[node]!);
    }
    return start;
  }
}

function push(heap: Int32Array, count: number, node: number, keys: Float64Array): void {
  let at = count;
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (before(heap[above]!, node, keys)) break;
    heap[at] = heap[above]!;
    at = above;
  }
  heap[at] = node;
}

/** Takes the first out; `count` are left. */
function pop(heap: Int32Array, count: number, keys: Float64Array): void {
  const node = heap[count]!;
  let at = 0;
  for (;;) {
    let child = at * 2 + 1;
    if (child >= count) break;
    if (child + 1 < count && before(heap[child + 1]!, heap[child]!, keys)) child++;
    if (before(node, heap[child]!, keys)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = node;
}

function before(a: number, b: number, keys: Float64Array): boolean {
  return keys[a]! < keys[b]! || (keys[a] === keys[b] && a < b);
}
