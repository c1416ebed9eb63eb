import { useFinding } from "../messages/index.ts";
import { ChartNoAxesGantt, TriangleAlert } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { type Zoom, zooms } from "../chart/index.ts";
import { Button, EmptyState, Popover, SegmentedControl, Select, Skeleton, Toolbar, useNarrow, useTight } from "../ui/index.ts";
import { type Baseline, earnedOf } from "./baseline.ts";
import { BaselineMenu } from "./baseline-menu.tsx";
import type { Person } from "./cell-editor.tsx";
import type { PlanEdit } from "./edit.ts";
import { type ColumnKey, slipText } from "./cells.tsx";
import { ColorKey } from "./color-key.tsx";
import { isBeginning } from "./columns.ts";
import { TaskGrid } from "./grid.tsx";
import { Legend } from "./legend.tsx";
import { lockOf } from "./lock.ts";
import { calendarOf, isClosed, isLate, minuteOf, type Plan, type Row, rowsOf } from "./model.ts";
import { fittingZoom } from "./picture.ts";
import { SavePicture } from "./save-picture.tsx";
import { type PlanFile, SavePlan } from "./save-plan.tsx";
import { Show } from "./show.tsx";
import type { Shown, Way } from "./shown.ts";
import type { PlanField } from "./traits.ts";
import { useLines } from "./use-lines.ts";
import { Ways } from "./ways.tsx";
import { useWords, type Words } from "./use-words.ts";
import { WhatIfMenu } from "./what-if-menu.tsx";

type Props = {
  plan: Plan;
  zoom: Zoom | null;
  as: Way;
  people: readonly Person[];
  now: string;
  onZoom: (zoom: Zoom) => void;
  onAs: (as: Way) => void;
  onEdit: (edit: PlanEdit) => void;
  onOpen: (taskId: string) => void;
  /** The baseline that is shown, by its id and, once read, with its dates. */
  baselineId?: string | null;
  baseline?: Baseline | null;
  onBaseline?: (id: string | null) => void;
  /** The alternative that `plan` is under; the real plan is then the baseline. */
  alternativeId?: string | null;
  onAlternative?: (id: string | null) => void;
  shown?: Shown;
  onShown?: (part: { [Key in keyof Shown]: Shown[Key] | undefined }) => void;
  me?: string | null;
  /** Fields of one's own that tasks here can have. */
  fields?: readonly PlanField[];
  /** Where the plan is as a file for other programs. */
  fileOf?: ((format: PlanFile) => string) | null;
};

const NetworkView = lazy(() => import("./network-view.tsx").then((module) => ({ default: module.NetworkView })));

const Matrix = lazy(() => import("./matrix.tsx").then((module) => ({ default: module.Matrix })));

const noFields: readonly PlanField[] = [];

export function PlanView({
  plan,
  zoom: asked,
  as,
  people,
  now,
  onZoom,
  onAs,
  onEdit,
  onOpen,
  baselineId = null,
  baseline = null,
  onBaseline,
  alternativeId = null,
  onAlternative,
  shown = {},
  onShown,
  me = null,
  fields = noFields,
  fileOf = null,
}: Props) {
  const words = useWords(plan.calendar.week);
  const { t } = words;
  const narrow = useNarrow();
  const tight = useTight();
  const [begun, setBegun] = useState(false);
  const rest = isBeginning(plan) ? t("restComing") : null;
  const locked = rest ?? lockOf(plan.project, t);
  const fitting = useMemo(() => fittingZoom(plan), [plan.project.id]);
  const zoom = asked ?? fitting;
  const looked = useLines({ plan, shown, fields, people, me, now, words });
  const facts = useMemo(() => factsOf(plan, now), [plan, now]);
  if (plan.tasks.length === 0 && !begun)
    return (
      <EmptyState
        picture={<ChartNoAxesGantt size={22} />}
        title={t("emptyTitle")}
        about={t("emptyAbout")}
        action={
          <Button kind="primary" why={locked} onClick={() => setBegun(true)}>
            {t("addTask")}
          </Button>
        }
      />
    );
  const names: Readonly<Record<Zoom, string>> = {
    hour: t("zoomHour"),
    day: t("zoomDay"),
    week: t("zoomWeek"),
    month: t("zoomMonth"),
    quarter: t("zoomQuarter"),
    year: t("zoomYear"),
  };
  return (
    <>
      <Toolbar
        label={t("plan")}
        end={
          <>
            {onAlternative && rest === null ? (
              <WhatIfMenu plan={plan} shown={alternativeId} tight={tight} onShow={onAlternative} locked={locked} />
            ) : null}
            {onBaseline && alternativeId === null && rest === null ? (
              <BaselineMenu plan={plan} shown={baselineId} tight={tight} onShow={onBaseline} locked={locked} words={words} />
            ) : null}
            {rest === null && (as === "picture" || fileOf) ? (
              <SavePlan fileOf={alternativeId === null ? fileOf : null} words={words}>
                {as === "picture" ? (
                  <SavePicture
                    plan={plan}
                    zoom={zoom}
                    now={now}
                    baseline={baseline}
                    looked={looked}
                    byOwner={shown.group === "owner"}
                    words={words}
                  />
                ) : null}
              </SavePlan>
            ) : null}
            {as === "table" || as === "people" ? null : (
              <Legend colored={looked.colors !== null} network={as === "network"} words={words} />
            )}
            <Ways value={as} onValue={onAs} narrow={narrow} words={words} />
          </>
        }
      >
        {as !== "picture" ? null : tight ? (
          <div className="w-28">
            <Select label={t("zoom")} value={zoom} onValue={onZoom} choices={zooms.map((value) => ({ value, label: names[value] }))} />
          </div>
        ) : (
          <SegmentedControl
            label={t("zoom")}
            value={zoom}
            onValue={onZoom}
            choices={zooms.map((value) => ({ value, label: names[value] }))}
          />
        )}
        <p className="hidden items-center gap-x-3 text-sm text-muted md:flex">
          <span className="font-medium text-ink">{t("finishOn", { day: words.day(plan.finish, now) })}</span>
          {rest === null && plan.project.finishBy !== null && facts.done === 0 && plan.start < now ? (
            <span className="text-act">{t("startPassed", { day: words.day(plan.start, now) })}</span>
          ) : null}
          {rest === null ? null : <span role="status">{rest}</span>}
          {rest === null && facts.critical > 0 ? (
            <span className="hidden min-[1400px]:inline">{t("countCritical", { count: facts.critical })}</span>
          ) : null}
          {rest === null && facts.late > 0 ? <span className="text-act">{t("countLate", { count: facts.late })}</span> : null}
        </p>
        {onShown && rest === null ? <Show shown={shown} way={as} fields={fields} onShown={onShown} words={words} /> : null}
        <Findings plan={plan} words={words} />
      </Toolbar>
      {rest === null ? (
        <p className="sr-only">
          {t("summary", {
            start: words.day(plan.start),
            finish: words.day(plan.finish),
            count: facts.count,
            done: facts.done,
            critical: facts.critical,
            late: facts.late,
          })}
          {facts.path.length > 0 ? ` ${t("criticalPath", { path: words.format.list(facts.path) })}` : null}
        </p>
      ) : null}
      {baseline && alternativeId === null ? <Against plan={plan} baseline={baseline} now={now} words={words} /> : null}
      {looked.colors ? <ColorKey plan={plan} colors={looked.colors} words={words} /> : null}
      {as === "network" ? (
        <Suspense fallback={<Skeleton />}>
          <NetworkView
            plan={plan}
            shown={shown}
            looked={looked}
            me={me}
            now={now}
            words={words}
            canChange={locked === null}
            onEdit={onEdit}
            onOpen={onOpen}
          />
        </Suspense>
      ) : as === "people" ? (
        <Suspense fallback={<Skeleton />}>
          <Matrix
            plan={plan}
            looked={looked}
            people={people}
            locked={locked}
            narrow={narrow}
            words={words}
            onEdit={onEdit}
            onOpen={onOpen}
          />
        </Suspense>
      ) : (
        <TaskGrid
          key={as}
          plan={plan}
          baseline={baseline}
          columns={columnsFor({
            picture: as === "picture",
            narrow,
            baseline: baseline !== null,
            trait: looked.colors !== null && looked.colors !== looked.groups,
          })}
          zoom={as === "table" ? null : zoom}
          people={people}
          locked={locked}
          now={now}
          narrow={narrow}
          writing={begun && plan.tasks.length === 0}
          looked={looked}
          progress={shown.progress}
          onLoadClose={shown.load && onShown ? () => onShown({ load: undefined }) : undefined}
          byOwner={shown.group === "owner"}
          onEdit={onEdit}
          onOpen={onOpen}
        />
      )}
    </>
  );
}

/** Beside the picture the few that belong to it; in the table all, and in both what the colors say. */
function columnsFor({
  picture,
  narrow,
  baseline,
  trait,
}: {
  picture: boolean;
  narrow: boolean;
  baseline: boolean;
  trait: boolean;
}): readonly ColumnKey[] {
  if (narrow)
    return picture
      ? ["title"]
      : ["title", ...(trait ? (["trait"] as const) : []), "duration", "start", "finish", "owner", "waits", "float", "deadline"];
  if (picture) return ["title", ...(baseline ? [] : (["duration"] as const)), "finish", ...(baseline ? (["slip"] as const) : [])];
  return [
    "title",
    ...(trait ? (["trait"] as const) : []),
    "duration",
    "start",
    "finish",
    ...(baseline ? (["slip"] as const) : []),
    "waits",
    "float",
    "deadline",
    "owner",
  ];
}

/** The picture in a few numbers and names. */
function factsOf(plan: Plan, now: string) {
  const path: Row[] = [];
  let [done, critical, late] = [0, 0, 0];
  for (const row of rowsOf(plan)) {
    if (isClosed(row.task)) done += 1;
    const { entry } = row;
    if (!entry || entry.summary) continue;
    if (isLate(row, now)) late += 1;
    if (!entry.critical || isClosed(row.task)) continue;
    critical += 1;
    if (path.length === named && entry.start >= startOf(path[named - 1]!)) continue;
    const after = path.findIndex((other) => startOf(other) > entry.start);
    path.splice(after < 0 ? path.length : after, 0, row);
    path.length = Math.min(path.length, named);
  }
  // Summaries too, as everywhere else.
  return { count: plan.tasks.length, done, critical, late, path: path.map((row) => row.task.title) };
}

/** So many of the critical path are said by name. */
const named = 8;
const startOf = (row: Row) => row.entry?.start ?? "";

/** How the plan stands beside the baseline: the finish, and how much of the work is done that should be. */
function Against({ plan, baseline, now, words }: { plan: Plan; baseline: Baseline; now: string; words: Words }) {
  const { t } = words;
  const calendar = useMemo(() => calendarOf(plan), [plan.calendar, plan.start, plan.finish]);
  const slip = calendar.between(minuteOf(baseline.finish), minuteOf(plan.finish));
  const { planned, earned, total } = useMemo(
    () => earnedOf(plan.entries, new Set(plan.tasks.filter(isClosed).map((task) => task.id)), baseline.entries, calendar, now),
    [plan, baseline, calendar, now],
  );
  const share = (minutes: number) => (total === 0 ? 0 : Math.round((100 * minutes) / total));
  return (
    <p className="border-b border-line px-4 py-1.5 text-sm text-muted sm:px-6">
      <span className={slip > 0 ? "text-act" : undefined}>{t("against", { name: baseline.name, slip: slipText(slip, words) })}</span>
      {` · ${t("earned", { percent: share(earned), planned: share(planned) })}`}
    </p>
  );
}

function Findings({ plan, words }: { plan: Plan; words: Words }) {
  const say = useFinding();
  const worth = plan.findings.filter((finding) => finding.severity !== "info");
  if (worth.length === 0) return null;
  return (
    <Popover
      trigger={
        <Button size="small" kind="quiet" icon={<TriangleAlert size={14} className="text-act" />}>
          {words.t("findings", { count: worth.length })}
        </Button>
      }
    >
      <ul className="flex flex-col gap-2">
        {worth.slice(0, 20).map((finding, index) => (
          <li key={index}>{say(finding)}</li>
        ))}
      </ul>
    </Popover>
  );
}
