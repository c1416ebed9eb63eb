import { definitionLimits } from "../definition.ts";
import { about } from "../findings/about.ts";
import type { StepKind } from "./kind.ts";
import { checkWho } from "./who.ts";
import { checkDue, checkRole, drawWork } from "./work.ts";

/** One piece of work for one person: fields to read and fill, and points to tick off. */
export const task: StepKind<"task"> = {
  kind: "task",
  role: (step) => step.role,
  uses: (step) => step.fields,
  branches: () => [],
  draw: drawWork,
  check: (step, scene) => {
    const findings = [...checkRole(step, scene), ...checkDue(step), ...checkWho(step, scene)];
    const seen = new Set<string>();
    for (const item of step.checklist) {
      if (seen.has(item.id))
        findings.push(
          about(
            step,
            "process.idTwice",
            "error",
            `Two points of the checklist of "${step.title}" have the id "${item.id}".`,
            { id: item.id },
          ),
        );
      seen.add(item.id);
    }
    if (step.checklist.length > definitionLimits.checklist) {
      findings.push(
        about(
          step,
          "process.tooMany",
          "error",
          `The checklist of "${step.title}" has ${step.checklist.length} points; at most ${definitionLimits.checklist} are allowed.`,
          { what: "checklist", limit: definitionLimits.checklist },
        ),
      );
    }
    return findings;
  },
};
