import type { Grouping } from "./families.ts";
import { isUsual } from "./procedure.ts";
import type { Tally } from "./tally.ts";
import type { Tasks } from "./tasks.ts";
import type { Case } from "./work.ts";

/** How far the runs of a family do alike what they share. */
export type Agreement = {
  /** Of the steps that most runs do, how many the run with the fewest of them does. */
  readonly least: number;
  /** Of the neighbouring steps of each two runs, how many stand in the same order. */
  readonly order: number;
  /** Of the steps that two runs share and name a role for, how many have the same; null where none name one. */
  readonly hands: number | null;
  readonly spread: number | null;
};

export function agreementOf(
  members: readonly number[],
  { tasks, prints }: Grouping,
  cases: readonly Case[],
  steps: readonly Tally[],
): Agreement {
  let [same, all, sameRole, allRoles] = [0, 0, 0, 0];
  const some = members.slice(0, 30);
  const roles = new Map(some.map((member) => [member, rolesOf(member, cases, tasks)]));
  for (const [index, a] of some.entries())
    for (const b of some.slice(index + 1)) {
      const [left, right] = [prints[a]?.places ?? new Map<number, number>(), prints[b]?.places ?? new Map<number, number>()];
      const shared = [...left.keys()].filter((task) => right.has(task));
      for (let at = 1; at < shared.length; at += 1) {
        all += 1;
        if ((right.get(shared[at] as number) ?? 0) > (right.get(shared[at - 1] as number) ?? 0)) same += 1;
      }
      for (const [task, role] of roles.get(a) ?? []) {
        const other = roles.get(b)?.get(task);
        if (other === undefined) continue;
        allRoles += 1;
        if (other === role) sameRole += 1;
      }
    }
  const spans = members.flatMap((member) => prints[member]?.minutes ?? []);
  const mean = spans.reduce((sum, span) => sum + span, 0) / Math.max(1, spans.length);
  const deviation = Math.sqrt(spans.reduce((sum, span) => sum + (span - mean) ** 2, 0) / Math.max(1, spans.length));
  const usual = steps.filter((step) => isUsual(step, members.length));
  return {
    least: Math.min(...members.map((member) => usual.filter((step) => step.cases.has(member)).length)),
    order: all === 0 || tasks.count === 0 ? 0 : same / all,
    hands: allRoles === 0 ? null : sameRole / allRoles,
    spread: spans.length < 3 || mean === 0 ? null : deviation / mean,
  };
}

/** The runs that do every step that most of them do, in the order of these. */
export function followersOf(members: readonly number[], tasks: Tasks, steps: readonly Tally[]): ReadonlySet<number> {
  const usual = steps.filter((step) => isUsual(step, members.length));
  if (usual.length === 0) return new Set();
  const stepOf = new Map(usual.flatMap((step, at) => [...step.tasks].map((task) => [task, at] as const)));
  return new Set(
    members.filter((member) => {
      const own = [...new Set((tasks.ofCase[member] ?? []).flatMap((task) => stepOf.get(task) ?? []))];
      return own.length === usual.length && own.every((step, at) => step === at);
    }),
  );
}

function rolesOf(member: number, cases: readonly Case[], tasks: Tasks): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const [at, task] of (tasks.ofCase[member] ?? []).entries()) {
    const role = cases[member]?.steps[at]?.role ?? null;
    if (role !== null && !found.has(task)) found.set(task, role);
  }
  return found;
}
