import type { Finding } from "../kernel/index.ts";
import type { FeelValue } from "./value.ts";
import { weightOf } from "./weight.ts";

/** What an expression may cost. Reaching a limit ends the evaluation with a finding. */
export type Limits = {
  readonly text: number;
  readonly parts: number;
  /** Of the text as it is written. */
  readonly depth: number;
  readonly steps: number;
  /** Of calls within calls, and of values within values. Far from what the stack of Node or of a browser holds: 1,000 was not. */
  readonly calls: number;
  /** Of one text or list. */
  readonly size: number;
  /** Of a value with everything in it: lists of lists grow faster than any one of them. */
  readonly whole: number;
  readonly pattern: number;
};

/** B61-B64: for one condition. */
export const expressionLimits = {
  text: 4_096,
  parts: 1_000,
  depth: 64,
  steps: 10_000,
  calls: 256,
  size: 65_536,
  whole: 1_048_576,
  pattern: 200,
} as const satisfies Limits;

/** For all expressions of one decision together. */
export const decisionLimits = {
  text: 65_536,
  parts: 10_000,
  depth: 64,
  steps: 1_000_000,
  calls: 256,
  size: 4_194_304,
  whole: 16_777_216,
  pattern: 1_000,
} as const satisfies Limits;

/** Counts what an evaluation uses up. Text and lists cost by their length, so that work follows the count. */
export class Budget {
  steps = 0;
  depth = 0;
  readonly limits: Limits;
  readonly findings: Finding[] = [];

  constructor(limits: Limits = expressionLimits) {
    this.limits = limits;
  }

  spend(steps = 1): void {
    this.steps += steps;
    if (this.steps > this.limits.steps)
      throw new Halt("expression.tooManySteps", `it needs more than ${this.limits.steps.toLocaleString("en")} steps.`);
  }

  /** One level deeper; `leave` ends it. */
  enter(): void {
    this.spend();
    if (++this.depth > this.limits.calls) throw this.tooDeep();
  }

  leave(): void {
    this.depth -= 1;
  }

  /** Called before a text or list of this length is made. */
  room(size: number): void {
    if (size > this.limits.size) throw tooLarge(this.limits.size);
    this.spend(Math.ceil(size / 256));
  }

  /** Called with a value that was put together of others: what reads, compares or keeps it goes through all of it. */
  whole(value: FeelValue): void {
    const { weight, depth } = weightOf(value, this.limits.whole, this.limits.calls);
    if (depth > this.limits.calls) throw this.tooDeep();
    if (weight > this.limits.whole) throw tooLarge(this.limits.whole);
  }

  private tooDeep(): Halt {
    return new Halt("expression.tooDeep", `it goes more than ${this.limits.calls.toLocaleString("en")} levels deep.`);
  }

  /** Says why something became null. The first ten are enough. */
  note(code: string, message: string): null {
    if (this.findings.length < 10) this.findings.push({ code, severity: "warning", message });
    return null;
  }
}

/** Ends an evaluation; never leaves the core. */
export class Halt extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

function tooLarge(size: number): Halt {
  return new Halt("expression.tooLarge", `its result would be larger than ${size / 1_024} kB.`);
}
