import { namesIn } from "../../expression/index.ts";
import type { Severity } from "../../kernel/index.ts";
import { conditionOf } from "../condition.ts";
import type { Step } from "../definition.ts";
import { blanksIn } from "../fill.ts";
import { namesRead, partsOf } from "../kinds/expressions.ts";
import { usesOf } from "../kinds/index.ts";
import { namesInTable } from "../table-check.ts";

/** A field that a step reads. Without it a decision cannot be made; a form or a name only stays incomplete. */
export type Read = { readonly key: string; readonly severity: Severity };

export function readsOf(step: Step): Read[] {
  const shown = usesOf(step)
    .filter(({ mode }) => mode === "shown")
    .map(({ key }): Read => ({ key, severity: "warning" }));
  if (step.kind === "project")
    return templatesOf(step)
      .flatMap(blanksIn)
      .map((key) => ({ key, severity: "warning" }));
  const asked: Read[] = step.kind === "task" && step.outsider?.to != null ? [{ key: step.outsider.to, severity: "warning" }] : [];
  if (step.kind !== "decision") return [...shown, ...asked, ...readBesides(step)];
  if (step.table !== undefined) return namesInTable(step.table).map((key): Read => ({ key, severity: "error" }));
  const names = new Set(
    step.branches.flatMap((branch) => {
      const condition = conditionOf(branch);
      return condition === null ? [] : namesIn(condition);
    }),
  );
  return [...names].map((key) => ({ key, severity: "error" }));
}

/** What the expressions and texts of the other kinds name, and those of what is attached. */
function readBesides(step: Step): Read[] {
  const names = new Set(namesRead(step, textsOf(step)));
  const unheard = new Set(["round", "finished", "total", "status", "body", ...fieldsOfItems(step)]);
  return [...names].filter((key) => !unheard.has(key)).map((key) => ({ key, severity: "warning" }));
}

function fieldsOfItems(step: Step): readonly string[] {
  return step.kind === "each" ? [...step.own, ...(step.item === null ? [] : [step.item])] : [];
}

/** The texts of a step in which `{{field}}` stands for an answer. */
export function templatesOf(step: Step): readonly string[] {
  return step.kind === "project" ? [step.name] : textsOf(step).templates;
}

function textsOf(step: Step): { expressions: string[]; templates: string[] } {
  const happenings = [...(step.attached ?? []).map(({ when }) => when), ...(step.kind === "wait" ? [step.until] : [])];
  const awaited = happenings.flatMap((one) =>
    one.on === "moment" ? [one.at] : one.on === "condition" ? [one.when] : one.on === "message" && one.key !== null ? [one.key] : [],
  );
  switch (step.kind) {
    case "repeat":
      return { expressions: [...awaited, step.until], templates: [] };
    case "each":
      return { expressions: [...awaited, step.over, ...(step.join.when == null ? [] : [step.join.when])], templates: [] };
    case "parallel":
      return { expressions: [...awaited, ...step.branches.flatMap(({ when }) => when ?? [])], templates: [] };
    case "action": {
      const acts = [step.act, ...(step.undo === null ? [] : [step.undo])].map(partsOf);
      return {
        expressions: [...awaited, ...acts.flatMap(({ expressions }) => expressions)],
        templates: acts.flatMap(({ templates }) => templates),
      };
    }
    default:
      return { expressions: awaited, templates: [] };
  }
}
