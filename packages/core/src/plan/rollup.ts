import { constraintType, type Dates, never, nodeKind, type Schedule } from "../schedule/index.ts";
import type { Built } from "./build.ts";

/** Dates and slack by plan row, summaries included. `late` marks rows that stand at their late dates. */
export type Rolled = {
  readonly start: Int32Array;
  readonly finish: Int32Array;
  readonly earlyStart: Int32Array;
  readonly earlyFinish: Int32Array;
  readonly lateStart: Int32Array;
  readonly lateFinish: Int32Array;
  readonly total: Int32Array;
  readonly free: Int32Array;
  readonly critical: Uint8Array;
  readonly late: Uint8Array;
};

/**
 * A summary spans its children: earliest start, latest finish, early and late alike; its slack is measured between those on the
 * project's calendar, and it is critical when that is used up (so Microsoft Project: a summary with slack of its own is not, even
 * with a critical task inside). An empty heading stands at the project's start.
 */
export function rollUp(built: Built, result: Schedule): Rolled {
  const { net, tree } = built;
  const rows = tree.parent.length;
  const cut = (column: Int32Array): Int32Array => column.slice(0, rows);
  const { dates, slack } = result;
  const rolled: Rolled = {
    start: cut(dates.earlyStart),
    finish: cut(dates.earlyFinish),
    earlyStart: cut(dates.earlyStart),
    earlyFinish: cut(dates.earlyFinish),
    lateStart: cut(dates.lateStart),
    lateFinish: cut(dates.lateFinish),
    total: cut(slack.total),
    free: cut(slack.free),
    critical: slack.critical.slice(0, rows),
    late: new Uint8Array(rows),
  };
  const complete = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    if (tree.summary[row]) resetSummary(rolled, complete, row);
    else if (built.inactive[row]) standAside(built, rolled, row);
    else if (net.kind[row] === nodeKind.task) {
      complete[row] = net.actualFinish[row] === never ? 0 : 1;
      if (standsLate(built, row)) {
        rolled.late[row] = 1;
        rolled.start[row] = dates.lateStart[row]!;
        rolled.finish[row] = dates.lateFinish[row]!;
      }
    }
  }
  const calendar = net.calendars[0]!;
  for (const row of tree.childrenFirst) {
    if (rolled.start[row] === unset) standAside(built, rolled, row);
    if (net.kind[row] !== nodeKind.task) {
      const finishSlack = calendar.between(rolled.earlyFinish[row]!, rolled.lateFinish[row]!);
      rolled.total[row] = complete[row] ? 0 : Math.min(finishSlack, calendar.between(rolled.earlyStart[row]!, rolled.lateStart[row]!));
      rolled.free[row] = Math.max(0, rolled.total[row]!);
      rolled.critical[row] = !complete[row] && rolled.total[row]! <= net.criticalSlack ? 1 : 0;
    }
    const above = tree.parent[row]!;
    if (above >= 0 && !built.inactive[row]) widen(built, rolled, complete, above, row);
  }
  return rolled;
}

/** The same of starts and finishes alone, where nothing stands at its late dates. */
export function rollUpPlaces(built: Built, dates: Dates): { readonly start: Int32Array; readonly finish: Int32Array } {
  const { net, tree } = built;
  const rows = tree.parent.length;
  const [start, finish] = [dates.earlyStart.slice(0, rows), dates.earlyFinish.slice(0, rows)];
  for (let row = 0; row < rows; row++)
    if (tree.summary[row]) {
      start[row] = unset;
      finish[row] = never;
    }
  for (const row of tree.childrenFirst) {
    if (start[row] === unset || (built.inactive[row] && !tree.summary[row])) {
      start[row] = net.manualStart[row] === never ? net.start : net.manualStart[row]!;
      finish[row] = net.manualFinish[row] === never ? start[row]! : net.manualFinish[row]!;
    }
    const above = tree.parent[row]!;
    if (above < 0 || built.inactive[row]) continue;
    start[above] = Math.min(start[above]!, start[row]!);
    finish[above] = Math.max(finish[above]!, finish[row]!);
  }
  return { start, finish };
}

/** As late as possible, or, in a plan scheduled from its finish, anything that is not asked to come as soon as possible. */
function standsLate({ net }: Built, row: number): boolean {
  if (net.actualStart[row] !== never || net.manualStart[row] !== never) return false;
  return (
    net.constraint[row] === constraintType.ALAP ||
    (net.finish !== never && net.constraint[row] !== constraintType.MSO && net.constraint[row] !== constraintType.MFO)
  );
}

/** What is out of the plan has only the dates that it was given; a summary with nothing else inside stands at the start. */
function standAside({ net }: Built, rolled: Rolled, row: number): void {
  const start = net.manualStart[row] === never ? net.start : net.manualStart[row]!;
  const finish = net.manualFinish[row] === never ? start : net.manualFinish[row]!;
  for (const column of [rolled.start, rolled.earlyStart, rolled.lateStart]) column[row] = start;
  for (const column of [rolled.finish, rolled.earlyFinish, rolled.lateFinish]) column[row] = finish;
}

const unset = 2_147_483_647;

function resetSummary(rolled: Rolled, complete: Uint8Array, row: number): void {
  for (const column of [rolled.start, rolled.earlyStart, rolled.lateStart]) column[row] = unset;
  for (const column of [rolled.finish, rolled.earlyFinish, rolled.lateFinish]) column[row] = never;
  complete[row] = 1;
}

/** What is as late as possible counts early with its late dates, what stands where it is pinned counts late with its early ones. */
function widen({ net }: Built, rolled: Rolled, complete: Uint8Array, above: number, row: number): void {
  const [alap, pinned] = [rolled.late[row] === 1 && net.finish === never, net.manualStart[row] !== never];
  const early = alap ? [rolled.lateStart, rolled.lateFinish] : [rolled.earlyStart, rolled.earlyFinish];
  const late = pinned ? [rolled.earlyStart, rolled.earlyFinish] : [rolled.lateStart, rolled.lateFinish];
  const least = (column: Int32Array, value: number): number => (column[above] = Math.min(column[above]!, value));
  const most = (column: Int32Array, value: number): number => (column[above] = Math.max(column[above]!, value));
  least(rolled.start, rolled.start[row]!);
  least(rolled.earlyStart, early[0]![row]!);
  least(rolled.lateStart, late[0]![row]!);
  most(rolled.finish, rolled.finish[row]!);
  most(rolled.earlyFinish, early[1]![row]!);
  most(rolled.lateFinish, late[1]![row]!);
  if (!complete[row]) complete[above] = 0;
}
