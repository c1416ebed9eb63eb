import { type Finding, words } from "../../kernel/index.ts";
import { definitionLimits, type FieldUse, type Step } from "../definition.ts";
import { action } from "./action.ts";
import { approval } from "./approval.ts";
import { decision } from "./decision.ts";
import { each } from "./each.ts";
import { end } from "./end.ts";
import { checkHappening } from "./expressions.ts";
import { goto } from "./goto.ts";
import { group } from "./group.ts";
import type { BranchOf, KindName, LooseEnd, Pen, Scene, StepKind } from "./kind.ts";
import { parallel } from "./parallel.ts";
import { project } from "./project.ts";
import { race } from "./race.ts";
import { repeat } from "./repeat.ts";
import { task } from "./task.ts";
import { undo } from "./undo.ts";
import { wait } from "./wait.ts";
import { closingNode } from "./work.ts";
import { about } from "../findings/about.ts";

export type { BranchOf, LooseEnd, Pen, Scene } from "./kind.ts";

export const stepKinds: { readonly [K in KindName]: StepKind<K> } = {
  task,
  approval,
  decision,
  parallel,
  project,
  race,
  group,
  repeat,
  each,
  action,
  wait,
  goto,
  end,
  undo,
};

export function roleOf(step: Step): string | null {
  return kindOf(step).role(step);
}

export function usesOf(step: Step): readonly FieldUse[] {
  return kindOf(step).uses(step);
}

/** All lists of steps inside a step: its branches, and the ways of what is attached to it. */
export function branchesOf(step: Step): readonly BranchOf[] {
  const own = kindOf(step).branches(step);
  return step.attached === undefined || step.attached.length === 0
    ? own
    : [...own, ...step.attached.map(({ id, label, steps }) => ({ id, label, steps }))];
}

/** The step's nodes; with a block around them where something is attached to it or it has a lock. */
export function draw(step: Step, entry: LooseEnd, pen: Pen): LooseEnd {
  const { attached = [] } = step;
  if (attached.length === 0 && step.lock === undefined) return kindOf(step).draw(step, entry, pen);
  const [open, close] = [aroundNode(step.id), closingNode(aroundNode(step.id))];
  pen.node(open, "open", step.id, close);
  pen.node(close, "close", step.id, null);
  pen.attach(entry, open);
  pen.attach(kindOf(step).draw(step, { node: open, branch: null }, pen), close);
  for (const { id, label, steps, interrupting } of attached) {
    const end = pen.sequence(steps, { node: open, branch: { id, label, when: null } });
    const to = interrupting ? close : `${step.id}/${id}/end`;
    if (!interrupting) pen.node(to, "sink", step.id, null);
    pen.attach(end, to, id);
  }
  return { node: close, branch: null };
}

export function check(step: Step, scene: Scene): Finding[] {
  return [...kindOf(step).check(step, scene), ...checkAttached(step, scene)];
}

export function aroundNode(step: string): string {
  return `${step}/around`;
}

function checkAttached(step: Step, scene: Scene): Finding[] {
  const { attached = [] } = step;
  const findings: Finding[] = [];
  if (attached.length > definitionLimits.attached)
    findings.push(
      about(
        step,
        "process.tooMany",
        "error",
        words`"${step.title}" has ${attached.length} things attached; at most ${definitionLimits.attached} are allowed.`,
        {
          what: "attached",
          limit: definitionLimits.attached,
        },
      ),
    );
  const seen = new Set(
    kindOf(step)
      .branches(step)
      .map(({ id }) => id),
  );
  for (const handler of attached) {
    if (seen.has(handler.id))
      findings.push(
        about(step, "process.idTwice", "error", words`Two parts of "${step.title}" have the id "${handler.id}".`, { id: handler.id }),
      );
    seen.add(handler.id);
    if (handler.when.on !== "error" && handler.when.on !== "escalation")
      findings.push(...checkHappening(step, handler.when, words`"${handler.label}"`, scene));
    else if (handler.when.on === "error" && !handler.interrupting)
      findings.push(
        about(
          step,
          "process.errorGoesOn",
          "error",
          words`"${handler.label}" of "${step.title}": after an error the step cannot go on by itself.`,
        ),
      );
  }
  return findings;
}

// The table is keyed by the step's own kind, which TypeScript cannot follow through a union.
function kindOf(step: Step): StepKind<KindName> {
  return stepKinds[step.kind] as unknown as StepKind<KindName>;
}
