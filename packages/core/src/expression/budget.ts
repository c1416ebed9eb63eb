import type { Finding } from "../kernel/index.ts";

/** B61-B64: what one expression may cost. Reaching a limit ends the evaluation with a finding. */
export const expressionLimits = {
  text: 4_096,
  parts: 400,
  depth: 64,
  steps: 10_000,
  size: 65_536,
  pattern: 200,
} as const;

/** Counts what an evaluation uses up. Text and lists cost by their length, so that work follows the count. */
export class Budget {
  steps = 0;
  readonly findings: Finding[] = [];

  spend(steps = 1): void {
    this.steps += steps;
    if (this.steps > expressionLimits.steps)
      throw new Halt(
        "expression.tooManySteps",
        `it needs more than ${expressionLimits.steps.toLocaleString("en")} steps.`,
      );
  }

  /** Called before a text or list of this length is made. */
  room(size: number): void {
    if (size > expressionLimits.size) throw new Halt("expression.tooLarge", "its result would be larger than 64 kB.");
    this.spend(Math.ceil(size / 256));
  }

  /** Says why something became null. The first ten are enough. */
  note(code: string, message: string): null {
    if (this.findings.length < 10) this.findings.push({ code, severity: "warning", message });
    return null;
  }
}

/** Ends an evaluation; never leaves this folder. */
export class Halt extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
