import type { Calendar } from "@rondo/core/calendar";
import { type Arrows, type Bar, timeScale, type TimeScale, type Zoom } from "../chart/index.ts";
import type { Frozen } from "./baseline.ts";
import { idOf, isHead, type Line, spanOf } from "./lines.ts";
import { isClosed, isLate, minuteOf, type Plan, type Row, usualDay } from "./model.ts";
import type { Traits } from "./traits.ts";

type Look = {
  readonly now: string;
  readonly canChange: boolean;
  readonly calendar: Calendar;
  readonly frozen: ReadonlyMap<string, Frozen> | null;
  readonly groups: Traits | null;
  readonly colors: Traits | null;
  /** Whether the lines stand under people's names already. */
  readonly byOwner?: boolean;
};

/** Lines as bars; a heading spans what stands under it. */
export function barsOf(lines: readonly Line[], { now, canChange, calendar, frozen, groups, colors, byOwner = false }: Look): Bar[] {
  return lines.map((row): Bar => {
    if (isHead(row))
      return {
        id: row.id,
        kind: "group",
        ...spanOf(row),
        slack: minuteOf(row.finish),
        deadline: null,
        base: null,
        critical: false,
        done: row.done === row.count,
        late: false,
        movable: false,
        note: "",
        ...(colors && colors === groups ? { tint: row.trait.tint } : {}),
      };
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
      ...(place.planning.pauses && entry && !entry.summary
        ? { parts: partsOf(start, place.workingMinutes, place.planning.pauses, calendar) }
        : {}),
      ...reachedOf(row, minuteOf(now), calendar),
      ...(colors && row.inside === 0 ? { tint: colors.of(row).tint } : {}),
      base: baseOf(frozen?.get(task.id)),
      critical: entry?.critical === true && !done,
      done,
      late: isLate(row, now),
      movable: canChange && !done,
      // A color never says it alone.
      note: colors && colors !== groups && row.inside === 0 ? colors.of(row).label : byOwner ? "" : (task.owner?.name ?? ""),
    };
  });
}

/** The spans of a split task in which somebody works. */
function partsOf(
  start: number,
  minutes: number,
  pauses: readonly { readonly after: number; readonly minutes: number }[],
  calendar: Calendar,
): { start: number; finish: number }[] {
  const parts: { start: number; finish: number }[] = [];
  let [begin, worked] = [start, 0];
  for (const pause of pauses.toSorted((a, b) => a.after - b.after)) {
    if (pause.after <= worked || pause.after >= minutes) continue;
    const finish = calendar.add(begin, pause.after - worked);
    parts.push({ start: begin, finish });
    begin = calendar.next(calendar.add(finish, pause.minutes));
    worked = pause.after;
  }
  return [...parts, { start: begin, finish: calendar.add(begin, minutes - worked) }];
}

/** How far an open task has come, where that is not now: what has not begun stands at its start, what has at the work that is left. */
function reachedOf({ task, place, entry }: Row, now: number, calendar: Calendar): { reached?: number } {
  if (!entry || entry.summary || isClosed(task)) return {};
  const { started, remainingMinutes } = place.planning;
  const [start, finish] = [minuteOf(entry.start), minuteOf(entry.finish)];
  if (started === undefined) return start < now ? { reached: start } : {};
  const reached = remainingMinutes === undefined ? start : calendar.add(finish, -remainingMinutes);
  return { reached };
}

function baseOf(frozen: Frozen | undefined): Bar["base"] {
  return frozen ? { start: minuteOf(frozen.start), finish: minuteOf(frozen.finish) } : null;
}

/** Links between lines that are shown; one into a collapsed task ends at that, one of a task that is filtered out is not there. */
export function arrowsOf(plan: Plan, lines: readonly Line[]): Arrows {
  const rowOf = new Map(lines.map((line, index) => [idOf(line), index]));
  const parentOf = new Map(plan.tasks.map((task) => [task.id, task.plan?.parentId ?? null]));
  const critical = new Map(plan.entries.map((entry) => [entry.taskId, entry]));
  const shown = (id: string): number => {
    for (let at: string | null = id; at !== null; at = parentOf.get(at) ?? null) {
      const row = rowOf.get(at);
      if (row !== undefined) return at === id || lines[row]!.collapsed ? row : -1;
    }
    return -1;
  };
  const pairs = plan.links
    .map((link) => ({ link, from: shown(link.fromId), to: shown(link.toId) }))
    .filter(({ from, to }) => from >= 0 && to >= 0 && from !== to);
  return {
    count: pairs.length,
    from: Int32Array.from(pairs, (pair) => pair.from),
    to: Int32Array.from(pairs, (pair) => pair.to),
    type: pairs.map((pair) => pair.link.type),
    // A link is critical where it is what puts one critical task behind another.
    critical: Uint8Array.from(pairs, ({ link }) =>
      critical.get(link.fromId)?.critical && critical.get(link.toId)?.critical && critical.get(link.toId)?.drivenBy.linkId === link.id
        ? 1
        : 0,
    ),
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
