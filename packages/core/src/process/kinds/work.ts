import { type Finding, words } from "../../kernel/index.ts";
import { definitionLimits, type Join } from "../definition.ts";
import type { Due } from "../due.ts";
import { about } from "../findings/about.ts";
import type { LooseEnd, Pen, Scene } from "./kind.ts";

/** What the kinds that wait for somebody share: one node, left through one flow. */
export function drawWork(step: { readonly id: string }, entry: LooseEnd, pen: Pen): LooseEnd {
  pen.node(step.id, "work", step.id, null);
  pen.attach(entry, step.id);
  return { node: step.id, branch: null };
}

/** A node that opens the step and one that closes it, with the branches between. */
export function drawBranches(
  step: {
    readonly id: string;
    readonly branches: readonly {
      id: string;
      label: string;
      when?: string | null;
      steps: Parameters<Pen["sequence"]>[0];
    }[];
  },
  kinds: { readonly open: "choice" | "split"; readonly close: "merge" | "join" },
  entry: LooseEnd,
  pen: Pen,
): LooseEnd {
  const close = closingNode(step.id);
  pen.node(step.id, kinds.open, step.id, close);
  pen.node(close, kinds.close, step.id, null);
  pen.attach(entry, step.id);
  for (const { id, label, when = null, steps } of step.branches) {
    pen.attach(pen.sequence(steps, { node: step.id, branch: { id, label, when } }), close, id);
  }
  // A split or choice without branches still has a way out, so that a draft's graph never has a dead end.
  if (step.branches.length === 0) pen.attach({ node: step.id, branch: null }, close);
  return { node: close, branch: null };
}

export function closingNode(step: string): string {
  return `${step}/close`;
}

export function checkRole(step: { readonly id: string; readonly title: string; readonly role: string | null }, scene: Scene): Finding[] {
  if (step.role === null) return [];
  if (scene.roles.has(step.role)) return [];
  return [
    about(
      step,
      "process.roleUnknown",
      "error",
      words`"${step.title}" is for the role "${step.role}", which this process does not have. Choose one of its roles or add it.`,
      { role: step.role },
    ),
  ];
}

export function checkDue(step: { readonly id: string; readonly title: string; readonly due: Due | null }, scene: Scene): Finding[] {
  const { due } = step;
  if (due === null) return [];
  if (!Number.isFinite(due.workingMinutes) || Math.abs(due.workingMinutes) > tenYears)
    return [about(step, "process.dueInvalid", "error", words`The time given for "${step.title}" must be within 10 years.`)];
  if ((due.from === "activation" || due.from === "start") && due.workingMinutes < 0)
    return [about(step, "process.dueInvalid", "error", words`"${step.title}" is due before it can have begun.`)];
  if (isThere(due, step.id, scene)) return [];
  const missing = {
    step: words`"${step.title}" is due from the end of a step that this process does not have.`,
    clock: words`"${step.title}" is due from the promised end of a service clock that this process does not have.`,
    field: words`"${step.title}" is due from a date that this process does not ask for.`,
  }[due.from as "step" | "clock" | "field"];
  return [about(step, "process.dueUnknown", "error", missing, { of: due.of ?? "" })];
}

function isThere({ from, of = "" }: Due, step: string, scene: Scene): boolean {
  if (from === "step") return of !== step && scene.steps.has(of);
  if (from === "clock") return scene.clocks.has(of);
  return from !== "field" || scene.fields.get(of)?.kind === "date";
}

export function checkBranches(step: {
  readonly id: string;
  readonly title: string;
  readonly branches: readonly { readonly id: string; readonly label: string }[];
}): Finding[] {
  const findings: Finding[] = [];
  if (step.branches.length < 2)
    findings.push(about(step, "process.branchesMissing", "error", words`"${step.title}" needs at least two branches.`));
  if (step.branches.length > definitionLimits.branches) {
    findings.push(
      about(
        step,
        "process.tooMany",
        "error",
        words`"${step.title}" has ${step.branches.length} branches; at most ${definitionLimits.branches} are allowed.`,
        { what: "branches", limit: definitionLimits.branches },
      ),
    );
  }
  const seen = new Set<string>();
  for (const branch of step.branches) {
    if (seen.has(branch.id))
      findings.push(
        about(step, "process.idTwice", "error", words`Two branches of "${step.title}" have the id "${branch.id}".`, {
          id: branch.id,
        }),
      );
    seen.add(branch.id);
    if (branch.label.trim() === "")
      findings.push(
        about(step, "process.titleMissing", "warning", words`A branch of "${step.title}" has no name.`, {
          branch: branch.id,
        }),
      );
  }
  return findings;
}

export function checkJoin(step: { readonly id: string; readonly title: string }, join: Join | undefined): Finding[] {
  if (typeof join?.go !== "number" || (Number.isInteger(join.go) && join.go >= 1)) return [];
  return [
    about(
      step,
      "process.joinInvalid",
      "error",
      words`"${step.title}" can go on with the first or a later branch, not with the ${join.go}th.`,
    ),
  ];
}

const tenYears = 10 * 366 * 24 * 60;
