import { useVirtualizer } from "@tanstack/react-virtual";
import { Ellipsis, Plus } from "lucide-react";
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { v7 } from "../api/index.ts";
import { useActions } from "../shell/index.ts";
import { Button, cx, IconButton, Menu, TextInput } from "../ui/index.ts";
import { BoardCard } from "./board-card.tsx";
import type { PlanEdit } from "./edit.ts";
import { isClosed, type Plan, type Row, rowsOf } from "./model.ts";
import { useWords, type Words } from "./use-words.ts";

type Props = {
  plan: Plan;
  locked: string | null;
  now: string;
  onEdit: (edit: PlanEdit) => void;
  onOpen: (taskId: string) => void;
  onColumns: ((columns: readonly string[]) => void) | null;
};

/** The project's tasks as cards in its columns. Only the cards in sight are in the page. */
export function Board({ plan, locked, now, onEdit, onOpen, onColumns }: Props) {
  const words = useWords(plan.calendar.week);
  const { t } = words;
  const { columns } = plan.project;
  const cards = useMemo(() => cardsOf(plan), [plan]);
  const [active, setActive] = useState<string | null>(null);
  const [carried, setCarried] = useState<{ id: string; to: number } | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const wanted = useRef<string | null>(null);
  const where = useMemo(
    () => new Map(cards.flatMap((list, column) => list.map((row, index) => [row.task.id, { column, index }] as const))),
    [cards],
  );
  const at = active === null ? undefined : where.get(active);
  const current = at ? cards[at.column]?.[at.index] : undefined;

  const focus = (id: string | undefined) => {
    if (id === undefined) return;
    setActive(id);
    // A card that changes its column, or comes into sight, takes the focus when it is drawn there.
    wanted.current = id;
    requestAnimationFrame(() => {
      const card = box.current?.querySelector<HTMLElement>(`[data-card="${id}"]`);
      if (card && document.activeElement !== card) card.focus();
    });
  };
  const move = (id: string, to: number) => {
    const column = columns[to];
    const row = cards.flat().find((one) => one.task.id === id);
    if (column === undefined || !row || locked || where.get(id)?.column === to) return;
    onEdit({ kind: "set", id, set: { column } });
    focus(id);
  };
  const step = (by: number) => at && current && move(current.task.id, at.column + by);
  const none = locked ?? (current ? null : t("noRow"));
  useActions([
    {
      id: "board.complete",
      label: t("keysComplete"),
      keys: "e",
      why: none,
      run: () => current && onEdit({ kind: isClosed(current.task) ? "reopen" : "complete", id: current.task.id }),
    },
    {
      id: "board.move",
      label: t("keysMoveCard"),
      keys: "m",
      why: none,
      run: () => current && at && setCarried({ id: current.task.id, to: at.column }),
    },
    { id: "board.left", label: t("columnLeft"), keys: "alt+arrowleft", hidden: true, why: none, run: () => step(-1) },
    { id: "board.right", label: t("columnRight"), keys: "alt+arrowright", hidden: true, why: none, run: () => step(1) },
    { id: "board.open", label: t("openTask"), keys: "o", why: current ? null : t("noRow"), run: () => current && onOpen(current.task.id) },
    {
      id: "board.remove",
      label: t("keysRemove"),
      keys: "delete",
      why: none,
      run: () => current && onEdit({ kind: "remove", id: current.task.id }),
    },
  ]);

  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (event.metaKey || event.ctrlKey || event.altKey || !target.matches("[data-card]")) return;
    const { key } = event;
    if (carried) {
      if (key === "ArrowLeft" || key === "ArrowRight")
        setCarried({
          ...carried,
          to: Math.max(0, Math.min(columns.length - 1, carried.to + (key === "ArrowRight" ? 1 : -1) * direction())),
        });
      else if (key === "Enter" || key === "m") {
        setCarried(null);
        move(carried.id, carried.to);
      } else if (key === "Escape") setCarried(null);
      else return;
      return event.preventDefault();
    }
    if (!at) return;
    const beside = (by: number) => {
      for (let column = at.column + by; column >= 0 && column < cards.length; column += by)
        if (cards[column]?.length) return focus(cards[column]?.[Math.min(at.index, (cards[column]?.length ?? 1) - 1)]?.task.id);
    };
    if (key === "ArrowDown" || key === "j") focus(cards[at.column]?.[at.index + 1]?.task.id);
    else if (key === "ArrowUp" || key === "k") focus(cards[at.column]?.[at.index - 1]?.task.id);
    else if (key === "ArrowRight") beside(direction());
    else if (key === "ArrowLeft") beside(-direction());
    else if (key === "Enter") onOpen(target.dataset["card"] ?? "");
    else return;
    event.preventDefault();
  };

  const carriedRow = carried && cards.flat().find((row) => row.task.id === carried.id);
  return (
    <div ref={box} className="relative flex min-h-80 min-w-0 flex-1 flex-col" onKeyDown={onKeyDown}>
      <div
        role="status"
        className={cx("text-sm", carriedRow ? "border-b border-line bg-accent-soft px-4 py-2 text-accent-strong" : "sr-only")}
      >
        {carriedRow ? t("moving", { title: carriedRow.task.title }) : null}
      </div>
      <div className="relative min-h-0 flex-1">
        <div className="absolute inset-0 flex gap-3 overflow-x-auto px-4 py-3 sm:px-6" role="group" aria-label={t("board")} tabIndex={-1}>
          {columns.map((column, index) => (
            <BoardColumn
              key={column}
              name={column}
              index={index}
              cards={cards[index] ?? []}
              words={words}
              now={now}
              plan={plan}
              locked={locked}
              active={active}
              aimed={over === index || carried?.to === index}
              carried={carried?.id ?? null}
              wanted={wanted}
              onOver={(on) => setOver((was) => (on ? index : was === index ? null : was))}
              onDropped={(id) => {
                setOver(null);
                move(id, index);
              }}
              onActive={setActive}
              onEdit={onEdit}
              onOpen={onOpen}
              onMove={move}
              {...(onColumns ? { onColumns } : {})}
            />
          ))}
          {onColumns ? <NewColumn words={words} taken={columns} onMake={(name) => onColumns([...columns, name])} /> : null}
        </div>
      </div>
    </div>
  );
}

type ColumnProps = {
  name: string;
  index: number;
  cards: readonly Row[];
  words: Words;
  now: string;
  plan: Plan;
  locked: string | null;
  active: string | null;
  aimed: boolean;
  carried: string | null;
  wanted: RefObject<string | null>;
  onOver: (on: boolean) => void;
  onDropped: (id: string) => void;
  onActive: (id: string) => void;
  onEdit: (edit: PlanEdit) => void;
  onOpen: (id: string) => void;
  onMove: (id: string, to: number) => void;
  onColumns?: (columns: readonly string[]) => void;
};

const dragKind = "text/x-rondo-card";

function BoardColumn({
  name,
  index,
  cards,
  words,
  now,
  plan,
  locked,
  active,
  aimed,
  carried,
  wanted,
  onOver,
  onDropped,
  onActive,
  onEdit,
  onOpen,
  onMove,
  onColumns,
}: ColumnProps) {
  const { t } = words;
  const { columns } = plan.project;
  const scroller = useRef<HTMLDivElement>(null);
  const [renaming, setRenaming] = useState(false);
  const [adding, setAdding] = useState(false);
  const activeIndex = cards.findIndex((row) => row.task.id === active);
  const virtual = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 76,
    getItemKey: (at) => cards[at]?.task.id ?? at,
    overscan: 6,
    gap: 8,
    paddingEnd: 8,
  });
  useEffect(() => {
    if (activeIndex >= 0) virtual.scrollToIndex(activeIndex, { align: "auto" });
  }, [activeIndex, virtual]);
  const swap = (by: number) => {
    const next = [...columns];
    [next[index], next[index + by]] = [next[index + by] ?? "", next[index] ?? ""];
    onColumns?.(next);
  };
  return (
    <section
      aria-label={`${name}, ${t("cards", { count: cards.length })}`}
      className={cx(
        "flex h-full w-72 max-w-[80vw] shrink-0 flex-col rounded-lg bg-sunken outline-2 outline-transparent transition-[outline-color] duration-100",
        aimed && "outline-accent",
      )}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(dragKind) || locked) return;
        event.preventDefault();
        onOver(true);
      }}
      onDragLeave={(event) => (event.currentTarget.contains(event.relatedTarget as Node | null) ? undefined : onOver(false))}
      onDrop={(event) => {
        event.preventDefault();
        onDropped(event.dataTransfer.getData(dragKind));
      }}
    >
      <header className="flex min-h-10 items-center gap-2 ps-3 pe-1.5">
        {renaming ? (
          <NameField
            label={t("columnName")}
            initial={name}
            onDone={(next) => {
              setRenaming(false);
              if (next !== "" && !columns.includes(next)) onColumns?.(columns.map((one) => (one === name ? next : one)));
            }}
          />
        ) : (
          <h2 className="min-w-0 flex-1 truncate text-sm font-semibold">
            {name} <span className="ms-1 font-normal text-faint">{cards.length}</span>
          </h2>
        )}
        {onColumns ? (
          <Menu
            align="end"
            trigger={<IconButton size="small" label={t("columnMenu", { column: name })} icon={<Ellipsis size={15} />} />}
            entries={[
              { label: t("columnRename"), onSelect: () => setRenaming(true) },
              { label: t("columnLeft"), why: index === 0 ? name : null, onSelect: () => swap(-1) },
              { label: t("columnRight"), why: index === columns.length - 1 ? name : null, onSelect: () => swap(1) },
              {
                label: t("columnRemove"),
                danger: true,
                why: columns.length === 1 ? t("columnRemoveWhy") : null,
                onSelect: () => onColumns(columns.filter((one) => one !== name)),
              },
            ]}
          />
        ) : null}
        <IconButton
          size="small"
          label={`${t("addCard")}: ${name}`}
          icon={<Plus size={15} />}
          why={locked}
          onClick={() => setAdding(true)}
        />
      </header>
      {adding ? (
        <div className="px-2 pb-2">
          <NameField
            label={t("newTask")}
            initial=""
            onDone={(title, more) => {
              if (title !== "")
                onEdit({
                  kind: "add",
                  id: v7(),
                  title,
                  parentId: null,
                  afterId: undefined,
                  column: name,
                  workingMinutes: words.units.minutesPerDay,
                });
              setAdding(more && title !== "");
            }}
          />
        </div>
      ) : null}
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto px-2" tabIndex={-1}>
        {cards.length === 0 && !adding ? <p className="px-1 py-2 text-xs text-faint">{t("boardEmptyColumn")}</p> : null}
        <ul className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = cards[item.index];
            return row ? (
              <li
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                aria-setsize={cards.length}
                aria-posinset={item.index + 1}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <BoardCard
                  row={row}
                  words={words}
                  now={now}
                  locked={locked}
                  tabIndex={row.task.id === active || (active === null && index === 0 && item.index === 0) ? 0 : -1}
                  carried={row.task.id === carried}
                  wanted={wanted}
                  onActive={() => onActive(row.task.id)}
                  onDone={(done) => onEdit({ kind: done ? "complete" : "reopen", id: row.task.id })}
                  onOpen={() => onOpen(row.task.id)}
                  onDrag={(transfer) => transfer.setData(dragKind, row.task.id)}
                  moves={columns.map((column, to) => ({
                    label: t("moveTo", { column }),
                    chosen: to === index,
                    onSelect: () => onMove(row.task.id, to),
                  }))}
                />
              </li>
            ) : null;
          })}
        </ul>
      </div>
    </section>
  );
}

function NewColumn({ words: { t }, taken, onMake }: { words: Words; taken: readonly string[]; onMake: (name: string) => void }) {
  const [open, setOpen] = useState(false);
  if (!open)
    return (
      <div className="shrink-0">
        <Button kind="quiet" icon={<Plus size={15} />} onClick={() => setOpen(true)}>
          {t("columnNew")}
        </Button>
      </div>
    );
  return (
    <div className="w-56 shrink-0">
      <NameField
        label={t("columnName")}
        initial=""
        onDone={(name) => {
          setOpen(false);
          if (name !== "" && !taken.includes(name)) onMake(name);
        }}
      />
    </div>
  );
}

/** `more` is true when it was kept by Enter: whoever writes a list goes on. */
function NameField({ label, initial, onDone }: { label: string; initial: string; onDone: (name: string, more: boolean) => void }) {
  const [name, setName] = useState(initial);
  const ref = useRef<HTMLInputElement>(null);
  const over = useRef(false);
  useEffect(() => ref.current?.select(), []);
  const done = (text: string, more: boolean) => {
    if (over.current) return;
    over.current = !more;
    onDone(text, more);
    setName("");
  };
  return (
    <TextInput
      ref={ref}
      aria-label={label}
      placeholder={label}
      value={name}
      onValue={setName}
      maxLength={300}
      onBlur={() => done(name.trim(), false)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") done(name.trim(), name.trim() !== "" && initial === "");
        if (event.key === "Escape") done("", false);
      }}
    />
  );
}

/** Tasks without others inside, by column. One in no column, or in one that is gone, stands in the first; finished, in the last. */
function cardsOf(plan: Plan): Row[][] {
  const { columns } = plan.project;
  const lists: Row[][] = columns.map(() => []);
  for (const row of rowsOf(plan)) {
    if (row.inside > 0 || row.task.closedAs === "withdrawn") continue;
    const own = row.place.column === null ? -1 : columns.indexOf(row.place.column);
    lists[own >= 0 ? own : row.task.completion ? columns.length - 1 : 0]?.push(row);
  }
  return lists;
}

/** Right is onward, except where one reads from right to left. */
function direction(): 1 | -1 {
  return document.documentElement.dir === "rtl" ? -1 : 1;
}
