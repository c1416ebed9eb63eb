import { constraintType, linkType, never, nodeKind, type Network } from "./network.ts";
import type { Adjacency } from "./order.ts";
import type { Dates } from "./dates.ts";

export type Slack = { readonly total: Int32Array; readonly free: Int32Array; readonly critical: Uint8Array };

/** Signed working minutes on each task's own calendar; free slack never below 0. */
export function slackOf(net: Network, next: Adjacency, dates: Dates): Slack {
  const slack = { total: new Int32Array(net.size), free: new Int32Array(net.size), critical: new Uint8Array(net.size) };
  for (let i = 0; i < net.size; i++) slackAt(net, next, dates, i, slack);
  return slack;
}

/** The same for one task; nothing for what is done or no task. */
export function slackAt(net: Network, next: Adjacency, dates: Dates, i: number, { total, free, critical }: Slack): void {
  total[i] = free[i] = critical[i] = 0;
  if (net.kind[i] !== nodeKind.task || net.actualFinish[i] !== never) return;
  const calendar = net.calendars[net.calendar[i]!]!;
  const finishSlack = calendar.between(dates.earlyFinish[i]!, dates.lateFinish[i]!);
  const alap = net.constraint[i] === constraintType.ALAP && net.finish === never;
  total[i] = alap
    ? 0
    : net.actualStart[i] !== never
      ? finishSlack
      : Math.min(finishSlack, calendar.between(dates.earlyStart[i]!, dates.lateStart[i]!));
  critical[i] = total[i]! <= net.criticalSlack ? 1 : 0;

  let gap = Number.POSITIVE_INFINITY;
  for (let k = next.outAt[i]!; k < next.outAt[i + 1]!; k++)
    gap = Math.min(gap, gapOf(net, next, dates, i, next.outLinks[k]!, next.outLinks[k]!));
  free[i] =
    gap === Number.POSITIVE_INFINITY ? Math.max(0, total[i]!) : Math.max(0, total[i]! >= 0 && !alap ? Math.min(gap, total[i]!) : gap);
}

/** Working minutes that node `i` may slip before `link` moves a task; through gates and summaries, whose own dates are not a task's. `first` is the link at which `i` itself is left. */
function gapOf(net: Network, next: Adjacency, dates: Dates, i: number, first: number, link: number): number {
  const to = net.links.to[link]!;
  if (net.actualFinish[to] !== never) return Number.POSITIVE_INFINITY;
  if (net.kind[to] !== nodeKind.task) {
    if (net.kind[to] === nodeKind.start && net.links.from[dates.driver[to]!] !== i) return Number.POSITIVE_INFINITY;
    let gap = Number.POSITIVE_INFINITY;
    for (let k = next.outAt[to]!; k < next.outAt[to + 1]!; k++) gap = Math.min(gap, gapOf(net, next, dates, i, first, next.outLinks[k]!));
    return gap;
  }
  const calendar = net.calendars[net.calendar[i]!]!;
  const type = net.links.type[link]!;
  const leaving = net.links.type[first]!;
  const shown = (node: number, late: Int32Array, early: Int32Array): number =>
    (net.constraint[node] === constraintType.ALAP ? late : early)[node]!;
  const from =
    leaving === linkType.FS || leaving === linkType.FF
      ? shown(i, dates.lateFinish, dates.earlyFinish)
      : shown(i, dates.lateStart, dates.earlyStart);
  const goal =
    type === linkType.FS || type === linkType.SS
      ? shown(to, dates.lateStart, dates.earlyStart)
      : shown(to, dates.lateFinish, dates.earlyFinish);
  const lag = net.links.lag[link]!;
  return net.links.elapsed[link] ? calendar.between(from, goal - lag) : calendar.between(from, goal) - lag;
}
