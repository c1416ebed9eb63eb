import { words } from "../../kernel/index.ts";
import { about } from "../findings/about.ts";
import type { StepKind } from "./kind.ts";
import { drawWork } from "./work.ts";

/** Takes back what actions did. */
export const undo: StepKind<"undo"> = {
  kind: "undo",
  role: () => null,
  uses: () => [],
  branches: () => [],
  draw: drawWork,
  check: (step, scene) =>
    step.of === null || scene.isEarlier(step.of, step.id) !== null
      ? []
      : [about(step, "process.undoUnknown", "error", words`"${step.title}" takes back a step that no longer exists.`, { step: step.of })],
};
