import { stepsOf } from "@rondo/core/process";
import type { Answer } from "../api/index.ts";

/** Whether a step takes more than a tick: fields to fill in, a checklist, a decision. */
export function asks(run: Answer<"GET /runs/:r">, stepId: string | undefined): boolean {
  const step = stepsOf(run.definition).find((one) => one.id === stepId);
  return step?.kind !== "task" || step.checklist.length > 0 || step.fields.some((use) => use.mode !== "shown");
}
