import type { Answer } from "../api/index.ts";

export type Run = Answer<"GET /runs/:r">;
export type RunStep = Run["steps"][number];
