import { type Finding, words } from "../../kernel/index.ts";
import { namesIn } from "../../expression/index.ts";
import { conditionOf } from "../condition.ts";
import type { DecisionStep } from "../definition.ts";
import { about } from "../findings/about.ts";
import type { Scene, StepKind } from "./kind.ts";
import { checkTable } from "../table-check.ts";
import { checkBranches, drawBranches } from "./work.ts";

/** One way of several: the first branch whose condition holds, else the one marked "otherwise". */
export const decision: StepKind<"decision"> = {
  kind: "decision",
  role: () => null,
  uses: () => [],
  branches: (step) => step.branches,
  draw: (step, entry, pen) => drawBranches(step, { open: "choice", close: "merge" }, entry, pen),
  check: (step, scene) => [
    ...checkBranches(step),
    ...checkOtherwise(step),
    ...(step.table === undefined
      ? step.branches.flatMap((branch) => checkCondition(step, branch, scene))
      : checkTable(step, step.table, scene.fields)),
  ],
};

function checkOtherwise(step: DecisionStep): Finding[] {
  const otherwise = step.branches.filter((branch) => branch.when === null);
  if (otherwise.length === 0) {
    return [
      about(
        step,
        "process.otherwiseMissing",
        "error",
        words`"${step.title}" has no "otherwise" branch: a run for which no condition holds could not go on. Mark one branch as otherwise.`,
      ),
    ];
  }
  if (otherwise.length > 1) {
    return [
      about(
        step,
        "process.otherwiseTwice",
        "error",
        words`"${step.title}" has ${otherwise.length} "otherwise" branches; only one can be taken.`,
      ),
    ];
  }
  return [];
}

function checkCondition(step: DecisionStep, branch: DecisionStep["branches"][number], scene: Scene): Finding[] {
  const expression = conditionOf(branch);
  if (expression === null) return [];
  const params = { branch: branch.id, label: branch.label };
  const problem = expression.findings[0];
  if (problem !== undefined) {
    return [
      about(
        step,
        "process.conditionInvalid",
        "error",
        words`The condition of "${branch.label}" in "${step.title}" cannot be read: ${problem.message}`,
        { ...params, reason: problem.code },
      ),
    ];
  }
  return namesIn(expression)
    .filter((name) => !scene.fields.has(name))
    .map((name) =>
      about(
        step,
        "process.conditionUnknownField",
        "error",
        words`The condition of "${branch.label}" in "${step.title}" names "${name}", which is not a field of this process.`,
        { ...params, field: name },
      ),
    );
}
