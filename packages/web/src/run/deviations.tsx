import { useText } from "../messages/index.ts";
import { useRead } from "../session/index.ts";
import { runTexts } from "./en.ts";
import type { Run } from "./run.ts";

/** What this run did otherwise than its revision says, with the reasons that were given; nothing where it went as written down. */
export function Deviations({ run }: { run: Run }) {
  const t = useText(runTexts);
  const { data } = useRead("GET /runs/:r/conformance", { params: { r: run.id } }, { watch: [`run:${run.id}`] });
  if (data === undefined || data.deviations.length === 0) return null;
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
        {data.deviations.map(({ kind, activity, times, reason }) => (
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
