import { words } from "../../kernel/index.ts";
import type { StepKind } from "./kind.ts";
import { checkExpression } from "./expressions.ts";
import { checkBranches, checkJoin, drawBranches } from "./work.ts";

/** Branches at the same time, all or those whose condition holds; the run goes on as its join says. */
export const parallel: StepKind<"parallel"> = {
  kind: "parallel",
  role: () => null,
  uses: () => [],
  branches: (step) => step.branches,
  draw: (step, entry, pen) => drawBranches(step, { open: "split", close: "join" }, entry, pen),
  check: (step, scene) => [
    ...checkBranches(step),
    ...checkJoin(step, step.join),
    ...step.branches.flatMap(({ label, when }) =>
      when == null ? [] : checkExpression(step, when, words`The condition of "${label}"`, scene),
    ),
  ],
};
