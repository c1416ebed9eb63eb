import { constraintType, driver, linkType, never, nodeKind, type Network } from "./network.ts";
import type { Adjacency } from "./order.ts";
import { within, type Dates } from "./dates.ts";
import { addLag, finishFrom, snapFinish, snapStart, startFrom } from "./span.ts";

/**
 * Early dates, predecessors first. `again` is the second pass of a plan with as-late-as-possible tasks: their successors then
 * take the late dates of those.
 */
export function forwardPass(net: Network, next: Adjacency, order: Int32Array, start: number, dates: Dates, again: boolean): void {
  for (let at = 0; at < order.length; at++) forwardNode(net, next, order[at]!, start, dates, again);
}

/** Early dates of one node; its predecessors have theirs. */
export function forwardNode(net: Network, next: Adjacency, node: number, start: number, dates: Dates, again: boolean): void {
  const kind = net.kind[node]!;
  if (kind === nodeKind.task) placeTask(net, next, node, start, dates, again);
  else if (kind === nodeKind.start) placeFirst(net, next, node, dates, again);
  else placeLast(net, next, node, start, dates, again);
}

function placeTask(net: Network, next: Adjacency, i: number, start: number, dates: Dates, again: boolean): void {
  const { earlyStart, earlyFinish } = dates;
  const constraint = net.constraint[i]!;
  const date = net.constraintAt[i]!;
  const duration = net.duration[i]!;

  if (net.manualStart[i] !== never) {
    dates.driver[i] = driver.manual;
    earlyStart[i] = net.manualStart[i]!;
    earlyFinish[i] = net.manualFinish[i] === never ? finishFrom(net, i, net.manualStart[i]!, duration) : net.manualFinish[i]!;
    return;
  }
  if (net.actualStart[i] !== never) {
    dates.driver[i] = driver.actual;
    earlyStart[i] = net.actualStart[i]!;
    const finish = net.actualFinish[i] === never ? finishFrom(net, i, net.actualStart[i]!, duration) : net.actualFinish[i]!;
    earlyFinish[i] = net.actualFinish[i] === never && constraint === constraintType.FNET && date > finish ? date : finish;
    return;
  }

  let at: number = never;
  let cause: number = driver.projectStart;
  for (let k = next.inAt[i]!; k < next.inAt[i + 1]!; k++) {
    const link = next.inLinks[k]!;
    const bound = keptBound(net, next, link, start, dates, again);
    // Of two that ask for the same moment the one that keeps no gap is what holds it there.
    if (bound > at || (bound === at && (net.standing?.gap?.[cause] ?? 0) > 0 && net.standing!.gap![link] === 0)) {
      at = bound;
      cause = link;
    }
  }
  if (at === never) {
    at = constraint === constraintType.SNET ? date : constraint === constraintType.FNET ? startFrom(net, i, date, duration) : start;
    if (constraint === constraintType.SNET || constraint === constraintType.FNET) cause = driver.constraint;
  }
  let begin = snapStart(net, i, at);
  if (net.delay[i] !== 0 && cause !== driver.constraint) begin = snapStart(net, i, begin + net.delay[i]!);
  const stood = net.standing === null ? never : net.standing.stood[i]!;
  if (stood > begin && staysThere(net, i, begin, stood, cause)) {
    const there = snapStart(net, i, stood); // a milestone that has become work does not begin at 17:00
    // What its own date puts there anyway is there because of that.
    if (snapStart(net, i, constrainedStart(net, i, begin)) === there) cause = driver.constraint;
    else if (net.standing!.gap === null || cause < 0) cause = driver.standing;
    begin = there;
  }
  const wanted = constrainedStart(net, i, begin);
  const moved = constraint === constraintType.MFO || wanted === begin ? wanted : snapStart(net, i, wanted);
  if (moved !== begin) {
    begin = moved; // a "not after Saturday" that snaps back to Monday moved nothing, and drives nothing
    cause = driver.constraint;
  }
  let finish = finishFrom(net, i, begin, duration);
  if (constraint === constraintType.MFO && net.honourConstraints) finish = snapFinish(net, i, date);
  else if (cause >= 0 && net.links.lag[cause] === 0) finish = pulledFinish(net, next, i, cause, finish, dates, again);
  earlyStart[i] = within(begin);
  earlyFinish[i] = within(finish);
  dates.driver[i] = cause;
}

/**
 * Work that has become a milestone stood at 09:00; the link that holds it there says 17:00 the day before, which is the same moment,
 * and a milestone stands where what it closes ends. Where links keep their gaps, only a moment of the same working time is kept beside what they ask for: 08:00 for 17:00 the day before. */
function staysThere(net: Network, i: number, begin: number, stood: number, cause: number): boolean {
  if (net.duration[i] === 0 && cause >= 0 && net.calendars[net.calendar[i]!]!.between(begin, stood) === 0) return false;
  return net.standing!.gap === null || cause < 0 || net.calendars[net.calendar[i]!]!.between(begin, stood) === 0;
}

/** The earliest start that a link allows its successor, with the gap that it keeps. */
function keptBound(net: Network, next: Adjacency, link: number, start: number, dates: Dates, again: boolean): number {
  const bound = boundOf(net, next, link, start, dates, again);
  const gap = net.standing?.gap?.[link] ?? 0;
  return gap === 0 ? bound : net.calendars[net.calendar[net.links.to[link]!]!]!.add(bound, gap);
}

/** The earliest start that a link allows its successor. */
export function boundOf(net: Network, next: Adjacency, link: number, start: number, dates: Dates, again: boolean): number {
  const to = net.links.to[link]!;
  const type = net.links.type[link]!;
  const date = leavingDate(net, next, link, dates, again);
  if (type === linkType.FS || type === linkType.SS) return addLag(net, link, date, 1);
  const bound = addLag(net, link, startFrom(net, to, date, type === linkType.FF ? net.remaining[to]! : net.duration[to]!), 1);
  return type === linkType.FF ? Math.max(bound, start) : bound;
}

/** The date of its predecessor that a link counts from. */
function leavingDate(net: Network, next: Adjacency, link: number, dates: Dates, again: boolean): number {
  const from = net.links.from[link]!;
  const finish = net.links.type[link] === linkType.FS || net.links.type[link] === linkType.FF;
  const lateSuccessor = again && net.constraint[net.links.to[link]!] === constraintType.ALAP;
  if (lateSuccessor && net.kind[from] !== nodeKind.task) return earlyThrough(net, next, from, dates);
  const late = again && !lateSuccessor && net.kind[from] === nodeKind.task && net.constraint[from] === constraintType.ALAP;
  if (finish) return (late ? dates.lateFinish : dates.earlyFinish)[from]!;
  return (late ? dates.lateStart : dates.earlyStart)[from]!;
}

/** An as-late-as-possible successor of a summary still counts from the early dates inside it, which the second pass has raised. */
function earlyThrough(net: Network, next: Adjacency, node: number, dates: Dates): number {
  if (net.kind[node] === nodeKind.start && dates.driver[node]! >= 0) return dates.earlyStart[net.links.from[dates.driver[node]!]!]!;
  let at = net.constraint[node] === constraintType.SNET ? net.constraintAt[node]! : never;
  for (let k = next.inAt[node]!; k < next.inAt[node + 1]!; k++) {
    const link = next.inLinks[k]!;
    const from = net.links.from[link]!;
    const date =
      net.kind[from] !== nodeKind.task
        ? earlyThrough(net, next, from, dates)
        : (net.links.type[link] === linkType.SS ? dates.earlyStart : dates.earlyFinish)[from]!;
    at = Math.max(at, date);
  }
  return at === never ? dates.earlyStart[node]! : at;
}

/** Where a constraint moves a start that links would put at `begin`. */
function constrainedStart(net: Network, i: number, begin: number): number {
  const date = net.constraintAt[i]!;
  if (date === never) return begin;
  const hard = net.honourConstraints;
  switch (net.constraint[i]) {
    case constraintType.SNET:
      return Math.max(begin, date);
    case constraintType.FNET:
      return Math.max(begin, startFrom(net, i, date, net.duration[i]!));
    case constraintType.MSO:
      return hard ? date : begin;
    case constraintType.SNLT:
      return hard ? Math.min(begin, date) : begin;
    case constraintType.FNLT:
      return hard ? Math.min(begin, startFrom(net, i, date, net.duration[i]!)) : begin;
    case constraintType.MFO:
      return hard ? startFrom(net, i, snapFinish(net, i, date), net.duration[i]!) : begin;
    default:
      return begin;
  }
}

/** A finish that a link drives stays where the link puts it, even at the start of the next period (stored so by Microsoft Project 2003: 08:00, not 17:00 the day before). */
function pulledFinish(net: Network, next: Adjacency, i: number, link: number, finish: number, dates: Dates, again: boolean): number {
  const type = net.links.type[link];
  if (type !== linkType.SF && type !== linkType.FF) return finish;
  const target = leavingDate(net, next, link, dates, again);
  return target > finish && net.calendars[net.calendar[i]!]!.between(finish, target) === 0 ? target : finish;
}

/** A gate or a summary's finish: the latest of what comes in. */
function placeLast(net: Network, next: Adjacency, i: number, start: number, dates: Dates, again: boolean): void {
  let at = net.constraint[i] === constraintType.SNET ? net.constraintAt[i]! : never;
  let cause: number = at === never ? driver.projectStart : driver.constraint;
  for (let k = next.inAt[i]!; k < next.inAt[i + 1]!; k++) {
    const bound = boundOf(net, next, next.inLinks[k]!, start, dates, again);
    if (bound <= at) continue;
    at = bound;
    cause = next.inLinks[k]!;
  }
  dates.earlyStart[i] = dates.earlyFinish[i] = cause === driver.constraint ? Math.max(at, start) : at === never ? start : at;
  dates.driver[i] = cause;
}

/** The first leaf is found once; in the second pass only its date can have changed. */
function placeFirst(net: Network, next: Adjacency, i: number, dates: Dates, again: boolean): void {
  let at = Number.POSITIVE_INFINITY;
  for (let k = next.inAt[i]!; k < next.inAt[i + 1]! && !again; k++) {
    const bound = dates.earlyStart[net.links.from[next.inLinks[k]!]!]!;
    if (bound >= at) continue;
    at = bound;
    dates.driver[i] = next.inLinks[k]!;
  }
  if (again && dates.driver[i]! >= 0) {
    const first = net.links.from[dates.driver[i]!]!;
    at = (net.constraint[first] === constraintType.ALAP ? dates.lateStart : dates.earlyStart)[first]!;
  }
  dates.earlyStart[i] = dates.earlyFinish[i] = at === Number.POSITIVE_INFINITY ? net.start : at;
}
