import { ChevronRight } from "lucide-react";
import { memo } from "react";
import { cx } from "../ui/index.ts";
import { type CellContext, type ColumnKey, columnsOf } from "./cells.tsx";
import { cellId } from "./grid-row.tsx";
import type { Head } from "./lines.ts";
import { Swatch } from "./swatch.tsx";

type Props = {
  head: Head;
  index: number;
  top: number;
  height: number;
  columns: readonly ColumnKey[];
  template: string;
  at: boolean;
  context: CellContext;
  onPress: (id: string, column: ColumnKey) => void;
};

/** The line over tasks that have something in common: what that is, how many they are, their work and their span. */
export const HeadRow = memo(function HeadRow({ head, index, top, height, columns, template, at, context, onPress }: Props) {
  const { words, now } = context;
  const today = now.slice(0, 10);
  const said = (column: ColumnKey) => {
    switch (column) {
      case "duration":
        return head.minutes > 0 ? words.duration(head.minutes) : "";
      case "start":
        return head.start === "" ? "" : words.day(head.start, today);
      case "finish":
        return head.finish === "" ? "" : words.day(head.finish, today);
      default:
        return "";
    }
  };
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-level={1}
      aria-posinset={head.at}
      aria-setsize={head.of}
      aria-expanded={!head.collapsed}
      aria-selected={at}
      className={cx(
        "absolute inset-x-0 grid border-b border-line text-sm font-medium contain-strict",
        at ? "bg-accent-soft" : "bg-sunken hover:bg-hover",
      )}
      style={{ top, height, gridTemplateColumns: template }}
      onPointerDown={(event) => {
        if (event.button !== 0 || (event.target as HTMLElement).closest("button")) return;
        event.preventDefault();
        onPress(head.id, "title");
      }}
      onDoubleClick={() => context.onToggle(head.id)}
    >
      {columns.map((column, columnIndex) => (
        <div
          key={column}
          id={cellId(head.id, column)}
          role={column === "title" ? "rowheader" : "gridcell"}
          aria-colindex={columnIndex + 1}
          aria-readonly
          className={cx(
            "flex min-w-0 items-center px-3 -outline-offset-2",
            columnsOf[column].end && "justify-end text-end tabular-nums",
            at && column === "title" && "rounded-sm group-focus/grid:outline-2 group-focus/grid:outline-focus",
          )}
        >
          {column === "title" ? (
            <span className="flex w-full min-w-0 items-center gap-1.5">
              <button
                type="button"
                tabIndex={-1}
                aria-label={words.t(head.collapsed ? "expand" : "collapse", { title: head.trait.label })}
                onClick={() => context.onToggle(head.id)}
                className="-mx-0.5 flex size-5 shrink-0 items-center justify-center rounded-sm text-faint hover:bg-hover hover:text-ink"
              >
                <ChevronRight
                  size={14}
                  className={cx("transition-transform duration-100", !head.collapsed && "rotate-90", head.collapsed && "rtl:rotate-180")}
                />
              </button>
              {context.coloredHeads ? <Swatch tint={head.trait.tint} /> : null}
              <span className="min-w-0 truncate">{head.trait.label}</span>
              <span className="shrink-0 text-xs font-normal text-muted tabular-nums">
                {context.narrow ? words.format.number(head.count) : words.t("headCount", { count: head.count, done: head.done })}
              </span>
            </span>
          ) : (
            <span className="truncate">{said(column)}</span>
          )}
        </div>
      ))}
    </div>
  );
});
