import type { StepKind } from "./kind.ts";
import { checkBranches, drawBranches } from "./work.ts";

/** All branches at the same time; the run goes on when every one of them is finished. */
export const parallel: StepKind<"parallel"> = {
  kind: "parallel",
  role: () => null,
  uses: () => [],
  branches: (step) => step.branches,
  draw: (step, entry, pen) => drawBranches(step, { open: "split", close: "join" }, entry, pen),
  check: (step) => checkBranches(step),
};
