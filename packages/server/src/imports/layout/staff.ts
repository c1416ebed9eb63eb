import type { Planning } from "@rondo/contract";
import { type Placeholder, roleKey, withPlace } from "@rondo/core/plan";
import type { ProjectDraft, TaskDraft } from "@rondo/formats/draft";
import type { Told } from "./notes.ts";
import { oneLine } from "./words.ts";

/** Of how many roles a task may ask for somebody, as the contract has it. */
const mostRoles = 20;

/** Where the source says how much of their day: what one gives, unless it is one alone with all of it. */
export function shareOf({ members, shares }: TaskDraft, member: string): { percent?: number } {
  const percent = shares?.[member];
  return percent === undefined || (members.length === 1 && percent === 100) ? {} : { percent };
}

export function assignmentsOf(task: TaskDraft, people: ReadonlyMap<string, string>): NonNullable<Planning["assignments"]> {
  const given = new Map<string, number>();
  for (const member of task.members) {
    const { percent } = shareOf(task, member);
    const person = people.get(member);
    if (person !== undefined && percent !== undefined) given.set(person, Math.min(1_000, (given.get(person) ?? 0) + percent));
  }
  return [...given].slice(0, 50).map(([personId, percent]) => ({ personId, percent }));
}

/**
 * The resources of a plan on this open task that are nobody here, each with the place that is kept for them, under their
 * name: load, levelling and the file that goes back know what was asked for, and whoever they turn out to be takes it.
 */
export function placesFor(
  { draft, told, people }: { readonly draft: ProjectDraft; readonly told: Told; readonly people: ReadonlyMap<string, string> },
  { members, placeholders = [] }: TaskDraft,
): ReadonlyMap<string, string> {
  if (draft.plan === undefined) return new Map();
  const strangers = members.flatMap((member) => {
    const name = oneLine(told.members.get(member) ?? "", 60);
    return people.has(member) || name === "" ? [] : [[member, name] as const];
  });
  return new Map(strangers.slice(0, Math.max(0, mostRoles - placeholders.length)));
}

/** Whom it asks for: roles of the source's own, and the places kept for its strangers. */
export function placeholdersOf(task: TaskDraft, places: ReadonlyMap<string, string>): NonNullable<Planning["placeholders"]> {
  const within = (least: number, value: number, most: number): number => Math.min(most, Math.max(least, Math.round(value) || least));
  const asked = new Map<string, Placeholder>();
  for (const { role, percent, count } of task.placeholders ?? []) {
    const name = oneLine(role, 60);
    if (name !== "" && asked.size < mostRoles)
      asked.set(roleKey(name), { role: name, percent: within(1, percent, 1_000), count: within(1, count, 50) });
  }
  let all: readonly Placeholder[] = [...asked.values()];
  for (const [member, name] of places) all = withPlace(all, name, within(1, task.shares?.[member] ?? 100, 1_000));
  return [...all];
}

/** Whether a member's part in a task stands in it; else its notes say whose it was. */
export function isCarried({ shares }: TaskDraft, person: string | undefined, owner: string | null): boolean {
  return person !== undefined && (shares !== undefined || person === owner);
}
