import type { Plan } from "./model.ts";
import type { Answered, Asked } from "./scheduler.worker.ts";
import { type Change, type Computed, sketchOf } from "./scheduler-sketch.ts";

/** Computes plans apart from the hand that moves them: a drag stays smooth, however many tasks follow it. */
class Scheduler {
  private readonly worker = new Worker(new URL("./scheduler.worker.ts", import.meta.url), { type: "module" });
  private readonly waiting = new Map<number, (computed: Computed) => void>();
  private told: Plan | null = null;
  private number = 0;

  constructor() {
    this.worker.addEventListener("message", ({ data: { number, computed } }: MessageEvent<Answered>) => {
      this.waiting.get(number)?.(computed);
      this.waiting.delete(number);
    });
  }

  /** All dates of a plan, or as they would be after a change. */
  ask(plan: Plan, change?: Change): Promise<Computed> {
    const number = ++this.number;
    const answer = new Promise<Computed>((resolve) => this.waiting.set(number, resolve));
    const asked: Asked = { number, ...(this.told === plan ? {} : { sketch: sketchOf(plan) }), ...(change ? { change } : {}) };
    this.told = plan;
    this.worker.postMessage(asked);
    return answer;
  }
}

let only: Scheduler | null = null;

/** One for all plans, begun when it is first needed. */
export function scheduler(): Scheduler {
  return (only ??= new Scheduler());
}
