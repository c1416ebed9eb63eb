import { words } from "../../kernel/index.ts";
import { definitionLimits } from "../definition.ts";
import { about } from "../findings/about.ts";
import { checkBody } from "./body.ts";
import { checkExpression } from "./expressions.ts";
import type { StepKind } from "./kind.ts";
import { closingNode } from "./work.ts";

/** Its steps again and again until a condition holds. */
export const repeat: StepKind<"repeat"> = {
  kind: "repeat",
  role: () => null,
  uses: () => [],
  branches: (step) => step.branches,
  draw: (step, entry, pen) => {
    const [close, again] = [closingNode(step.id), againNode(step.id)];
    pen.node(step.id, "open", step.id, close);
    pen.node(again, "again", step.id, close);
    pen.node(close, "close", step.id, null);
    pen.attach(entry, step.id);
    const [body] = step.branches;
    pen.attach({ node: step.id, branch: null }, again);
    pen.attach(
      pen.sequence(body?.steps ?? [], { node: again, branch: { id: body?.id ?? "", label: body?.label ?? "", when: null } }),
      again,
    );
    pen.attach({ node: again, branch: { id: "", label: "", when: step.until } }, close, body?.id);
    return { node: close, branch: null };
  },
  check: (step, scene) => [
    ...checkBody(step),
    ...checkExpression(step, step.until, words`The condition`, scene, ["round"]),
    ...(Number.isInteger(step.atMost) && step.atMost >= 1 && step.atMost <= definitionLimits.rounds
      ? []
      : [
          about(
            step,
            "process.roundsInvalid",
            "error",
            words`"${step.title}" must say how often it is repeated at most: 1 to ${definitionLimits.rounds} times.`,
          ),
        ]),
  ],
};

export function againNode(step: string): string {
  return `${step}/again`;
}
