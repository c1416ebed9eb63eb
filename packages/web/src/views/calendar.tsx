import { ChevronLeft, ChevronRight, Repeat2 } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useRead } from "../session/index.ts";
import { ScreenLink, useActions } from "../shell/index.ts";
import { addDays, endOfDay, instantAt } from "../task/index.ts";
import { Button, cx, IconButton, Popover } from "../ui/index.ts";
import type { Attribute, Row } from "./attributes.ts";
import { cardKind } from "./board-card.tsx";
import { monthDays, monthOf, neighbour } from "./month.ts";
import type { RowChange } from "./use-row-changes.ts";
import { maySet } from "./values.ts";
import type { Words } from "./words.ts";

type Props = {
  rows: readonly Row[];
  month: string | undefined;
  due: Attribute;
  words: Words;
  onMonth: (month: string | undefined) => void;
  onChange: (changes: readonly RowChange[]) => void;
  onOpen: (row: Row) => void;
};

/** As many as a day shows before it says how many more there are. */
const shownInDay = 4;

/** A month of what is due, and of what will come due by itself. A row is dragged to another day, or moved by Alt and the arrow keys. */
export function Calendar({ rows, month: wanted, due, words, onMonth, onChange, onOpen }: Props) {
  const { t, days } = words;
  const month = wanted ?? days.today.slice(0, 7);
  const shown = useMemo(() => monthDays(month), [month]);
  const [first = "", last = ""] = [shown[0], shown.at(-1)];
  const ahead = useRead("GET /occurrences", { query: { from: first, to: last } }, { watch: ["process", "cadence"], keep: true }).data
    ?.items;
  const byDay = useMemo(
    () =>
      Map.groupBy(
        rows.filter((row) => row.due !== undefined),
        (row) => days.dayAt(row.due as string),
      ),
    [rows, days],
  );
  const ghosts = useMemo(() => Map.groupBy(ahead ?? [], (one) => days.dayAt(one.at)), [ahead, days]);
  const [over, setOver] = useState<string | null>(null);
  const [active, setActive] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const current = active === null ? undefined : rows.find((row) => row.id === active);
  // The month opens where one is.
  useEffect(() => box.current?.querySelector("[data-today]")?.scrollIntoView({ block: "nearest" }), [month]);
  const move = (row: Row | undefined, day: string) => {
    if (!row || !maySet(row, due) || (row.due !== undefined && days.dayAt(row.due) === day)) return;
    onChange([{ row, set: { dueAt: instantAt(day, endOfDay, words.zone) } }]);
    setActive(row.id);
    requestAnimationFrame(() => requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-card="${row.id}"]`)?.focus()));
  };
  const shift = (by: number) => current?.due !== undefined && move(current, addDays(days.dayAt(current.due), by));
  const why = current ? (maySet(current, due) ? null : t("notHere")) : t("noRow");
  const way = document.documentElement.dir === "rtl" ? -1 : 1;
  useActions([
    { id: "calendar.open", label: t("keysOpen"), keys: "o", why: current ? null : t("noRow"), run: () => current && onOpen(current) },
    { id: "calendar.later", label: t("keysLater"), keys: "alt+arrowright", why, run: () => shift(way) },
    { id: "calendar.earlier", label: t("keysEarlier"), keys: "alt+arrowleft", why, run: () => shift(-way) },
    { id: "calendar.weekLater", label: t("keysWeekLater"), keys: "alt+arrowdown", why, run: () => shift(7) },
    { id: "calendar.weekEarlier", label: t("keysWeekEarlier"), keys: "alt+arrowup", why, run: () => shift(-7) },
  ]);
  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (event.altKey || event.metaKey || event.ctrlKey || !target.matches("[data-card]")) return;
    const all = [...(box.current?.querySelectorAll<HTMLElement>("[data-card]") ?? [])];
    const at = all.indexOf(target);
    const step = event.key === "ArrowDown" || event.key === "j" ? 1 : event.key === "ArrowUp" || event.key === "k" ? -1 : 0;
    if (step === 0) return;
    all[at + step]?.focus();
    event.preventDefault();
  };
  const entry = (row: Row) => {
    const late = row.state === "open" && row.due !== undefined && days.dayAt(row.due) < days.today;
    return (
      <button
        key={row.id}
        type="button"
        data-card={row.id}
        draggable={maySet(row, due)}
        onDragStart={(event) => event.dataTransfer.setData(cardKind, row.id)}
        onFocus={() => setActive(row.id)}
        onClick={() => onOpen(row)}
        className={cx(
          "flex h-6 w-full min-w-0 shrink-0 items-center gap-1.5 rounded-sm border border-line bg-raised px-1.5 text-start text-xs hover:border-line-strong",
          row.state !== "open" ? "text-faint line-through" : late && "text-act",
        )}
      >
        <span className="truncate">{row.title}</span>
      </button>
    );
  };
  const ghost = (one: NonNullable<typeof ahead>[number]) => (
    <ScreenLink
      key={`${one.cadenceId} ${one.at}`}
      to="/processes/$id"
      params={{ id: one.processId }}
      aria-label={t("ghost", { name: one.processName })}
      className="flex h-6 min-w-0 shrink-0 items-center gap-1 rounded-sm border border-dashed border-line-strong px-1.5 text-xs text-muted hover:text-ink"
    >
      <Repeat2 size={12} aria-hidden="true" className="shrink-0" />
      <span className="truncate">{one.processName}</span>
    </ScreenLink>
  );
  return (
    <div ref={box} className="flex min-h-0 flex-1 flex-col overflow-auto" onKeyDown={onKeyDown}>
      <div className="sticky start-0 flex items-center gap-2 px-4 py-2 sm:px-6">
        <h2 className="min-w-40 text-sm font-semibold" aria-live="polite">
          {monthOf(month, words.locale)}
        </h2>
        <IconButton
          size="small"
          label={t("monthBefore")}
          icon={<ChevronLeft size={16} className="rtl:rotate-180" />}
          onClick={() => onMonth(neighbour(month, -1))}
        />
        <IconButton
          size="small"
          label={t("monthNext")}
          icon={<ChevronRight size={16} className="rtl:rotate-180" />}
          onClick={() => onMonth(neighbour(month, 1))}
        />
        <Button size="small" kind="quiet" onClick={() => onMonth(undefined)}>
          {t("today")}
        </Button>
      </div>
      <ol
        className="grid min-w-[56rem] flex-1 auto-rows-[minmax(7.5rem,1fr)] grid-cols-7 border-t border-line"
        aria-label={monthOf(month, words.locale)}
      >
        {shown.map((day) => {
          const here = byDay.get(day) ?? [];
          const coming = ghosts.get(day) ?? [];
          const room = Math.max(0, shownInDay - Math.min(coming.length, 2));
          const rest = [...here.slice(room), ...(coming.length > 2 ? coming.slice(2) : [])].length;
          return (
            <li
              key={day}
              data-today={day === days.today ? "" : undefined}
              aria-label={t("dayHas", { day: words.format.weekday(day), count: here.length })}
              className={cx(
                "flex min-w-0 flex-col gap-1 border-e border-b border-line p-1 outline-2 -outline-offset-2 outline-transparent",
                !day.startsWith(month) && "bg-sunken",
                over === day && "outline-accent",
              )}
              onDragOver={(event) => {
                if (!event.dataTransfer.types.includes(cardKind)) return;
                event.preventDefault();
                setOver(day);
              }}
              onDragLeave={(event) =>
                event.currentTarget.contains(event.relatedTarget as Node | null) ? undefined : setOver((was) => (was === day ? null : was))
              }
              onDrop={(event) => {
                event.preventDefault();
                setOver(null);
                const id = event.dataTransfer.getData(cardKind);
                move(
                  rows.find((row) => row.id === id),
                  day,
                );
              }}
            >
              <span
                className={cx(
                  "self-start px-1 text-xs tabular-nums",
                  day === days.today ? "rounded-full bg-accent font-semibold text-on-accent" : "text-faint",
                )}
              >
                {words.format.weekday(day)}
              </span>
              {here.slice(0, room).map(entry)}
              {coming.slice(0, 2).map(ghost)}
              {rest > 0 ? (
                <Popover
                  title={words.format.weekday(day)}
                  trigger={
                    <button type="button" className="self-start rounded-sm px-1 text-xs text-muted hover:bg-hover">
                      {t("moreInDay", { count: rest })}
                    </button>
                  }
                >
                  <div className="flex max-h-80 w-72 flex-col gap-1 overflow-y-auto">
                    {here.map(entry)}
                    {coming.map(ghost)}
                  </div>
                </Popover>
              ) : null}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
