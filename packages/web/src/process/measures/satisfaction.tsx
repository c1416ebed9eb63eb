import { useText } from "../../messages/index.ts";
import { useFaces } from "../../rating/index.ts";
import { ScreenLink } from "../../shell/index.ts";
import { useWorkspace } from "../../session/index.ts";
import { Meter, PictureOrTable, Section, Table, useFormat } from "../../ui/index.ts";
import { limitsOf } from "./axis.ts";
import { measureTexts } from "./en.ts";
import { Legend } from "./legend.tsx";
import type { Measures } from "./measured.tsx";
import { ControlPicture } from "./pictures.tsx";

type Shown = { readonly value: "picture" | "table"; readonly onValue: (value: "picture" | "table") => void };

/** What those who asked for runs said after the end, as it went; and in whose words. */
export function SatisfactionOf({ measures: { satisfaction }, view }: { measures: Measures; view: Shown }) {
  const t = useText(measureTexts);
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  const face = useFaces();
  if (satisfaction === null) return null;
  const { rated, share, mean, counts, control, newest } = satisfaction;
  const one = (value: number) => format.number(Math.round(value * 10) / 10);
  const standOut = control === null ? 0 : control.points.filter(({ signals }) => signals.length > 0).length;
  const summary = t("satisfactionAbout", { count: rated, share: format.percent(share), mean: one(mean) });
  return (
    <Section
      title={t("satisfaction")}
      about={summary}
      aside={control === null ? undefined : <PictureOrTable of={t("satisfaction")} {...view} />}
    >
      <div className="flex flex-col gap-6">
        <Table
          label={t("satisfactionCounts")}
          rows={counts.map((count, at) => ({ score: at + 1, count })).toReversed()}
          idOf={({ score }) => String(score)}
          columns={[
            { key: "score", title: t("satisfaction"), names: true, cell: ({ score }) => `${score} · ${face(score)}` },
            { key: "count", title: t("times"), end: true, cell: ({ count }) => format.number(count) },
            {
              key: "share",
              title: t("shareShort"),
              end: true,
              cell: ({ count }) => (
                <span className="inline-flex items-center gap-2">
                  <Meter share={count / rated} /> {format.percent(count / rated)}
                </span>
              ),
            },
          ]}
        />
        {control === null ? null : view.value === "picture" ? (
          <ControlPicture
            ticksTo={(most) => [1, 2, 3, 4, 5].filter((score) => score <= most)}
            say={one}
            sayPoint={({ number, endedAt, value }) => [t("runNumber", { number }), one(value), format.moment(endedAt)].join(" · ")}
            control={{ ...control, points: control.points.map(({ score, ...point }) => ({ ...point, value: score })) }}
            summary={t("satisfactionSummary", {
              count: control.points.length,
              centre: one(control.centre),
              limits: limitsOf(control),
              lower: control.lower === null ? "–" : one(control.lower),
              signals: standOut,
            })}
          />
        ) : (
          <Table
            label={t("satisfaction")}
            rows={control.points}
            idOf={({ runId }) => runId}
            columns={[
              {
                key: "run",
                title: t("run"),
                names: true,
                cell: ({ runId, number }) => (
                  <ScreenLink to="/runs/$id" params={{ id: runId }}>
                    {t("runNumber", { number })}
                  </ScreenLink>
                ),
              },
              { key: "ended", title: t("ended"), wideOnly: true, cell: ({ endedAt }) => format.moment(endedAt) },
              { key: "score", title: t("satisfaction"), end: true, cell: ({ score }) => format.number(score) },
              {
                key: "signal",
                title: t("signal"),
                cell: ({ signals }) => signals.map((signal) => t(signal === "run" ? "runOfEight" : signal)).join(", "),
              },
            ]}
          />
        )}
        {control === null ? null : limitsOf(control) === "firm" ? null : (
          <p className="text-sm text-muted">{t("limitsYoung", { count: control.points.length, limits: limitsOf(control) })}</p>
        )}
        {control === null ? null : (
          <Legend
            entries={[
              { mark: "border-muted", as: "line", label: `${t("centre")}: ${one(control.centre)}` },
              ...(control.lower === null || control.upper === null
                ? []
                : [
                    { mark: "border-muted", as: "dashed" as const, label: `${t("limits")}: ${one(control.lower)} – ${one(control.upper)}` },
                  ]),
            ]}
          />
        )}
        {newest.length === 0 ? null : (
          <ul className="flex flex-col gap-2 text-sm">
            {newest.map(({ runId, number, score, words }) => (
              <li key={runId} className="flex gap-3">
                <ScreenLink to="/runs/$id" params={{ id: runId }} className="shrink-0 text-muted underline-offset-2 hover:underline">
                  {t("runNumber", { number })}
                </ScreenLink>
                <span className="shrink-0 font-semibold tabular-nums">{score}</span>
                <q className="whitespace-pre-wrap [overflow-wrap:anywhere]">{words}</q>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Section>
  );
}
