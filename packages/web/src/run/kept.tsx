import { useText } from "../messages/index.ts";
import { useFormat } from "../ui/index.ts";
import { runTexts } from "./en.ts";
import type { Run } from "./run.ts";

/** What was entered, and has no place in the revision that the run was moved to. Nothing of it is lost. */
export function Kept({ run }: { run: Run }) {
  const t = useText(runTexts);
  const format = useFormat();
  if (run.kept.length === 0) return null;
  const say = (value: unknown): string =>
    Array.isArray(value)
      ? format.list(value.map((one) => say(one)))
      : typeof value === "object" && value !== null
        ? format.list(Object.values(value).map((one) => say(one)))
        : String(value ?? "");
  return (
    <section aria-label={t("kept")} className="flex flex-col gap-2">
      <h2 className="text-sm font-semibold">{t("kept")}</h2>
      <p className="text-xs text-muted">{t("keptAbout")}</p>
      <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-3 gap-y-1.5 text-sm">
        {run.kept.map(({ title, answers, rows }, index) => (
          <div key={`${title} ${index}`} className="contents">
            <dt className="text-muted [overflow-wrap:anywhere]">{title}</dt>
            <dd className="[overflow-wrap:anywhere]">
              {[...Object.values(answers).map((one) => say(one)), ...rows.map((row) => say(row))].join("; ")}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
