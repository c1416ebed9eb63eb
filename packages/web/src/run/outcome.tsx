import { fillIn } from "@rondo/core/process";
import { PackageCheck } from "lucide-react";
import { useText } from "../messages/index.ts";
import { Markdown } from "../ui/index.ts";
import { AnswerList } from "./answer-text.tsx";
import { runTexts } from "./en.ts";
import type { Run } from "./run.ts";

/** What came of a run that delivered: what its requester reads. */
export function Outcome({ run }: { run: Run }) {
  const t = useText(runTexts);
  const { deliverable, fields } = run.definition;
  if (run.outcome !== "delivered" || !deliverable) return null;
  return (
    <section className="flex flex-col gap-3 rounded-lg border border-line bg-accent-soft/40 p-4">
      <h2 className="flex items-center gap-2 text-sm font-semibold">
        <PackageCheck size={16} className="text-accent" aria-hidden="true" />
        {fillIn(deliverable.title, fields, run.answers) || t("deliverable")}
      </h2>
      {deliverable.message.trim() ? <Markdown text={fillIn(deliverable.message, fields, run.answers)} /> : null}
      <AnswerList fields={fields.filter((field) => deliverable.fields.includes(field.key))} answers={run.answers} />
    </section>
  );
}
