import { definitionLimits } from "../definition.ts";
import { about } from "../findings/about.ts";
import { type Finding, words } from "../../kernel/index.ts";
import type { ApprovalStep } from "../definition.ts";
import type { Scene, StepKind } from "./kind.ts";
import { checkWho } from "./who.ts";
import { checkDue, checkRole, drawWork } from "./work.ts";

/** A decision by a person: approve, reject (an earlier step is worked again, or the run ends), or ask back. */
export const approval: StepKind<"approval"> = {
  kind: "approval",
  role: (step) => step.role,
  uses: (step) => step.fields,
  branches: () => [],
  draw: drawWork,
  check: (step, scene) => {
    const findings = [...checkRole(step, scene), ...checkDue(step, scene), ...checkWho(step, scene), ...checkApprovers(step, scene)];
    if (step.returnTo === null) return findings;
    const earlier = scene.isEarlier(step.returnTo, step.id);
    if (earlier === null) {
      findings.push(
        about(
          step,
          "process.returnUnknown",
          "error",
          words`"${step.title}" returns to a step that no longer exists. Choose another, or let a rejection end the run.`,
          { returnTo: step.returnTo },
        ),
      );
    } else if (!earlier) {
      findings.push(
        about(
          step,
          "process.returnNotEarlier",
          "error",
          words`"${step.title}" can only return to a step that comes before it, not to one beside or after it.`,
          { returnTo: step.returnTo },
        ),
      );
    }
    return findings;
  },
};

function checkApprovers(step: ApprovalStep, scene: Scene): Finding[] {
  if (step.approvers === undefined) return [];
  const { roles, rule } = step.approvers;
  const findings = roles.flatMap((role) => checkRole({ ...step, role }, scene));
  if (
    roles.length === 0 ||
    roles.length > definitionLimits.branches ||
    (typeof rule === "number" && (!Number.isInteger(rule) || rule < 1 || rule > roles.length))
  )
    findings.push(
      about(
        step,
        "process.approversInvalid",
        "error",
        words`"${step.title}" must say who decides, and how many of them it takes: 1 to ${Math.max(1, roles.length)}.`,
      ),
    );
  return findings;
}
