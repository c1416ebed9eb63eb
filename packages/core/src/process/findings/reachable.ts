import { evaluate, type Expression, namesIn } from "../../expression/index.ts";
import { type Finding, words, type Words } from "../../kernel/index.ts";
import { conditionOf } from "../condition.ts";
import type { DecisionBranch, DecisionStep } from "../definition.ts";
import type { Visit } from "../walk.ts";
import { about } from "./about.ts";

/** Branches that no run can take: after one that always holds, with a condition that never does, or said before. */
export function checkReachable(visits: readonly Visit[]): Finding[] {
  return visits.flatMap(({ step }) => (step.kind === "decision" && step.table === undefined ? unreachable(step) : []));
}

function unreachable(step: DecisionStep): Finding[] {
  const before = new Set<string>();
  let isDecided = false;
  const findings: Finding[] = [];
  // The otherwise branch is taken last wherever it stands.
  const tried = [...step.branches.filter(({ when }) => when !== null), ...step.branches.filter(({ when }) => when === null)];
  for (const branch of tried) {
    const expression = conditionOf(branch);
    const condition = expression?.text.trim() ?? null;
    const always = expression === null ? true : constant(expression);
    const why = isDecided
      ? words`an earlier branch always applies`
      : condition !== null && before.has(condition)
        ? words`an earlier branch has the same condition`
        : always === false
          ? words`its condition never holds`
          : null;
    if (why !== null) findings.push(...deadSteps(step, branch, why));
    if (condition !== null) before.add(condition);
    isDecided ||= always === true && condition !== null;
  }
  return findings;
}

function deadSteps(step: DecisionStep, branch: DecisionBranch, why: Words): Finding[] {
  const [first] = branch.steps;
  const params = { branch: branch.id, decision: step.id };
  if (first === undefined)
    return [
      about(
        step,
        "process.branchUnreachable",
        "warning",
        words`The branch "${branch.label}" of "${step.title}" is never taken: ${why}.`,
        params,
      ),
    ];
  return branch.steps.map((dead) =>
    about(
      dead,
      "process.stepUnreachable",
      "error",
      words`"${dead.title}" is never reached: it is in the branch "${branch.label}" of "${step.title}", and ${why}.`,
      params,
    ),
  );
}

/** True or false where the condition says so without any answer; null where it depends, or can't be read. */
function constant(expression: Expression): boolean | null {
  if (expression.term === null || namesIn(expression).length > 0 || /\b(now|today)\b/.test(expression.text)) return null;
  return evaluate(expression, new Map(), { now: 0, zone: "UTC" }).value === true;
}
