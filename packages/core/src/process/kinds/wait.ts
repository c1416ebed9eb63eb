import { words } from "../../kernel/index.ts";
import { checkHappening } from "./expressions.ts";
import type { StepKind } from "./kind.ts";
import { drawWork } from "./work.ts";

/** Nothing is done until something happens: a time, a message, a condition. */
export const wait: StepKind<"wait"> = {
  kind: "wait",
  role: () => null,
  uses: (step) => (step.until.on === "message" ? (step.until.fills ?? []).map((key) => ({ key, mode: "editable" })) : []),
  branches: () => [],
  draw: drawWork,
  check: (step, scene) => checkHappening(step, step.until, words`What is waited for`, scene),
};
