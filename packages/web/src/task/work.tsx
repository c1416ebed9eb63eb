import { lazy, Suspense } from "react";
import { useText } from "../messages/index.ts";
import { Skeleton } from "../ui/index.ts";
import { taskTexts } from "./en.ts";
import type { Task } from "./task.ts";

// The run's screens weigh more than a list of tasks; they come when a step is opened.
const StepWork = lazy(() => import("../run/index.ts").then((module) => ({ default: module.StepWork })));

/** A run's step, worked where it is met: its instructions and fields, or the decision. */
export function StepPart({ task, brief = false, onDone }: { task: Pick<Task, "id" | "home">; brief?: boolean; onDone?: () => void }) {
  const t = useText(taskTexts);
  return (
    <section aria-label={t("theStep")}>
      <Suspense fallback={<Skeleton rows={3} />}>
        <StepWork runId={task.home.id} taskId={task.id} brief={brief} {...(onDone ? { onDone } : {})} />
      </Suspense>
    </section>
  );
}
