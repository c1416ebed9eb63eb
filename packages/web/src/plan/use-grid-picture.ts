import { type RefObject, useMemo } from "react";
import type { Zoom } from "../chart/index.ts";
import type { Baseline } from "./baseline.ts";
import { type ColumnKey, columnsOf } from "./cells.tsx";
import { useStartInSight, useView } from "./grid-view.ts";
import { calendarOf, minuteOf, type Plan } from "./model.ts";
import { calendarOfTask } from "./task-calendar.ts";
import type { Moves } from "./moves.ts";
import { arrowsOf, barsOf, scaleOf, spanOfAll } from "./picture.ts";
import type { Looked } from "./use-lines.ts";

type Props = {
  plan: Plan;
  looked: Looked;
  columns: readonly ColumnKey[];
  zoom: Zoom | null;
  baseline: Baseline | null;
  moves: Moves | null;
  scroller: RefObject<HTMLDivElement | null>;
  rowHeight: number;
  narrow: boolean;
  canChange: boolean;
  byOwner: boolean;
  now: string;
};

/** In the table alone it takes what the others leave, and at least this. */
function titleWidth(narrow: boolean, zoom: Zoom | null): number {
  if (narrow) return zoom === null ? 190 : 168;
  return zoom === null ? 240 : columnsOf.title.width;
}

/** What stands beside the table: bars and arrows of the lines, on a scale of time; and what is in sight of both. */
export function useGridPicture({
  plan,
  looked,
  columns,
  zoom,
  baseline,
  moves,
  scroller,
  rowHeight,
  narrow,
  canChange,
  byOwner,
  now,
}: Props) {
  const { lines, groups, colors } = looked;
  const calendar = useMemo(() => calendarOf(plan), [plan.calendar, plan.hours, plan.start, plan.finish]);
  const frozen = useMemo(() => (baseline ? new Map(baseline.entries.map((entry) => [entry.taskId, entry])) : null), [baseline]);
  const bars = useMemo(
    () => barsOf(lines, { now, canChange, calendarOf: (task) => calendarOfTask(plan, task, calendar), frozen, groups, colors, byOwner }),
    // Lines stay when float comes, bars then reach further.
    [plan, lines, now, canChange, calendar, frozen, groups, colors, byOwner],
  );
  const pictured = zoom !== null;
  const { tasks, links, entries } = plan;
  const arrows = useMemo(() => (pictured ? arrowsOf({ tasks, links, entries }, lines) : null), [tasks, links, entries, lines, pictured]);
  const span = useMemo(() => (pictured ? spanOfAll(plan, lines, frozen) : null), [plan, lines, frozen, pictured]);
  const view = useView(scroller, rowHeight, lines.length, zoom !== null);
  const widthOf = (key: ColumnKey) => (key === "title" ? titleWidth(narrow, zoom) : columnsOf[key].width);
  const tableWidth = columns.reduce((sum, key) => sum + widthOf(key), 0);
  const template = columns.map((key) => (key === "title" && zoom === null ? "minmax(0,1fr)" : `${widthOf(key)}px`)).join(" ");
  const nowMinute = minuteOf(now);
  const scale = useMemo(
    () => (zoom === null || span === null ? null : scaleOf(plan, span, zoom, Math.max(200, view.width - tableWidth), nowMinute)),
    [plan, span, zoom, view.width, tableWidth, nowMinute],
  );
  useStartInSight(scroller, scale, plan.project.id, zoom, { start: minuteOf(plan.start), finish: minuteOf(plan.finish) }, nowMinute);
  return { calendar, frozen, bars, ghosts: moves?.moved ?? null, arrows, view, tableWidth, template, nowMinute, scale };
}
