import { useNavigate, useSearch } from "@tanstack/react-router";
import { CalendarDays, ChevronLeft, ChevronRight } from "lucide-react";
import { useLayoutEffect, useMemo, useRef } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { type Action, ReadError, ScreenLink, useActions } from "../shell/index.ts";
import { addDays, instantAt, startOfDay, useMoments, useTaskChanges } from "../task/index.ts";
import { Badge, Button, buttonClass, EmptyState, IconButton, PageBody, PageHeader, Skeleton, useFormat, useRowKeys } from "../ui/index.ts";
import { DayTabs } from "./day-tabs.tsx";
import { roomInWeek, shownDays, type Week, weekAgenda } from "./week.ts";
import { type CardActs, WeekCard } from "./week-card.tsx";
import { DayRoom, WeekPlace } from "./week-day.tsx";
import { weekTexts } from "./week.en.ts";

/** What is done when: one's own work on the days of a week, against the hours that each has left. */
export function WeekScreen() {
  const t = useText(weekTexts);
  const { from } = useSearch({ strict: false }) as { from?: string };
  const navigate = useNavigate();
  const format = useFormat();
  const week = useRead(
    "GET /my-week",
    { query: from === undefined ? {} : { from } },
    { watch: ["task", "run", "project", "question", "capacity"], keep: true },
  );
  const go = (day: string | undefined) =>
    void navigate({ to: ".", search: ((before: Record<string, unknown>) => ({ ...before, from: day })) as never, replace: true });
  const data = week.data;
  const ahead = data !== undefined && data.from > data.today;
  return (
    <>
      <PageHeader
        title={t("title")}
        aside={
          data ? (
            <span className="text-sm whitespace-nowrap text-faint">{`${format.day(data.from, data.today)} – ${format.day(addDays(data.from, 6), data.today)}`}</span>
          ) : null
        }
        actions={
          data ? (
            <>
              <IconButton
                label={t("earlier")}
                icon={<ChevronLeft size={16} className="rtl:-scale-x-100" />}
                why={ahead ? null : t("past")}
                onClick={() => go(addDays(data.from, -7))}
              />
              <Button kind="quiet" onClick={() => go(undefined)} why={from === undefined ? t("thisWeek") : null}>
                {t("thisWeek")}
              </Button>
              <IconButton
                label={t("later")}
                icon={<ChevronRight size={16} className="rtl:-scale-x-100" />}
                onClick={() => go(addDays(data.from, 7))}
              />
            </>
          ) : undefined
        }
        tabs={<DayTabs />}
      />
      <PageBody>
        {week.error && !data ? (
          <ReadError error={week.error} onRetry={week.refetch} />
        ) : data === undefined ? (
          <Skeleton />
        ) : data.items.length === 0 ? (
          <Clear />
        ) : (
          <Days week={data} />
        )}
      </PageBody>
    </>
  );
}

function Days({ week }: { week: Week }) {
  const t = useText(weekTexts);
  const { id: w } = useWorkspace();
  const moments = useMoments();
  const format = useFormat(moments.zone);
  const changes = useTaskChanges();
  const { ref, currentRow, focusBeside } = useRowKeys<HTMLDivElement>();
  const agenda = useMemo(() => weekAgenda(week), [week]);
  const days = shownDays(week);
  const byId = new Map(week.items.map((item) => [item.task.id, item]));
  const nowhere = week.items.filter((item) => item.day === null);
  const room = useMemo(() => roomInWeek(week, format.dayAt), [week, format]);
  const spread = useChange({
    call: (found: typeof room) =>
      requestIn(w, "POST /rows/changes", {
        body: {
          changes: found.map(({ item, day }) => ({
            kind: "task" as const,
            id: item.task.id,
            set: { notBefore: instantAt(day, startOfDay, moments.zone) },
            was: { notBefore: item.task.notBefore },
          })),
        },
      }),
    paint: (found, paint) => {
      const dayOf = new Map(found.map(({ item, day }) => [item.task.id, day]));
      paint("GET /my-week", (shown) => ({
        ...shown,
        items: shown.items.map((item) =>
          dayOf.has(item.task.id) ? { ...item, day: dayOf.get(item.task.id) ?? null, by: "put" as const } : item,
        ),
      }));
    },
    touches: ["task", "project"],
    said: (found) => t("spreadDone", { count: found.length }),
    undo: (found) =>
      requestIn(w, "POST /rows/changes", {
        body: {
          changes: found.map(({ item, day }) => ({
            kind: "task" as const,
            id: item.task.id,
            set: { notBefore: item.task.notBefore },
            was: { notBefore: instantAt(day, startOfDay, moments.zone) },
          })),
        },
      }),
  });

  const putOn = (id: string | null, day: string | null) => {
    const item = id === null ? undefined : byId.get(id);
    if (item === undefined || item.day === day) return;
    if (ref.current?.contains(document.activeElement)) followed.current = { id: item.task.id, day };
    changes.putOn.mutate({ task: item.task, day });
  };
  // A card that was moved is drawn anew in its other place; the keys go on from it.
  const followed = useRef<{ id: string; day: string | null } | null>(null);
  useLayoutEffect(() => {
    const moved = followed.current;
    if (moved === null || byId.get(moved.id)?.day !== moved.day) return;
    followed.current = null;
    ref.current?.querySelector<HTMLElement>(`[data-row="${moved.id}"]`)?.focus();
  });
  const step = (by: 1 | -1) => {
    const id = currentRow();
    const at = days.findIndex(({ day }) => day === byId.get(id ?? "")?.day);
    const next = days[at < 0 ? (by > 0 ? 0 : -1) : at + by];
    if (next) putOn(id, next.day);
  };
  const latest = useRef({ putOn, step, byId, changes, days, agenda });
  latest.current = { putOn, step, byId, changes, days, agenda };
  const act = useRef<CardActs>(null as never);
  act.current = {
    complete: changes.complete,
    moves: (item) => [
      ...days.map(({ day }) => {
        const left = agenda.days.find((one) => one.day === day)?.left ?? 0;
        return {
          label: moments.sayDay(day),
          hint: left < 0 ? t("over", { time: format.work(-left) }) : left === 0 ? t("nothingLeft") : t("left", { time: format.work(left) }),
          chosen: item.day === day,
          onSelect: () => putOn(item.task.id, day),
        };
      }),
      { label: t("onNoDay"), hint: "", chosen: item.day === null, onSelect: () => putOn(item.task.id, null) },
    ],
    length: (task, minutes) =>
      changes.change.mutate({ task, body: task.home.kind === "project" ? { workingMinutes: minutes } : { effortMinutes: minutes } }),
  };
  useActions(
    useMemo((): Action[] => {
      const now = () => latest.current;
      return [
        ...week.days.map(({ day }, index): Action => ({
          id: `week.day${index + 1}`,
          label: t("keyDay", { day: format.weekdayName(day) }),
          keys: String(index + 1),
          why: day < week.today ? t("past") : null,
          run: () => now().putOn(currentRow(), day),
        })),
        { id: "week.none", label: t("keyNone"), keys: "0", run: () => now().putOn(currentRow(), null) },
        { id: "week.earlier", label: t("keyEarlier"), keys: "alt+arrowleft", run: () => now().step(onward() === 1 ? -1 : 1) },
        { id: "week.later", label: t("keyLater"), keys: "alt+arrowright", run: () => now().step(onward()) },
        {
          id: "week.complete",
          label: t("keyComplete"),
          keys: "e",
          run: () => {
            const task = now().byId.get(currentRow() ?? "")?.task;
            if (task === undefined) return;
            if (task.home.kind === "run") ref.current?.querySelector<HTMLElement>(`[data-row="${task.id}"] [data-row-open]`)?.click();
            else {
              focusBeside(task.id);
              now().changes.complete(task);
            }
          },
        },
      ];
    }, [t, week.days, week.today, format, currentRow, focusBeside, ref]),
  );

  const card = (id: string, part: number | null, again: boolean) => {
    const item = byId.get(id);
    return item ? <WeekCard key={id} item={item} part={part} again={again} moments={moments} act={act} /> : null;
  };
  const beyond = [...agenda.beyond.values()].reduce((sum, minutes) => sum + minutes, 0);
  return (
    <div ref={ref} className="flex flex-col gap-2 p-3 pb-24 md:flex-row md:overflow-x-auto">
      <WeekPlace
        id="none"
        wide
        title={
          <>
            {t("nowhere")} <span className="font-normal text-faint">{nowhere.length > 0 ? nowhere.length : ""}</span>
          </>
        }
        about={
          <div className="flex flex-col items-start gap-2 text-xs text-muted">
            {nowhere.length > 0 ? (
              <>
                <p>{t("nowhereAbout")}</p>
                <Button size="small" onClick={() => spread.mutate(room)} why={room.length === 0 ? t("spreadWhy") : null}>
                  {t("spread")}
                </Button>
              </>
            ) : null}
            {beyond > 0 ? <p className="text-act">{t("beyond", { time: format.work(beyond) })}</p> : null}
          </div>
        }
        empty={t("nowhereEmpty")}
        onDropped={(id) => putOn(id, null)}
      >
        {nowhere.map((item) => card(item.task.id, null, false))}
      </WeekPlace>
      {days.map((own) => {
        const day = agenda.days.find((one) => one.day === own.day);
        return day === undefined ? null : (
          <WeekPlace
            key={own.day}
            id={own.day}
            title={
              <>
                {format.weekday(own.day)} {own.day === week.today ? <Badge>{t("today")}</Badge> : null}
              </>
            }
            about={<DayRoom day={day} own={own} />}
            empty={t("emptyDay")}
            onDropped={(id) => putOn(id, own.day)}
          >
            {day.parts.map((part) => card(part.id, part.minutes, part.again))}
          </WeekPlace>
        );
      })}
      {week.more > 0 ? <p className="p-2 text-sm text-muted">{t("more", { count: week.more })}</p> : null}
    </div>
  );
}

function Clear() {
  const t = useText(weekTexts);
  return (
    <EmptyState
      picture={<CalendarDays size={22} />}
      title={t("emptyTitle")}
      about={t("emptyAbout")}
      action={
        <ScreenLink to="/my-day" className={buttonClass("primary")}>
          {t("emptyAction")}
        </ScreenLink>
      }
    />
  );
}

/** Right is onward, except where one reads from right to left. */
function onward(): 1 | -1 {
  return document.documentElement.dir === "rtl" ? -1 : 1;
}
