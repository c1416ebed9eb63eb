import { Undo2 } from "lucide-react";
import { useText } from "../messages/index.ts";
import { runTexts } from "./en.ts";
import type { Run, RunStep } from "./run.ts";
import { stepsIn } from "./steps.ts";

/** Why a step is worked again: the words of whoever rejected what came of it. */
export function SentBack({ run, entry }: { run: Run; entry: RunStep }) {
  const t = useText(runTexts);
  if (entry.round < 2) return null;
  const sentBy = new Set(
    stepsIn(run.definition).flatMap((step) => (step.kind === "approval" && step.returnTo === entry.stepId ? [step.id] : [])),
  );
  const rejection = run.steps.findLast((one) => sentBy.has(one.stepId) && one.decision === "rejected");
  if (!rejection) return null;
  return (
    <section className="flex gap-2.5 rounded-md bg-act-soft px-3 py-2.5 text-sm">
      <Undo2 size={15} className="mt-0.5 shrink-0 text-act" aria-hidden="true" />
      <div className="min-w-0">
        <p className="font-medium text-act">{t("sentBack", { who: rejection.by?.name ?? t("formerMember") })}</p>
        {rejection.comment ? <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{rejection.comment}</p> : null}
      </div>
    </section>
  );
}
