import { type Finding, words } from "../../kernel/index.ts";
import type { EachStep } from "../definition.ts";
import { about } from "../findings/about.ts";
import { checkBody, drawBody } from "./body.ts";
import { checkExpression } from "./expressions.ts";
import type { Scene, StepKind } from "./kind.ts";

/** Its steps once for each item of a list, or so many times. */
export const each: StepKind<"each"> = {
  kind: "each",
  role: () => null,
  // What it puts in for each item, and in the end.
  uses: (step) => [step.item, step.collect].flatMap((key) => (key === null ? [] : [{ key, mode: "editable" as const }])),
  branches: (step) => step.branches,
  draw: drawBody,
  check: (step, scene) => [
    ...checkBody(step),
    ...checkExpression(step, step.over, words`The list`, scene),
    ...(step.join.when == null ? [] : checkExpression(step, step.join.when, words`The condition`, scene, ["finished", "total"])),
    ...(typeof step.join.go === "number" && !(step.join.go >= 1)
      ? [
          about(
            step,
            "process.joinInvalid",
            "error",
            words`"${step.title}" can go on with the first or a later item, not with the ${step.join.go}th.`,
          ),
        ]
      : []),
    ...checkFields(step, scene),
  ],
};

function checkFields(step: EachStep, scene: Scene): Finding[] {
  const named = [...(step.item === null ? [] : [step.item]), ...step.own, ...(step.collect === null ? [] : [step.collect])];
  const unknown = named
    .filter((key) => !scene.fields.has(key))
    .map((key) =>
      about(step, "process.fieldUnknown", "error", words`"${step.title}" names the field "${key}", which this process does not have.`, {
        field: key,
      }),
    );
  if (step.collect === null || scene.fields.get(step.collect)?.kind === "table") return unknown;
  return [
    ...unknown,
    about(step, "process.collectNotTable", "error", words`"${step.title}" can collect its items only in a table.`, { field: step.collect }),
  ];
}
