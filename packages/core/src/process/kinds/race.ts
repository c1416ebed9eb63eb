import { words } from "../../kernel/index.ts";
import { about } from "../findings/about.ts";
import type { StepKind } from "./kind.ts";
import { checkBranches, drawBranches } from "./work.ts";

/** What happens first decides which branch is taken. */
export const race: StepKind<"race"> = {
  kind: "race",
  role: () => null,
  uses: () => [],
  branches: (step) => step.branches,
  draw: (step, entry, pen) => drawBranches(step, { open: "split", close: "join" }, entry, pen),
  check: (step) => [
    ...checkBranches(step),
    ...step.branches
      .filter(({ steps }) => !["task", "approval", "project", "wait", "action"].includes(steps[0]?.kind ?? ""))
      .map(({ id, label }) =>
        about(
          step,
          "process.raceNotWaiting",
          "error",
          words`The branch "${label}" of "${step.title}" must begin with something that is waited for: a wait, a task, an approval or an action.`,
          { branch: id },
        ),
      ),
  ],
};
