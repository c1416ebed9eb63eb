import type { Finding } from "../../kernel/index.ts";
import type { FieldUse, Step } from "../definition.ts";
import { approval } from "./approval.ts";
import { decision } from "./decision.ts";
import type { BranchOf, KindName, LooseEnd, Pen, Scene, StepKind } from "./kind.ts";
import { parallel } from "./parallel.ts";
import { project } from "./project.ts";
import { task } from "./task.ts";

export type { BranchOf, LooseEnd, Pen, Scene } from "./kind.ts";
export { closingNode } from "./work.ts";

export const stepKinds: { readonly [K in KindName]: StepKind<K> } = { task, approval, decision, parallel, project };

export function roleOf(step: Step): string | null {
  return kindOf(step).role(step);
}

export function usesOf(step: Step): readonly FieldUse[] {
  return kindOf(step).uses(step);
}

export function branchesOf(step: Step): readonly BranchOf[] {
  return kindOf(step).branches(step);
}

export function draw(step: Step, entry: LooseEnd, pen: Pen): LooseEnd {
  return kindOf(step).draw(step, entry, pen);
}

export function check(step: Step, scene: Scene): Finding[] {
  return kindOf(step).check(step, scene);
}

// The table is keyed by the step's own kind, which TypeScript cannot follow through a union.
function kindOf(step: Step): StepKind<KindName> {
  return stepKinds[step.kind] as unknown as StepKind<KindName>;
}
