import type { Definition, Role, Step } from "../process/index.ts";

/** A task of a plan, as far as a procedure says it. In the order in which the plan has them. */
export type PlannedWork = {
  readonly id: string;
  readonly parent: string | null;
  readonly title: string;
  readonly notes: string;
  readonly role: string | null;
  readonly workingMinutes: number;
  readonly milestone: boolean;
  /** Wall-clock start by the schedule; null where there is none. */
  readonly start: string | null;
  readonly linked: boolean;
};

/** A plan as a procedure, and which task each of its steps and checklist points is. */
export type ProcedureOf = { readonly definition: Definition; readonly steps: ReadonlyMap<string, string> };

/**
 * The procedure that a plan follows: each task a step in the order of the schedule, who does it a role, how long it takes
 * its due time. Tasks inside one are a group of steps; where they say nothing but their titles, its checklist.
 */
export function procedureOf(name: string, tasks: readonly PlannedWork[]): ProcedureOf {
  const children = Map.groupBy(tasks, ({ parent }) => parent);
  const startOf = (task: PlannedWork): string =>
    [task, ...(children.get(task.id) ?? [])].reduce(
      (first, { start }) => (start !== null && start < first ? start : first),
      task.start ?? "9999",
    );
  const roles = new Map<string, Role>();
  for (const { role } of tasks)
    if (role !== null && !roles.has(role)) roles.set(role, { key: `role${roles.size + 1}`, name: role.slice(0, 120) });
  const steps = new Map<string, string>();
  const idOf = (task: PlannedWork): string => {
    const id = `t${steps.size + 1}`;
    steps.set(id, task.id);
    return id;
  };
  const ordered = (parent: string | null): readonly PlannedWork[] => {
    const own = children.get(parent) ?? [];
    return own.some(({ linked }) => linked)
      ? own.toSorted((a, b) => (startOf(a) < startOf(b) ? -1 : startOf(a) > startOf(b) ? 1 : 0))
      : own;
  };
  const stepOf = (task: PlannedWork): Step => {
    const id = idOf(task);
    const inside = ordered(task.id);
    const words = { id, title: task.title.slice(0, 300) || `Step ${steps.size}`, instructions: task.notes };
    if (inside.some((one) => saysMore(one) || children.has(one.id)))
      return { ...words, kind: "group", branches: [{ id: "all", label: "", steps: inside.map(stepOf) }] };
    return {
      ...words,
      kind: "task",
      role: task.role === null ? null : (roles.get(task.role)?.key ?? null),
      fields: [],
      due: task.workingMinutes > 0 ? { from: "activation", workingMinutes: task.workingMinutes } : null,
      checklist: inside.map((one) => ({ id: idOf(one), title: one.title.slice(0, 300) || "–" })),
    };
  };
  const all = ordered(null).map(stepOf);
  return {
    definition: {
      purpose: `Made of the project “${name}”.`,
      roles: [...roles.values()],
      fields: [],
      intake: [],
      steps: all,
      deliverable: null,
    },
    steps,
  };
}

function saysMore(task: PlannedWork): boolean {
  return task.linked || task.milestone || task.workingMinutes > 0 || task.role !== null || task.notes !== "";
}
