import { type Finding, words } from "../../kernel/index.ts";
import type { ApprovalStep, TaskStep } from "../definition.ts";
import { about } from "../findings/about.ts";
import type { Scene } from "./kind.ts";

/** Whether a step's rule for people can be kept. */
export function checkWho(step: TaskStep | ApprovalStep, scene: Scene): Finding[] {
  const { who } = step;
  if (who === undefined) return [];
  const findings: Finding[] = [];
  const roles = step.kind === "approval" && step.approvers !== undefined ? step.approvers.roles : step.role === null ? [] : [step.role];
  if ((who.give === "turn" || who.give === "load") && roles.length === 0)
    findings.push(
      about(
        step,
        "process.whoNoRole",
        "error",
        words`"${step.title}" is given to one of a team, but is for no role. Choose the role that the team fills.`,
      ),
    );
  if (who.give === "same" && who.of == null)
    findings.push(
      about(
        step,
        "process.whoMissing",
        "error",
        words`"${step.title}" is for the same person as in another step, but does not say which. Choose the step.`,
      ),
    );
  for (const id of new Set([
    ...(who.of == null || (who.give !== "same" && who.give !== "manager") ? [] : [who.of]),
    ...(who.except ?? []),
  ])) {
    const other = scene.steps.get(id);
    const isExcept = who.except?.includes(id) === true;
    if (other === undefined) {
      findings.push(
        about(
          step,
          "process.whoUnknown",
          "error",
          words`"${step.title}" names a step for who does it that no longer exists. Choose another.`,
          { step: id },
        ),
      );
    } else if (other.kind !== "task" && other.kind !== "approval") {
      findings.push(
        about(
          step,
          "process.whoNobody",
          "error",
          words`Nobody does "${other.title}", so that "${step.title}" can't go by who did. Choose a task or an approval.`,
          { step: id },
        ),
      );
    } else if (id === step.id) {
      findings.push(
        about(step, "process.whoItself", "error", words`"${step.title}" can't go by who did itself. Choose another step.`, { step: id }),
      );
    } else if (scene.isEarlier(id, step.id) !== true) {
      const then = isExcept ? words`then nobody is kept from it` : words`then it is given as without this rule`;
      findings.push(
        about(
          step,
          "process.whoPerhapsNever",
          "warning",
          words`"${other.title}" may not have happened when "${step.title}" comes; ${then}.`,
          { step: id },
        ),
      );
    }
  }
  if (who.give === "same" && who.of != null && who.except?.includes(who.of) === true)
    findings.push(
      about(
        step,
        "process.whoContradiction",
        "error",
        words`"${step.title}" is for whoever did a step, and never for whoever did it. Take one of the two away.`,
        { step: who.of },
      ),
    );
  return findings;
}
