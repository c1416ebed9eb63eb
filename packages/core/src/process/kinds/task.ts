import { definitionLimits } from "../definition.ts";
import { about } from "../findings/about.ts";
import { type Finding, words } from "../../kernel/index.ts";
import type { TaskStep } from "../definition.ts";
import type { Scene, StepKind } from "./kind.ts";
import { checkWho } from "./who.ts";
import { checkDue, checkRole, drawWork } from "./work.ts";

/** One piece of work for one person: fields to read and fill, and points to tick off. */
export const task: StepKind<"task"> = {
  kind: "task",
  role: (step) => step.role,
  uses: (step) => step.fields,
  branches: () => [],
  draw: drawWork,
  check: (step, scene) => {
    const findings = [
      ...checkRole(step, scene),
      ...(step.undo === undefined ? [] : checkRole({ ...step, role: step.undo.role }, scene)),
      ...checkDue(step, scene),
      ...checkWho(step, scene),
    ];
    findings.push(...checkOutsider(step, scene));
    const seen = new Set<string>();
    for (const item of step.checklist) {
      if (seen.has(item.id))
        findings.push(
          about(step, "process.idTwice", "error", words`Two points of the checklist of "${step.title}" have the id "${item.id}".`, {
            id: item.id,
          }),
        );
      seen.add(item.id);
    }
    if (step.checklist.length > definitionLimits.checklist) {
      findings.push(
        about(
          step,
          "process.tooMany",
          "error",
          words`The checklist of "${step.title}" has ${step.checklist.length} points; at most ${definitionLimits.checklist} are allowed.`,
          { what: "checklist", limit: definitionLimits.checklist },
        ),
      );
    }
    return findings;
  },
};

/** What somebody outside can't be asked: it would show them names, or needs an account. */
const inside: ReadonlySet<string> = new Set(["person", "people", "file", "run", "project"]);

function checkOutsider(step: TaskStep, scene: Scene): Finding[] {
  if (step.outsider === undefined) return [];
  const findings: Finding[] = [];
  const { to } = step.outsider;
  if (to !== null && scene.fields.get(to)?.kind !== "email")
    findings.push(
      about(
        step,
        "process.outsiderAddress",
        "error",
        words`"${step.title}" is done by somebody outside, but the field that should hold their address is no e-mail field of this process.`,
        { field: to },
      ),
    );
  for (const { key, mode } of step.fields) {
    const field = scene.fields.get(key);
    if (mode === "required" && field !== undefined && inside.has(field.kind))
      findings.push(
        about(
          step,
          "process.outsiderCant",
          "error",
          words`Somebody outside can't give "${field.label}" in "${step.title}". Ask for it in a step of your own.`,
          { field: key },
        ),
      );
  }
  return findings;
}
