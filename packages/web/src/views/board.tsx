import { ChevronsLeftRight, Ellipsis } from "lucide-react";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { useActions } from "../shell/index.ts";
import { Badge, cx, Field, IconButton, Menu, type MenuEntry, NumberInput, Popover } from "../ui/index.ts";
import type { Attribute, Definition, Row } from "./attributes.ts";
import type { CardActs } from "./board-card.tsx";
import { BoardCell, type CellActs } from "./board-cell.tsx";
import { boardOf, joinedSets, putInto } from "./board-model.ts";
import type { RowChange } from "./use-row-changes.ts";
import { maySet } from "./values.ts";
import type { Words } from "./words.ts";

type Props = {
  rows: readonly Row[];
  by: Attribute;
  lanesBy: Attribute | null;
  shows: readonly Attribute[];
  state: Attribute | undefined;
  /** Columns of the project that the board is of. */
  known: readonly string[];
  definition: Definition;
  words: Words;
  onDefinition: (next: Partial<Definition>) => void;
  onChange: (changes: readonly RowChange[]) => void;
  onOpen: (row: Row) => void;
};

type Place = { readonly column: number; readonly lane: number; readonly index: number };

/** Any rows as cards: columns by one attribute, lanes by another, limits on how many are in a column. */
export function Board({ rows, by, lanesBy, shows, state, known, definition, words, onDefinition, onChange, onOpen }: Props) {
  const { t } = words;
  const board = useMemo(() => boardOf(rows, by, lanesBy, words.days, words.sayGroup, known), [rows, by, lanesBy, words, known]);
  const folded = new Set(definition.folded);
  const [active, setActive] = useState<string | null>(null);
  const [carried, setCarried] = useState<{ id: string; column: number; lane: number } | null>(null);
  const [over, setOver] = useState<{ column: number; lane: number } | null>(null);
  const [limiting, setLimiting] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows]);
  const current = active === null ? undefined : byId.get(active);

  const placeOf = (id: string | null): Place | null => {
    if (id === null) return null;
    for (const [lane, { cells }] of board.lanes.entries())
      for (const [column, cell] of cells.entries())
        for (let index = 0; index < cell.length; index += 1) if (cell[index]?.id === id) return { column, lane, index };
    return null;
  };
  const focus = (id: string | undefined) => {
    if (id === undefined) return;
    setActive(id);
    // Once where it is drawn already, else when it has come into sight.
    const look = (tries: number) => {
      const card = box.current?.querySelector<HTMLElement>(`[data-card="${id}"]`);
      if (card) card.focus();
      else if (tries > 0) requestAnimationFrame(() => look(tries - 1));
    };
    requestAnimationFrame(() => look(3));
  };
  const move = (id: string, column: number, lane: number) => {
    const row = byId.get(id);
    const from = placeOf(id);
    const [to, toLane] = [board.columns[column], board.lanes[lane]];
    if (!row || !from || !to || !toLane) return;
    const sets = [
      from.column === column ? {} : putInto(row, by, to.key),
      from.lane === lane || lanesBy === null ? {} : putInto(row, lanesBy, toLane.key),
    ] as const;
    if (sets[0] === null || sets[1] === null) return say(row);
    const set = joinedSets(sets[0], sets[1]);
    if (Object.keys(set).length === 0) return;
    onChange([{ row, set }]);
    focus(id);
  };
  const [said, setSaid] = useState("");
  const say = (row: Row) => setSaid(t("cantMove", { title: row.title, name: by.label }));
  const open = (column: number) => !folded.has(board.columns[column]?.key ?? "");
  const step = (way: number) => {
    const at = placeOf(active);
    if (!at || !current) return;
    for (let column = at.column + way; column >= 0 && column < board.columns.length; column += way)
      if (open(column)) return move(current.id, column, at.lane);
  };
  const why = current ? (current.locked ? t("locked") : null) : t("noRow");
  useActions([
    { id: "cards.open", label: t("keysOpen"), keys: "o", why: current ? null : t("noRow"), run: () => current && onOpen(current) },
    {
      id: "cards.done",
      label: t("keysDone"),
      keys: "e",
      why: why ?? (current && state && maySet(current, state) ? null : t("notHere")),
      run: () => current && onChange([{ row: current, set: { done: current.state !== "done" } }]),
    },
    {
      id: "cards.move",
      label: t("keysMove"),
      keys: "m",
      why,
      run: () => {
        const at = placeOf(active);
        if (current && at) setCarried({ id: current.id, column: at.column, lane: at.lane });
      },
    },
    { id: "cards.left", label: t("keysLeft"), keys: "alt+arrowleft", hidden: true, why, run: () => step(-onward()) },
    { id: "cards.right", label: t("keysRight"), keys: "alt+arrowright", hidden: true, why, run: () => step(onward()) },
  ]);

  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (event.metaKey || event.ctrlKey || event.altKey || !target.matches("[data-card]")) return;
    const { key } = event;
    if (carried) {
      const side = key === "ArrowRight" ? onward() : key === "ArrowLeft" ? -onward() : 0;
      if (side !== 0) {
        for (let column = carried.column + side; column >= 0 && column < board.columns.length; column += side)
          if (open(column)) {
            setCarried({ ...carried, column });
            break;
          }
      } else if (key === "ArrowDown" || key === "ArrowUp")
        setCarried({ ...carried, lane: Math.max(0, Math.min(board.lanes.length - 1, carried.lane + (key === "ArrowDown" ? 1 : -1))) });
      else if (key === "Enter" || key === "m" || key === " ") {
        setCarried(null);
        move(carried.id, carried.column, carried.lane);
      } else if (key === "Escape") setCarried(null);
      else return;
      event.stopPropagation();
      return event.preventDefault();
    }
    const at = placeOf(active);
    if (!at) return;
    const cell = (lane: number, column: number) => board.lanes[lane]?.cells[column] ?? [];
    const beside = (way: number) => {
      for (let column = at.column + way; column >= 0 && column < board.columns.length; column += way)
        if (open(column) && cell(at.lane, column).length > 0)
          return focus(cell(at.lane, column)[Math.min(at.index, cell(at.lane, column).length - 1)]?.id);
    };
    const along = (way: 1 | -1) => {
      const next = cell(at.lane, at.column)[at.index + way];
      if (next) return focus(next.id);
      for (let lane = at.lane + way; lane >= 0 && lane < board.lanes.length; lane += way)
        if (cell(lane, at.column).length > 0) return focus((way > 0 ? cell(lane, at.column)[0] : cell(lane, at.column).at(-1))?.id);
    };
    if (key === "ArrowDown" || key === "j") along(1);
    else if (key === "ArrowUp" || key === "k") along(-1);
    else if (key === "ArrowRight") beside(onward());
    else if (key === "ArrowLeft") beside(-onward());
    else if (key === "Enter") onOpen(byId.get(target.dataset["card"] ?? "") as Row);
    else return;
    event.preventDefault();
  };

  const act = useRef<CardActs & CellActs>(null as never);
  act.current = {
    open: onOpen,
    done: (row) => onChange([{ row, set: { done: row.state !== "done" } }]),
    active: setActive,
    moves: (row): MenuEntry[] =>
      board.columns.map((column, index) => ({
        label: t("moveTo", { name: words.sayGroup(by, column.key) }),
        why: putInto(row, by, column.key) === null ? t("notHere") : null,
        onSelect: () => {
          const at = placeOf(row.id);
          if (at) move(row.id, index, at.lane);
        },
      })),
    over: (column, lane, on) =>
      setOver((was) =>
        on
          ? was?.column === column && was.lane === lane
            ? was
            : { column, lane }
          : was?.column === column && was.lane === lane
            ? null
            : was,
      ),
    dropped: (id, column, lane) => {
      setOver(null);
      move(id, column, lane);
    },
  };
  const fold = (key: string) =>
    onDefinition({ folded: folded.has(key) ? definition.folded.filter((one) => one !== key) : [...definition.folded, key] });
  const limit = (key: string, value: number | null) =>
    onDefinition({
      limits:
        value === null
          ? Object.fromEntries(Object.entries(definition.limits).filter(([one]) => one !== key))
          : { ...definition.limits, [key]: value },
    });
  const carriedRow = carried ? byId.get(carried.id) : undefined;
  return (
    <div ref={box} className="relative flex min-h-80 min-w-0 flex-1 flex-col" onKeyDown={onKeyDown}>
      <div
        role="status"
        className={cx("text-sm", carriedRow ? "border-b border-line bg-accent-soft px-4 py-2 text-accent-strong" : "sr-only")}
      >
        {carriedRow && carried
          ? t("moving", { title: carriedRow.title, name: words.sayGroup(by, board.columns[carried.column]?.key ?? "") })
          : said}
      </div>
      <div className="relative min-h-0 flex-1">
        <div
          className={cx("absolute inset-0 overflow-auto px-4 py-3 sm:px-6", lanesBy === null && "flex flex-col overflow-y-hidden")}
          role="group"
          aria-label={t("board")}
          tabIndex={0}
        >
          <div className="sticky top-0 z-10 flex w-max gap-3 bg-surface pb-2">
            {board.columns.map((column) => {
              const most = definition.limits[column.key];
              const name = words.sayGroup(by, column.key);
              const broken = most !== undefined && column.count > most;
              if (folded.has(column.key))
                return (
                  <div key={column.key} className="flex w-11 shrink-0 flex-col items-center">
                    <IconButton
                      size="small"
                      label={t("unfold", { name })}
                      icon={<ChevronsLeftRight size={14} />}
                      onClick={() => fold(column.key)}
                    />
                  </div>
                );
              return (
                <header
                  key={column.key}
                  className={cx("flex h-9 w-72 max-w-[80vw] shrink-0 items-center gap-2 rounded-md ps-2", broken && "bg-act-soft")}
                >
                  <h2 className="min-w-0 truncate text-sm font-semibold">{name}</h2>
                  <span className={cx("text-sm tabular-nums", broken ? "font-semibold text-act" : "text-faint")}>
                    {most === undefined ? column.count : t("ofLimit", { count: column.count, limit: most })}
                  </span>
                  {broken ? <Badge tone="act">{t("overLimit", { count: column.count - most })}</Badge> : null}
                  <span className="flex-1" />
                  {limiting === column.key ? (
                    <Popover
                      open
                      onOpen={(isOpen) => (isOpen ? undefined : setLimiting(null))}
                      trigger={<IconButton size="small" label={t("columnMenu", { name })} icon={<Ellipsis size={15} />} />}
                    >
                      <Field label={t("limitOf", { name })}>
                        <NumberInput value={most ?? null} min={1} max={9_999} onValue={(value) => limit(column.key, value)} />
                      </Field>
                    </Popover>
                  ) : (
                    <Menu
                      align="end"
                      trigger={<IconButton size="small" label={t("columnMenu", { name })} icon={<Ellipsis size={15} />} />}
                      entries={[
                        { label: t("fold"), onSelect: () => fold(column.key) },
                        { label: t("limitSet"), onSelect: () => requestAnimationFrame(() => setLimiting(column.key)) },
                        ...(most === undefined ? [] : [{ label: t("limitNone"), onSelect: () => limit(column.key, null) }]),
                      ]}
                    />
                  )}
                </header>
              );
            })}
          </div>
          {board.lanes.map((lane, laneIndex) => (
            <section
              key={lane.key}
              aria-label={lanesBy ? words.sayGroup(lanesBy, lane.key) : t("board")}
              className={cx(lanesBy === null ? "flex min-h-0 flex-1 flex-col" : "mb-4")}
            >
              {lanesBy ? (
                <h3 className="sticky start-0 flex w-fit items-baseline gap-2 pb-1 text-xs font-semibold text-muted">
                  {words.sayGroup(lanesBy, lane.key)} <span className="font-normal text-faint tabular-nums">{lane.count}</span>
                </h3>
              ) : null}
              <div className={cx("flex w-max gap-3", lanesBy === null && "min-h-0 flex-1")}>
                {board.columns.map((column, index) =>
                  folded.has(column.key) ? (
                    <div key={column.key} className="flex w-11 shrink-0 justify-center rounded-lg bg-sunken py-2 text-xs text-faint">
                      <span className="[writing-mode:vertical-rl]">
                        {words.sayGroup(by, column.key)} {lane.cells[index]?.length}
                      </span>
                    </div>
                  ) : (
                    <BoardCell
                      key={column.key}
                      rows={lane.cells[index] ?? []}
                      column={index}
                      lane={laneIndex}
                      label={`${words.sayGroup(by, column.key)}, ${t("cards", { count: lane.cells[index]?.length ?? 0 })}`}
                      empty={t("emptyCell")}
                      aimed={
                        (over?.column === index && over.lane === laneIndex) || (carried?.column === index && carried.lane === laneIndex)
                      }
                      low={lanesBy !== null}
                      active={active !== null && lane.cells[index]?.some((row) => row.id === active) ? active : null}
                      carried={carried?.id ?? null}
                      shows={shows}
                      words={words}
                      act={act}
                    />
                  ),
                )}
              </div>
            </section>
          ))}
        </div>
      </div>
    </div>
  );
}

/** Right is onward, except where one reads from right to left. */
function onward(): 1 | -1 {
  return document.documentElement.dir === "rtl" ? -1 : 1;
}
