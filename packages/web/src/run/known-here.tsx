import type { Step } from "@rondo/core/process";
import { useText } from "../messages/index.ts";
import { AnswerList } from "./answer-text.tsx";
import { runTexts } from "./en.ts";
import type { Run } from "./run.ts";
import { usesIn } from "./steps.ts";

/** What earlier steps answered and this one shows. An approval changes no data, so all its fields are for reading. */
export function KnownHere({ run, step }: { run: Run; step: Step }) {
  const t = useText(runTexts);
  const keys = usesIn(step)
    .filter((use) => use.mode === "shown" || step.kind === "approval")
    .map((use) => use.key);
  const fields = run.definition.fields.filter((field) => keys.includes(field.key));
  if (fields.length === 0) return null;
  return (
    <section aria-label={t("known")} className="flex flex-col gap-1.5 rounded-md bg-sunken px-3 py-2.5">
      <p className="text-xs font-semibold text-muted">{t("known")}</p>
      <AnswerList fields={fields} answers={run.answers} />
    </section>
  );
}
