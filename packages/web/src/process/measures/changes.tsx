import { type ReactNode, useState } from "react";
import { useText } from "../../messages/index.ts";
import { useRead, useWorkspace } from "../../session/index.ts";
import { Button, cx, Section, Table, useFormat } from "../../ui/index.ts";
import { mayAs } from "../process.ts";
import { measureTexts } from "./en.ts";
import { HopeDialog, useMeasureNames } from "./hypothesis.tsx";
import { type Measures, useHours } from "./measured.tsx";

type Change = Measures["changes"][number];
type Compared = Change["measures"][number];

/** What each revision changed, told by what was hoped for; and that there is no evidence where there is none. */
export function Changes({ measures: { changes, told }, processId, aside }: { measures: Measures; processId: string; aside: ReactNode }) {
  const t = useText(measureTexts);
  const process = useRead("GET /processes/:p", { params: { p: processId } }, { watch: [`process:${processId}`] });
  const may = process.data !== undefined && mayAs(process.data, "manager");
  return (
    <Section
      title={t("change")}
      about={changes.length === 0 ? t("noChange") : t("changeAbout")}
      aside={changes.length === 0 ? undefined : aside}
    >
      {changes.map((change) => (
        <OneChange key={change.to} change={change} processId={processId} may={may} kind={told.hours} />
      ))}
    </Section>
  );
}

function OneChange({ change, processId, may, kind }: { change: Change; processId: string; may: boolean; kind: Measures["told"]["hours"] }) {
  const t = useText(measureTexts);
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  const names = useMeasureNames();
  const said = useSaid(kind);
  const [stating, setStating] = useState(false);
  const { hypothesis, young, measures } = change;
  const [first] = measures;
  const told = hypothesis === null || first?.measure === hypothesis.measure ? first : undefined;
  const outcome = { "as hoped": t("asHoped"), "the opposite": t("opposite"), "no evidence": null };
  return (
    <article className="mb-8 flex flex-col gap-3 last:mb-0">
      <div className="flex flex-wrap items-start gap-3">
        <div className="min-w-0 flex-1 basis-64 text-sm">
          <h3 className="font-semibold">{t("changeOf", { from: change.from, to: change.to })}</h3>
          {hypothesis === null ? (
            <p className="text-muted">{t("noHope")}</p>
          ) : (
            <>
              <p>
                {t(hypothesis.aim === "less" ? "hopedLess" : "hopedMore", {
                  measure: names[hypothesis.measure],
                  who: hypothesis.by?.name ?? t("somebody"),
                  when: format.moment(hypothesis.at),
                })}
              </p>
              {hypothesis.reason === "" ? null : (
                <p className="whitespace-pre-wrap text-muted [overflow-wrap:anywhere]">{hypothesis.reason}</p>
              )}
              {hypothesis.late === 0 ? null : <p className="text-act">{t("lateHope", { count: hypothesis.late })}</p>}
            </>
          )}
        </div>
        {may ? <Button onClick={() => setStating(true)}>{hypothesis === null ? t("stateHope") : t("changeHope")}</Button> : null}
      </div>
      <div className="flex flex-col gap-1 text-sm">
        {told === undefined ? (
          <p className="font-medium">{t("nothingYet")}</p>
        ) : (
          <>
            <p className="font-medium">
              {names[told.measure]}: {said(told)} {change.outcome === null ? null : outcome[change.outcome]}
            </p>
            <Warnings of={told} />
          </>
        )}
        {young === 0 ? null : <p className="text-muted">{t("young", { count: young })}</p>}
      </div>
      {measures.length === 0 ? null : <AllMeasures change={change} kind={kind} />}
      {stating ? <HopeDialog processId={processId} revision={change.to} now={hypothesis} onDone={() => setStating(false)} /> : null}
    </article>
  );
}

function Warnings({ of: { warnings } }: { of: Compared }) {
  const t = useText(measureTexts);
  const words = { "few before": t("fewBefore"), "few after": t("fewAfter"), "other mix": t("otherMix") };
  return warnings.map((warning) => (
    <p key={warning} className="text-act">
      {words[warning]}
    </p>
  ));
}

function AllMeasures({ change: { measures, from, to }, kind }: { change: Change; kind: Measures["told"]["hours"] }) {
  const t = useText(measureTexts);
  const names = useMeasureNames();
  const value = useValue(kind);
  const format = useFormat();
  const verdicts = { less: t("verdict_less"), more: t("verdict_more"), "no evidence": t("verdict_none") };
  const between = ({ unit, interval }: Compared) =>
    interval === null ? t("noInterval") : t("interval", { low: value(unit, interval.low, true), high: value(unit, interval.high, true) });
  const side = (compared: Compared, at: "before" | "after") => (
    <>
      <span className="whitespace-nowrap">{value(compared.unit, compared[at].typical)}</span>{" "}
      <span className="block whitespace-nowrap text-faint sm:inline">
        {compared[at].open === 0
          ? t("ofRuns", { count: compared[at].count, shown: format.number(compared[at].count) })
          : t("endedAndOpen", { ended: format.number(compared[at].count - compared[at].open), open: format.number(compared[at].open) })}
      </span>
    </>
  );
  return (
    <>
      <Table
        label={t("changeOf", { from, to })}
        rows={measures}
        idOf={({ measure }) => measure}
        columns={[
          {
            key: "measure",
            title: t("measure"),
            names: true,
            cell: (row) => (
              <>
                {names[row.measure]}
                {/* Where the table has no room for the two columns. */}
                <span className="block font-normal text-muted sm:hidden">
                  {between(row)}: {verdicts[row.verdict]}
                </span>
              </>
            ),
          },
          { key: "before", title: t("revision", { number: from }), end: true, cell: (row) => side(row, "before") },
          { key: "after", title: t("revision", { number: to }), end: true, cell: (row) => side(row, "after") },
          {
            key: "shift",
            title: t("difference"),
            end: true,
            wideOnly: true,
            cell: (row) => (
              <span className="inline-flex items-center gap-3">
                {between(row)}
                {row.interval === null ? null : <AroundNothing {...row.interval} verdict={row.verdict} />}
              </span>
            ),
          },
          { key: "verdict", title: t("says"), wideOnly: true, cell: ({ verdict }) => verdicts[verdict] },
        ]}
      />
      {measures.some(({ before, after }) => before.open + after.open > 0) ? <p className="text-xs text-muted">{t("openCount")}</p> : null}
      <p className="text-xs text-muted">{t("manyMeasures")}</p>
    </>
  );
}

/** Where the difference lies about no difference; the numbers stand beside it. */
function AroundNothing({ low, high, verdict }: NonNullable<Compared["interval"]> & Pick<Compared, "verdict">) {
  const most = Math.max(Math.abs(low), Math.abs(high)) || 1;
  const at = (value: number) => 50 + (48 * value) / most;
  return (
    <span aria-hidden="true" className="relative inline-block h-3 w-16 shrink-0">
      <span className="absolute inset-y-0 start-1/2 w-px bg-line-strong" />
      <span
        className={cx("absolute top-1 h-1 rounded-full", verdict === "no evidence" ? "bg-line-strong" : "bg-accent")}
        style={{ insetInlineStart: `${at(low)}%`, width: `${Math.max(4, at(high) - at(low))}%` }}
      />
    </span>
  );
}

/** A value of a measure in its unit; a difference has a sign. */
function useValue(kind: Measures["told"]["hours"]): (unit: Compared["unit"], value: number, signed?: boolean) => string {
  const hours = useHours(kind);
  const format = useFormat();
  return (unit, value, signed = false) => {
    const size =
      unit === "hours"
        ? hours(value)
        : unit === "score"
          ? format.number(Math.round((signed ? Math.abs(value) : value) * 10) / 10)
          : format.percent(signed ? Math.abs(value) : value);
    return !signed || value === 0 ? size : `${value < 0 ? "−" : "+"}${size}`;
  };
}

function useSaid(kind: Measures["told"]["hours"]): (compared: Compared) => string {
  const t = useText(measureTexts);
  const value = useValue(kind);
  return ({ unit, verdict, shift, interval }) => {
    if (interval === null) return t("tooFewToTell");
    const { low, high } = interval;
    const parts = { shift: value(unit, Math.abs(shift)), low: value(unit, low, true), high: value(unit, high, true) };
    return verdict === "less" ? t("changedLess", parts) : verdict === "more" ? t("changedMore", parts) : t("noEvidence", parts);
  };
}
