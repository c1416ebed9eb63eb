import type { Finding } from "../kernel/index.ts";

/** What an expression may cost. Reaching a limit ends the evaluation with a finding. */
export type Limits = {
  readonly text: number;
  readonly parts: number;
  /** Of the text as it is written. */
  readonly depth: number;
  readonly steps: number;
  /** Of calls within calls. */
  readonly calls: number;
  readonly size: number;
  readonly pattern: number;
};

/** B61-B64: for one condition. */
export const expressionLimits = {
  text: 4_096,
  parts: 1_000,
  depth: 64,
  steps: 10_000,
  calls: 1_000,
  size: 65_536,
  pattern: 200,
} as const satisfies Limits;

/** For all expressions of one decision together. */
export const decisionLimits = {
  text: 65_536,
  parts: 10_000,
  depth: 64,
  steps: 1_000_000,
  calls: 1_000,
  size: 4_194_304,
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
    if (++this.depth > this.limits.calls)
      throw new Halt("expression.tooDeep", `it goes more than ${this.limits.calls.toLocaleString("en")} levels deep.`);
  }

  leave(): void {
    this.depth -= 1;
  }

  /** Called before a text or list of this length is made. */
  room(size: number): void {
    if (size > this.limits.size) throw new Halt("expression.tooLarge", `its result would be larger than ${this.limits.size / 1_024} kB.`);
    this.spend(Math.ceil(size / 256));
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
