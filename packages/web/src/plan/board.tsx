import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { useActions } from "../shell/index.ts";
import { cx } from "../ui/index.ts";
import { BoardColumn, NewColumn } from "./board-column.tsx";
import type { PlanEdit } from "./edit.ts";
import { isClosed, type Plan, type Row, rowsOf } from "./model.ts";
import { useWords } from "./use-words.ts";

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
