import { checkBody, drawBody } from "./body.ts";
import type { StepKind } from "./kind.ts";
import { checkJoin, checkRole } from "./work.ts";

/** Steps that belong together. */
export const group: StepKind<"group"> = {
  kind: "group",
  role: () => null,
  uses: () => [],
  branches: (step) => step.branches,
  draw: drawBody,
  check: (step, scene) => [
    ...checkBody(step),
    ...checkJoin(step, step.join),
    ...(step.undo === undefined ? [] : checkRole({ ...step, role: step.undo.role }, scene)),
  ],
};
