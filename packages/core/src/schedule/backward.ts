import { constraintType, linkType, never, nodeKind, type Network } from "./network.ts";
import type { Adjacency } from "./order.ts";
import { within, type Dates } from "./dates.ts";
import { addLag, finishFrom, snapFinish, startFrom } from "./span.ts";

/** Late dates, successors first, none later than `finish`. */
export function backwardPass(net: Network, next: Adjacency, order: Int32Array, finish: number, dates: Dates): void {
  for (let at = order.length - 1; at >= 0; at--) backwardNode(net, next, order[at]!, finish, dates);
}

/** Late dates of one node; its successors have theirs. */
export function backwardNode(net: Network, next: Adjacency, node: number, finish: number, dates: Dates): void {
  if (net.kind[node] === nodeKind.task) placeTask(net, next, node, finish, dates);
  else placeVirtual(net, next, node, finish, dates);
}

function placeTask(net: Network, next: Adjacency, i: number, finish: number, dates: Dates): void {
  if (net.actualFinish[i] !== never) {
    dates.lateFinish[i] = net.actualFinish[i]!;
    dates.lateStart[i] = dates.computedLateStart[i] = net.actualStart[i]!;
    return;
  }
  let late = latestFinish(net, next, i, finish, dates);
  const date = net.constraintAt[i]!;
  if (date !== never) {
    switch (net.constraint[i]) {
      case constraintType.MSO:
        late = finishFrom(net, i, date, net.duration[i]!);
        break;
      case constraintType.MFO:
        late = date;
        break;
      case constraintType.SNLT:
        late = Math.min(late, finishFrom(net, i, date, net.duration[i]!));
        break;
      case constraintType.FNLT:
        late = Math.min(late, date);
        break;
      default:
    }
  }
  if (net.deadline[i] !== never) late = Math.min(late, net.deadline[i]!);
  late = within(snapFinish(net, i, late));
  const begin = within(startFrom(net, i, late, net.remaining[i]!));
  dates.lateFinish[i] = late;
  dates.computedLateStart[i] = begin;
  dates.lateStart[i] = net.actualStart[i] === never ? begin : net.actualStart[i]!;
}

function placeVirtual(net: Network, next: Adjacency, i: number, finish: number, dates: Dates): void {
  let late = latestFinish(net, next, i, finish, dates);
  if (net.deadline[i] !== never) late = Math.min(late, net.deadline[i]!);
  if (net.constraint[i] === constraintType.FNLT && net.constraintAt[i] !== never) late = Math.min(late, net.constraintAt[i]!);
  dates.lateFinish[i] = dates.lateStart[i] = dates.computedLateStart[i] = late;
}

/** The latest finish that unfinished successors allow; the project's finish where there are none. */
function latestFinish(net: Network, next: Adjacency, i: number, finish: number, dates: Dates): number {
  let late: number = finish;
  let bound = false;
  for (let k = next.outAt[i]!; k < next.outAt[i + 1]!; k++) {
    const link = next.outLinks[k]!;
    const to = net.links.to[link]!;
    if (net.actualFinish[to] !== never) continue;
    bound = true;
    if (net.kind[to] !== nodeKind.start) late = Math.min(late, boundOf(net, next, link, i, to, finish, dates));
    else if (net.links.from[dates.driver[to]!] === i) late = Math.min(late, boundOfFirst(net, next, i, to, finish, dates));
  }
  return bound || !net.manyCriticalPaths || net.kind[i] !== nodeKind.task ? late : Math.min(late, dates.earlyFinish[i]!);
}

/** Only the first of a summary's leaves holds its start: what leaves the summary binds that one as if it were its own link. */
function boundOfFirst(net: Network, next: Adjacency, i: number, start: number, finish: number, dates: Dates): number {
  let late = finish;
  for (let k = next.outAt[start]!; k < next.outAt[start + 1]!; k++) {
    const link = next.outLinks[k]!;
    const to = net.links.to[link]!;
    if (net.actualFinish[to] === never) late = Math.min(late, boundOf(net, next, link, i, to, finish, dates));
  }
  return late;
}

function boundOf(net: Network, next: Adjacency, link: number, i: number, to: number, finish: number, dates: Dates): number {
  const virtual = net.kind[i] !== nodeKind.task; // a gate takes links of any type; a finish only FS and FF
  switch (net.links.type[link]) {
    case linkType.FS:
      return addLag(net, link, dates.computedLateStart[to]!, -1);
    case linkType.FF:
      return addLag(net, link, dates.lateFinish[to]!, -1);
    case linkType.SS: {
      if (net.actualStart[i] !== never) return finish;
      const start = dates.computedLateStart[to]!;
      if (net.manualStart[i] !== never) return next.outAt[to] === next.outAt[to + 1] ? dates.lateFinish[to]! : finish;
      if (virtual) return addLag(net, link, start, -1);
      const calendar = net.calendars[net.calendar[i]!]!;
      const begin = addLag(net, link, net.duration[i] === 0 && calendar.touches(start) ? start : calendar.next(start), -1);
      return finishFrom(net, i, begin, net.duration[i]!);
    }
    default: {
      if (net.actualStart[i] !== never) return finish;
      return virtual
        ? addLag(net, link, dates.lateFinish[to]!, -1)
        : addLag(net, link, finishFrom(net, i, dates.lateFinish[to]!, net.duration[i]!), -1);
    }
  }
}
