import { type Definition, type Step, branchesOf } from "../process/index.ts";

/** A task that a procedure becomes when it is done once. */
export type StepTask = {
  readonly step: string;
  readonly parent: string | null;
  readonly title: string;
  readonly notes: string;
  readonly role: string | null;
  readonly workingMinutes: number;
  readonly points: readonly string[];
};

export type PlanOf = { readonly tasks: readonly StepTask[]; readonly links: readonly { readonly from: string; readonly to: string }[] };

/** Where a procedure does not say how long a step may take: a working day. */
const usualMinutes = 480;

/**
 * A procedure as a plan, for work that is done once: what people do are tasks, one after the other as the steps are, at the
 * same time in branches. Of a decision all branches are there, under what they are for: a person deletes those not taken.
 */
export function planOf(definition: Definition): PlanOf {
  const roles = new Map(definition.roles.map(({ key, name }) => [key, name]));
  const tasks: StepTask[] = [];
  const links: { from: string; to: string }[] = [];
  const run = (steps: readonly Step[], parent: string | null, before: readonly string[]): readonly string[] =>
    steps.reduce((ends, step) => one(step, parent, ends), before);
  const one = (step: Step, parent: string | null, before: readonly string[]): readonly string[] => {
    const branches = branchesOf(step).filter(({ steps }) => steps.length > 0);
    const words = { step: step.id, parent, title: step.title.slice(0, 300) || "–", notes: step.instructions };
    if (step.kind === "task" || step.kind === "approval" || step.kind === "project") {
      const due = step.kind === "project" ? null : step.due;
      tasks.push({
        ...words,
        role: step.role === null ? null : (roles.get(step.role) ?? null),
        workingMinutes: due?.workingMinutes ?? usualMinutes,
        points: step.kind === "task" ? step.checklist.map(({ title }) => title) : [],
      });
      links.push(...before.map((from) => ({ from, to: step.id })));
      return [step.id];
    }
    if (branches.length === 0) return before;
    tasks.push({ ...words, role: null, workingMinutes: 0, points: [] });
    const ends = branches.flatMap((branch) => {
      if (step.kind !== "decision") return run(branch.steps, step.id, before);
      const id = `${step.id}/${branch.id}`;
      tasks.push({ step: id, parent: step.id, title: branch.label || "–", notes: "", role: null, workingMinutes: 0, points: [] });
      return run(branch.steps, id, before);
    });
    return ends.length > 0 ? ends : before;
  };
  run(definition.steps, null, []);
  return { tasks, links };
}
