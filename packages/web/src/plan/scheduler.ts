import type { Plan } from "./model.ts";
import type { Answered, Asked } from "./scheduler.worker.ts";
import { type Change, type Computed, sketchOf } from "./scheduler-sketch.ts";

/** Computes plans apart from the hand that moves them: a drag stays smooth, however many tasks follow it. */
class Scheduler {
  private readonly worker = new Worker(new URL("./scheduler.worker.ts", import.meta.url), { type: "module" });
  private readonly waiting = new Map<number, (answered: Answered) => void>();
  private told: Plan | null = null;
  private number = 0;

  constructor() {
    this.worker.addEventListener("message", ({ data }: MessageEvent<Answered>) => {
      this.waiting.get(data.number)?.(data);
      this.waiting.delete(data.number);
    });
  }

  /** All dates of a plan, with float and what drives each. */
  async compute(plan: Plan): Promise<Computed> {
    return (await this.ask(plan)).computed!;
  }

  /** What a change would move. */
  async moves(plan: Plan, change: Change): Promise<NonNullable<Answered["moved"]>> {
    return (await this.ask(plan, change)).moved!;
  }

  /** So that the first change of a plan is answered as fast as the second. */
  tell(plan: Plan): void {
    if (this.told !== plan) this.post(plan, {});
  }

  /** This plan is that one, with what was computed of it: nothing that is to be told again. */
  same(plan: Plan, next: Plan): void {
    if (this.told === plan) this.told = next;
  }

  private ask(plan: Plan, change?: Change): Promise<Answered> {
    const number = ++this.number;
    const answer = new Promise<Answered>((resolve) => this.waiting.set(number, resolve));
    this.post(plan, { number, ...(change ? { change } : {}) });
    return answer;
  }

  private post(plan: Plan, asked: Asked): void {
    this.worker.postMessage(this.told === plan ? asked : { ...asked, sketch: sketchOf(plan) });
    this.told = plan;
  }
}

let only: Scheduler | null = null;

/** One for all plans, begun when it is first needed. */
export function scheduler(): Scheduler {
  return (only ??= new Scheduler());
}
