import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { ChartNoAxesColumn } from "lucide-react";
import { addressOf } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { ScreenLink } from "../../shell/index.ts";
import { useWorkspace } from "../../session/index.ts";
import { Badge, buttonClass, cx, PictureOrTable, Section, Table, useFormat } from "../../ui/index.ts";
import { measureTexts } from "./en.ts";
import { Measured, type Measures, useHours } from "./measured.tsx";
import { ControlPicture, FlowPicture } from "./pictures.tsx";

const route = getRouteApi("/w/$slug/processes/$id");
const own = getRouteApi("/w/$slug/processes/$id/measures");

/** How a process is going: how long, how steadily, how much, where the time goes, and what is open for how long. */
export function MeasuresScreen() {
  return (
    <Measured picture={<ChartNoAxesColumn size={22} />}>
      {(measures, id) => (
        <>
          <Figures measures={measures} />
          <Control measures={measures} />
          <Throughput measures={measures} />
          <Steps measures={measures} />
          <Ageing measures={measures} />
          <Export processId={id} more={measures.more} />
        </>
      )}
    </Measured>
  );
}

function Figures({ measures: { leadHours, runs, handovers } }: { measures: Measures }) {
  const t = useText(measureTexts);
  const hours = useHours();
  const format = useFormat();
  const figures = [
    ...(leadHours === null
      ? []
      : [
          [t("half"), hours(leadHours.p50)],
          [t("fourOfFive"), hours(leadHours.p80)],
          [t("nineteenOfTwenty"), hours(leadHours.p95)],
        ]),
    [t("running"), format.number(runs.running)],
    [t("completed"), format.number(runs.completed)],
    [t("cancelled"), format.number(runs.cancelled)],
    ...(handovers === null ? [] : [[t("handovers"), format.number(handovers)]]),
  ];
  return (
    <Section title={t("leadTime")} about={leadHours === null ? t("noCompleted") : t("leadTimeAbout", { count: leadHours.count })}>
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
function useTableOf(name: "control" | "flow"): ["picture" | "table", (value: "picture" | "table") => void] {
  const { slug } = useWorkspace();
  const { id } = route.useParams();
  const { tables } = own.useSearch();
  const navigate = useNavigate();
  const shown = new Set((tables ?? "").split(" ").filter((each: string) => each !== ""));
  const set = (value: "picture" | "table") => {
    if (value === "table") shown.add(name);
    else shown.delete(name);
    void navigate({
      to: "/w/$slug/processes/$id/measures",
      params: { slug, id },
      search: shown.size === 0 ? {} : { tables: [...shown].join(" ") },
      replace: true,
      resetScroll: false,
    });
  };
  return [shown.has(name) ? "table" : "picture", set];
}

function Control({ measures: { control } }: { measures: Measures }) {
  const t = useText(measureTexts);
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  const hours = useHours();
  const [view, setView] = useTableOf("control");
  if (control === null) return null;
  const why = { beyond: t("beyond"), run: t("runOfEight"), near: t("near") };
  const standOut = control.points.filter(({ signals }) => signals.length > 0).length;
  return (
    <Section
      title={t("control")}
      about={t("controlAbout", { count: control.points.length })}
      aside={<PictureOrTable value={view} onValue={setView} />}
    >
      {view === "picture" ? (
        <ControlPicture
          control={control}
          summary={t("controlSummary", {
            count: control.points.length,
            centre: hours(control.centre),
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
          { mark: "bg-line-strong", label: `${t("centre")}: ${hours(control.centre)}` },
          { mark: "bg-muted", label: `${t("upperLimit")}: ${hours(control.upper)}` },
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
    <Section title={t("throughput")} about={summary} aside={<PictureOrTable value={view} onValue={setView} />}>
      {view === "picture" ? (
        <>
          <FlowPicture weeks={weeks} summary={summary} />
          <Legend
            entries={[
              { mark: "bg-line-strong", label: t("openAbove") },
              { mark: "bg-accent", label: t("finishedBelow") },
            ]}
          />
        </>
      ) : (
        <Table
          label={t("throughput")}
          rows={weeks}
          idOf={({ from }) => from}
          columns={[
            { key: "week", title: t("week"), names: true, cell: ({ from }) => format.day(format.dayAt(from)) },
            { key: "started", title: t("started"), end: true, cell: ({ started }) => format.number(started) },
            { key: "finished", title: t("finished"), end: true, cell: ({ finished }) => format.number(finished) },
            { key: "open", title: t("open"), end: true, cell: ({ open }) => format.number(open) },
          ]}
        />
      )}
    </Section>
  );
}

function Steps({ measures: { steps } }: { measures: Measures }) {
  const t = useText(measureTexts);
  const format = useFormat();
  const hours = useHours();
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

function Ageing({ measures: { ageing } }: { measures: Measures }) {
  const t = useText(measureTexts);
  const format = useFormat();
  const hours = useHours();
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
            { key: "age", title: t("age"), end: true, cell: ({ ageHours }) => hours(ageHours) },
            {
              key: "left",
              title: t("left"),
              end: true,
              cell: ({ remainingHours }) => (remainingHours === null ? t("noBasis") : hours(remainingHours.p50)),
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

function Legend({ entries }: { entries: readonly { mark: string; label: string }[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {entries.map(({ mark, label }) => (
        <li key={label} className="flex items-center gap-1.5">
          <span aria-hidden="true" className={cx("size-2.5 rounded-xs", mark)} />
          {label}
        </li>
      ))}
    </ul>
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
