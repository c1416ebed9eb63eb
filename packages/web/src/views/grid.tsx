import { ArrowDown, ArrowUp } from "lucide-react";
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { type Span, visibleRows, watchBox } from "../chart/index.ts";
import { useActions } from "../shell/index.ts";
import { cx, notify, useNarrow } from "../ui/index.ts";
import type { Attribute, Row } from "./attributes.ts";
import { cellId, FlownRow, GridRow, GroupRow, leadWidth, type RowActs } from "./grid-row.tsx";
import { type Lines, sumsOf } from "./groups.ts";
import type { Speech } from "./language.ts";
import type { SortBy } from "./order.ts";
import type { RowChange } from "./use-row-changes.ts";
import { maySet, setOf, valueOf } from "./values.ts";
import type { Words } from "./words.ts";

type Props = {
  label: string;
  rows: readonly Row[];
  lines: Lines;
  columns: readonly Attribute[];
  groupBy: Attribute | null;
  sort: readonly SortBy[];
  words: Words;
  speech: Speech;
  boardColumns: readonly string[];
  chosen: ReadonlySet<string>;
  onChosen: (chosen: ReadonlySet<string>) => void;
  onSort: (attribute: Attribute) => void;
  onFold: (key: string) => void;
  onChange: (changes: readonly RowChange[]) => void;
  onOpen: (row: Row) => void;
};

const headHeight = 34;

/**
 * Rows as a table that is worked in like a sheet. Only the rows one sees are in the page; the focus stays on the box and
 * `aria-activedescendant` says which cell is the current one, whatever is scrolled to.
 */
export function Grid({
  label,
  rows,
  lines,
  columns,
  groupBy,
  sort,
  words,
  speech,
  boardColumns,
  chosen,
  onChosen,
  onSort,
  onFold,
  onChange,
  onOpen,
}: Props) {
  const { t } = words;
  const home = useNarrow() ? speech.attributes.find((one) => one.key === "in") : undefined;
  const rowHeight = home ? 52 : 36;
  const [at, setAt] = useState<{ id: string; column: string } | null>(null);
  const [editing, setEditing] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const anchor = useRef<string | null>(null);
  const line = at === null ? -1 : lines.indexOf(at.id);
  const current = line < 0 ? null : (lines.at(line)?.row ?? null);
  const { span, flung } = useSpan(scroller, lines.count, rowHeight);
  const template = `${leadWidth}px ${columns.map((one) => (one.key === "title" ? `minmax(${one.width}px, 1fr)` : `${one.width}px`)).join(" ")}`;
  const width = leadWidth + columns.reduce((sum, one) => sum + one.width, 0);
  const summed = useMemo(() => columns.filter((one) => one.type === "number" || one.type === "duration"), [columns]);
  const sums = useMemo(() => sumsOf(rows, summed), [rows, summed]);

  const inSight = (index: number) => {
    const box = scroller.current;
    if (!box || index < 0) return;
    const top = index * rowHeight;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + rowHeight > box.scrollTop + box.clientHeight - 2 * headHeight)
      box.scrollTop = top + rowHeight - box.clientHeight + 2 * headHeight;
  };
  /** The next line with a row from there, on the way. */
  const goTo = (index: number, way: 1 | -1) => {
    for (let next = Math.max(0, Math.min(lines.count - 1, index)); next >= 0 && next < lines.count; next += way) {
      const row = lines.at(next)?.row;
      if (!row) continue;
      setAt({ id: row.id, column: at?.column ?? "title" });
      inSight(next);
      return row;
    }
    return null;
  };
  const edit = (column: string, row = current) => {
    const attribute = columns.find((one) => one.key === column);
    if (!row || !attribute) return;
    if (!maySet(row, attribute)) return notify({ tone: "problem", title: t(row.locked ? "locked" : "notHere") });
    if (attribute.type === "yesNo") return set(row, setOf(attribute, valueOf(row, attribute) !== true));
    setAt({ id: row.id, column });
    setEditing(true);
  };
  /** A cell of a chosen row is the cell of all that are chosen. */
  const set = (row: Row, change: RowChange["set"] | null) => {
    if (change === null) return;
    const all = chosen.has(row.id) && chosen.size > 1 && !("title" in change) ? rows.filter((one) => chosen.has(one.id)) : [row];
    onChange(all.map((one) => ({ row: one, set: change })));
  };
  const choose = (id: string, spans: boolean) => {
    const next = new Set(chosen);
    if (spans && anchor.current !== null) {
      const [a, b] = [lines.indexOf(anchor.current), lines.indexOf(id)].toSorted((one, other) => one - other) as [number, number];
      for (let index = Math.max(0, a); index <= b; index += 1) if (lines.at(index)?.row) next.add(lines.at(index)?.row?.id as string);
    } else if (!next.delete(id)) next.add(id);
    anchor.current = id;
    onChosen(next);
  };
  const finish = (row: Row) => set(row, { done: row.state !== "done" });
  const why = current ? null : t("noRow");
  const stateAttribute = speech.attributes.find((one) => one.key === "state");
  useActions([
    { id: "view.edit", label: t("keysEdit"), keys: "f2", why, run: () => at && edit(at.column) },
    { id: "view.open", label: t("keysOpen"), keys: "o", why, run: () => current && onOpen(current) },
    { id: "view.choose", label: t("keysChoose"), keys: "x", why, run: () => current && choose(current.id, false) },
    {
      id: "view.done",
      label: t("keysDone"),
      keys: "e",
      why: why ?? (current && stateAttribute && maySet(current, stateAttribute) ? null : t("notHere")),
      run: () => current && finish(current),
    },
    {
      id: "view.owner",
      label: t("keysOwner"),
      keys: "a",
      why: why ?? (columns.some((one) => one.key === "owner") ? null : t("notHere")),
      run: () => edit("owner"),
    },
    {
      id: "view.due",
      label: t("keysDue"),
      keys: "d",
      why: why ?? (columns.some((one) => one.key === "due") ? null : t("notHere")),
      run: () => edit("due"),
    },
    {
      id: "view.delete",
      label: t("keysDelete"),
      keys: "delete",
      why: why ?? (current?.kind === "task" && current.run === undefined && !current.locked ? null : t("notHere")),
      run: () => current && set(current, { deleted: true }),
    },
  ]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey || event.altKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 3);
    const side = (by: number) => {
      const now = columns.findIndex((one) => one.key === at?.column);
      const next = columns[Math.max(0, Math.min(columns.length - 1, now + by * (document.documentElement.dir === "rtl" ? -1 : 1)))];
      if (current && next) {
        setAt({ id: current.id, column: next.key });
        requestAnimationFrame(() =>
          document.getElementById(cellId(current.id, next.key))?.scrollIntoView({ block: "nearest", inline: "nearest" }),
        );
      }
    };
    const move = (to: number, way: 1 | -1) => {
      const from = current;
      const row = goTo(to, way);
      if (!event.shiftKey || !row || !from) return;
      anchor.current ??= from.id;
      if (!chosen.has(from.id)) onChosen(new Set([...chosen, from.id, row.id]));
      else onChosen(new Set([...chosen, row.id]));
    };
    switch (event.key) {
      case "ArrowDown":
      case "j":
        move(line + 1, 1);
        break;
      case "ArrowUp":
      case "k":
        move(line - 1, -1);
        break;
      case "PageDown":
        move(line + page, 1);
        break;
      case "PageUp":
        move(line - page, -1);
        break;
      case "Home":
        move(0, 1);
        break;
      case "End":
        move(lines.count - 1, -1);
        break;
      case "ArrowRight":
        side(1);
        break;
      case "ArrowLeft":
        side(-1);
        break;
      case "Enter":
        if (at) edit(at.column);
        break;
      case " ":
        if (current) choose(current.id, false);
        break;
      case "Escape":
        if (chosen.size === 0) return;
        onChosen(new Set());
        break;
      default:
        return;
    }
    event.preventDefault();
  };
  /** A row leaves the table while the keyboard is on it: the one that comes to its place is the current one. */
  const place = useRef(0);
  useEffect(() => {
    if (line >= 0) place.current = line;
    else if (at !== null && lines.count > 0) goTo(Math.min(place.current, lines.count - 1), 1);
  });

  const act = useRef<RowActs>(null as never);
  act.current = {
    press: (id, column, { more, span: spans }) => {
      setAt({ id, column });
      setEditing(false);
      if (more || spans) choose(id, spans);
      else anchor.current = id;
      scroller.current?.focus({ preventScroll: true });
    },
    edit: (column) => edit(column),
    choose,
    done: finish,
    set: (change) => current && set(current, change),
    close: () => {
      setEditing(false);
      scroller.current?.focus({ preventScroll: true });
    },
    fold: onFold,
  };

  const shown = [];
  const size = Math.max(1, span.to - span.from);
  for (let index = span.from; index < Math.min(span.to, lines.count); index += 1) {
    const one = lines.at(index);
    if (!one) continue;
    // A line that leaves lends its element to the one that comes: a fling changes texts, not elements.
    const key = index % size;
    shown.push(
      one.row && flung && one.row.id !== at?.id ? (
        <FlownRow key={key} row={one.row} index={index} top={index * rowHeight} height={rowHeight} />
      ) : one.row ? (
        <GridRow
          key={key}
          row={one.row}
          index={index}
          top={index * rowHeight}
          height={rowHeight}
          columns={columns}
          home={home}
          template={template}
          at={one.row.id === at?.id ? at.column : null}
          editing={editing && one.row.id === at?.id}
          chosen={chosen.has(one.row.id)}
          words={words}
          speech={speech}
          boardColumns={boardColumns}
          act={act}
        />
      ) : (
        <GroupRow
          key={`group ${key}`}
          group={one.group}
          name={groupBy ? words.sayGroup(groupBy, one.group.key) : ""}
          folded={one.folded}
          index={index}
          top={index * rowHeight}
          height={rowHeight}
          columns={columns}
          template={template}
          words={words}
          act={act}
        />
      ),
    );
  }
  return (
    <div className="relative min-h-60 min-w-0 flex-1">
      <div
        ref={scroller}
        role="grid"
        aria-label={label}
        aria-multiselectable
        aria-rowcount={lines.count + 2}
        aria-colcount={columns.length + 1}
        aria-activedescendant={current && at ? cellId(current.id, at.column) : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={(event) => event.target === event.currentTarget && at === null && goTo(span.from > 10 ? span.from + 10 : 0, 1)}
        className="group/grid absolute inset-0 overflow-auto overscroll-contain bg-surface outline-none"
      >
        <div role="rowgroup" className="sticky top-0 z-20 w-full" style={{ minWidth: width, height: headHeight }}>
          <div
            role="row"
            aria-rowindex={1}
            className="grid h-full items-center border-b border-line bg-surface text-xs font-medium text-faint"
            style={{ gridTemplateColumns: template }}
          >
            <div role="columnheader" aria-colindex={1} className="flex ps-4">
              <input
                type="checkbox"
                tabIndex={-1}
                aria-label={t("chooseAll")}
                className="size-4 accent-accent"
                checked={chosen.size > 0 && chosen.size === rows.length}
                onChange={(event) => onChosen(event.target.checked ? new Set(rows.map((row) => row.id)) : new Set())}
              />
            </div>
            {columns.map((attribute, index) => {
              const by = sort.find((one) => one.attribute.key === attribute.key);
              return (
                <div
                  key={attribute.key}
                  role="columnheader"
                  aria-colindex={index + 2}
                  aria-sort={by === undefined ? "none" : by.down ? "descending" : "ascending"}
                  className={cx("min-w-0", attribute.end && "text-end")}
                >
                  <button
                    type="button"
                    tabIndex={-1}
                    onClick={() => onSort(attribute)}
                    className={cx(
                      "inline-flex h-7 max-w-full items-center gap-1 rounded-sm px-2.5 hover:bg-hover hover:text-ink",
                      by && "text-ink",
                    )}
                  >
                    <span className="truncate">{attribute.label}</span>
                    {by ? by.down ? <ArrowDown size={12} aria-hidden="true" /> : <ArrowUp size={12} aria-hidden="true" /> : null}
                  </button>
                </div>
              );
            })}
          </div>
        </div>
        <div role="rowgroup" className="relative w-full" style={{ minWidth: width, height: lines.count * rowHeight }}>
          {shown}
        </div>
        {summed.length > 0 && rows.length > 0 ? (
          <div role="rowgroup" className="sticky bottom-0 z-20 w-full" style={{ minWidth: width, height: headHeight }}>
            <div
              role="row"
              aria-rowindex={lines.count + 2}
              className="grid h-full items-center border-t border-line bg-surface text-xs font-medium text-muted"
              style={{ gridTemplateColumns: template }}
            >
              <div role="gridcell" aria-colindex={1} />
              {columns.map((attribute, index) => (
                <div
                  key={attribute.key}
                  role="gridcell"
                  aria-colindex={index + 2}
                  className={cx("truncate px-2.5 tabular-nums", attribute.end && "text-end")}
                >
                  {index === 0 ? t("total") : sums[attribute.key] ? words.say(attribute, sums[attribute.key]) : null}
                </div>
              ))}
            </div>
          </div>
        ) : null}
      </div>
    </div>
  );
}

/** Lines in sight change again sooner than this: they fly past. */
const soon = 60;

/** The lines in sight, set only when they change; and whether they are flung past, until they rest. */
function useSpan(scroller: React.RefObject<HTMLDivElement | null>, count: number, rowHeight: number): { span: Span; flung: boolean } {
  const [shown, setShown] = useState<{ span: Span; flung: boolean }>({ span: { from: 0, to: 40 }, flung: false });
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    let was: { span: Span; at: number } | null = null;
    let rest: ReturnType<typeof setTimeout> | undefined;
    const leave = watchBox(box, (view) => {
      const span = visibleRows(view.top, view.height - headHeight, rowHeight, count, 4);
      if (was?.span.from === span.from && was.span.to === span.to) return;
      const now = performance.now();
      setShown({ span, flung: was !== null && now - was.at < soon && was.span.from !== span.from });
      was = { span, at: now };
      clearTimeout(rest);
      rest = setTimeout(() => setShown((shown) => (shown.flung ? { ...shown, flung: false } : shown)), 2 * soon);
    });
    return () => {
      clearTimeout(rest);
      leave();
    };
  }, [scroller, count, rowHeight]);
  return shown;
}
