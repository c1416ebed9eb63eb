import { memo, type RefObject } from "react";
import { cx } from "../ui/index.ts";
import { CellEditor, type Person } from "./cell-editor.tsx";
import { Cell, type CellContext, type ColumnKey, columnsOf, indentOf, showsDates } from "./cells.tsx";
import type { TaskSet } from "./edit.ts";
import { idOf } from "./lines.ts";
import type { Row } from "./model.ts";

export type RowActs = {
  press: (id: string, column: ColumnKey) => void;
  edit: (column: ColumnKey) => void;
  set: (id: string, set: TaskSet) => void;
  waits: (id: string, text: string) => string | null;
  start: (id: string, day: string) => void;
  indent: (id: string, by: 1 | -1) => void;
  close: (row: Row, then: "stay" | "next") => void;
};

type Props = {
  row: Row;
  index: number;
  top: number;
  height: number;
  columns: readonly ColumnKey[];
  template: string;
  /** The current cell, where this is the current row. */
  at: ColumnKey | null;
  editing: boolean;
  /** Its dates as they would be, in minutes, while something is dragged. */
  start?: number | undefined;
  finish?: number | undefined;
  context: CellContext;
  people: readonly Person[];
  act: RefObject<RowActs>;
};

export const cellId = (task: string, column: ColumnKey) => `plan-${task}-${column}`;

/** One line of the table: a row of a tree for whoever can't see it. */
export const GridRow = memo(function GridRow({
  row,
  index,
  top,
  height,
  columns,
  template,
  at,
  editing,
  start,
  finish,
  context,
  people,
  act,
}: Props) {
  const { task } = row;
  const on = at !== null;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-level={row.depth + 1}
      aria-posinset={row.at}
      aria-setsize={row.of}
      aria-expanded={row.inside > 0 ? !row.collapsed : undefined}
      aria-selected={on}
      className={cx(
        "group/row absolute inset-x-0 grid border-b border-line/70 text-sm",
        editing ? "z-10" : "contain-strict",
        on ? "bg-accent-soft/60" : "hover:bg-hover/60",
      )}
      style={{ top, height, gridTemplateColumns: template }}
      onPointerDown={(event) => {
        // What a list opened by a cell is pressed at comes here too, though it stands elsewhere on the page.
        if (
          event.button !== 0 ||
          !event.currentTarget.contains(event.target as Node) ||
          (event.target as HTMLElement).closest("button, input, label, [role=combobox]")
        )
          return;
        event.preventDefault();
        act.current.press(idOf(row), columnOf(event.target) ?? "title");
      }}
      onDoubleClick={(event) => {
        const column = columnOf(event.target);
        if (column && !(event.target as HTMLElement).closest("button")) act.current.edit(column);
      }}
    >
      {columns.map((column, columnIndex) => (
        <div
          key={column}
          id={cellId(idOf(row), column)}
          role={column === "title" ? "rowheader" : "gridcell"}
          aria-colindex={columnIndex + 1}
          aria-readonly={!context.canChange || !columnsOf[column].editable}
          data-column={column}
          className={cx(
            "flex min-w-0 items-center px-3 -outline-offset-2",
            columnsOf[column].end && "justify-end text-end",
            at === column && !editing && "rounded-sm group-focus/grid:outline-2 group-focus/grid:outline-focus",
          )}
        >
          {at === column && editing ? (
            <CellEditor
              row={row}
              column={column}
              indent={column === "title" ? indentOf(row.depth, context.narrow) + (context.narrow ? 0 : 22) : 0}
              context={context}
              people={people}
              onSet={(set) => act.current.set(task.id, set)}
              onWaits={(text) => act.current.waits(task.id, text)}
              onStart={(day) => act.current.start(task.id, day)}
              onIndent={(by) => act.current.indent(task.id, by)}
              onClose={(then) => act.current.close(row, then)}
            />
          ) : (
            <Cell row={row} column={column} context={context} {...(showsDates.has(column) ? { start, finish } : {})} />
          )}
        </div>
      ))}
    </div>
  );
});

function columnOf(target: EventTarget): ColumnKey | undefined {
  return (target as HTMLElement).closest<HTMLElement>("[data-column]")?.dataset["column"] as ColumnKey | undefined;
}
