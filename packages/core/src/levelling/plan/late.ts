import { backwardNode } from "../../schedule/backward.ts";
import { constraintType, nodeKind, topologicalOrder } from "../../schedule/index.ts";
import { besidesDaysOff, type Crewed } from "./crewed.ts";
import { lastFit } from "./fit.ts";
import type { Placer } from "./placer.ts";

/**
 * As-late-as-possible tasks were placed as early as their people are free, so that everything finds its place; now each goes as
 * late as its people and what follows it allow. Whatever else was placed stays.
 */
export function putLate(crewed: Crewed, placer: Placer): void {
  const { net } = crewed.built;
  const { dates, bookings, held } = placer;
  dates.lateStart.set(dates.earlyStart);
  dates.computedLateStart.set(dates.earlyStart);
  dates.lateFinish.set(dates.earlyFinish);
  const order = topologicalOrder(net.size, net.links, crewed.next);
  for (let at = order.length - 1; at >= 0; at--) {
    const node = order[at]!;
    if (net.kind[node] !== nodeKind.task) backwardNode(net, crewed.next, node, placer.reach, dates);
    else if (net.constraint[node] === constraintType.ALAP && !placer.pieces.has(node)) put(node);
  }

  function put(node: number): void {
    const needs = [...crewed.needs[node]!, ...(placer.chosen.get(node) ?? []).map(({ need }) => need)];
    crewed.followers.put(crewed.built, node, needs);
    const [start, finish] = [dates.earlyStart[node]!, dates.earlyFinish[node]!];
    for (const { person, units } of needs) bookings[person]!.book(start, finish, -units);
    backwardNode(net, crewed.next, node, placer.reach, dates);
    const fit = lastFit(net, node, dates.lateFinish[node]!, bookings, besidesDaysOff(crewed, node, needs));
    if (fit.start > start) {
      dates.earlyStart[node] = fit.start;
      dates.earlyFinish[node] = fit.finish;
    }
    dates.lateStart[node] = dates.computedLateStart[node] = dates.earlyStart[node]!;
    dates.lateFinish[node] = dates.earlyFinish[node]!;
    held[node] = 1;
    for (const { person, units } of needs) bookings[person]!.book(dates.earlyStart[node]!, dates.earlyFinish[node]!, units);
  }
}
