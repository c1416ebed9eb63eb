import type { Plan as CorePlan } from "@rondo/core/plan";
import { type Change, changed, compute, type Computed, coreOf, type Sketch } from "./scheduler-sketch.ts";

export type Asked = { readonly number: number; readonly sketch?: Sketch; readonly change?: Change };
export type Answered = { readonly number: number; readonly computed: Computed };

let plan: CorePlan | null = null;

/** A plan is told once and kept; then each change is answered with all dates as they would be. */
addEventListener("message", ({ data: { number, sketch, change } }: MessageEvent<Asked>) => {
  if (sketch) plan = coreOf(sketch);
  if (!plan) return;
  postMessage({ number, computed: compute(change ? changed(plan, change) : plan) } satisfies Answered);
});
