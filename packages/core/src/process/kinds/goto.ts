import { words } from "../../kernel/index.ts";
import { about } from "../findings/about.ts";
import type { StepKind } from "./kind.ts";
import { drawWork } from "./work.ts";

/** Goes on at another step. */
export const goto: StepKind<"goto"> = {
  kind: "goto",
  role: () => null,
  uses: () => [],
  branches: () => [],
  draw: drawWork,
  check: (step, scene) => {
    const isInReach = step.to === null ? null : scene.isInReach(step.to, step.id);
    if (isInReach === true) return [];
    return [
      isInReach === null
        ? about(step, "process.gotoUnknown", "error", words`"${step.title}" does not say yet at which step it goes on.`)
        : about(
            step,
            "process.gotoOutOfReach",
            "error",
            words`"${step.title}" cannot go on beside itself or inside a for-each; choose a step before or after it.`,
            { to: step.to ?? "" },
          ),
    ];
  },
};
