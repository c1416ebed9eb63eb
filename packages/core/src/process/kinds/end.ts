import { words } from "../../kernel/index.ts";
import { about } from "../findings/about.ts";
import type { StepKind } from "./kind.ts";
import { drawWork } from "./work.ts";

/** Ends the run, this way, other steps, or what it is in. */
export const end: StepKind<"end"> = {
  kind: "end",
  role: () => null,
  uses: () => [],
  branches: () => [],
  draw: drawWork,
  check: (step, scene) => {
    if (step.ends.what === "error" && step.ends.code.trim() === "")
      return [about(step, "process.errorCodeMissing", "error", words`"${step.title}" ends with an error that has no name.`)];
    if (step.ends.what !== "steps") return [];
    if (step.ends.steps.length === 0)
      return [about(step, "process.endNothing", "error", words`"${step.title}" does not say which steps it ends.`)];
    return step.ends.steps
      .filter((id) => scene.isEarlier(id, step.id) === null)
      .map((id) => about(step, "process.endUnknown", "error", words`"${step.title}" ends a step that no longer exists.`, { step: id }));
  },
};
