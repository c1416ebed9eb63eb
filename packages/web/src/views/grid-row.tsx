import { memo, type RefObject } from "react";
import { ChevronDown, ChevronRight } from "lucide-react";
import { cx } from "../ui/index.ts";
import type { Attribute, Row } from "./attributes.ts";
import { cellOf } from "./cell.tsx";
import { CellEditor } from "./cell-editor.tsx";
import type { Group } from "./groups.ts";
import type { Speech } from "./language.ts";
import { maySet, type RowSet } from "./values.ts";
import type { Words } from "./words.ts";

export type RowActs = {
  press: (id: string, column: string, how: { more: boolean; span: boolean }) => void;
  edit: (column: string) => void;
  choose: (id: string, span: boolean) => void;
  done: (row: Row) => void;
  set: (set: RowSet) => void;
  close: () => void;
  fold: (key: string) => void;
};

type Props = {
  row: Row;
  index: number;
  top: number;
  height: number;
  columns: readonly Attribute[];
  /** Where there is no room for its column, what the row is in stands under its title. */ home: Attribute | undefined;
  template: string;
  at: string | null;
  editing: boolean;
  chosen: boolean;
  words: Words;
  speech: Speech;
  boardColumns: readonly string[];
  act: RefObject<RowActs>;
};

export const cellId = (row: string, column: string) => `view-${row}-${column}`;
/** Before the columns: choosing and finishing. */
export const leadWidth = 64;

export const GridRow = memo(function GridRow({
  row,
  index,
  top,
  height,
  columns,
  home,
  template,
  at,
  editing,
  chosen,
  words,
  speech,
  boardColumns,
  act,
}: Props) {
  const { t } = words;
  const done = row.state === "done";
  const canFinish =
    row.kind === "task" && !row.locked && row.approval !== true && (row.state === "open" || (done && row.run === undefined));
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      className={cx(
        "absolute inset-x-0 grid border-b border-line/70 text-sm",
        editing ? "z-10" : "contain-strict",
        chosen ? "bg-accent-soft" : at !== null ? "bg-accent-soft/60" : "hover:bg-hover/60",
      )}
      style={{ top, height, gridTemplateColumns: template }}
      onPointerDown={(event) => {
        if (
          event.button !== 0 ||
          !event.currentTarget.contains(event.target as Node) ||
          (event.target as HTMLElement).closest("button, input, label, [role=combobox]")
        )
          return;
        event.preventDefault();
        act.current.press(row.id, columnOf(event.target) ?? "title", { more: event.metaKey || event.ctrlKey, span: event.shiftKey });
      }}
      onDoubleClick={(event) => {
        const column = columnOf(event.target);
        if (column && !(event.target as HTMLElement).closest("button")) act.current.edit(column);
      }}
    >
      <div role="gridcell" aria-colindex={1} className="flex items-center gap-2 ps-4">
        <input
          type="checkbox"
          tabIndex={-1}
          checked={chosen}
          aria-label={t("choose", { title: row.title })}
          className="size-4 accent-accent"
          onChange={(event) => act.current.choose(row.id, (event.nativeEvent as MouseEvent).shiftKey === true)}
        />
        {canFinish ? (
          <button
            type="button"
            tabIndex={-1}
            aria-label={t(done ? "reopen" : "done", { title: row.title })}
            onClick={() => act.current.done(row)}
            className={cx(
              "size-4 shrink-0 rounded-full border",
              done ? "border-accent bg-accent" : "border-line-strong bg-raised hover:border-accent",
            )}
          />
        ) : null}
      </div>
      {columns.map((attribute, columnIndex) => {
        const here = at === attribute.key;
        const edited = here && editing;
        const { className, inside } = edited ? { inside: null } : cellOf(row, attribute, words);
        const under = attribute.key === "title" && home ? cellOf(row, home, words).inside : null;
        return (
          <div
            key={attribute.key}
            id={here ? cellId(row.id, attribute.key) : undefined}
            role={attribute.key === "title" ? "rowheader" : "gridcell"}
            aria-colindex={columnIndex + 2}
            aria-readonly={maySet(row, attribute) ? undefined : true}
            data-column={attribute.key}
            dir={isWords(attribute) ? "auto" : undefined}
            className={cx(
              "min-w-0 px-2.5 -outline-offset-2",
              edited
                ? "flex items-center"
                : under
                  ? "flex flex-col justify-center"
                  : home
                    ? "truncate leading-[51px]"
                    : "truncate leading-[35px]",
              attribute.end && "text-end",
              className,
              here && !editing && "rounded-sm group-focus/grid:outline-2 group-focus/grid:outline-focus",
            )}
          >
            {edited ? (
              <CellEditor
                row={row}
                attribute={attribute}
                label={t("editing", { name: attribute.label, title: row.title })}
                words={words}
                speech={speech}
                columns={boardColumns}
                onSet={(set) => act.current.set(set)}
                onClose={() => act.current.close()}
              />
            ) : under ? (
              <>
                <span className="truncate">{inside}</span>
                <span className="truncate text-xs font-normal text-muted no-underline">{under}</span>
              </>
            ) : (
              inside
            )}
          </div>
        );
      })}
    </div>
  );
});

/** A row that flies past: its name alone, where it stands. Nobody reads more of it, and nothing of it can be pressed. */
export const FlownRow = memo(function FlownRow({ row, index, top, height }: Pick<Props, "row" | "index" | "top" | "height">) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className="absolute inset-x-0 overflow-hidden border-b border-line text-sm font-medium whitespace-nowrap"
      style={{ top, height, lineHeight: `${height - 1}px`, paddingInlineStart: leadWidth + 10 }}
    >
      {row.title}
    </div>
  );
});

/** What people wrote, which may be written from right to left. */
function isWords(attribute: Attribute): boolean {
  return (
    attribute.type === "text" ||
    attribute.type === "person" ||
    attribute.type === "team" ||
    attribute.type === "place" ||
    (attribute.type === "choice" && attribute.isOwn)
  );
}

type HeadProps = {
  group: Group;
  name: string;
  folded: boolean;
  index: number;
  top: number;
  height: number;
  columns: readonly Attribute[];
  template: string;
  words: Words;
  act: RefObject<RowActs>;
};

export const GroupRow = memo(function GroupRow({ group, name, folded, index, top, height, columns, template, words, act }: HeadProps) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className="absolute inset-x-0 grid border-b border-line bg-sunken text-xs text-muted"
      style={{ top, height, gridTemplateColumns: template }}
    >
      <div role="gridcell" aria-colindex={1} aria-colspan={2} className="col-span-2 flex min-w-0 items-center ps-2.5">
        <button
          type="button"
          tabIndex={-1}
          aria-expanded={!folded}
          onClick={() => act.current.fold(group.key)}
          className="flex h-full min-w-0 items-center gap-1.5 font-semibold"
        >
          {folded ? <ChevronRight size={14} aria-hidden="true" className="rtl:rotate-180" /> : <ChevronDown size={14} aria-hidden="true" />}
          <span className="truncate">{name}</span>
          <span className="font-normal text-faint">{group.rows.length}</span>
        </button>
      </div>
      {columns.slice(1).map((attribute, at) => (
        <div
          key={attribute.key}
          role="gridcell"
          aria-colindex={at + 3}
          className={cx("flex items-center px-2.5 tabular-nums", attribute.end && "justify-end")}
        >
          {group.sums[attribute.key] ? words.say(attribute, group.sums[attribute.key]) : null}
        </div>
      ))}
    </div>
  );
});

function columnOf(target: EventTarget): string | undefined {
  return (target as HTMLElement).closest<HTMLElement>("[data-column]")?.dataset["column"];
}
