import type { Plan } from "./project.ts";

export type Planned = { readonly task: Plan["tasks"][number]; readonly entry: Plan["entries"][number]; readonly deadline: string | null };

/** What of the plan belongs on one page: open milestones, critical and late tasks, each in the order of their dates. */
export function onOnePage(plan: Pick<Plan, "entries" | "tasks" | "finish">, today: string) {
  const entries = new Map(plan.entries.map((entry) => [entry.taskId, entry]));
  const open = plan.tasks
    .flatMap((task): Planned[] => {
      const entry = entries.get(task.id);
      return entry && !entry.summary && task.completion === null && task.closedAs === null
        ? [{ task, entry, deadline: task.plan?.deadline ?? null }]
        : [];
    })
    .toSorted((a, b) => (a.entry.finish < b.entry.finish ? -1 : 1));
  const isLate = (one: Planned) => one.entry.finish.slice(0, 10) < today;
  return {
    late: open
      .filter((one) => isLate(one) || (one.deadline !== null && one.entry.finish > one.deadline && !one.task.plan?.milestone))
      .slice(0, 20),
    milestones: open.filter((one) => one.task.plan?.milestone).slice(0, 6),
    critical: open.filter((one) => one.entry.critical && !one.task.plan?.milestone && !isPoint(one.task) && !isLate(one)),
    whyNoneCritical: whyNoneCritical(
      open.length > 0,
      open.some((one) => one.entry.critical && isLate(one)),
    ),
    overdue: open.length > 0 && plan.finish.slice(0, 10) < today,
  };
}

/** Inside another and without time of its own: a point of it. */
function isPoint({ plan }: Plan["tasks"][number]): boolean {
  return plan?.parentId != null && plan.workingMinutes === 0 && !plan.milestone;
}

/** The words for a plan that has nothing under `critical`. */
function whyNoneCritical(open: boolean, late: boolean): "criticalNone" | "criticalLate" | "criticalFree" {
  return !open ? "criticalNone" : late ? "criticalLate" : "criticalFree";
}
