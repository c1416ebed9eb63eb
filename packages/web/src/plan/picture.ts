import { type Arrows, type Bar, timeScale, type TimeScale, type Zoom } from "../chart/index.ts";
import type { Frozen } from "./baseline.ts";
import { isClosed, isLate, minuteOf, type Plan, type Row, usualDay } from "./model.ts";

/** The lines of the tree as bars. */
export function barsOf(rows: readonly Row[], now: string, canChange: boolean, frozen: ReadonlyMap<string, Frozen> | null = null): Bar[] {
  return rows.map((row) => {
    const { task, place, entry } = row;
    const start = entry ? minuteOf(entry.start) : 0;
    const finish = entry ? minuteOf(entry.finish) : 0;
    const done = isClosed(task);
    return {
      id: task.id,
      kind: entry?.summary ? "group" : place.milestone || place.workingMinutes === 0 ? "point" : "bar",
      start,
      finish,
      slack: entry && !entry.summary ? Math.max(finish, minuteOf(entry.lateFinish)) : finish,
      deadline: place.deadline === null ? null : minuteOf(place.deadline),
      base: baseOf(frozen?.get(task.id)),
      critical: entry?.critical === true && !done,
      done,
      late: isLate(row, now),
      movable: canChange && !done,
      note: task.owner?.name ?? "",
    };
  });
}

function baseOf(frozen: Frozen | undefined): Bar["base"] {
  return frozen ? { start: minuteOf(frozen.start), finish: minuteOf(frozen.finish) } : null;
}

/** Links between lines that are shown; one into a collapsed task ends at that. */
export function arrowsOf(plan: Plan, rows: readonly Row[]): Arrows {
  const rowOf = new Map(rows.map((row, index) => [row.task.id, index]));
  const parentOf = new Map(plan.tasks.map((task) => [task.id, task.plan?.parentId ?? null]));
  const critical = new Map(plan.entries.map((entry) => [entry.taskId, entry]));
  const shown = (id: string): number => {
    for (let at: string | null = id; at !== null; at = parentOf.get(at) ?? null) {
      const row = rowOf.get(at);
      if (row !== undefined) return row;
    }
    return -1;
  };
  const pairs = plan.links.map((link) => ({ link, from: shown(link.fromId), to: shown(link.toId) })).filter(({ from, to }) => from >= 0 && to >= 0 && from !== to);
  return {
    count: pairs.length,
    from: Int32Array.from(pairs, (pair) => pair.from),
    to: Int32Array.from(pairs, (pair) => pair.to),
    type: pairs.map((pair) => pair.link.type),
    // A link is critical where it is what puts one critical task behind another.
    critical: Uint8Array.from(pairs, ({ link }) => (critical.get(link.fromId)?.critical && critical.get(link.toId)?.critical && critical.get(link.toId)?.drivenBy.linkId === link.id ? 1 : 0)),
  };
}

/** From the first start to the last moment that matters: a finish, a late finish, a deadline. */
export function scaleOf(plan: Plan, bars: readonly Bar[], zoom: Zoom, width: number, now: number): TimeScale {
  let first = minuteOf(plan.start);
  let last = minuteOf(plan.finish);
  for (const bar of bars) {
    if (bar.start < first) first = bar.start;
    if (bar.base && bar.base.start < first) first = bar.base.start;
    last = Math.max(last, bar.base?.finish ?? bar.slack, bar.slack, bar.deadline ?? bar.finish);
  }
  // Now belongs in the picture unless it is more than a year away from the plan.
  const year = 525_600;
  if (now > first - year / 12 && now < last + year) last = Math.max(last, now);
  if (now < first && now > first - year / 12) first = now;
  return timeScale(zoom, first, last, width, usualDay(plan.calendar.week));
}

/** The zoom at which the whole plan is about as wide as a screen. */
export function fittingZoom(plan: Plan): Zoom {
  const days = (minuteOf(plan.finish) - minuteOf(plan.start)) / 1440;
  return days < 30 ? "day" : days < 100 ? "week" : days < 400 ? "month" : days < 2000 ? "quarter" : "year";
}
