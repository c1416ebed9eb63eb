import type { ReactNode } from "react";
import { Checkbox } from "./checkbox.tsx";
import { cx } from "./cx.ts";
import { useRowKeys } from "./row-keys.ts";

export type Column<Row> = {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers and dates stand at the end of their column. */
  readonly end?: boolean;
  /** The column that names the row: read out as its header, and what Enter opens should be in it. */
  readonly names?: boolean;
  /** CSS width; the naming column takes what is left, and never less than a few words need. */
  readonly width?: string;
  /** Left out below 640 px. */
  readonly wideOnly?: boolean;
  /** Left out on paper. */
  readonly screenOnly?: boolean;
};

type Props<Row> = {
  /** What the rows are, for people who can't see it: "Members". */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  idOf: (row: Row) => string;
  /** Makes rows choosable with X. */
  chosen?: ReadonlySet<string>;
  onChoose?: (id: string, chosen: boolean) => void;
  chooseLabel?: (row: Row) => string;
  /** Rows of one group stand together under its title; undefined: no groups. */
  groupOf?: (row: Row) => string;
  /** It is the screen, from edge to edge: its first column stands under the screen's title. */
  fills?: boolean;
};

/** A real table: headers, J and K through the rows, X to choose, Enter to open what carries `data-row-open`. */
export function Table<Row>({ label, columns, rows, idOf, chosen, onChoose, chooseLabel, groupOf, fills = false }: Props<Row>) {
  const { ref } = useRowKeys<HTMLTableSectionElement>();
  return (
    <div className="relative overflow-x-auto" role="region" aria-label={label} tabIndex={0}>
      <table
        className={cx(
          "w-full border-separate border-spacing-0 text-sm",
          fills && "[&_tr>:first-child]:ps-4 [&_tr>:last-child]:pe-4 sm:[&_tr>:first-child]:ps-6 sm:[&_tr>:last-child]:pe-6",
        )}
      >
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr>
            {onChoose ? <td className={cx(headClass, "w-8")} /> : null}
            {columns.map((column) => {
              const className = cx(headClass, column.end ? "text-end" : "text-start", shownIn(column));
              // A column of buttons has no name, and is no header.
              return column.title === "" ? (
                <td key={column.key} style={{ width: column.width }} className={className} />
              ) : (
                <th key={column.key} scope="col" style={{ width: column.width }} className={className}>
                  {column.title}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody ref={ref}>
          {rows.map((row, index) => {
            const id = idOf(row);
            const group = groupOf?.(row);
            const begins = group !== undefined && (index === 0 || groupOf?.(rows[index - 1] as Row) !== group);
            return [
              begins ? (
                <tr key={`group ${group}`}>
                  <th
                    colSpan={columns.length + (onChoose ? 1 : 0)}
                    scope="rowgroup"
                    className="border-b border-line bg-sunken px-3 py-1 text-start text-xs font-medium text-muted"
                  >
                    {group}
                  </th>
                </tr>
              ) : null,
              <tr
                key={id}
                data-row={id}
                tabIndex={-1}
                className={cx("group/row -outline-offset-2 hover:bg-hover/60 focus:bg-accent-soft/60", chosen?.has(id) && "bg-accent-soft")}
              >
                {onChoose ? (
                  <td className={cellClass} data-row-choose>
                    <Checkbox
                      checked={chosen?.has(id) ?? false}
                      onChecked={(on) => onChoose(id, on)}
                      label={chooseLabel?.(row) ?? id}
                      hideLabel
                    />
                  </td>
                ) : null}
                {columns.map((column) => {
                  const className = cx(cellClass, column.end && "text-end", shownIn(column), column.names && "font-medium");
                  return column.names ? (
                    <th key={column.key} scope="row" className={cx(className, "min-w-32 text-start sm:min-w-48")}>
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td key={column.key} className={className}>
                      {column.cell(row)}
                    </td>
                  );
                })}
              </tr>,
            ];
          })}
        </tbody>
      </table>
    </div>
  );
}

function shownIn({ wideOnly, screenOnly }: { readonly wideOnly?: boolean; readonly screenOnly?: boolean }): string {
  return cx(wideOnly && "hidden sm:table-cell", screenOnly && "print:hidden");
}

const headClass = "sticky top-0 z-10 h-8 border-b border-line bg-surface px-3 text-xs font-medium whitespace-nowrap text-faint";
const cellClass = "h-10 border-b border-line/70 px-3 py-1.5 align-middle";
