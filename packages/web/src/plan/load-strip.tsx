import { type Calendar, formatDay } from "@rondo/core/calendar";
import { ChevronsRight, X } from "lucide-react";
import { type KeyboardEvent, type RefObject, useContext, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import { type Ghosts, type TimeScale, useColors, type View, watchBox } from "../chart/index.ts";
import { Avatar, cx, IconButton, Popover } from "../ui/index.ts";
import { LoadKey, LoadText, sayCell } from "./load-text.tsx";
import type { Person } from "./cell-editor.tsx";
import { cellOf, mondayOf, nextOverload, ownLoad } from "./load.ts";
import { minuteOf, type Plan } from "./model.ts";
import { paintLoad } from "./paint-load.ts";
import { OthersContext } from "./use-others.ts";
import type { Words } from "./use-words.ts";

type Props = {
  plan: Plan;
  calendar: Calendar;
  people: readonly Person[];
  moved: Ghosts | null;
  scale: TimeScale;
  /** The box that the plan scrolls in. */
  scroller: RefObject<HTMLElement | null>;
  offset: number;
  now: string;
  narrow: boolean;
  words: Words;
  onGo: (taskId: string) => void;
  onClose: () => void;
};

type At = { readonly person: number; readonly monday: number };
const rowHeight = 44;

/** Who has too much to do, week by week, under the bars that make it so; it follows a bar that is dragged. */
export function LoadStrip({ plan, calendar, people, moved, scale, scroller, offset, now, narrow, words, onGo, onClose }: Props) {
  const { t, format } = words;
  const colors = useColors();
  const id = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ left: 0, width: 0 });
  const [at, setAt] = useState<At | null>(null);
  const [asked, setAsked] = useState<{ x: number; y: number } | null>(null);
  useLayoutEffect(
    () =>
      scroller.current
        ? watchBox(scroller.current, ({ left, width }: View) =>
            setView((was) => (was.left === left && was.width === width ? was : { left, width })),
          )
        : undefined,
    [scroller],
  );
  const wide = Math.max(1, view.width - offset);
  const useOthers = useContext(OthersContext);
  const others = useOthers(plan.project.id, mondayOf(scale.dayAt(view.left)), mondayOf(scale.dayAt(view.left + wide)));
  const own = useMemo(() => ownLoad(plan, calendar, moved, others.timeOf, people), [plan, calendar, moved, others.timeOf, people]);
  const mondays = useMemo(() => Array.from({ length: Math.ceil(scale.days / 7) }, (_, index) => scale.firstDay + 7 * index), [scale]);
  const anyOver = useMemo(() => nextOverload(own, others, mondays, null) !== null, [own, others, mondays]);
  const hours = (minutes: number) => format.number(Math.round(minutes / 60));

  useLayoutEffect(() => {
    const pen = canvas.current?.getContext("2d", { alpha: false });
    if (!canvas.current || !pen) return;
    const ratio = Math.min(2, devicePixelRatio || 1);
    const [w, h] = [Math.round(wide * ratio), Math.max(1, Math.round(own.people.length * rowHeight * ratio))];
    if (canvas.current.width !== w || canvas.current.height !== h) Object.assign(canvas.current, { width: w, height: h });
    pen.setTransform(ratio, 0, 0, ratio, -view.left * ratio, 0);
    const rows = own.people.map(({ id: person }) => ({ cell: (monday: number) => cellOf(own, others, person, monday) }));
    paintLoad(
      pen,
      {
        rows,
        rowHeight,
        scale,
        colors,
        now: minuteOf(now),
        chosen: at ? { row: at.person, monday: at.monday } : null,
        fullWeek: words.units.minutesPerWeek,
        said: (cell) => [
          ...(cell.over > 0 && cell.available !== null ? [`${hours(cell.asked)}/${hours(cell.available)}`] : []),
          hours(cell.asked),
        ],
      },
      { from: view.left, to: view.left + wide },
    );
  }, [own, others, scale, colors, view, wide, at, now, words]);

  const show = (next: At) => {
    setAt(next);
    const x = scale.dayX(next.monday);
    if (scroller.current && (x < view.left || x + 7 * scale.perDay > view.left + wide))
      scroller.current.scrollLeft = Math.max(0, x - wide / 3);
    const top = next.person * rowHeight;
    if (box.current && (top < box.current.scrollTop || top + rowHeight > box.current.scrollTop + box.current.clientHeight))
      box.current.scrollTop = top;
  };
  // The popup stands at the week, which may just have been scrolled to.
  const ask = (next: At) => {
    show(next);
    requestAnimationFrame(() => {
      const place = box.current?.getBoundingClientRect();
      const left = scroller.current?.scrollLeft ?? 0;
      setAsked({
        x: (place?.left ?? 0) + offset + scale.dayX(next.monday) + 3.5 * scale.perDay - left,
        y: (place?.top ?? 0) + next.person * rowHeight - (box.current?.scrollTop ?? 0) + 8,
      });
    });
  };
  const toOverload = () => {
    const next = nextOverload(own, others, mondays, at);
    if (next) ask(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey || event.altKey || own.people.length === 0) return;
    const from = at ?? { person: 0, monday: mondayOf(scale.dayAt(view.left + 1)) + 7 };
    const move = (person: number, weeks: number) =>
      show({
        person: Math.max(0, Math.min(own.people.length - 1, from.person + person)),
        monday: Math.max(mondays[0] ?? 0, Math.min(mondays.at(-1) ?? 0, from.monday + 7 * weeks)),
      });
    if (event.key === "ArrowRight") move(0, at ? 1 : 0);
    else if (event.key === "ArrowLeft") move(0, -1);
    else if (event.key === "ArrowDown") move(at ? 1 : 0, 0);
    else if (event.key === "ArrowUp") move(-1, 0);
    else if (event.key === "Enter" || event.key === " ") ask(from);
    else if (event.key === "n") toOverload();
    else return;
    event.preventDefault();
  };
  useEffect(() => setAt((was) => (was && was.person >= own.people.length ? null : was)), [own.people.length]);
  const person = at ? own.people[at.person] : undefined;
  const cell = at && person ? cellOf(own, others, person.id, at.monday) : null;
  return (
    <section aria-label={t("load")} className="flex min-w-0 shrink-0 flex-col border-t border-line-strong bg-surface">
      <header className="flex h-8 shrink-0 items-center gap-3 border-b border-line px-3 text-xs text-muted">
        <h2 className="font-medium text-ink">{t("load")}</h2>
        <LoadKey words={words} narrow={narrow} />
        {others.state === "refused" ? <span className="truncate">{t("loadRefused")}</span> : null}
        <span className="ms-auto flex items-center">
          <IconButton
            size="small"
            label={t("loadNext")}
            keys="n"
            icon={<ChevronsRight size={14} />}
            why={anyOver || others.state === "reading" ? null : t("loadNone")}
            onClick={toOverload}
          />
          <IconButton size="small" label={t("loadClose")} icon={<X size={14} />} onClick={onClose} />
        </span>
      </header>
      {own.people.length === 0 ? (
        <p className="px-3 py-3 text-sm text-muted">{t("loadNobody")}</p>
      ) : (
        <div
          ref={box}
          dir="ltr"
          role="grid"
          aria-label={t("loadTable")}
          aria-rowcount={own.people.length}
          aria-colcount={mondays.length}
          aria-activedescendant={cell ? `${id}-cell` : undefined}
          tabIndex={0}
          onKeyDown={onKeyDown}
          onWheel={(event) => scroller.current && (scroller.current.scrollLeft += event.shiftKey ? event.deltaY : event.deltaX)}
          onClick={(event) => {
            const place = event.currentTarget.getBoundingClientRect();
            const [x, y] = [event.clientX - place.left - offset, event.clientY - place.top + event.currentTarget.scrollTop];
            const row = Math.floor(y / rowHeight);
            if (x >= 0 && row < own.people.length) ask({ person: row, monday: mondayOf(scale.dayAt(x + view.left)) });
          }}
          className="group relative overflow-x-hidden overflow-y-auto -outline-offset-2"
          style={{ height: Math.min(own.people.length, narrow ? 2 : 4) * rowHeight }}
        >
          <div className="absolute top-0 left-0 bg-surface" style={{ width: offset }}>
            {own.people.map((one, index) => (
              <div
                key={one.id}
                role="row"
                aria-rowindex={index + 1}
                className={cx(
                  "flex items-center gap-2 border-e border-b border-line px-3 text-sm",
                  at?.person === index && "bg-accent-soft/60",
                )}
                style={{ height: rowHeight }}
              >
                <span role="rowheader" className="flex min-w-0 items-center gap-2">
                  {narrow || one.role ? null : <Avatar name={one.name} id={one.id} />}
                  <span className={cx("truncate", one.role && "text-muted italic")}>
                    {one.role ? t("loadPlace", { role: one.name }) : one.name}
                  </span>
                </span>
                {at?.person === index && cell ? (
                  <span
                    role="gridcell"
                    id={`${id}-cell`}
                    aria-colindex={(at.monday - scale.firstDay) / 7 + 1}
                    aria-selected
                    className="sr-only"
                  >
                    {sayCell(one.name, at.monday, cell, words)}
                  </span>
                ) : null}
              </div>
            ))}
          </div>
          <canvas
            ref={canvas}
            aria-hidden="true"
            className="absolute top-0 cursor-pointer"
            style={{ left: offset, width: wide, height: own.people.length * rowHeight }}
          />
        </div>
      )}
      {asked && at && person && cell ? (
        <Popover
          open
          onOpen={(open) => (open ? undefined : setAsked(null))}
          title={t("loadWeekOf", { name: person.name, day: words.day(formatDay(at.monday)) })}
          trigger={
            <button
              type="button"
              aria-label={t("load")}
              tabIndex={-1}
              className="pointer-events-none fixed size-px opacity-0"
              style={{ left: asked.x, top: asked.y }}
            />
          }
        >
          <LoadText
            cell={cell}
            tasks={own.tasks(person.id, at.monday)}
            items={others.weekOf(person.id, at.monday)?.items ?? []}
            words={words}
            onGo={(task) => {
              setAsked(null);
              onGo(task);
            }}
          />
        </Popover>
      ) : null}
    </section>
  );
}
