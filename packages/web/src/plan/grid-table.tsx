import { Plus } from "lucide-react";
import type { RefObject } from "react";
import { v7 } from "../api/index.ts";
import type { Span } from "../chart/index.ts";
import { cx } from "../ui/index.ts";
import type { Person } from "./cell-editor.tsx";
import { isBeginning } from "./columns.ts";
import { type CellContext, type ColumnKey, columnsOf } from "./cells.tsx";
import { type Draft, DraftRow } from "./draft-row.tsx";
import type { PlanEdit } from "./edit.ts";
import { GridRow, type RowActs } from "./grid-row.tsx";
import { HeadRow } from "./head-row.tsx";
import { isHead, type Line } from "./lines.ts";
import type { Moved } from "./moved.ts";

type Shape = {
  columns: readonly ColumnKey[];
  template: string;
  /** Its width beside a picture; alone it takes the room there is, and this at least. */ width: number;
  alone: boolean;
};

/** The names of the columns. */
export function TableHead({ columns, template, width, alone, context: { words } }: Shape & { context: CellContext }) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={cx(
        "sticky start-0 z-10 grid items-end border-b border-line bg-surface text-xs font-medium text-faint",
        alone ? "w-full min-w-max" : "border-e",
      )}
      style={{ width: alone ? undefined : width, minWidth: alone ? width : undefined, gridTemplateColumns: template }}
    >
      {columns.map((key, index) => (
        <div
          key={key}
          role="columnheader"
          aria-colindex={index + 1}
          className={cx("truncate px-3 pb-1.5", columnsOf[key].end && "text-end")}
        >
          {words.t(columnsOf[key].label)}
        </div>
      ))}
    </div>
  );
}

type Body = Shape & {
  lines: readonly Line[];
  inSight: Span;
  rowHeight: number;
  height: number;
  active: { readonly row: number; readonly column: ColumnKey; readonly editing: boolean };
  draft: Draft | null;
  /** Lines are added at the end: they can be changed, and they are the tree. */
  mayAdd: boolean;
  context: CellContext;
  /** Where tasks would stand, while something is dragged. */
  moved: Moved | null;
  people: readonly Person[];
  act: RefObject<RowActs>;
  onDraft: (draft: Draft | null) => void;
  onAdded: (edit: Extract<PlanEdit, { kind: "add" }>) => void;
  onAdd: () => void;
  onLeft: () => void;
};

/** The lines one sees, and the one that is being written. */
export function TableBody(props: Body) {
  const {
    columns,
    template,
    width,
    alone,
    lines,
    inSight,
    rowHeight,
    height,
    active,
    draft,
    context,
    moved,
    people,
    act,
    onAdded,
    onDraft,
  } = props;
  const { words } = context;
  const { from, to } = inSight;
  return (
    <div
      role="presentation"
      className={cx("sticky start-0 z-10 bg-surface", alone ? "w-full" : "border-e border-line")}
      style={{ width: alone ? undefined : width, minWidth: alone ? width : undefined, height }}
    >
      {lines.slice(from, to).map((one, offset) => {
        const index = from + offset;
        const on = index === active.row;
        // A row that leaves lends its element to the one that comes: a fling changes texts, not elements. The one that
        // is written in keeps its own, also when somebody else adds a row above.
        const key = on && active.editing ? "written" : index % Math.max(1, to - from);
        const place = { index, height: rowHeight, columns, template, context };
        if (isHead(one)) return <HeadRow key={key} head={one} top={index * rowHeight} at={on} onPress={act.current.press} {...place} />;
        return (
          <GridRow
            key={key}
            row={one}
            top={index * rowHeight + shiftBy(draft, index, rowHeight)}
            at={on ? active.column : null}
            editing={on && active.editing}
            people={people}
            act={act}
            {...place}
            {...moved?.at(one.task.id)}
          />
        );
      })}
      {draft ? (
        <DraftRow
          key={`${draft.afterRow} ${draft.parentId}`}
          top={(draft.afterRow + 1) * rowHeight}
          height={rowHeight}
          depth={draft.depth}
          label={words.t("newTask")}
          onAdd={(title) => {
            const id = v7();
            onAdded({
              kind: "add",
              id,
              title,
              parentId: draft.parentId,
              afterId: draft.afterId,
              workingMinutes: words.units.minutesPerDay,
            });
            onDraft({ ...draft, afterRow: draft.afterRow + 1, afterId: id });
          }}
          onClose={() => {
            onDraft(null);
            props.onLeft();
          }}
        />
      ) : isBeginning(context.plan) ? (
        <div role="row" className="absolute inset-x-0" style={{ top: lines.length * rowHeight, height: rowHeight }}>
          <div role="gridcell" className="flex h-full items-center px-3 text-sm text-muted">
            <span className="truncate">{words.t("restComing")}</span>
          </div>
        </div>
      ) : props.mayAdd ? (
        <div role="row" className="absolute inset-x-0" style={{ top: lines.length * rowHeight, height: rowHeight }}>
          <div role="gridcell" className="h-full">
            <button
              type="button"
              onClick={props.onAdd}
              className="flex h-full w-full items-center gap-2 px-3 text-start text-sm text-faint -outline-offset-2 hover:bg-hover/60 hover:text-ink"
            >
              <Plus size={14} aria-hidden="true" />
              {words.t("addTask")}
            </button>
          </div>
        </div>
      ) : null}
    </div>
  );
}

/** Rows below the line that is being written make room for it. */
function shiftBy(draft: Draft | null, index: number, rowHeight: number): number {
  return draft && index > draft.afterRow ? rowHeight : 0;
}
