import { about } from "../findings/about.ts";
import type { StepKind } from "./kind.ts";
import { checkDue, checkRole, drawWork } from "./work.ts";

/** A decision by a person: approve, reject (an earlier step is worked again, or the run ends), or ask back. */
export const approval: StepKind<"approval"> = {
  kind: "approval",
  role: (step) => step.role,
  uses: (step) => step.fields,
  branches: () => [],
  draw: drawWork,
  check: (step, scene) => {
    const findings = [...checkRole(step, scene), ...checkDue(step)];
    if (step.returnTo === null) return findings;
    const earlier = scene.isEarlier(step.returnTo, step.id);
    if (earlier === null) {
      findings.push(
        about(
          step,
          "process.returnUnknown",
          "error",
          `"${step.title}" returns to a step that no longer exists. Choose another, or let a rejection end the run.`,
          { returnTo: step.returnTo },
        ),
      );
    } else if (!earlier) {
      findings.push(
        about(
          step,
          "process.returnNotEarlier",
          "error",
          `"${step.title}" can only return to a step that comes before it, not to one beside or after it.`,
          { returnTo: step.returnTo },
        ),
      );
    }
    return findings;
  },
};
