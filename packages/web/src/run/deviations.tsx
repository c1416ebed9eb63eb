import { useFinding, useText } from "../messages/index.ts";
import { useRead, useWorkspace } from "../session/index.ts";
import { useFormat } from "../ui/index.ts";
import { runTexts } from "./en.ts";
import { type Run, taskTitles } from "./run.ts";
import { sentenceOf } from "./sentence.ts";
import { stepsIn } from "./steps.ts";

/** What this run did otherwise than its revision says, with the reasons that were given; nothing where it went as written down. */
export function Deviations({ run }: { run: Run }) {
  const t = useText(runTexts);
  const finding = useFinding();
  const { data } = useRead("GET /runs/:r/conformance", { params: { r: run.id } }, { watch: [`run:${run.id}`] });
  const format = useFormat(useWorkspace().zone);
  if (data === undefined || data.deviations.length + data.taken.length === 0) return null;
  const steps = new Map(stepsIn(run.definition).map((step) => [step.id, step]));
  // What somebody took the liberty to skip is told with who did it and why.
  const others = data.deviations.filter(({ kind, reason }) => kind !== "skipped" || reason === null);
  const kinds = {
    skipped: t("wasSkipped"),
    extra: t("wasExtra"),
    swapped: t("wasSwapped"),
    repeated: t("wasRepeated"),
    late: t("wasLate"),
    wrongRole: t("wasByOther"),
  };
  return (
    <section aria-label={t("otherwise")} className="rounded-lg border border-line px-4 py-3">
      <h2 className="text-sm font-semibold">{t("otherwise")}</h2>
      <ul className="mt-1 flex flex-col gap-1 text-sm">
        {data.taken.map((event) => {
          const { key, values, words } = sentenceOf(
            event,
            steps,
            new Map(),
            { system: t("system"), former: t("formerMember") },
            taskTitles(run),
            finding,
          );
          return (
            <li key={`${event.name} ${event.at}`} className="[overflow-wrap:anywhere]">
              {t(key, values)}
              <span className="text-muted">{`${words === null ? "" : ` – ${words}`} · ${format.moment(event.at)}`}</span>
            </li>
          );
        })}
        {others.map(({ kind, activity, times, reason }) => (
          <li key={`${kind} ${activity}`} className="[overflow-wrap:anywhere]">
            <span className="font-medium">{activity}</span>: {kinds[kind]}
            {times > 1 ? ` (${t("timesOver", { count: times })})` : null}
            {reason === null ? null : <span className="text-muted"> – {reason}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
