import type { Step } from "@rondo/core/process";
import { gatheringsOf } from "./gathering.ts";
import type { Run, RunStep } from "./run.ts";
import { branchesIn } from "./steps.ts";

export type StepState = "done" | "open" | "skipped" | "withdrawn" | "rejected" | "ahead" | "notTaken";

/** A step of the procedure as this run has met it. `rounds` are oldest first; a branch is taken, not taken, or open to be. */
export type OutlineStep = {
  readonly step: Step;
  readonly state: StepState;
  readonly rounds: readonly RunStep[];
  readonly branches: readonly {
    readonly id: string;
    readonly label: string;
    readonly taken: boolean | null;
    readonly steps: readonly OutlineStep[];
  }[];
};

export function outlineOf(run: Pick<Run, "definition" | "steps" | "state" | "standsAt" | "passed" | "incidents">): readonly OutlineStep[] {
  const rounds = Map.groupBy(run.steps, (entry) => entry.stepId);
  const stands = new Set([...run.standsAt.map(({ stepId }) => stepId), ...run.incidents.map(({ stepId }) => stepId)]);
  const passedBy = new Map(run.passed.map(({ stepId, state }) => [stepId, state === "skipped" ? "skipped" : "done"] as const));
  const met = new Set([...rounds.keys(), ...stands, ...passedBy.keys()]);
  const here = new Set([...stands, ...run.steps.flatMap(({ stepId, state }) => (state === "open" ? stepId : []))]);
  const meet = (steps: readonly Step[], passed: boolean, lost: boolean): OutlineStep[] => {
    const reached = steps.map((step) => touched(step, met));
    const standing = steps.findIndex((step) => touched(step, here));
    return steps.map((step, index) => {
      // A later sibling that was reached says that this one is behind the run.
      const behind = passed || reached.slice(index + 1).some(Boolean);
      if ("branches" in step) return branching(step, behind, lost);
      // What is attached is told once it has happened.
      const attached = branchesIn(step).filter((way) => way.steps.some((one) => touched(one, met)));
      const unmet = stands.has(step.id)
        ? "open"
        : (passedBy.get(step.id) ?? (lost ? "notTaken" : behind && (standing === -1 || index < standing) ? passing(step) : "ahead"));
      return {
        ...plain(step, rounds.get(step.id) ?? [], unmet),
        branches: attached.map(({ id, label, steps: inside }) => ({ id, label, taken: true, steps: meet(inside, false, lost) })),
      };
    });
  };
  const branching = (step: Step, behind: boolean, lost: boolean): OutlineStep => {
    const inner = branchesIn(step);
    const entered = inner.map((branch) => branch.steps.some((one) => touched(one, met)));
    const hasEntered = entered.some(Boolean);
    const passed = behind || run.state === "completed";
    const silent = inner.filter((branch) => branch.steps.length === 0);
    const branches = inner.map((branch, index) => {
      const taken =
        step.kind === "parallel"
          ? hasEntered
            ? true
            : null
          : entered[index]
            ? true
            : hasEntered
              ? false
              : passed
                ? silent.length === 1
                  ? branch === silent[0]
                  : null
                : null;
      return { id: branch.id, label: branch.label, taken, steps: meet(branch.steps, passed && taken === true, lost || taken === false) };
    });
    const within = branches.flatMap((branch) => branch.steps);
    const isOpen = within.some((one) => one.state === "open");
    const state: StepState = lost
      ? "notTaken"
      : isOpen
        ? "open"
        : passed && (hasEntered || silent.length > 0)
          ? "done"
          : hasEntered
            ? within.every((one) => one.state !== "ahead")
              ? "done"
              : "open"
            : "ahead";
    return { step, state, rounds: [], branches };
  };
  return [
    ...meet(run.definition.steps, run.state === "completed", false),
    ...run.steps.filter(isExtra).map((entry) => plain(workOf(entry), [entry], "ahead")),
  ];
}

/** Added to this run alone. */
export function isExtra({ stepId }: Pick<RunStep, "stepId">): boolean {
  return stepId.startsWith("+");
}

/** Work that has no fields of its own: added to the run, or done to take something back. */
export function workOf({ stepId, title }: Pick<RunStep, "stepId" | "title">): Extract<Step, { kind: "task" }> {
  return { id: stepId, kind: "task", title, instructions: "", role: null, due: null, fields: [], checklist: [] };
}

/** The steps somebody works, for "3 of 7": those of branches not taken do not count, and a skipped one is behind the run without being done. */
export function progressOf(outline: readonly OutlineStep[]): { done: number; skipped: number; total: number } {
  const worked = flat(outline).filter(({ step, state }) => !("branches" in step) && state !== "notTaken");
  const countOf = (what: StepState) => worked.filter(({ state }) => state === what).length;
  return { done: countOf("done"), skipped: countOf("skipped"), total: worked.length };
}

export function flat(outline: readonly OutlineStep[]): OutlineStep[] {
  return outline.flatMap((one) => [one, ...one.branches.flatMap((branch) => flat(branch.steps))]);
}

/** The step to show first: one's own open one, else any open one, else none. */
export function stepNow(run: Pick<Run, "steps">, me: string): RunStep | null {
  const open = run.steps.filter((entry) => entry.state === "open");
  return open.find((entry) => entry.owner?.id === me) ?? open[0] ?? null;
}

/** What the run has behind it without having met it: somebody's work did not come up, the rest leaves no trace. */
function passing({ kind }: Step): StepState {
  return kind === "task" || kind === "approval" ? "notTaken" : "done";
}

function plain(step: Step, rounds: readonly RunStep[], unmet: StepState): OutlineStep {
  // Of several that are open at once the last is the one to work next.
  const ordered = rounds.toSorted((a, b) => Number(a.state === "open") - Number(b.state === "open"));
  const last = ordered.at(-1);
  const several = step.kind === "approval" && step.approvers && last ? askedOf(rounds, step.approvers) : null;
  const state: StepState =
    several ??
    (!last
      ? unmet
      : last.state === "open"
        ? "open"
        : last.state === "skipped"
          ? "skipped"
          : last.state === "withdrawn"
            ? "withdrawn"
            : last.decision === "rejected"
              ? "rejected"
              : "done");
  return { step, state, rounds: ordered, branches: [] };
}

/** What several people said together, the last time they were asked. */
function askedOf(rounds: readonly RunStep[], approvers: NonNullable<Extract<Step, { kind: "approval" }>["approvers"]>): StepState {
  const entries = gatheringsOf(rounds, approvers).at(-1) ?? [];
  const needed = typeof approvers.rule === "number" ? approvers.rule : approvers.roles.length;
  if (entries.some(({ state }) => state === "open")) return "open";
  if (entries.filter(({ decision }) => decision === "approved").length >= needed) return "done";
  if (entries.some(({ decision }) => decision === "rejected")) return "rejected";
  return entries.some(({ state }) => state === "skipped") ? "skipped" : "withdrawn";
}

function touched(step: Step, ids: ReadonlySet<string>): boolean {
  return ids.has(step.id) || branchesIn(step).some((branch) => branch.steps.some((inner) => touched(inner, ids)));
}
