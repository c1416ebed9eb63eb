import { namesIn } from "../../expression/index.ts";
import type { Severity } from "../../kernel/index.ts";
import { conditionOf } from "../condition.ts";
import type { Step } from "../definition.ts";
import { usesOf } from "../kinds/index.ts";

/** A field that a step reads. Without it a decision cannot be made; a form or a name only stays incomplete. */
export type Read = { readonly key: string; readonly severity: Severity };

export function readsOf(step: Step): Read[] {
  const shown = usesOf(step)
    .filter(({ mode }) => mode === "shown")
    .map(({ key }): Read => ({ key, severity: "warning" }));
  if (step.kind === "project")
    return [...step.name.matchAll(/\{\{\s*([^{}\s]+)\s*\}\}/g)].map(([, key = ""]) => ({ key, severity: "warning" }));
  if (step.kind !== "decision") return shown;
  const names = new Set(
    step.branches.flatMap((branch) => {
      const condition = conditionOf(branch);
      return condition === null ? [] : namesIn(condition);
    }),
  );
  return [...names].map((key) => ({ key, severity: "error" }));
}
