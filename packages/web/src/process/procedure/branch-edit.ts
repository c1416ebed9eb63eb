import type { Step } from "@rondo/core/process";

type AnyBranch = Extract<Step, { branches: unknown }>["branches"][number];

export function withBranch(step: Step, branchId: string, change: object): Step {
  return withBranches(step, (branches) => branches.map((branch) => (branch.id === branchId ? { ...branch, ...change } : branch)));
}

export function withBranches(step: Step, change: (branches: readonly AnyBranch[]) => readonly AnyBranch[]): Step {
  return "branches" in step ? ({ ...step, branches: change(step.branches) } as Step) : step;
}
