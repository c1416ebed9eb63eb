import { parseDay } from "@rondo/core/calendar";
import { type KeyboardEvent, lazy, Suspense, useCallback, useRef, useState } from "react";
import { Gantt, GanttAxis, type Zoom } from "../chart/index.ts";
import { notify } from "../ui/index.ts";
import { useAxisLabel } from "./axis-label.ts";
import type { Baseline } from "./baseline.ts";
import type { Person } from "./cell-editor.tsx";
import { type ColumnKey, columnsOf } from "./cells.tsx";
import { type Draft, draftBelow } from "./draft-row.tsx";
import { applyEdit, type PlanEdit } from "./edit.ts";
import { type Refused, startOn } from "./gestures.ts";
import { useGridActions } from "./grid-actions.tsx";
import { onGridKey } from "./grid-keys.ts";
import { cellId, type RowActs } from "./grid-row.tsx";
import { TableBody, TableHead } from "./grid-table.tsx";
import { headOf } from "./grid-view.ts";
import { idOf, isHead } from "./lines.ts";
import { LinkDialog } from "./link-dialog.tsx";
import { isClosed, minuteOf, type Plan, type Row, rowsOf, taskOf } from "./model.ts";
import { indent, outdent } from "./outline.ts";
import { usePending } from "./pending.ts";
import { PreviewStrip } from "./preview-strip.tsx";
import { isSameTask } from "./real-ids.ts";
import { useCellContext } from "./use-cell-context.ts";
import { useGridPicture } from "./use-grid-picture.ts";
import { useHand } from "./use-hand.ts";
import type { Looked } from "./use-lines.ts";
import { usePreview } from "./use-preview.ts";
import { useWords } from "./use-words.ts";
import { waitsEdits } from "./waits.ts";
import { type WhyAsked, WhyPopover } from "./why-popover.tsx";

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
  const { lines, groups, onToggle, onFold } = looked;
  const words = useWords(plan.calendar.week);
  const { t } = words;
  const [active, setActive] = useState<Active | null>(null);
  const [editing, setEditing] = useState(false);
  const [draft, setDraft] = useState<Draft | null>(writing ? { afterRow: -1, parentId: null, afterId: undefined, depth: 0 } : null);
  const [pending, setPending] = usePending(onEdit);
  const [why, setWhy] = useState<WhyAsked | null>(null);
  const [linking, setLinking] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const canChange = locked === null;
  const rowHeight = narrow ? 44 : 32;
  const headHeight = headOf(zoom !== null);

  // While something is dragged all stands where it was, with what would move drawn where it would stand; the drop makes it so.
  const moves = usePreview(plan, pending);
  // Places in the tree are of the whole of it, whatever is shown.
  const rows = rowsOf(plan);
  const activeRow = active ? lines.findIndex((line) => isSameTask(idOf(line), active.id)) : -1;
  const line = lines[activeRow] ?? null;
  const current = line === null || isHead(line) ? null : line;

  const picture = useGridPicture({ plan, looked, columns, zoom, baseline, moves, scroller, rowHeight, narrow, canChange, byOwner, now });
  const { calendar, arrows, scale, view, tableWidth, template, nowMinute } = picture;
  const axisLabel = useAxisLabel(zoom ?? "day");
  const context = useCellContext({
    plan,
    looked,
    frozen: picture.frozen,
    calendar,
    words,
    now,
    narrow,
    canChange,
    onEdit,
    onOpen,
    onLink: setLinking,
  });

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
    setActive({ id: idOf(on), column });
    setEditing(true);
  };
  const addBelow = (on: Row | null) => {
    if (canChange && groups === null) setDraft(draftBelow(lines as readonly Row[], on));
  };
  const showWhy = (on: Row) => {
    const box = document.getElementById(cellId(idOf(on), "title"))?.getBoundingClientRect();
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
      const made = waitsEdits(plan, id, text, context.numberOf(), words);
      if (typeof made === "string") return made;
      for (const each of made) onEdit(each);
      return null;
    },
    start: (id, day) => {
      const task = taskOf(plan, id);
      if (task) onEdit(startOn(plan, task, parseDay(day), calendar));
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
  const shape = { columns, template, width: tableWidth, alone: zoom === null };
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
            <TableHead {...shape} context={context} />
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
            <TableBody
              {...shape}
              lines={lines}
              inSight={view.rows}
              rowHeight={rowHeight}
              height={bodyHeight}
              active={{ row: activeRow, column: active?.column ?? "title", editing }}
              draft={draft}
              mayAdd={canChange && groups === null}
              context={context}
              moved={moves?.moved ?? null}
              people={people}
              act={act}
              onDraft={setDraft}
              onAdded={(added) => {
                onEdit(added);
                setActive({ id: added.id, column: "title" });
              }}
              onAdd={() => addBelow(null)}
              onLeft={() => scroller.current?.focus({ preventScroll: true })}
            />
            {scale && zoom && arrows && view.width > 0 ? (
              <Gantt
                bars={picture.bars}
                arrows={arrows}
                scale={scale}
                zoom={zoom}
                calendar={calendar}
                now={nowMinute}
                rowHeight={rowHeight}
                chosen={activeRow}
                ghosts={picture.ghosts}
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
        <WhyPopover
          plan={plan}
          asked={why}
          words={words}
          canChange={canChange}
          onGo={goToTask}
          onEdit={onEdit}
          onOpen={onOpen}
          onClose={() => setWhy(null)}
        />
      ) : null}
      {linking ? (
        <LinkDialog plan={plan} rows={rows} from={linking} words={words} onEdit={onEdit} onClose={() => setLinking(null)} />
      ) : null}
    </div>
  );
}
