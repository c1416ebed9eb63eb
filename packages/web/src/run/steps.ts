import type { Definition, FieldUse, Step } from "@rondo/core/process";

/*
 * Reading a definition without `@rondo/core/process`, whose walk knows the step kinds and with them the whole expression
 * language: 88 kB (gzip) that a screen which only shows and works steps would load for nothing. The types keep the two alike.
 */

/** Every step in document order, branches depth first. */
export function stepsIn(definition: Pick<Definition, "steps">): Step[] {
  const all = (steps: readonly Step[]): Step[] =>
    steps.flatMap((step) => [step, ...branchesIn(step).flatMap((branch) => all(branch.steps))]);
  return all(definition.steps);
}

export function branchesIn(step: Step): readonly { readonly id: string; readonly label: string; readonly steps: readonly Step[] }[] {
  return [...("branches" in step ? step.branches : []), ...(step.attached ?? [])];
}

export function usesIn(step: Step): readonly FieldUse[] {
  return "fields" in step ? step.fields : [];
}
