import { formatWall, parseDay } from "@rondo/core/calendar";
import { Plus } from "lucide-react";
import { type KeyboardEvent, lazy, Suspense, useCallback, useMemo, useRef, useState } from "react";
import { v7 } from "../api/index.ts";
import { Gantt, GanttAxis, type Zoom } from "../chart/index.ts";
import { cx, notify, Popover } from "../ui/index.ts";
import { useAxisLabel } from "./axis-label.ts";
import { type Baseline, slipOf } from "./baseline.ts";
import type { Person } from "./cell-editor.tsx";
import { type CellContext, type ColumnKey, columnsOf } from "./cells.tsx";
import { type Draft, draftBelow, DraftRow } from "./draft-row.tsx";
import { applyEdit, type PlanEdit } from "./edit.ts";
import type { Refused } from "./gestures.ts";
import { useGridActions } from "./grid-actions.tsx";
import { onGridKey } from "./grid-keys.ts";
import { cellId, GridRow, type RowActs } from "./grid-row.tsx";
import { headOf, useStartInSight, useView } from "./grid-view.ts";
import { HeadRow } from "./head-row.tsx";
import { idOf, isHead } from "./lines.ts";
import { LinkDialog } from "./link-dialog.tsx";
import { calendarOf, isClosed, minuteOf, type Plan, type Row, rowsOf } from "./model.ts";
import { indent, outdent } from "./outline.ts";
import { rowEntries } from "./row-menu.tsx";
import { arrowsOf, barsOf, scaleOf } from "./picture.ts";
import { usePending } from "./pending.ts";
import { PreviewStrip } from "./preview-strip.tsx";
import { isSameTask } from "./real-ids.ts";
import { useHand } from "./use-hand.ts";
import type { Looked } from "./use-lines.ts";
import { usePreview } from "./use-preview.ts";
import { useWords } from "./use-words.ts";
import { waitsEdits } from "./waits.ts";
import { WhyText } from "./why-text.tsx";

type Props = {
  plan: Plan;
  columns: readonly ColumnKey[];
  /** Null: the table alone. */
  zoom: Zoom | null;
  people: readonly Person[];
  /** Why the plan can't be changed, or null. */
  locked: string | null;
  now: string;
  narrow: boolean;
  /** Begins with a line to write in. */
  writing?: boolean;
  /** The baseline that is laid under the picture and compared with. */
  baseline?: Baseline | null;
  /** The lines that are shown, and what they are put together and colored by. */
  looked: Looked;
  /** Draws how far the work has come. */
  progress?: boolean | undefined;
  /** Closes the load of people, where that is shown under the plan. */
  onLoadClose?: (() => void) | undefined;
  /** What bars say after themselves is under whose name they stand already. */
  byOwner?: boolean;
  onEdit: (edit: PlanEdit) => void;
  onOpen: (taskId: string) => void;
};

const LoadStrip = lazy(() => import("./load-strip.tsx").then((module) => ({ default: module.LoadStrip })));
const LoadTable = lazy(() => import("./load-table.tsx").then((module) => ({ default: module.LoadTable })));

type Active = { readonly id: string; readonly column: ColumnKey };

/**
 * A plan as an editable tree, with its bars beside it. One box scrolls both, only the rows one sees are in the page, and
 * one row and cell is the current one, whatever is scrolled to: the focus stays on the box (`aria-activedescendant`).
 */
export function TaskGrid({
  plan,
  columns,
  zoom,
  people,
  locked,
  now,
  narrow,
  writing = false,
  baseline = null,
  looked,
  progress,
  onLoadClose,
  byOwner = false,
  onEdit,
  onOpen,
}: Props) {
  const { lines, groups, colors, onToggle, onFold } = looked;
  const words = useWords(plan.calendar.week);
  const { t } = words;
  const [active, setActive] = useState<Active | null>(null);
  const [editing, setEditing] = useState(false);
  const [draft, setDraft] = useState<Draft | null>(writing ? { afterRow: -1, parentId: null, afterId: undefined, depth: 0 } : null);
  const [pending, setPending] = usePending(onEdit);
  const [why, setWhy] = useState<{ id: string; x: number; y: number } | null>(null);
  const [linking, setLinking] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const canChange = locked === null;
  const rowHeight = narrow ? 44 : 32;
  const headHeight = headOf(zoom !== null);

  // While something is dragged all stands where it was, with what would move drawn where it would stand; the drop makes it so.
  const moves = usePreview(plan, pending);
  // Places in the tree are of the whole of it, whatever is shown.
  const rows = rowsOf(plan);
  const calendar = useMemo(() => calendarOf(plan), [plan.calendar, plan.start, plan.finish]);
  const activeRow = active ? lines.findIndex((line) => isSameTask(idOf(line), active.id)) : -1;
  const line = lines[activeRow] ?? null;
  const current = line === null || isHead(line) ? null : line;

  const frozen = useMemo(() => (baseline ? new Map(baseline.entries.map((entry) => [entry.taskId, entry])) : null), [baseline]);
  const bars = useMemo(
    () => (zoom === null ? [] : barsOf(lines, { now, canChange, calendar, frozen, groups, colors, byOwner })),
    [lines, now, canChange, zoom, calendar, frozen, groups, colors, byOwner],
  );
  const ghosts = useMemo(
    () => (moves ? new Map([...moves.moved].map(([id, at]) => [id, { start: minuteOf(at.start), finish: minuteOf(at.finish) }])) : null),
    [moves],
  );
  const arrows = useMemo(() => arrowsOf(plan, lines), [plan, lines]);

  const view = useView(scroller, rowHeight, lines.length, zoom !== null);
  const tableWidth = columns.reduce(
    (sum, key) => sum + (narrow && key === "title" ? (zoom === null ? 190 : 148) : columnsOf[key].width),
    0,
  );
  const nowMinute = minuteOf(now);
  const scale = useMemo(
    () => (zoom === null ? null : scaleOf(plan, bars, zoom, Math.max(200, view.width - tableWidth), nowMinute)),
    [plan, bars, zoom, view.width, tableWidth, nowMinute],
  );
  const axisLabel = useAxisLabel(zoom ?? "day");
  useStartInSight(scroller, scale, plan.project.id, zoom, minuteOf(plan.start), nowMinute);

  const numberOf = useMemo(() => new Map(rows.map((row) => [row.task.id, row.number])), [plan.tasks]);
  const aboveOf = useMemo(() => {
    if (!groups) return null;
    const titles = new Map(rows.filter((row) => row.inside > 0).map((row) => [row.task.id, row.task.title]));
    // Under the heading of what it is inside, it need not be said again.
    return (row: Row) => (groups.of(row).key === row.place.parentId ? null : (titles.get(row.place.parentId ?? "") ?? null));
  }, [rows, groups]);
  const linksInto = useMemo(() => {
    const into = new Map<string, Plan["links"]>();
    for (const link of plan.links) into.set(link.toId, [...(into.get(link.toId) ?? []), link]);
    return into;
  }, [plan.links]);
  const onDone = useCallback((row: Row, done: boolean) => onEdit({ kind: done ? "complete" : "reopen", id: row.task.id }), [onEdit]);
  const context = useMemo(
    (): CellContext => ({
      plan,
      moved: moves?.moved ?? null,
      words,
      now,
      canChange,
      numberOf,
      linksInto,
      slipOf: frozen ? (row) => slipOf(row.entry, frozen.get(row.task.id), calendar) : null,
      onToggle,
      onDone,
      narrow,
      menuOf: canChange ? (row) => rowEntries(row, { rows, words, grouped: groups !== null, onEdit, onOpen, onLink: setLinking }) : null,
      traitOf: colors && colors !== groups ? (row) => colors.of(row) : null,
      coloredHeads: colors !== null && colors === groups,
      aboveOf,
    }),
    [
      aboveOf,
      plan,
      rows,
      groups,
      colors,
      onEdit,
      onOpen,
      moves,
      words,
      now,
      canChange,
      numberOf,
      linksInto,
      frozen,
      calendar,
      onToggle,
      onDone,
      narrow,
    ],
  );

  // The first key that asks for a row takes the first one.
  const row = () => (line === null ? (lines.find((one): one is Row => !isHead(one)) ?? null) : current);
  const inSight = useCallback(
    (index: number) => {
      const box = scroller.current;
      if (!box || index < 0) return;
      const top = index * rowHeight;
      if (top < box.scrollTop) box.scrollTop = top;
      else if (top + rowHeight > box.scrollTop + box.clientHeight - headHeight)
        box.scrollTop = top + rowHeight - box.clientHeight + headHeight + 4;
    },
    [rowHeight, headHeight],
  );
  const goTo = (index: number, column = active?.column ?? "title") => {
    const at = Math.max(0, Math.min(lines.length - 1, index));
    const next = lines[at];
    if (!next) return;
    setActive({ id: idOf(next), column });
    inSight(at);
  };
  const goToTask = (id: string) => {
    const index = lines.findIndex((one) => idOf(one) === id);
    const there = lines[index];
    setWhy(null);
    if (!there || isHead(there)) return onFold(false);
    goTo(index);
    if (scale) scroller.current?.scrollTo({ left: Math.max(0, scale.x(minuteOf(there.entry?.start ?? plan.start)) - 80) });
    scroller.current?.focus();
  };
  const say = (reason: Refused, title: string, other = "") =>
    notify({
      tone: "problem",
      title:
        reason.why === "loop"
          ? t("refusedLoop", { loop: reason.loop })
          : reason.why === "exists"
            ? t("refusedExists", { from: title, to: other })
            : reason.why === "done"
              ? t("refusedDone", { title })
              : t("refusedSummary", { title }),
    });

  const byKeys = (make: (plan: Plan, row: Row) => PlanEdit | null) => {
    const on = row();
    if (!on || !canChange) return;
    if (isClosed(on.task)) return say({ why: "done" }, on.task.title);
    // What was pressed before goes along: ten presses are one change.
    const pressed = pending?.by === "keys" ? applyEdit(plan, pending.edit) : plan;
    const edit = make(pressed, { ...on, task: pressed.tasks.find((task) => task.id === on.task.id) ?? on.task });
    if (edit) setPending({ edit, by: "keys" });
    goTo(lines.indexOf(on));
  };

  const edit = (column: ColumnKey) => {
    const on = row();
    if (!on || !canChange || !columnsOf[column].editable) return;
    if (isClosed(on.task)) return say({ why: "done" }, on.task.title);
    if (column === "duration" && on.entry?.summary) return say({ why: "summary" }, on.task.title);
    setActive({ id: on.task.id, column });
    setEditing(true);
  };
  const addBelow = (on: Row | null) => {
    if (canChange && groups === null) setDraft(draftBelow(lines as readonly Row[], on));
  };
  const showWhy = (on: Row) => {
    const box = document.getElementById(cellId(on.task.id, "title"))?.getBoundingClientRect();
    setWhy({ id: on.task.id, x: (box?.left ?? 200) + 40, y: box?.bottom ?? 200 });
  };

  useGridActions({
    columns,
    rows,
    current,
    row,
    locked,
    grouped: groups !== null,
    onFold,
    calendar,
    byHour: zoom === "hour",
    words,
    onEdit,
    onOpen,
    onLink: setLinking,
    onWhy: showWhy,
    onCell: edit,
    onAdd: () => addBelow(current),
    byKeys,
  });

  const onKeyDown = (event: KeyboardEvent) =>
    onGridKey(event, {
      lines,
      columns,
      activeRow,
      column: active?.column ?? "title",
      page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 2),
      goTo,
      toColumn: (column) => line && setActive({ id: idOf(line), column }),
      onToggle,
      onEdit: edit,
      onAdd: () => addBelow(current),
      onCancel: () => {
        setPending(null);
        return pending !== null;
      },
    });

  const { refused, cord, onGesture, onDrop } = useHand({
    plan,
    calendar,
    words,
    canChange,
    byHour: zoom === "hour",
    setPending,
    onEdit,
    onRefused: say,
    onDropped: (id) => setActive({ id, column: active?.column ?? "title" }),
  });

  // One value that never changes, so that scrolling draws only the rows that came.
  const act = useRef<RowActs>(null as never);
  act.current = {
    press: (id, column) => {
      setActive({ id, column });
      setEditing(false);
      scroller.current?.focus({ preventScroll: true });
    },
    edit,
    set: (id, set) => onEdit({ kind: "set", id, set }),
    waits: (id, text) => {
      const made = waitsEdits(plan, id, text, numberOf, words);
      if (typeof made === "string") return made;
      for (const each of made) onEdit(each);
      return null;
    },
    start: (id, day) => {
      const number = parseDay(day);
      onEdit({ kind: "set", id, set: { notBeforeWall: number === null ? null : formatWall(calendar.next(number * 1440)) } });
    },
    indent: (id, by) => {
      const made = by > 0 ? indent(rows, id) : outdent(rows, id);
      if (made) onEdit(made);
    },
    close: (on, then) => {
      setEditing(false);
      scroller.current?.focus({ preventScroll: true });
      if (then === "next") addBelow(on);
    },
  };
  const { from, to } = view.rows;
  const template = columns
    .map((key) =>
      key === "title" ? (zoom === null ? "minmax(0,1fr)" : `${narrow ? 148 : columnsOf.title.width}px`) : `${columnsOf[key].width}px`,
    )
    .join(" ");
  const bodyHeight = (lines.length + 1) * rowHeight;
  const width = scale ? tableWidth + scale.width : undefined;

  return (
    <div className="flex min-h-80 min-w-0 flex-1 flex-col">
      <div className="relative min-h-40 flex-1">
        <div
          ref={scroller}
          dir={zoom === null ? undefined : "ltr"}
          role="treegrid"
          aria-label={`${t("plan")}: ${plan.project.name}`}
          aria-rowcount={lines.length + 1}
          aria-colcount={columns.length}
          aria-activedescendant={line && active ? cellId(idOf(line), isHead(line) ? "title" : active.column) : undefined}
          tabIndex={0}
          onKeyDown={onKeyDown}
          // A press on a row has set the current one a moment before the focus comes.
          onFocus={(event) =>
            event.target === event.currentTarget && setActive((was) => was ?? (lines[0] ? { id: idOf(lines[0]), column: "title" } : null))
          }
          className="group/grid absolute inset-0 overflow-auto overscroll-contain bg-surface outline-none"
        >
          <div role="rowgroup" className="sticky top-0 z-20 flex" style={{ width, height: headHeight }}>
            <div
              role="row"
              aria-rowindex={1}
              className={cx(
                "sticky start-0 z-10 grid items-end border-b border-line bg-surface text-xs font-medium text-faint",
                zoom === null ? "w-full min-w-max" : "border-e",
              )}
              style={{
                width: zoom === null ? undefined : tableWidth,
                minWidth: zoom === null ? tableWidth : undefined,
                gridTemplateColumns: template,
              }}
            >
              {columns.map((key, index) => (
                <div
                  key={key}
                  role="columnheader"
                  aria-colindex={index + 1}
                  className={cx("truncate px-3 pb-1.5", columnsOf[key].end && "text-end")}
                >
                  {t(columnsOf[key].label)}
                </div>
              ))}
            </div>
            {/* Both ask where the box is when they appear: it must be in the page by then. */}
            {scale && zoom && view.width > 0 ? (
              <GanttAxis
                scale={scale}
                zoom={zoom}
                calendar={calendar}
                now={nowMinute}
                scroller={scroller}
                offset={tableWidth}
                label={axisLabel}
              />
            ) : null}
          </div>
          <div role="rowgroup" className="flex" style={{ width, height: bodyHeight }}>
            <div
              role="presentation"
              className={cx("sticky start-0 z-10 bg-surface", zoom === null ? "w-full" : "border-e border-line")}
              style={{
                width: zoom === null ? undefined : tableWidth,
                minWidth: zoom === null ? tableWidth : undefined,
                height: bodyHeight,
              }}
            >
              {lines.slice(from, to).map((one, offset) => {
                const index = from + offset;
                const on = index === activeRow;
                const key = on && editing ? "written" : index % Math.max(1, to - from);
                if (isHead(one))
                  return (
                    <HeadRow
                      key={key}
                      head={one}
                      index={index}
                      top={index * rowHeight}
                      height={rowHeight}
                      columns={columns}
                      template={template}
                      at={on}
                      context={context}
                      onPress={act.current.press}
                    />
                  );
                return (
                  // A row that leaves lends its element to the one that comes: a fling changes texts, not elements. The one that
                  // is written in keeps its own, also when somebody else adds a row above.
                  <GridRow
                    key={key}
                    row={one}
                    index={index}
                    top={index * rowHeight + shiftBy(draft, index, rowHeight)}
                    height={rowHeight}
                    columns={columns}
                    template={template}
                    at={on ? (active?.column ?? "title") : null}
                    editing={on && editing}
                    context={context}
                    people={people}
                    act={act}
                  />
                );
              })}
              {draft ? (
                <DraftRow
                  key={`${draft.afterRow} ${draft.parentId}`}
                  top={(draft.afterRow + 1) * rowHeight}
                  height={rowHeight}
                  depth={draft.depth}
                  label={t("newTask")}
                  onAdd={(title) => {
                    const id = v7();
                    onEdit({
                      kind: "add",
                      id,
                      title,
                      parentId: draft.parentId,
                      afterId: draft.afterId,
                      workingMinutes: words.units.minutesPerDay,
                    });
                    setDraft({ ...draft, afterRow: draft.afterRow + 1, afterId: id });
                    setActive({ id, column: "title" });
                  }}
                  onClose={() => {
                    setDraft(null);
                    scroller.current?.focus({ preventScroll: true });
                  }}
                />
              ) : canChange && groups === null ? (
                <div role="row" className="absolute inset-x-0" style={{ top: lines.length * rowHeight, height: rowHeight }}>
                  <div role="gridcell" className="h-full">
                    <button
                      type="button"
                      onClick={() => addBelow(null)}
                      className="flex h-full w-full items-center gap-2 px-3 text-start text-sm text-faint -outline-offset-2 hover:bg-hover/60 hover:text-ink"
                    >
                      <Plus size={14} aria-hidden="true" />
                      {t("addTask")}
                    </button>
                  </div>
                </div>
              ) : null}
            </div>
            {scale && zoom && view.width > 0 ? (
              <Gantt
                bars={bars}
                arrows={arrows}
                scale={scale}
                zoom={zoom}
                calendar={calendar}
                now={nowMinute}
                rowHeight={rowHeight}
                chosen={activeRow}
                ghosts={ghosts}
                progress={progress}
                refused={refused !== null}
                scroller={scroller}
                offset={tableWidth}
                onGesture={onGesture}
                onDrop={onDrop}
                onPress={(index, part, at) => {
                  const on = lines[index];
                  if (!on) return;
                  setActive({ id: idOf(on), column: active?.column ?? "title" });
                  scroller.current?.focus({ preventScroll: true });
                  if (part === "body" && !isHead(on)) setWhy({ id: on.task.id, ...at });
                }}
              />
            ) : null}
          </div>
        </div>
        <PreviewStrip plan={plan} pending={pending} moves={moves} refused={refused} cord={cord} words={words} now={now} />
      </div>
      <Suspense>
        {!onLoadClose ? null : scale ? (
          <LoadStrip
            plan={plan}
            calendar={calendar}
            people={people}
            moved={moves?.moved ?? null}
            scale={scale}
            scroller={scroller}
            offset={tableWidth}
            now={now}
            narrow={narrow}
            words={words}
            onGo={goToTask}
            onClose={onLoadClose}
          />
        ) : (
          <LoadTable plan={plan} calendar={calendar} people={people} now={now} words={words} onGo={goToTask} />
        )}
      </Suspense>
      {why ? (
        <Popover
          open
          onOpen={(open) => (open ? undefined : setWhy(null))}
          title={t("whyTitle")}
          trigger={
            <button
              type="button"
              aria-label={t("whyTitle")}
              tabIndex={-1}
              className="pointer-events-none fixed size-px opacity-0"
              style={{ left: why.x, top: why.y }}
            />
          }
        >
          <WhyText
            plan={plan}
            id={why.id}
            words={words}
            canChange={canChange}
            onGo={goToTask}
            onEdit={(made) => {
              setWhy(null);
              onEdit(made);
            }}
            onOpen={(id) => {
              setWhy(null);
              onOpen(id);
            }}
          />
        </Popover>
      ) : null}
      {linking ? (
        <LinkDialog plan={plan} rows={rows} from={linking} words={words} onEdit={onEdit} onClose={() => setLinking(null)} />
      ) : null}
    </div>
  );
}

/** Rows below the line that is being written make room for it. */
function shiftBy(draft: Draft | null, index: number, rowHeight: number): number {
  return draft && index > draft.afterRow ? rowHeight : 0;
}
