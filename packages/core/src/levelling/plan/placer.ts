import { backwardNode } from "../../schedule/backward.ts";
import { emptyDates, type Dates } from "../../schedule/dates.ts";
import { forwardNode } from "../../schedule/forward.ts";
import { constraintType, nodeKind } from "../../schedule/index.ts";
import { snapFinish, snapStart } from "../../schedule/span.ts";
import { Bookings } from "./bookings.ts";
import { besidesDaysOff, type Crewed } from "./crewed.ts";
import type { Need } from "./needs.ts";
import { firstFit, lastFit, piecewiseFit, type Fit } from "./fit.ts";
import { pop, push } from "./heap.ts";

export type Chosen = { readonly role: string; readonly need: Need };

/**
 * Places a plan's tasks one after another, each where the scheduler itself puts it (links, constraints, calendars) and then, where
 * its people are taken, at the first moment when they are free. Links can't break: whatever follows is placed later, from there.
 * A plan that is scheduled from its finish is placed from there: successors first, each as late as its people are free.
 */
export class Placer {
  readonly dates: Dates;
  /** 1 = people put it elsewhere than its links do. */
  readonly held: Uint8Array;
  /** The pieces of what is interrupted. */
  readonly pieces = new Map<number, NonNullable<Fit["pieces"]>>();
  /** Who takes the places that nobody had, by node. */
  readonly chosen = new Map<number, readonly Chosen[]>();
  readonly bookings: readonly Bookings[];
  /** How far the plan reaches: its finish, or from there its start with a minus sign. Less is better. */
  reach = 0;
  /** Sum of all starts (finishes): of two plans that reach as far the one that begins things earlier (later) is better. */
  sum = 0;
  private readonly crewed: Crewed;
  private readonly heap: Int32Array;
  private readonly waiting: Int32Array;
  private readonly load: Float64Array;
  private readonly constraint: Uint8Array;
  private readonly constraintAt: Int32Array;
  private readonly duration: Int32Array;

  constructor(crewed: Crewed) {
    const { net } = crewed.built;
    this.crewed = crewed;
    this.bookings = [...crewed.taken.map(() => new Bookings()), ...crewed.off.bookings];
    this.load = new Float64Array(crewed.taken.length);
    this.dates = emptyDates(net.size);
    this.held = new Uint8Array(net.size);
    this.heap = new Int32Array(net.size + 1);
    this.waiting = new Int32Array(net.size);
    this.constraint = net.constraint.slice();
    this.constraintAt = net.constraintAt.slice();
    this.duration = net.duration.slice();
  }

  /** Tasks whose predecessors (from the finish: successors) are placed, the least key first. */
  run(keys: Float64Array): void {
    const { built, next, ahead } = this.crewed;
    const { net } = built;
    this.begin();
    const { heap, waiting } = this;
    const [before, after] = ahead ? [next.inAt, next.outAt] : [next.outAt, next.inAt];
    const [links, ends] = ahead ? [next.outLinks, net.links.to] : [next.inLinks, net.links.from];
    let count = 0;
    for (let node = 0; node < net.size; node++) {
      waiting[node] = before[node + 1]! - before[node]!;
      if (waiting[node] === 0) push(heap, count++, node, keys);
    }
    while (count > 0) {
      const node = heap[0]!;
      pop(heap, --count, keys);
      this.place(node);
      for (let at = after[node]!; at < after[node + 1]!; at++) {
        const other = ends[links[at]!]!;
        if (--waiting[other]! === 0) push(heap, count++, other, keys);
      }
    }
    this.restore();
  }

  /** The plan's own constraints and durations are written over while tasks are placed. */
  private begin(): void {
    const { built, taken, ahead, unlevelled } = this.crewed;
    taken.forEach((already, at) => this.bookings[at]!.copy(already));
    this.restore();
    this.held.fill(0);
    this.pieces.clear();
    this.chosen.clear();
    this.load.fill(0);
    this.reach = ahead ? built.net.start : -built.net.finish;
    this.sum = 0;
    if (!ahead) for (const column of ["driver", "earlyStart", "earlyFinish"] as const) this.dates[column].set(unlevelled.dates[column]);
  }

  private restore(): void {
    const { net } = this.crewed.built;
    net.constraint.set(this.constraint);
    net.constraintAt.set(this.constraintAt);
    for (const node of this.crewed.followers.rows) this.follow(node, this.crewed.needs[node]!);
    if (this.pieces.size === 0) return;
    net.duration.set(this.duration);
    for (const node of this.pieces.keys()) net.remaining[node] = this.duration[node]!;
  }

  private place(node: number): void {
    const { crewed, dates } = this;
    const { net } = crewed.built;
    this.pass(node);
    if (net.kind[node] !== nodeKind.task) return;
    if (crewed.movable[node] === 1) this.staff(node);
    else if ((crewed.openings[node]?.length ?? 0) > 0)
      this.book(this.choose(node).needs, [[dates.earlyStart[node]!, dates.earlyFinish[node]!]], net.duration[node]!);
    const [start, finish] = [this.startOf(node), this.finishOf(node)];
    this.sum += crewed.ahead ? start - net.start : net.finish - finish;
    this.reach = Math.max(this.reach, crewed.ahead ? finish : -start);
  }

  private pass(node: number): void {
    const { built, next, ahead } = this.crewed;
    if (ahead) forwardNode(built.net, next, node, built.net.start, this.dates, false);
    else backwardNode(built.net, next, node, built.net.finish, this.dates);
  }

  startOf(node: number): number {
    return (this.crewed.ahead ? this.dates.earlyStart : this.dates.lateStart)[node]!;
  }

  finishOf(node: number): number {
    return (this.crewed.ahead ? this.dates.earlyFinish : this.dates.lateFinish)[node]!;
  }

  private staff(node: number): void {
    const { ahead, built } = this.crewed;
    const { net } = built;
    const { fit, needs } = this.choose(node);
    const minutes = net.duration[node]!;
    if (fit.pieces) {
      this.pieces.set(node, fit.pieces);
      net.remaining[node] = net.duration[node] = net.calendars[net.calendar[node]!]!.between(fit.start, fit.finish);
    }
    const moved = ahead ? fit.start > this.startOf(node) : fit.finish < this.finishOf(node);
    if (moved) {
      net.constraint[node] = ahead ? constraintType.SNET : constraintType.FNLT;
      net.constraintAt[node] = ahead ? fit.start : fit.finish;
      this.held[node] = 1;
    }
    if (moved || fit.pieces || this.crewed.followers.rows.has(node)) this.pass(node);
    this.book(needs, fit.pieces ?? [[this.startOf(node), this.finishOf(node)]], minutes);
  }

  private book(needs: readonly Need[], pieces: readonly (readonly [number, number])[], minutes: number): void {
    for (const { person, units } of needs) {
      for (const [from, to] of pieces) this.bookings[person]!.book(from, to, units);
      this.load[person]! += minutes * units;
    }
  }

  /** Whom it takes, and where: for each open place whoever lets it be done soonest, of those whoever has least to do. */
  private choose(node: number): { fit: Fit; needs: readonly Need[] } {
    const { crewed } = this;
    const openings = crewed.openings[node]!;
    let needs = crewed.needs[node]!;
    let fit = this.fit(node, needs);
    if (openings.length === 0) return { fit, needs };
    const chosen: Chosen[] = [];
    for (const { role, among } of openings) {
      let best: { need: Need; fit: Fit } | null = null;
      for (const need of among) {
        if (chosen.some((other) => other.need.person === need.person)) continue;
        const found = this.fit(node, [...needs, need]);
        if (best === null || this.better(found, need, best)) best = { need, fit: found };
      }
      if (best === null) continue;
      chosen.push({ role, need: best.need });
      needs = [...needs, best.need];
      fit = best.fit;
    }
    this.chosen.set(node, chosen);
    this.follow(node, needs);
    return { fit, needs };
  }

  private better(found: Fit, need: Need, best: { need: Need; fit: Fit }): boolean {
    const gain = this.crewed.ahead ? best.fit.finish - found.finish : found.start - best.fit.start;
    return gain > 0 || (gain === 0 && this.load[need.person]! < this.load[best.need.person]!);
  }

  private follow(node: number, needs: readonly Need[]): void {
    this.crewed.followers.put(this.crewed.built, node, needs);
  }

  private fit(node: number, wanted: readonly Need[]): Fit {
    const { built, ahead, divisible } = this.crewed;
    this.follow(node, wanted);
    const needs = besidesDaysOff(this.crewed, node, wanted);
    const follows = this.crewed.followers.rows.has(node);
    if (!ahead) {
      const finish = follows ? snapFinish(built.net, node, this.finishOf(node)) : this.finishOf(node);
      return lastFit(built.net, node, finish, this.bookings, needs);
    }
    const start = follows ? snapStart(built.net, node, this.startOf(node)) : this.startOf(node);
    return (divisible[node] === 1 ? piecewiseFit : firstFit)(built.net, node, start, this.bookings, needs);
  }
}
