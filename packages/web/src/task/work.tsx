import { useText } from "../messages/index.ts";
import { Button } from "../ui/index.ts";
import { useTaskChanges } from "./changes.ts";
import { Decision } from "./decision.tsx";
import { taskTexts } from "./en.ts";
import type { Task } from "./task.ts";

/** A run's step, worked where it is met. */
export function StepPart({ task }: { task: Task }) {
  const t = useText(taskTexts);
  const { complete } = useTaskChanges();
  return (
    <section aria-label={t("theStep")} className="rounded-lg border border-line p-4">
      {task.step?.kind === "approval" ? (
        <Decision task={task} />
      ) : (
        <Button kind="primary" onClick={() => complete(task)}>
          {t("completeStep")}
        </Button>
      )}
    </section>
  );
}

export function PlanPart(_: { task: Task }) {
  return null;
}
