import type { Step } from "@rondo/core/process";
import { useText } from "../messages/index.ts";
import { AnswerList } from "./answer-text.tsx";
import { runTexts } from "./en.ts";
import type { Run } from "./run.ts";
import { usesIn } from "./steps.ts";

/**
 * What earlier steps answered: in front what this one shows, and the rest of it on demand. An approval changes no data, so
 * all its fields are for reading. A step that shows nothing of its own has all of it in front.
 */
export function KnownHere({ run, step }: { run: Run; step: Step }) {
  const t = useText(runTexts);
  const keys = usesIn(step)
    .filter((use) => use.mode === "shown" || step.kind === "approval")
    .map((use) => use.key);
  const asked = new Set(usesIn(step).map((use) => use.key));
  const fields = run.definition.fields.filter((field) => keys.includes(field.key));
  const others = run.definition.fields.filter(({ key }) => !asked.has(key) && isAnswered(run.answers[key]));
  if (fields.length + others.length === 0) return null;
  return (
    <section aria-label={t("known")} className="flex flex-col gap-1.5 rounded-md bg-sunken px-3 py-2.5">
      <p className="text-xs font-semibold text-muted">{t("known")}</p>
      {fields.length > 0 ? <AnswerList fields={fields} answers={run.answers} /> : null}
      {others.length > 0 ? (
        fields.length === 0 ? (
          <AnswerList fields={others} answers={run.answers} />
        ) : (
          <details>
            <summary className="w-fit cursor-pointer text-xs text-muted hover:text-ink">
              {t("knownBesides", { count: others.length })}
            </summary>
            <div className="pt-1.5">
              <AnswerList fields={others} answers={run.answers} />
            </div>
          </details>
        )
      ) : null}
    </section>
  );
}

function isAnswered(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);
}
