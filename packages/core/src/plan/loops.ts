import { type Finding, words } from "../kernel/index.ts";
import type { Loop, Links } from "../schedule/index.ts";
import type { Plan, PlanTask } from "./plan.ts";

/** Tasks along a loop of links, in order; the last leads back to the first. A summary stands for the gate that closes the loop. */
export function tasksOf(plan: Plan, owner: Int32Array, links: Links, loop: Loop): PlanTask[] {
  const rows: number[] = [];
  for (const link of loop) {
    const row = owner[links.from[link]!]!;
    if (rows.at(-1) !== row) rows.push(row);
  }
  if (rows.length > 1 && rows[0] === rows.at(-1)) rows.pop();
  return rows.map((row) => plan.tasks[row]!);
}

export function loopFinding(tasks: readonly PlanTask[]): Finding {
  const loop = loopText(tasks);
  return {
    code: "plan.loop",
    severity: "error",
    subject: tasks[0]?.id ?? "",
    params: { loop },
    ...words`These links run in a loop: ${loop}. Remove one of them.`,
  };
}

/** “A → B → A”, long ones cut in the middle. */
export function loopText(tasks: readonly PlanTask[]): string {
  const titles = tasks.map((task) => `“${task.title}”`);
  const shown = titles.length > 12 ? [...titles.slice(0, 8), `… ${titles.length - 10} more …`, ...titles.slice(-2)] : titles;
  return [...shown, titles[0] ?? ""].join(" → ");
}
