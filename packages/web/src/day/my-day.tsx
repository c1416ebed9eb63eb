import { CalendarCheck2 } from "lucide-react";
import { replaceEqualDeep, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useMemo, useRef, useState } from "react";
import { useText } from "../messages/index.ts";
import { type Action, ReadError, ScreenLink, useActions } from "../shell/index.ts";
import { closesStep, readQuery, useWaiting, useWorkspace } from "../session/index.ts";
import { Badge, Button, EmptyState, PageBody, PageHeader, Skeleton, useFormat, useRowKeys } from "../ui/index.ts";
import { addDays, instantAt, startOfDay, type Task, useMoments, useTaskChanges } from "../task/index.ts";
import { type DayActs, DayRow } from "./day-row.tsx";
import { dayQuery } from "./day-query.ts";
import { dayTexts } from "./en.ts";
import { DayTabs } from "./day-tabs.tsx";
import { QuickAdd } from "./quick-add.tsx";
import { RunningClock } from "./running-clock.tsx";
import { WaitingTasks } from "./waiting-tasks.tsx";
import type { DayItem } from "./why.ts";

const FirstSteps = lazy(() => import("./first-steps.tsx").then((module) => ({ default: module.FirstSteps })));

const buckets = ["act", "coming", "waiting"] as const;

/** What should I do now? Steps of runs, tasks of projects and one's own in one list, the most urgent first. */
export function MyDay() {
  const t = useText(dayTexts);
  const day = useQuery(dayQuery(useWorkspace().id));
  const input = useRef<HTMLInputElement>(null);
  const format = useFormat(useWorkspace().zone);
  const { today } = useMoments();
  // What is done here and not sent yet is done here.
  const done = new Set(useWaiting().flatMap((one) => (closesStep(one) ? [one.call.params?.["t"]] : [])));
  const items = useSame(day.data?.items)?.filter((item) => !done.has(item.task.id));
  useActions(useMemo(() => [{ id: "day.add", label: t("addTask"), keys: "n", run: () => input.current?.focus() }], [t]));
  const late = items?.filter((item) => item.bucket === "act" && item.why.code === "overdue").length ?? 0;
  return (
    <>
      <PageHeader
        title={t("title")}
        tabs={<DayTabs />}
        aside={
          <span className="flex items-center gap-2 text-sm whitespace-nowrap text-faint">
            {format.weekday(today)}
            {late > 0 ? <Badge tone="act">{t("finishedLate", { count: late })}</Badge> : null}
          </span>
        }
      />
      <PageBody>
        <QuickAdd inputRef={input} />
        {day.data?.timer ? <RunningClock timer={day.data.timer} /> : null}
        <WaitingTasks />
        {day.error && !items ? (
          <ReadError error={day.error} onRetry={day.refetch} />
        ) : items === undefined ? (
          <Skeleton />
        ) : items.length === 0 ? (
          <ClearDay onAdd={() => input.current?.focus()} />
        ) : (
          <Day items={items} more={day.data?.more ?? 0} />
        )}
      </PageBody>
    </>
  );
}

/** What is as it was stays the same object, wherever in the list it stands now. */
function useSame(items: readonly DayItem[] | undefined): readonly DayItem[] | undefined {
  const before = useRef(new Map<string, DayItem>());
  return useMemo(() => {
    const same = items?.map((item) => replaceEqualDeep(before.current.get(item.task.id), item));
    before.current = new Map(same?.map((item) => [item.task.id, item]));
    return same;
  }, [items]);
}

function Day({ items, more }: { items: readonly DayItem[]; more: number }) {
  const t = useText(dayTexts);
  const workspace = useWorkspace();
  const client = useQueryClient();
  const moments = useMoments();
  const { today, zone } = moments;
  const changes = useTaskChanges();
  const { ref, currentRow, focusBeside } = useRowKeys<HTMLDivElement>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<string | null>(null);
  const [dating, setDating] = useState<string | null>(null);
  const here = items.filter((item) => chosen.has(item.task.id));

  const complete = async (task: Task) => {
    // A step that asks for something is opened in its place instead.
    if (task.home.kind === "run" && (await asksForAnswers(task))) return setOpen(task.id);
    focusBeside(task.id);
    changes.complete(task);
  };
  const asksForAnswers = async (task: Task) => {
    const [run, { asks }] = await Promise.all([
      client
        .ensureQueryData(readQuery(workspace.id, "GET /runs/:r", { params: { r: task.home.id } }, { watch: [`run:${task.home.id}`] }))
        .catch(() => null),
      import("./asks.ts"),
    ]);
    return run === null || asks(run, task.step?.stepId);
  };
  const latest = useRef({ items, complete, changes, moments });
  latest.current = { items, complete, changes, moments };
  const act = useMemo(
    (): DayActs => ({
      choose: (id, on) => setChosen((before) => new Set(on ? [...before, id] : [...before].filter((one) => one !== id))),
      complete: (task) => void latest.current.complete(task),
      open: (id, on) => setOpen(on ? id : null),
      dates: (task, body) => latest.current.changes.setDate.mutate({ task, body }),
      openDates: (id, on) => setDating(on ? id : null),
    }),
    [],
  );

  useActions(
    useMemo((): Action[] => {
      const current = () => latest.current.items.find((item) => item.task.id === currentRow());
      const finishable = (item: DayItem | undefined) =>
        item !== undefined && item.bucket !== "waiting" && item.task.step?.kind !== "approval";
      return [
        {
          id: "day.complete",
          label: t("completeCurrent"),
          keys: "e",
          run: () => {
            const item = current();
            if (finishable(item) && item) void latest.current.complete(item.task);
          },
        },
        { id: "day.dates", label: t("datesCurrent"), keys: "d", run: () => setDating(current()?.task.id ?? null) },
        {
          id: "day.tomorrow",
          label: t("tomorrowCurrent"),
          keys: "s",
          run: () => {
            const task = current()?.task;
            if (task === undefined) return;
            const { today, zone } = latest.current.moments;
            focusBeside(task.id);
            latest.current.changes.setDate.mutate({ task, body: { notBefore: instantAt(addDays(today, 1), startOfDay, zone) } });
          },
        },
        {
          id: "day.assign",
          label: t("assignCurrent"),
          keys: "a",
          run: () =>
            ref.current?.querySelector<HTMLElement>("[data-row]:focus-within [data-row-open], [data-row]:focus [data-row-open]")?.click(),
        },
      ];
    }, [t, currentRow, focusBeside, ref]),
  );

  return (
    <div ref={ref} className="flex flex-col pb-24">
      {buckets.map((bucket) => {
        const rows = items.filter((item) => item.bucket === bucket);
        if (rows.length === 0 && bucket !== "act") return null;
        return (
          <section key={bucket} aria-labelledby={`day-${bucket}`}>
            <h2
              id={`day-${bucket}`}
              className="sticky top-21 z-10 flex items-baseline gap-2 border-b border-line bg-sunken px-4 py-1.5 text-xs font-semibold text-muted sm:px-9"
            >
              {t(bucket)}
              <span className="font-normal text-faint">{rows.length > 0 ? rows.length : ""}</span>
            </h2>
            {rows.length === 0 ? <p className="border-b border-line/70 px-4 py-4 text-sm text-muted sm:px-9">{t("actDone")}</p> : null}
            <ul className="flex flex-col">
              {rows.map((item) => (
                <DayRow
                  key={item.task.id}
                  item={item}
                  chosen={chosen.has(item.task.id)}
                  choosing={here.length > 0}
                  open={open === item.task.id}
                  datesOpen={dating === item.task.id}
                  act={act}
                />
              ))}
            </ul>
          </section>
        );
      })}
      {more > 0 ? <p className="px-6 py-4 text-sm text-muted">{t("more", { count: more })}</p> : null}
      {here.length > 0 ? (
        <Chosen
          items={here}
          onComplete={() => {
            for (const { task, bucket } of here) if (task.home.kind !== "run" && bucket !== "waiting") changes.complete(task);
            setChosen(new Set());
          }}
          onPutOff={() => {
            for (const { task } of here)
              changes.setDate.mutate({ task, body: { notBefore: instantAt(addDays(today, 1), startOfDay, zone) } });
            setChosen(new Set());
          }}
          onNone={() => setChosen(new Set())}
        />
      ) : null}
    </div>
  );
}

function Chosen({
  items,
  onComplete,
  onPutOff,
  onNone,
}: {
  items: readonly DayItem[];
  onComplete: () => void;
  onPutOff: () => void;
  onNone: () => void;
}) {
  const t = useText(dayTexts);
  const steps = items.every(({ task, bucket }) => task.home.kind === "run" || bucket === "waiting");
  return (
    <div
      role="group"
      aria-label={t("chosen", { count: items.length })}
      className="fixed inset-x-3 bottom-16 z-30 mx-auto flex w-fit flex-wrap items-center gap-2 rounded-lg bg-raised p-2 shadow-lg md:bottom-5"
    >
      <span className="px-2 text-sm font-medium">{t("chosen", { count: items.length })}</span>
      <Button size="small" kind="primary" onClick={onComplete} why={steps ? t("stepsLeftOut") : null}>
        {t("completeChosen")}
      </Button>
      <Button size="small" onClick={onPutOff}>
        {t("putOffChosen")}
      </Button>
      <Button size="small" kind="quiet" onClick={onNone}>
        {t("unchoose")}
      </Button>
    </div>
  );
}

function ClearDay({ onAdd }: { onAdd: () => void }) {
  const t = useText(dayTexts);
  const link = (inside: ReactNode) => (
    <ScreenLink to="/new" className="text-accent underline underline-offset-2">
      {inside}
    </ScreenLink>
  );
  return (
    <>
      <EmptyState
        picture={<CalendarCheck2 size={22} />}
        title={t("emptyTitle")}
        about={t("emptyAbout")}
        action={
          <div className="flex flex-col items-center gap-3">
            <Button kind="primary" onClick={onAdd}>
              {t("emptyAction")}
            </Button>
            <p className="text-sm text-muted">{t.rich("emptyNew", { link })}</p>
          </div>
        }
      />
      <Suspense>
        <FirstSteps />
      </Suspense>
    </>
  );
}
