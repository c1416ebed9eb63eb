import { getRouteApi } from "@tanstack/react-router";
import { ChartNoAxesColumn } from "lucide-react";
import type { ReactNode } from "react";
import { addressOf } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { ScreenLink } from "../../shell/index.ts";
import { useWorkspace } from "../../session/index.ts";
import { Badge, buttonClass, PictureOrTable, Section, Table, useFormat } from "../../ui/index.ts";
import { limitsOf, ticksOfHours } from "./axis.ts";
import { measureTexts } from "./en.ts";
import { Groups } from "./groups.tsx";
import { Legend } from "./legend.tsx";
import { Measured, type Measures, useHours } from "./measured.tsx";
import { ControlPicture, FlowPicture } from "./pictures.tsx";
import { PromisesKept } from "./promises.tsx";
import { SatisfactionOf } from "./satisfaction.tsx";
import { queryOf } from "./search.ts";
import { useWhich, WhichRuns } from "./which-runs.tsx";

const own = getRouteApi("/w/$slug/processes/$id/measures");

/** How a process is going: how long, how steadily, how much, where the time goes, and what is open for how long. */
export function MeasuresScreen() {
  const search = own.useSearch();
  const [view, setView] = useTableOf("satisfaction");
  return (
    <Measured picture={<ChartNoAxesColumn size={22} />} query={queryOf(search)} head={(measures) => <WhichRuns measures={measures} />}>
      {(measures, id) => (
        <>
          <Figures measures={measures} />
          <Groups measures={measures} />
          <Control measures={measures} />
          <SatisfactionOf measures={measures} view={{ value: view, onValue: setView }} />
          <Throughput measures={measures} />
          <Steps measures={measures} />
          <Ageing measures={measures} />
          <PromisesKept measures={measures} />
          <Export processId={id} more={measures.more} />
        </>
      )}
    </Measured>
  );
}

function Figures({ measures: { leadHours, runs, handovers, told } }: { measures: Measures }) {
  const t = useText(measureTexts);
  const hours = useHours(told.hours);
  const format = useFormat();
  const tooFew = (
    <>
      – <span className="text-xs font-normal text-muted">{t("tooFewRuns")}</span>
    </>
  );
  const figures: [string, ReactNode][] = [
    ...(leadHours === null
      ? []
      : ([
          [t("half"), hours(leadHours.p50)],
          [t("fourOfFive"), leadHours.p80 === null ? tooFew : hours(leadHours.p80)],
          [t("nineteenOfTwenty"), leadHours.p95 === null ? tooFew : hours(leadHours.p95)],
        ] satisfies [string, ReactNode][])),
    [t("running"), format.number(runs.running)],
    [t("completed"), format.number(runs.completed)],
    ...(runs.rejected === 0 ? [] : ([[t("rejected"), format.number(runs.rejected)]] satisfies [string, ReactNode][])),
    [t("cancelled"), format.number(runs.cancelled)],
    ...(handovers === null ? [] : ([[t("handovers"), format.number(handovers)]] satisfies [string, ReactNode][])),
  ];
  return (
    <Section
      title={t("leadTime")}
      about={leadHours === null ? t("noCompleted") : t("leadTimeAbout", { count: leadHours.count, kind: told.hours })}
    >
      <dl className="flex flex-wrap gap-2">
        {figures.map(([name, value]) => (
          <div key={name} className="min-w-28 rounded-lg border border-line px-3 py-2">
            <dt className="text-xs text-muted">{name}</dt>
            <dd className="text-base font-semibold tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

/** Which pictures are shown as tables is in the address. */
function useTableOf(name: "control" | "flow" | "satisfaction"): ["picture" | "table", (value: "picture" | "table") => void] {
  const [{ tables }, change] = useWhich();
  const shown = new Set((tables ?? "").split(" ").filter((each: string) => each !== ""));
  const set = (value: "picture" | "table") => {
    if (value === "table") shown.add(name);
    else shown.delete(name);
    change({ tables: shown.size === 0 ? undefined : [...shown].join(" ") });
  };
  return [shown.has(name) ? "table" : "picture", set];
}

function Control({ measures: { control, told } }: { measures: Measures }) {
  const t = useText(measureTexts);
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  const hours = useHours(told.hours);
  const [view, setView] = useTableOf("control");
  if (control === null) return null;
  const why = { beyond: t("beyond"), run: t("runOfEight"), near: t("near") };
  const standOut = control.points.filter(({ signals }) => signals.length > 0).length;
  return (
    <Section
      title={t("control")}
      about={t("controlAbout", { count: control.points.length, limits: limitsOf(control) })}
      aside={<PictureOrTable of={t("control")} value={view} onValue={setView} />}
    >
      {view === "picture" ? (
        <ControlPicture
          ticksTo={(most) => ticksOfHours(most, told.hours)}
          say={hours}
          sayPoint={({ number, endedAt, value, signals }) =>
            [
              t("runNumber", { number }),
              hours(value),
              format.moment(endedAt),
              ...signals.map((signal) => why[signal as keyof typeof why]),
            ].join(" · ")
          }
          control={{ ...control, points: control.points.map(({ hours: value, ...point }) => ({ ...point, value })) }}
          summary={t("controlSummary", {
            count: control.points.length,
            centre: hours(control.centre),
            limits: limitsOf(control),
            upper: hours(control.upper),
            signals: standOut,
          })}
        />
      ) : (
        <Table
          label={t("control")}
          rows={control.points}
          idOf={({ runId }) => runId}
          columns={[
            { key: "run", title: t("run"), names: true, cell: ({ runId, number }) => <RunLink id={runId} number={number} /> },
            { key: "ended", title: t("ended"), cell: ({ endedAt }) => format.moment(endedAt), wideOnly: true },
            { key: "hours", title: t("leadTime"), end: true, cell: (point) => hours(point.hours) },
            { key: "signal", title: t("signal"), cell: ({ signals }) => signals.map((signal) => why[signal]).join(", ") },
          ]}
        />
      )}
      <Legend
        entries={[
          { mark: "border-muted", as: "line", label: `${t("centre")}: ${hours(control.centre)}` },
          ...(control.upper === null
            ? []
            : [
                {
                  mark: "border-muted",
                  as: "dashed" as const,
                  label:
                    control.lower !== null && control.lower > 0
                      ? `${t("limits")}: ${hours(control.lower)} – ${hours(control.upper)}`
                      : `${t("upperLimit")}: ${hours(control.upper)}`,
                },
              ]),
          ...(standOut > 0 ? [{ mark: "bg-act", as: "dot" as const, label: t("signal") }] : []),
        ]}
      />
    </Section>
  );
}

function Throughput({ measures: { weeks, runs } }: { measures: Measures }) {
  const t = useText(measureTexts);
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  const [view, setView] = useTableOf("flow");
  const sum = (name: "started" | "finished") => weeks.reduce((all, week) => all + week[name], 0);
  const summary = t("throughputSummary", { weeks: weeks.length, started: sum("started"), finished: sum("finished"), open: runs.running });
  return (
    <Section title={t("throughput")} about={summary} aside={<PictureOrTable of={t("throughput")} value={view} onValue={setView} />}>
      {view === "picture" ? (
        <>
          <FlowPicture weeks={weeks} summary={summary} />
          <Legend
            entries={[
              { mark: "bg-line-strong/60", label: t("openAbove") },
              { mark: "bg-accent/80", label: t("finishedBelow") },
            ]}
          />
        </>
      ) : (
        <Table
          label={t("throughput")}
          rows={weeks}
          idOf={({ from }) => from}
          columns={[
            { key: "week", title: t("week"), names: true, cell: ({ until }) => format.day(format.dayAt(until)) },
            { key: "started", title: t("started"), end: true, cell: ({ started }) => format.number(started) },
            { key: "finished", title: t("finished"), end: true, cell: ({ finished }) => format.number(finished) },
            { key: "open", title: t("open"), end: true, cell: ({ open }) => format.number(open) },
          ]}
        />
      )}
    </Section>
  );
}

function Steps({ measures: { steps, told } }: { measures: Measures }) {
  const t = useText(measureTexts);
  const format = useFormat();
  const hours = useHours(told.hours);
  return (
    <Section title={t("steps")} about={t("stepsAbout")}>
      <Table
        label={t("steps")}
        rows={steps}
        idOf={({ stepId }) => stepId}
        columns={[
          { key: "step", title: t("step"), names: true, cell: ({ title }) => title },
          { key: "typical", title: t("typical"), end: true, cell: ({ medianHours }) => hours(medianHours) },
          { key: "p80", title: t("fourOfFive"), end: true, wideOnly: true, cell: ({ p80Hours }) => hours(p80Hours) },
          { key: "share", title: t("share"), end: true, cell: ({ share }) => format.percent(share) },
          { key: "done", title: t("done"), end: true, wideOnly: true, cell: ({ done }) => format.number(done) },
          {
            key: "late",
            title: t("late"),
            end: true,
            wideOnly: true,
            cell: ({ late }) => (late === 0 ? "0" : <Badge tone="act">{format.number(late)}</Badge>),
          },
          { key: "skipped", title: t("skipped"), end: true, wideOnly: true, cell: ({ skipped }) => format.number(skipped) },
          { key: "again", title: t("again"), end: true, wideOnly: true, cell: ({ again }) => format.number(again) },
          { key: "openNow", title: t("openNow"), end: true, wideOnly: true, cell: ({ openNow }) => format.number(openNow) },
        ]}
      />
    </Section>
  );
}

function Ageing({ measures: { ageing, told } }: { measures: Measures }) {
  const t = useText(measureTexts);
  const format = useFormat();
  const hours = useHours(told.hours);
  return (
    <Section title={t("ageing")} about={t("ageingAbout")}>
      {ageing.length === 0 ? (
        <p className="text-sm text-muted">{t("nobodyOpen")}</p>
      ) : (
        <Table
          label={t("ageing")}
          rows={ageing}
          idOf={({ runId }) => runId}
          columns={[
            {
              key: "run",
              title: t("run"),
              names: true,
              cell: ({ runId, title }) => (
                <ScreenLink to="/runs/$id" params={{ id: runId }}>
                  {title}
                </ScreenLink>
              ),
            },
            { key: "step", title: t("step"), wideOnly: true, cell: ({ step }) => step ?? "–" },
            {
              key: "age",
              title: t("age"),
              end: true,
              cell: ({ ageHours }) => <span className="whitespace-nowrap">{hours(ageHours)}</span>,
            },
            {
              key: "left",
              title: t("left"),
              end: true,
              cell: ({ remainingHours }) => (remainingHours === null ? t("noBasis") : hours(remainingHours.p50)),
            },
            {
              key: "leftGood",
              title: t("leftGood"),
              end: true,
              wideOnly: true,
              cell: ({ remainingHours }) => hours(remainingHours?.p80 ?? null),
            },
            {
              key: "leftMost",
              title: t("leftMost"),
              end: true,
              wideOnly: true,
              cell: ({ remainingHours }) => hours(remainingHours?.p95 ?? null),
            },
            {
              key: "basis",
              title: t("basis"),
              end: true,
              wideOnly: true,
              cell: ({ remainingHours }) => format.number(remainingHours?.basis ?? 0),
            },
          ]}
        />
      )}
    </Section>
  );
}

function Export({ processId, more }: { processId: string; more: boolean }) {
  const t = useText(measureTexts);
  const { id: w } = useWorkspace();
  const formats = [
    ["xes", t("exportXes")],
    ["ocel", t("exportOcel")],
    ["csv", t("exportCsv")],
  ] as const;
  return (
    <Section title={t("export")} about={more ? `${t("exportAbout")} ${t("onlyNewest")}` : t("exportAbout")}>
      <div className="flex flex-wrap gap-2">
        {formats.map(([format, label]) => (
          <a
            key={format}
            href={`${addressOf("/api/workspaces/:w/processes/:p/log", { w, p: processId })}?format=${format}`}
            download
            className={buttonClass()}
          >
            {label}
          </a>
        ))}
      </div>
    </Section>
  );
}

function RunLink({ id, number }: { id: string; number: number }) {
  const t = useText(measureTexts);
  return (
    <ScreenLink to="/runs/$id" params={{ id }}>
      {t("runNumber", { number })}
    </ScreenLink>
  );
}
