import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useText } from "../messages/index.ts";
import { Skeleton } from "../ui/index.ts";
import { taskTexts } from "./en.ts";
import type { Task } from "./task.ts";

// The run's screens weigh more than a list of tasks; they come when a step is opened.
const StepWork = lazy(() => import("../run/index.ts").then((module) => ({ default: module.StepWork })));

const TaskPlanFields = lazy(() => import("../plan/index.ts").then((module) => ({ default: module.TaskPlanFields })));

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

/** What a task has because it stands in a plan: its duration, links and dates, and why they are so. */
export function PlanPart({ task }: { task: Pick<Task, "id" | "home"> }) {
  const t = useText(taskTexts);
  const navigate = useNavigate();
  const open = (id: string) =>
    void navigate({ to: ".", search: ((before: Record<string, unknown>) => ({ ...before, task: id })) as never });
  return (
    <section aria-labelledby={`plan-${task.id}`} className="flex flex-col gap-2">
      <h3 id={`plan-${task.id}`} className="text-sm font-semibold">
        {t("thePlan")}
      </h3>
      <Suspense fallback={<Skeleton rows={3} />}>
        <TaskPlanFields projectId={task.home.id} taskId={task.id} onOpen={open} />
      </Suspense>
    </section>
  );
}
