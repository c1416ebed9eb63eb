import { type Finding, words } from "../kernel/index.ts";
import type { PlanTask } from "./plan.ts";

/** Rows of the plan as a tree: parents by row number (-1 = none), summaries, and the order in which children stand before parents. */
export type Tree = {
  readonly rowOf: ReadonlyMap<string, number>;
  readonly parent: Int32Array;
  readonly summary: Uint8Array;
  readonly childrenFirst: Int32Array;
};

/** Unknown parents and parents in a circle become top rows, each with a finding; a second task of the same id is told, and links mean the first. */
export function treeOf(tasks: readonly PlanTask[], findings: Finding[]): Tree {
  const rowOf = new Map<string, number>();
  tasks.forEach((task, row) => {
    if (rowOf.has(task.id))
      findings.push({
        code: "plan.task_twice",
        severity: "error",
        subject: task.id,
        ...words`Two tasks have the id ${task.id}; links mean the first. Give one another id.`,
      });
    else rowOf.set(task.id, row);
  });
  const parent = new Int32Array(tasks.length).fill(-1);
  const summary = new Uint8Array(tasks.length);
  tasks.forEach((task, row) => {
    if (task.parent === null) return;
    const above = rowOf.get(task.parent);
    if (above === undefined)
      findings.push({
        code: "plan.parent_unknown",
        severity: "error",
        subject: task.id,
        ...words`“${task.title}” is inside a task that is not in the plan; it stands at the top instead.`,
      });
    else parent[row] = above;
  });
  cutCircles(tasks, parent, findings);
  for (const above of parent) if (above >= 0) summary[above] = 1;
  return { rowOf, parent, summary, childrenFirst: childrenFirst(parent) };
}

/** Leaf rows below each summary asked for; walks only the summaries that links or constraints name. */
export function leavesBelow(tree: Tree, wanted: ReadonlySet<number>): Map<number, number[]> {
  const leaves = new Map<number, number[]>([...wanted].map((row) => [row, []]));
  if (wanted.size === 0) return leaves;
  for (let row = 0; row < tree.parent.length; row++) {
    if (tree.summary[row]) continue;
    for (let above = tree.parent[row]!; above >= 0; above = tree.parent[above]!) leaves.get(above)?.push(row);
  }
  return leaves;
}

function cutCircles(tasks: readonly PlanTask[], parent: Int32Array, findings: Finding[]): void {
  const state = new Uint8Array(parent.length); // 0 unseen, 1 on the way up, 2 fine
  for (let start = 0; start < parent.length; start++) {
    let row = start;
    while (row >= 0 && state[row] === 0) {
      state[row] = 1;
      const above = parent[row]!;
      if (above >= 0 && state[above] === 1) {
        parent[row] = -1;
        findings.push({
          code: "plan.parent_loop",
          severity: "error",
          subject: tasks[row]!.id,
          ...words`“${tasks[row]!.title}” is inside itself; it stands at the top instead.`,
        });
      }
      row = parent[row]!;
    }
    for (row = start; row >= 0 && state[row] === 1; row = parent[row]!) state[row] = 2;
  }
}

function childrenFirst(parent: Int32Array): Int32Array {
  const waiting = new Int32Array(parent.length);
  for (const above of parent) if (above >= 0) waiting[above]!++;
  const order = new Int32Array(parent.length);
  let filled = 0;
  for (let row = 0; row < parent.length; row++) if (waiting[row] === 0) order[filled++] = row;
  for (let read = 0; read < filled; read++) {
    const above = parent[order[read]!]!;
    if (above >= 0 && --waiting[above]! === 0) order[filled++] = above;
  }
  return order;
}
