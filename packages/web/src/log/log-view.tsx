import { flowOf } from "@rondo/core/process";
import { Workflow } from "lucide-react";
import { lazy, Suspense, useMemo } from "react";
import { useText } from "../messages/index.ts";
import { Button, EmptyState, Field, Meter, PictureOrTable, Section, Select, Skeleton, Table, useFormat } from "../ui/index.ts";
import { logTexts } from "./en.ts";
import { Filters } from "./filters.tsx";
import { type Mined, useHours, usualNoise } from "./mined.ts";
import { FollowsPicture, shownPart } from "./picture.tsx";
import type { LogSearch } from "./search.ts";

const FlowPicture = lazy(() => import("../process/index.ts").then((module) => ({ default: module.FlowPicture })));
const FlowTable = lazy(() => import("../process/index.ts").then((module) => ({ default: module.FlowTable })));

type Props = { mined: Mined; search: LogSearch; onSearch: (next: LogSearch) => void };

/** A log: what followed what, the process that hides in it, the ways cases went and where they wait. */
export function LogView({ mined, search, onSearch }: Props) {
  const t = useText(logTexts);
  const hours = useHours();
  if (mined.of === 0) return <EmptyState picture={<Workflow size={22} />} title={t("noneYet")} about={t("noneYetAbout")} />;
  const { leadHours } = mined;
  return (
    <div className="flex flex-col gap-10 px-4 py-6 sm:px-6">
      <div className="flex flex-col gap-4">
        <div role="status" className="text-base text-pretty">
          <p>{t("summary", { cases: mined.cases, of: mined.of, events: mined.events, variants: mined.variantCount })}</p>
          {leadHours === null ? null : (
            <p className="text-muted">
              {t(leadHours.p80 === null ? "lead" : leadHours.p95 === null ? "leadMost" : "leadNearly", {
                half: hours(leadHours.p50),
                most: hours(leadHours.p80),
                nearly: hours(leadHours.p95),
              })}
            </p>
          )}
        </div>
        <Filters mined={mined} search={search} onSearch={onSearch} />
      </div>
      {mined.cases === 0 ? (
        <EmptyState
          picture={<Workflow size={22} />}
          title={t("noCases")}
          about={t("noCasesAbout", { of: mined.of })}
          action={<Button onClick={() => onSearch({})}>{t("clear")}</Button>}
        />
      ) : (
        <>
          <Follows mined={mined} search={search} onSearch={onSearch} />
          <Model mined={mined} search={search} onSearch={onSearch} />
          <Ways mined={mined} />
          <Waits mined={mined} />
        </>
      )}
    </div>
  );
}

function Follows({ mined, search, onSearch }: Props) {
  const t = useText(logTexts);
  const format = useFormat();
  const hours = useHours();
  const shown = search.shown ?? (mined.follows.length > 30 ? 80 : 100);
  const { steps, ways } = useMemo(() => shownPart(mined, shown / 100), [mined, shown]);
  const hidden = mined.activities.length - steps.length;
  const shares = [...new Set([50, 80, 95, 100, shown])].sort((a, b) => a - b);
  return (
    <Section
      title={t("follows")}
      about={t("followsAbout")}
      aside={
        <PictureOrTable
          of={t("follows")}
          value={search.table ? "table" : "picture"}
          onValue={(value) => onSearch({ ...search, table: value === "table" ? true : undefined })}
        />
      }
    >
      <div className="flex flex-col gap-3">
        <div className="w-56 print:hidden">
          <Field label={t("shown")}>
            <Select
              label={t("shown")}
              value={String(shown)}
              onValue={(value) => onSearch({ ...search, shown: Number(value) })}
              choices={shares.map((share) => ({
                value: String(share),
                label: share === 100 ? t("shownAll") : t("shownOf", { share: format.percent(share / 100) }),
              }))}
            />
          </Field>
        </div>
        {hidden === 0 ? null : <p className="text-xs text-muted">{t("hiddenSteps", { count: hidden })}</p>}
        {search.table ? (
          <Table
            label={t("follows")}
            rows={ways}
            idOf={({ from, to }) => JSON.stringify([from, to])}
            columns={[
              { key: "from", title: t("fromStep"), cell: ({ from }) => from ?? <span className="text-faint">{t("begin")}</span> },
              { key: "to", title: t("toStep"), names: true, cell: ({ to }) => to ?? <span className="text-faint">{t("end")}</span> },
              { key: "times", title: t("times"), end: true, cell: ({ count }) => format.number(count) },
              { key: "cases", title: t("cases"), end: true, wideOnly: true, cell: ({ cases }) => format.number(cases) },
              { key: "time", title: t("typicalTime"), end: true, cell: ({ medianHours }) => hours(medianHours) },
            ]}
          />
        ) : (
          <FollowsPicture steps={steps} ways={ways} />
        )}
      </div>
    </Section>
  );
}

function Model({ mined: { model, cases }, search, onSearch }: Props) {
  const t = useText(logTexts);
  const format = useFormat();
  const flow = useMemo(() => (model === null ? null : flowOf(model.definition)), [model]);
  const roles = useMemo(() => new Map<string, string>(), []);
  if (model === null || flow === null) return null;
  const noise = search.noise ?? usualNoise;
  const levels = [...new Set([0, 0.05, 0.1, 0.2, 0.4, noise])].sort((a, b) => a - b);
  return (
    <Section
      title={t("model")}
      about={t("modelAbout", {
        fit: model.fitTraces,
        cases,
        fitness: format.percent(model.fitness),
        precision: format.percent(model.precision),
      })}
      aside={
        <PictureOrTable
          of={t("model")}
          value={search.steps ? "table" : "picture"}
          onValue={(value) => onSearch({ ...search, steps: value === "table" ? true : undefined })}
        />
      }
    >
      <div className="flex flex-col gap-3">
        <div className="w-72 max-w-full print:hidden">
          <Field label={t("noise")}>
            <Select
              label={t("noise")}
              value={String(noise)}
              onValue={(value) => onSearch({ ...search, noise: Number(value) })}
              choices={levels.map((level) => ({
                value: String(level),
                label: level === 0 ? t("noiseNone") : t("noiseShare", { share: format.percent(level) }),
              }))}
            />
          </Field>
        </div>
        <Suspense fallback={<Skeleton />}>
          {search.steps ? (
            <FlowTable definition={model.definition} />
          ) : (
            <div className="overflow-hidden rounded-lg border border-line">
              <FlowPicture key={model.tree} flow={flow} roles={roles} counts={noCounts} selected={null} onStep={() => undefined} />
            </div>
          )}
        </Suspense>
      </div>
    </Section>
  );
}

const noCounts: ReadonlyMap<string, number> = new Map();

function Ways({ mined: { variants, variantCount, cases } }: { mined: Mined }) {
  const t = useText(logTexts);
  const format = useFormat();
  const hours = useHours();
  return (
    <Section title={t("variantsTitle")} about={t("variantsAbout", { shown: variants.length, count: variantCount })}>
      <Table
        label={t("variantsTitle")}
        rows={variants}
        idOf={({ steps }) => JSON.stringify(steps)}
        columns={[
          {
            key: "way",
            title: t("way"),
            names: true,
            cell: ({ steps }) => <span className="font-normal [overflow-wrap:anywhere]">{steps.join(" → ")}</span>,
          },
          {
            key: "share",
            title: t("share"),
            end: true,
            width: "8rem",
            cell: ({ count }) => (
              <span className="inline-flex items-center justify-end gap-2">
                {format.percent(count / cases)}
                <Meter share={count / cases} />
              </span>
            ),
          },
          { key: "cases", title: t("cases"), end: true, wideOnly: true, cell: ({ count }) => format.number(count) },
          { key: "typical", title: t("typical"), end: true, wideOnly: true, cell: ({ medianHours }) => hours(medianHours) },
        ]}
      />
    </Section>
  );
}

function Waits({ mined: { bottlenecks } }: { mined: Mined }) {
  const t = useText(logTexts);
  const format = useFormat();
  const hours = useHours();
  if (bottlenecks.length === 0) return null;
  return (
    <Section title={t("waits")} about={t("waitsAbout")}>
      <Table
        label={t("waits")}
        rows={bottlenecks}
        idOf={({ activity }) => activity}
        columns={[
          { key: "step", title: t("step"), names: true, cell: ({ activity }) => activity },
          { key: "share", title: t("ofWaiting"), end: true, cell: ({ share }) => format.percent(share) },
          { key: "median", title: t("medianWait"), end: true, cell: ({ medianWaitHours }) => hours(medianWaitHours) },
          { key: "p90", title: t("p90Wait"), end: true, wideOnly: true, cell: ({ p90WaitHours }) => hours(p90WaitHours) },
          { key: "work", title: t("work"), end: true, wideOnly: true, cell: ({ medianWorkHours }) => hours(medianWorkHours) },
          { key: "after", title: t("after"), wideOnly: true, cell: ({ after }) => <span className="text-muted">{after ?? ""}</span> },
        ]}
      />
    </Section>
  );
}
