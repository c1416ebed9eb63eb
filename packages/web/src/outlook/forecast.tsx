import { useState } from "react";
import type { Answer } from "../api/index.ts";
import { requestIn } from "../api/index.ts";
import { useFinding, useText } from "../messages/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { Button, Section, useFormat } from "../ui/index.ts";
import { outlookTexts } from "./en.ts";

type Forecast = Answer<"POST /projects/:p/forecasts">;

/** Three dates with how sure they are, what they go by, and what earlier ones were worth. */
export function ForecastSection({ projectId, zone, why }: { projectId: string; zone: string; why: string | null }) {
  const t = useText(outlookTexts);
  const { id: w } = useWorkspace();
  const [forecast, setForecast] = useState<Forecast | null>(null);
  const make = useChange({
    call: async () => {
      setForecast(await requestIn(w, "POST /projects/:p/forecasts", { params: { p: projectId }, body: {} }));
    },
    touches: [],
  });
  return (
    <Section
      title={t("forecast")}
      about={<span className="block max-w-2xl">{t("forecastAbout")}</span>}
      aside={
        <Button kind={forecast ? "plain" : "primary"} why={why} busy={make.isPending} onClick={() => make.mutate()}>
          {forecast ? t("again") : t("make")}
        </Button>
      }
    >
      {forecast === null ? null : forecast.p50 === null ? <Thin forecast={forecast} /> : <Dates forecast={forecast} zone={zone} />}
    </Section>
  );
}

function Thin({ forecast }: { forecast: Forecast }) {
  const say = useFinding();
  const t = useText(outlookTexts);
  return (
    <div role="status" className="max-w-2xl rounded-lg border border-line bg-surface p-4 text-sm">
      <p className="font-medium">{t("thin")}</p>
      {forecast.findings.map((finding) => (
        <p key={finding.code} className="mt-1 text-muted">
          {say(finding)}
        </p>
      ))}
    </div>
  );
}

function Dates({ forecast, zone }: { forecast: Forecast; zone: string }) {
  const t = useText(outlookTexts);
  const format = useFormat(zone);
  const today = format.dayAt(new Date());
  const { basis, record, histogram } = forecast;
  const promised = [
    [0.5, t("even"), forecast.p50],
    [0.8, t("good"), forecast.p80],
    [0.95, t("sure"), forecast.p95],
  ] as const;
  const last = histogram.at(-1);
  const most = Math.max(1, ...histogram.map((bar) => bar.count));
  return (
    <div role="status" className="flex flex-col gap-4">
      <dl className="grid max-w-3xl gap-3 sm:grid-cols-3">
        {promised.map(([share, name, at]) => (
          <div key={share} className="rounded-lg border border-line bg-surface p-4">
            <dt className="text-xs text-muted">
              {format.percent(share)} · {name}
            </dt>
            <dd className="mt-1 text-xl font-semibold">{at === null ? "–" : format.day(at.slice(0, 10), today)}</dd>
            <dd className="text-xs text-faint">{at === null ? "" : format.inDays(at.slice(0, 10), today)}</dd>
          </div>
        ))}
      </dl>
      {histogram.length < 2 ? null : (
        <figure className="max-w-3xl">
          <figcaption className="sr-only">{t("dates")}</figcaption>
          <div aria-hidden="true" className="flex h-20 items-end gap-px">
            {histogram.map((bar) => (
              <span key={bar.from} className="flex-1 rounded-t-sm bg-accent" style={{ blockSize: `${(100 * bar.count) / most}%` }} />
            ))}
          </div>
          <div aria-hidden="true" className="flex justify-between text-2xs text-faint">
            <span>{histogram[0] ? format.day(histogram[0].from.slice(0, 10), today) : ""}</span>
            <span>{last === undefined ? "" : t("andLater", { day: format.day(last.from.slice(0, 10), today) })}</span>
          </div>
          <table className="sr-only">
            <tbody>
              {histogram.map((bar) => (
                <tr key={bar.from}>
                  <th scope="row">
                    {bar === last
                      ? t("andLater", { day: format.day(bar.from.slice(0, 10), today) })
                      : format.day(bar.from.slice(0, 10), today)}
                  </th>
                  <td>{t("inRuns", { count: bar.count })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </figure>
      )}
      <p className="max-w-2xl text-sm text-muted">
        {basis.typicalRatio === null
          ? null
          : t("basis", { tasks: basis.finishedTasks, projects: basis.projects, ratio: format.percent(basis.typicalRatio) })}{" "}
        {record.kept === null
          ? t("recordNone")
          : t("record", {
              count: record.count,
              p50: format.percent(record.kept.p50),
              p80: format.percent(record.kept.p80),
              p95: format.percent(record.kept.p95),
            })}
      </p>
    </div>
  );
}
