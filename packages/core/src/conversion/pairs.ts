import { type Definition, stepsOf } from "../process/index.ts";
import { titlesCompared } from "../sameness/index.ts";

/** Which task of a project each step that people do most likely is: each task for one step, the most alike first. */
export function pairsOf(
  definition: Definition,
  tasks: readonly { readonly id: string; readonly title: string }[],
): ReadonlyMap<string, string> {
  const steps = stepsOf(definition).filter(({ kind }) => kind === "task" || kind === "approval");
  const scored = titlesCompared(
    steps.map(({ title }) => title),
    tasks.map(({ title }) => title),
  )
    .flatMap((row, step) => row.map((alike, task) => ({ step, task, alike })))
    .filter(({ alike }) => alike >= 0.5)
    .sort((a, b) => b.alike - a.alike || a.step - b.step || a.task - b.task);
  const pairs = new Map<string, string>();
  const taken = new Set<number>();
  for (const { step, task } of scored) {
    const id = steps[step]?.id ?? "";
    if (pairs.has(id) || taken.has(task)) continue;
    pairs.set(id, tasks[task]?.id ?? "");
    taken.add(task);
  }
  return pairs;
}
