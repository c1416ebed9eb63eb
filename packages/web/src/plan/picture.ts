import type { Calendar } from "@rondo/core/calendar";
import { type Arrows, type Bar, type Bars, type LinkType, type Span, timeScale, type TimeScale, type Zoom } from "../chart/index.ts";
import type { Frozen } from "./baseline.ts";
import { minutesOf } from "./compute.ts";
import { type Head, isHead, type Line, spanOf } from "./lines.ts";
import { entryAt, isClosed, isLate, linkEnds, minuteOf, parentRows, type Plan, type PlanTask, type Row, usualDay } from "./model.ts";
import { placesOf, sharesOf } from "./shares.ts";
import type { Traits } from "./traits.ts";

type Look = {
  readonly now: string;
  readonly canChange: boolean;
  /** In whose time a task is worked. */
  readonly calendarOf: (task: PlanTask) => Calendar;
  readonly frozen: ReadonlyMap<string, Frozen> | null;
  readonly groups: Traits | null;
  readonly colors: Traits | null;
  /** Whether the lines stand under people's names already. */
  readonly byOwner?: boolean;
};

/** Lines as bars; a heading spans what stands under it. */
export function barsOf(lines: readonly Line[], look: Look): Bars {
  const made: (Bar | undefined)[] = [];
  return {
    length: lines.length,
    at: (row) => {
      const line = lines[row];
      return line === undefined ? undefined : (made[row] ??= isHead(line) ? headBar(line, look) : taskBar(line, look));
    },
  };
}

function headBar(head: Head, { groups, colors }: Look): Bar {
  return {
    id: head.id,
    kind: "group",
    ...spanOf(head),
    slack: minuteOf(head.finish),
    deadline: null,
    base: null,
    critical: false,
    done: head.done === head.count,
    late: false,
    movable: false,
    note: "",
    ...(colors && colors === groups ? { tint: head.trait.tint } : {}),
  };
}

function taskBar(row: Row, { now, canChange, calendarOf, frozen, groups, colors, byOwner = false }: Look): Bar {
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
      ? { parts: partsOf(start, place.workingMinutes, place.planning.pauses, calendarOf(task)) }
      : {}),
    ...reachedOf(row, minuteOf(now), calendarOf),
    ...(colors && row.inside === 0 ? { tint: colors.of(row).tint } : {}),
    base: baseOf(frozen?.get(task.id)),
    critical: entry?.critical === true && !done,
    done,
    late: isLate(row, now),
    movable: canChange && !done,
    // A color never says it alone.
    note: colors && colors !== groups && row.inside === 0 ? colors.of(row).label : noteOf(task, byOwner),
  };
}

/** Who is on it, and whom it asks for: “Mei Tanaka +1, 2 × Archivist”. */
function noteOf(task: PlanTask, byOwner: boolean): string {
  const others = sharesOf(task).length - (task.owner ? 1 : 0);
  const people = byOwner || !task.owner ? "" : others > 0 ? `${task.owner.name} +${others}` : task.owner.name;
  return [...(people === "" ? [] : [people]), ...placesOf(task).map(({ role, count }) => `${count} × ${role}`)].join(", ");
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
function reachedOf({ task, place, entry }: Row, now: number, calendarOf: Look["calendarOf"]): { reached?: number } {
  if (!entry || entry.summary || isClosed(task)) return {};
  const { started, remainingMinutes } = place.planning;
  const [start, finish] = [minuteOf(entry.start), minuteOf(entry.finish)];
  if (started === undefined) return start < now ? { reached: start } : {};
  const reached = remainingMinutes === undefined ? start : calendarOf(task).add(finish, -remainingMinutes);
  return { reached };
}

function baseOf(frozen: Frozen | undefined): Bar["base"] {
  return frozen ? { start: minuteOf(frozen.start), finish: minuteOf(frozen.finish) } : null;
}

/** Links between lines that are shown; one into a collapsed task ends at that, one of a task that is filtered out is not there. */
export function arrowsOf(plan: Pick<Plan, "tasks" | "links" | "entries">, lines: readonly Line[]): Arrows {
  const { tasks, links } = plan;
  const parents = parentRows(tasks);
  const ends = linkEnds(plan);
  const lineOf = new Int32Array(tasks.length).fill(-1);
  lines.forEach((line, index) => {
    if (!isHead(line)) lineOf[line.row] = index;
  });
  const shown = (row: number): number => {
    let at = row;
    for (let deep = 0; at >= 0 && lineOf[at] === -1 && deep <= tasks.length; deep += 1) at = parents[at]!;
    const line = at < 0 ? -1 : lineOf[at]!;
    return line < 0 || at === row || (lines[line] as Row).collapsed ? line : -1;
  };
  const [from, to, of] = [new Int32Array(links.length), new Int32Array(links.length), new Int32Array(links.length)];
  const type: LinkType[] = [];
  links.forEach((link, index) => {
    const begin = shown(ends.from[index]!);
    const end = shown(ends.to[index]!);
    if (begin < 0 || end < 0 || begin === end) return;
    const at = type.push(link.type) - 1;
    from[at] = begin;
    to[at] = end;
    of[at] = index;
  });
  // A link is critical where it is what puts one critical task behind another. What drives a task may come after its line.
  const critical = (arrow: number): boolean => {
    const link = of[arrow]!;
    const entry = entryAt(plan, ends.to[link]!);
    return entry?.critical === true && entry.drivenBy.linkId === links[link]!.id && entryAt(plan, ends.from[link]!)?.critical === true;
  };
  return { count: type.length, from: from.subarray(0, type.length), to: to.subarray(0, type.length), type, critical };
}

/** The moments between which everything is that these lines show. */
export function spanOfAll(plan: Plan, lines: readonly Line[], frozen: ReadonlyMap<string, Frozen> | null): Span {
  let [first, last] = [plan.start, plan.finish];
  const earlier = (moment: string) => {
    if (moment < first) first = moment;
  };
  const later = (moment: string | null) => {
    if (moment !== null && moment > last) last = moment;
  };
  for (const line of lines) {
    const entry = isHead(line) ? line : line.entry;
    if (entry && entry.start !== "") {
      earlier(entry.start);
      later(entry.finish);
    }
    if (isHead(line)) continue;
    later(line.place.deadline);
    if (line.entry && !line.entry.summary) later(line.entry.lateFinish);
    const base = frozen?.get(line.task.id);
    if (!base) continue;
    earlier(base.start);
    later(base.finish);
  }
  return { from: minuteOf(first), to: minuteOf(last) };
}

/** From the first start to the last moment that matters: a finish, a late finish, a deadline. */
export function scaleOf(plan: Plan, span: Span, zoom: Zoom, width: number, now: number): TimeScale {
  const { from, to } = withNow(span, now);
  return timeScale(zoom, from, to, width, usualDay(plan.calendar.week));
}

/** Now belongs in the picture unless it is more than a month before the plan or a year after it. */
export function withNow({ from, to }: Span, now: number): Span {
  const year = 525_600;
  const near = now > from - year / 12 && now < to + year;
  return near ? { from: Math.min(from, now), to: Math.max(to, now) } : { from, to };
}

/** The zoom at which the whole plan is about as wide as a screen. */
export function fittingZoom(plan: Plan): Zoom {
  const days = (minuteOf(plan.finish) - minuteOf(plan.start)) / 1440;
  return days < 2 && inHours(plan)
    ? "hour"
    : days < 30
      ? "day"
      : days < 100
        ? "week"
        : days < 400
          ? "month"
          : days < 2000
            ? "quarter"
            : "year";
}

/** A day of talks and tours, say: nothing in it takes as long as a day. */
function inHours({ tasks, calendar }: Plan): boolean {
  const { minutesPerDay } = usualDay(calendar.week);
  return tasks.length > 1 && tasks.every((task) => minutesOf(task) < minutesPerDay);
}
