import { type Change, compute, type Computed, coreOf, moves, type Sketch, type Told } from "./scheduler-sketch.ts";

/** Without a number nothing is asked: a plan is told. */
export type Asked = { readonly number?: number; readonly sketch?: Sketch; readonly change?: Change };
export type Answered = { readonly number: number; readonly computed?: Computed; readonly moved?: ReturnType<typeof moves> };

let told: Told | null = null;

/** A plan is told once and kept; then each change is answered with what it would move. */
addEventListener("message", ({ data: { number, sketch, change } }: MessageEvent<Asked>) => {
  if (sketch) told = { plan: coreOf(sketch), sketch };
  if (!told || number === undefined) return;
  if (!change) return postMessage({ number, computed: compute(told.plan) } satisfies Answered);
  const moved = moves(told, change);
  postMessage({ number, moved } satisfies Answered, { transfer: [moved.rows.start.buffer, moved.rows.finish.buffer] });
});
