import { ChevronDown, ChevronRight } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import { addDays, endOfDay, instantAt } from "../task/index.ts";
import { useActions } from "../shell/index.ts";
import { Button, cx, SegmentedControl } from "../ui/index.ts";
import type { Attribute, Row } from "./attributes.ts";
import type { Lines } from "./groups.ts";
import { monthOf } from "./month.ts";
import { daysBetween, reachOf, type Span, spanOf, ticksOf } from "./span.ts";
import type { RowChange } from "./use-row-changes.ts";
import { maySet } from "./values.ts";
import type { Words } from "./words.ts";

export type Zoom = "days" | "weeks" | "months";
const widths: Readonly<Record<Zoom, number>> = { days: 28, weeks: 10, months: 3 };
const height = 32;

type Props = {
  rows: readonly Row[];
  lines: Lines;
  groupBy: Attribute | null;
  due: Attribute | undefined;
  zoom: Zoom;
  words: Words;
  onZoom: (zoom: Zoom) => void;
  onFold: (key: string) => void;
  onChange: (changes: readonly RowChange[]) => void;
  onOpen: (row: Row) => void;
};

/** Any rows on an axis of days: what is planned as bars, what is only due as marks. What is due is dragged, or moved by Alt and the arrow keys. */
export function Timeline({ rows, lines, groupBy, due, zoom, words, onZoom, onFold, onChange, onOpen }: Props) {
  const { t, days } = words;
  const spans = useMemo(() => new Map(rows.map((row) => [row.id, spanOf(row, days.dayAt, days.today)])), [rows, days]);
  const perDay = widths[zoom];
  const [wide, setWide] = useState(0);
  const reach = useMemo(() => reachOf([...spans.values()], days.today, Math.ceil(wide / perDay)), [spans, days.today, wide, perDay]);
  const width = (daysBetween(reach.from, reach.to) + 1) * perDay;
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [room, setRoom] = useState(600);
  const [active, setActive] = useState<string | null>(null);
  const current = active === null ? undefined : rows.find((row) => row.id === active);
  const x = (day: string) => daysBetween(reach.from, day) * perDay;
  const toToday = () => {
    const element = box.current;
    if (element)
      element.scrollLeft =
        (document.documentElement.dir === "rtl" ? -1 : 1) * Math.max(0, x(days.today) - (element.clientWidth - label(element)) / 3);
  };
  useEffect(toToday, [zoom, reach.from]);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const watch = new ResizeObserver(() => {
      setRoom(element.clientHeight);
      setWide(element.clientWidth - label(element));
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  const movable = (row: Row | undefined) =>
    row !== undefined && due !== undefined && row.kind === "task" && row.finish === undefined && row.due !== undefined && maySet(row, due);
  const shift = (row: Row | undefined, by: number) => {
    if (by === 0 || row?.due === undefined || !movable(row)) return;
    onChange([{ row, set: { dueAt: instantAt(addDays(days.dayAt(row.due), by), endOfDay, words.zone) } }]);
  };
  const why = current ? (movable(current) ? null : t("notHere")) : t("noRow");
  const way = document.documentElement.dir === "rtl" ? -1 : 1;
  useActions([
    { id: "timeline.open", label: t("keysOpen"), keys: "o", why: current ? null : t("noRow"), run: () => current && onOpen(current) },
    { id: "timeline.later", label: t("keysLater"), keys: "alt+arrowright", why, run: () => shift(current, way) },
    { id: "timeline.earlier", label: t("keysEarlier"), keys: "alt+arrowleft", why, run: () => shift(current, -way) },
    { id: "timeline.today", label: t("today"), keys: "t", run: toToday },
  ]);
  const first = Math.max(0, Math.floor(top / height) - 8);
  const last = Math.min(lines.count, Math.ceil((top + room) / height) + 8);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = Number((event.target as HTMLElement).dataset["line"] ?? -1);
    const step = event.key === "ArrowDown" || event.key === "j" ? 1 : event.key === "ArrowUp" || event.key === "k" ? -1 : 0;
    if (step === 0 || at < 0 || event.altKey || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    for (let next = at + step; next >= 0 && next < lines.count; next += step) {
      const row = lines.at(next)?.row;
      if (!row) continue;
      const element = box.current;
      if (element && (next * height < element.scrollTop || (next + 3) * height > element.scrollTop + element.clientHeight))
        element.scrollTop = Math.max(0, next * height - element.clientHeight / 2);
      setActive(row.id);
      requestAnimationFrame(() => requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-line="${next}"]`)?.focus()));
      return;
    }
  };
  const months = useMemo(() => ticksOf(reach, "month"), [reach]);
  const weeks = useMemo(() => (zoom === "months" ? [] : ticksOf(reach, "week")), [reach, zoom]);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex items-center gap-2 border-b border-line px-4 py-1.5 sm:px-6">
        <SegmentedControl
          label={t("zoom")}
          value={zoom}
          onValue={onZoom}
          choices={(["days", "weeks", "months"] as const).map((one) => ({ value: one, label: t(`zoom_${one}`) }))}
        />
        <Button size="small" kind="quiet" onClick={toToday}>
          {t("today")}
        </Button>
      </div>
      <div
        ref={box}
        className="relative min-h-0 flex-1 overflow-auto [--label:11rem] sm:[--label:17rem]"
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        onKeyDown={onKeyDown}
        tabIndex={-1}
      >
        <div
          className="sticky top-0 z-20 flex h-10 border-b border-line bg-surface"
          style={{ width: `calc(var(--label) + ${width}px)` }}
          aria-hidden="true"
        >
          <span className="sticky start-0 z-10 w-(--label) shrink-0 border-e border-line bg-surface" />
          <span className="relative flex-1">
            {months.map((day) => (
              <span
                key={day}
                className="absolute top-0.5 truncate border-s border-line ps-1.5 text-xs font-medium whitespace-nowrap text-muted"
                style={{ insetInlineStart: x(day), maxWidth: 30 * perDay }}
              >
                {monthOf(day.slice(0, 7), words.locale, zoom === "months" ? "short" : "long")}
              </span>
            ))}
            {weeks.map((day) => (
              <span key={day} className="absolute bottom-0.5 ps-1 text-[11px] text-faint tabular-nums" style={{ insetInlineStart: x(day) }}>
                {Number(day.slice(8))}
              </span>
            ))}
          </span>
        </div>
        <div className="relative" style={{ height: lines.count * height, width: `calc(var(--label) + ${width}px)` }}>
          <div aria-hidden="true" className="pointer-events-none absolute inset-y-0 end-0" style={{ width }}>
            {(weeks.length > 0 ? weeks : months).map((day) => (
              <span key={day} className="absolute inset-y-0 w-px bg-line/60" style={{ insetInlineStart: x(day) }} />
            ))}
            <span className="absolute inset-y-0 w-0.5 bg-accent/60" style={{ insetInlineStart: x(days.today) + perDay / 2 }} />
          </div>
          <ul aria-label={t("timeline")}>
            {Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index).map((at) => {
              const line = lines.at(at);
              if (line === undefined) return null;
              if (line.row === undefined) {
                const name = groupBy ? words.sayGroup(groupBy, line.group.key) : "";
                return (
                  <li
                    key={`group ${line.group.key}`}
                    className="absolute flex w-full border-b border-line bg-sunken"
                    style={{ top: at * height, height }}
                  >
                    <button
                      type="button"
                      aria-expanded={!line.folded}
                      onClick={() => onFold(line.group.key)}
                      className="sticky start-0 flex max-w-[80vw] items-center gap-1.5 px-3 text-sm font-semibold"
                    >
                      {line.folded ? <ChevronRight size={14} className="rtl:rotate-180" /> : <ChevronDown size={14} />}{" "}
                      <span dir="auto" className="truncate">
                        {name}
                      </span>{" "}
                      <span className="font-normal text-faint tabular-nums">{line.group.rows.length}</span>
                    </button>
                  </li>
                );
              }
              const { row } = line;
              return (
                <Line
                  key={row.id}
                  row={row}
                  at={at}
                  span={spans.get(row.id) ?? null}
                  x={x}
                  perDay={perDay}
                  movable={movable(row)}
                  current={row.id === active}
                  words={words}
                  onFocus={() => setActive(row.id)}
                  onOpen={() => onOpen(row)}
                  onShift={(by) => shift(row, by)}
                />
              );
            })}
          </ul>
        </div>
      </div>
    </div>
  );
}

function label(element: HTMLElement): number {
  return element.querySelector("ul > li [data-label]")?.clientWidth ?? 200;
}

type LineProps = {
  row: Row;
  at: number;
  span: Span | null;
  x: (day: string) => number;
  perDay: number;
  movable: boolean;
  current: boolean;
  words: Words;
  onFocus: () => void;
  onOpen: () => void;
  onShift: (days: number) => void;
};

function Line({ row, at, span, x, perDay, movable, current, words, onFocus, onOpen, onShift }: LineProps) {
  const { t, days, format } = words;
  const [moved, setMoved] = useState(0);
  const begun = useRef<{ x: number; moved: boolean } | null>(null);
  const late = row.state === "open" && row.due !== undefined && days.dayAt(row.due) < days.today;
  const isMark = span !== null && (span.from === span.to || row.milestone === true);
  const said =
    span === null
      ? t("noDates")
      : span.from === span.to
        ? format.day(span.to, days.today)
        : t("fromTo", { from: format.day(span.from, days.today), to: format.day(span.to, days.today) });
  const way = document.documentElement.dir === "rtl" ? -1 : 1;
  const down = (event: PointerEvent<HTMLElement>) => {
    if (!movable || event.button !== 0) return;
    begun.current = { x: event.clientX, moved: false };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const over = (event: PointerEvent) => {
    if (!begun.current) return;
    const by = Math.round(((event.clientX - begun.current.x) * way) / perDay);
    if (by !== 0) begun.current.moved = true;
    setMoved(by);
  };
  const up = () => {
    if (!begun.current) return;
    const dragged = begun.current.moved;
    begun.current = null;
    setMoved(0);
    if (dragged) onShift(moved);
    else onOpen();
  };
  return (
    <li
      className={cx("absolute flex w-full border-b border-line/60", current ? "bg-accent-soft/60" : "hover:bg-hover/60")}
      style={{ top: at * height, height }}
    >
      <button
        type="button"
        data-line={at}
        data-label
        onFocus={onFocus}
        onClick={onOpen}
        aria-label={`${row.title}, ${said}`}
        className={cx(
          "sticky start-0 z-10 flex w-(--label) shrink-0 items-center border-e border-line bg-surface px-3 text-start text-sm -outline-offset-2",
          row.state !== "open" && "text-faint line-through",
        )}
      >
        <span dir="auto" className="truncate">
          {row.title}
        </span>
      </button>
      <span className="relative flex-1">
        {span === null ? null : isMark ? (
          <span
            onPointerDown={down}
            onPointerMove={over}
            onPointerUp={up}
            onPointerCancel={() => {
              begun.current = null;
              setMoved(0);
            }}
            title={`${row.title}: ${said}`}
            className={cx(
              "absolute top-1/2 size-3.5 -translate-y-1/2 touch-none",
              row.milestone ? "rotate-45 rounded-[2px]" : "rounded-full",
              row.state !== "open" ? "bg-line-strong" : late ? "bg-act" : "bg-accent",
              movable ? "cursor-ew-resize" : "cursor-pointer",
            )}
            style={{ insetInlineStart: x(span.to) + perDay / 2 - 7 + moved * perDay }}
            {...(movable ? {} : { onClick: onOpen })}
          />
        ) : (
          <span
            onClick={onOpen}
            title={`${row.title}: ${said}`}
            className={cx(
              "absolute top-1.5 flex h-5 cursor-pointer items-center rounded-sm px-1.5 text-[11px]",
              row.state !== "open"
                ? "bg-line-strong/60 text-muted"
                : late
                  ? "bg-act text-on-act"
                  : row.critical
                    ? "bg-accent text-on-accent ring-2 ring-accent-strong"
                    : "bg-accent text-on-accent",
            )}
            style={{ insetInlineStart: x(span.from), width: Math.max(6, (daysBetween(span.from, span.to) + 1) * perDay - 2) }}
          />
        )}
      </span>
    </li>
  );
}
