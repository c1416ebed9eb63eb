import { type Finding, words } from "../../kernel/index.ts";
import type { ParallelBranch } from "../definition.ts";
import { about } from "../findings/about.ts";
import type { LooseEnd, Pen } from "./kind.ts";
import { closingNode } from "./work.ts";

type Container = { readonly id: string; readonly title: string; readonly branches: readonly ParallelBranch[] };

/** A block with one way through it. */
export function drawBody(step: Container, entry: LooseEnd, pen: Pen): LooseEnd {
  const close = closingNode(step.id);
  pen.node(step.id, "open", step.id, close);
  pen.node(close, "close", step.id, null);
  pen.attach(entry, step.id);
  const [body] = step.branches;
  const start = { node: step.id, branch: body === undefined ? null : { id: body.id, label: body.label, when: null } };
  pen.attach(pen.sequence(body?.steps ?? [], start), close, body?.id);
  return { node: close, branch: null };
}

export function checkBody(step: Container): Finding[] {
  const findings: Finding[] = [];
  if (step.branches.length !== 1)
    findings.push(about(step, "process.bodyMissing", "error", words`"${step.title}" holds its steps in exactly one branch.`));
  if (step.branches[0]?.steps.length === 0)
    findings.push(about(step, "process.bodyEmpty", "error", words`"${step.title}" has no steps inside. Write the first one.`));
  return findings;
}
