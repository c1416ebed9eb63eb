import type { Answer } from "../api/index.ts";

export type Run = Answer<"GET /runs/:r">;
export type RunStep = Run["steps"][number];

export function taskTitles({ steps }: Pick<Run, "steps">): ReadonlyMap<string, string> {
  return new Map(steps.flatMap(({ taskId, title }) => (taskId === null ? [] : [[taskId, title] as const])));
}
