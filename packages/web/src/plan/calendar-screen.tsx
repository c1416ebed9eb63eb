import { formatDay } from "@rondo/core/calendar";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useMemo, useState } from "react";
import { useLocale } from "../messages/index.ts";
import { ReadError } from "../shell/index.ts";
import { Button, cx, IconButton, Skeleton, Toolbar, useNarrow } from "../ui/index.ts";
import { calendarOf, isClosed, isLate, type Plan, type Row, rowsOf } from "./model.ts";
import { useNowWall, usePlan } from "./use-plan.ts";
import { useWords, type Words } from "./use-words.ts";
import { monthOf, monthText, type Piece, type Week, weeksOf } from "./weeks.ts";

const route = getRouteApi("/w/$slug/projects/$id/calendar");

/** A project's tasks on the days on which they are done. The month is in the address. */
export function CalendarScreen() {
  const { id } = route.useParams();
  const { month } = route.useSearch();
  const navigate = useNavigate();
  const plan = usePlan(id);
  const now = useNowWall(plan.data?.project.zone ?? "UTC");
  const seek = (part: Record<string, unknown>) =>
    void navigate({ to: ".", search: ((was: Record<string, unknown>) => ({ ...was, ...part })) as never });
  if (plan.error && !plan.data) return <ReadError error={plan.error} onRetry={plan.refetch} />;
  if (!plan.data) return <Skeleton />;
  return <MonthView plan={plan.data} month={month} now={now} onMonth={(next) => seek({ month: next })} onOpen={(task) => seek({ task })} />;
}

export function MonthView({
  plan,
  month: asked,
  now,
  onMonth,
  onOpen,
}: {
  plan: Plan;
  month: string | undefined;
  now: string;
  onMonth: (month: string | undefined) => void;
  onOpen: (taskId: string) => void;
}) {
  const words = useWords(plan.calendar.week);
  const { t } = words;
  const locale = useLocale();
  const month = monthOf(asked, now);
  const rows = useMemo(() => rowsOf(plan), [plan]);
  const weeks = useMemo(() => weeksOf(rows, month.year, month.month), [rows, month.year, month.month]);
  const calendar = useMemo(() => calendarOf(plan), [plan.calendar, plan.start, plan.finish]);
  const name = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(Date.UTC(month.year, month.month - 1, 1)),
  );
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });
  const count = new Set(weeks.flatMap((week) => week.pieces.map((piece) => piece.row.task.id))).size;
  return (
    <>
      <Toolbar label={t("calendar")}>
        <IconButton
          label={t("monthBefore")}
          icon={<ChevronLeft size={16} className="rtl:rotate-180" />}
          onClick={() => onMonth(monthText(month, -1))}
        />
        <IconButton
          label={t("monthAfter")}
          icon={<ChevronRight size={16} className="rtl:rotate-180" />}
          onClick={() => onMonth(monthText(month, 1))}
        />
        <Button size="small" onClick={() => onMonth(undefined)}>
          {t("thisMonth")}
        </Button>
        <h2 className="font-medium" aria-live="polite">
          {name}
        </h2>
        <p className="text-sm text-muted">{t("monthTasks", { count })}</p>
      </Toolbar>
      <div className="min-h-0 flex-1 overflow-auto">
        <table className="w-full table-fixed border-collapse" aria-label={t("calendarOf", { month: name })}>
          <thead>
            <tr>
              {[0, 1, 2, 3, 4, 5, 6].map((day) => (
                <th key={day} scope="col" className="border-b border-line px-2 py-1 text-start text-xs font-medium text-faint">
                  {weekday.format(new Date(Date.UTC(2026, 5, 1 + day)))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((week) => (
              <WeekRow
                key={week.monday}
                week={week}
                month={month.month}
                now={now}
                words={words}
                off={(day) => calendar.shiftsOn(day).length === 0}
                onOpen={onOpen}
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const mostLanes = 5;

function WeekRow({
  week,
  month,
  now,
  words,
  off,
  onOpen,
}: {
  week: Week;
  month: number;
  now: string;
  words: Words;
  off: (day: number) => boolean;
  onOpen: (taskId: string) => void;
}) {
  const [all, setAll] = useState(false);
  const narrow = useNarrow();
  const lanes = all ? week.lanes : Math.min(week.lanes, mostLanes);
  return (
    <tr>
      {[0, 1, 2, 3, 4, 5, 6].map((day) => {
        const number = week.monday + day;
        const text = formatDay(number);
        const here = week.pieces.filter((piece) => piece.from <= day && piece.to >= day);
        const hidden = here.filter((piece) => piece.lane >= lanes).length;
        return (
          <td key={day} className={cx("h-28 border-s border-b border-line p-0 align-top first:border-s-0", off(number) && "bg-sunken")}>
            <p className={cx("px-2 pt-1 text-xs tabular-nums", Number(text.slice(5, 7)) === month ? "text-muted" : "text-faint")}>
              <span className={cx(text === now.slice(0, 10) && "rounded-sm bg-accent px-1 font-semibold text-on-accent")}>
                <span className="sr-only">{words.weekday(text)}</span>
                <span aria-hidden="true">{Number(text.slice(8))}</span>
              </span>
            </p>
            <ul className="flex flex-col gap-0.5 pt-1 pb-1">
              {Array.from({ length: lanes }, (_, lane) => {
                const piece = here.find((one) => one.lane === lane);
                return piece ? (
                  <Bit key={lane} piece={piece} day={day} now={now} narrow={narrow} words={words} onOpen={onOpen} />
                ) : (
                  <li key={lane} aria-hidden="true" className="h-5" />
                );
              })}
              {hidden > 0 ? (
                <li>
                  <button
                    type="button"
                    onClick={() => setAll(true)}
                    className="w-full truncate px-2 text-start text-xs text-muted hover:text-ink"
                  >
                    {words.t("moreTasks", { count: hidden })}
                  </button>
                </li>
              ) : null}
            </ul>
          </td>
        );
      })}
    </tr>
  );
}

/** One day of a task; its name stands where it begins and at the beginning of each week. */
function Bit({
  piece,
  day,
  now,
  narrow,
  words,
  onOpen,
}: {
  piece: Piece;
  day: number;
  now: string;
  narrow: boolean;
  words: Words;
  onOpen: (taskId: string) => void;
}) {
  const { row } = piece;
  const named = day === piece.from;
  const [first, last] = [named && piece.begins, day === piece.to && piece.ends];
  return (
    <li className="h-5">
      <button
        type="button"
        // The days after the first are the same button to whoever hears the page or goes by Tab.
        tabIndex={named ? 0 : -1}
        aria-hidden={named ? undefined : true}
        onClick={() => onOpen(row.task.id)}
        title={titleOf(row, words)}
        className={cx(
          "relative block h-full border-y text-start text-xs",
          first ? "w-full" : "-ms-px w-[calc(100%+1px)]",
          tone(row, now),
          first && "rounded-s-sm border-s",
          last && "rounded-e-sm border-e",
        )}
      >
        {named ? (
          <span
            className={cx(
              "pointer-events-none absolute inset-y-0 start-0 z-10 truncate",
              narrow ? "px-0.5" : "px-1.5",
              isClosed(row.task) && "line-through",
            )}
            style={{ width: `${(piece.to - day + 1) * 100}%` }}
          >
            {row.task.title}
          </span>
        ) : null}
      </button>
    </li>
  );
}

function titleOf({ task, entry }: Row, words: Words): string {
  return `${task.title}: ${words.day(entry?.start ?? "")} – ${words.day(entry?.finish ?? "")}${task.owner ? ` · ${task.owner.name}` : ""}`;
}

function tone(row: Row, now: string): string {
  if (isClosed(row.task)) return "border-line-strong bg-pressed text-muted";
  if (isLate(row, now)) return "border-act bg-act-soft text-ink";
  return row.entry?.critical ? "border-accent bg-accent text-on-accent" : "border-accent bg-accent-soft text-ink";
}
