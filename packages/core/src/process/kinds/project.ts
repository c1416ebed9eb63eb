import { words } from "../../kernel/index.ts";
import { about } from "../findings/about.ts";
import type { StepKind } from "./kind.ts";
import { checkRole, drawWork } from "./work.ts";

/** Opens a project, owned by whoever has the role, and waits until it is closed (or does not wait). */
export const project: StepKind<"project"> = {
  kind: "project",
  role: (step) => step.role,
  uses: () => [],
  branches: () => [],
  draw: drawWork,
  check: (step, scene) => {
    const findings = checkRole(step, scene);
    if (step.name.trim() === "")
      findings.push(
        about(
          step,
          "process.projectNameMissing",
          "error",
          words`"${step.title}" opens a project without a name. Give it one; {{field}} stands for an answer.`,
        ),
      );
    return findings;
  },
};
