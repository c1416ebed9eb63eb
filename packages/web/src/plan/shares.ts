import { asksFor, type Placeholder, roleKey, saidOfStaff, type Staff, staffOf } from "@rondo/core/plan";
import { isClosed, type Place, placeOf, type Plan, type PlanTask } from "./model.ts";
import type { TaskSet } from "./task-set.ts";

/** How much of a day somebody gives to a task, and as what. */
export type Share = Staff["assignments"][number];

type Person = { readonly id: string; readonly name: string };
type NameOf = (id: string) => string;

export function staffIn(task: PlanTask): Staff {
  return staffOf(task.owner?.id ?? null, placeOf(task).planning);
}

/** Who works on a task: its owner with all of the day unless it says less, and whoever else is named. */
export function sharesOf(task: PlanTask): readonly Share[] {
  return staffIn(task).assignments;
}

/** Whom it asks for without naming anybody. */
export function placesOf(task: PlanTask): readonly Placeholder[] {
  return placeOf(task).planning.placeholders ?? [];
}

export function percentOf(task: PlanTask, personId: string): number | null {
  return sharesOf(task).find((share) => share.personId === personId)?.percent ?? null;
}

/** The change that gives somebody so much of a task, or (null) takes it away. The first who gets a task owns it, and when its owner leaves, the next one does. */
export function shareSet(task: PlanTask, person: Person, percent: number | null, nameOf: NameOf): TaskSet {
  const staff = staffIn(task);
  const before = staff.assignments;
  const at = before.findIndex((share) => share.personId === person.id);
  const rest = before.filter((share) => share.personId !== person.id);
  const assignments =
    percent === null ? rest : at < 0 ? [...rest, { personId: person.id, percent }] : before.with(at, { ...(before[at] as Share), percent });
  const keeps = assignments.some((share) => share.personId === staff.ownerId);
  return staffSet(task, { ...staff, assignments, ownerId: keeps ? staff.ownerId : (assignments[0]?.personId ?? null) }, (id) =>
    id === person.id ? person.name : nameOf(id),
  );
}

/** The change that asks for so many of a role, or (null) no longer asks for any. */
export function placeSet(task: PlanTask, role: string, place: Placeholder | null): TaskSet {
  const staff = staffIn(task);
  const at = staff.placeholders.findIndex((one) => roleKey(one.role) === roleKey(role));
  const placeholders =
    place === null
      ? staff.placeholders.filter((_, index) => index !== at)
      : at < 0
        ? [...staff.placeholders, place]
        : staff.placeholders.with(at, place);
  return staffSet(task, { ...staff, placeholders }, () => "");
}

/** A task with other people on it, as the change that makes it so. */
export function staffSet(task: PlanTask, staff: Staff, nameOf: NameOf): TaskSet {
  return {
    ...(staff.ownerId === (task.owner?.id ?? null)
      ? {}
      : { owner: staff.ownerId === null ? null : { id: staff.ownerId, name: nameOf(staff.ownerId) } }),
    planning: saidOfStaff<Place["planning"]>(placeOf(task).planning, staff),
  };
}

/** The roles that open tasks of a plan ask for, each with those tasks, by name. */
export function rolesAsked(plan: Plan): readonly { readonly role: string; readonly ids: readonly string[] }[] {
  const found = new Map<string, { role: string; ids: string[] }>();
  for (const task of plan.tasks) {
    if (isClosed(task)) continue;
    for (const { role } of placesOf(task)) {
      const key = roleKey(role);
      const known = found.get(key);
      if (known) known.ids.push(task.id);
      else found.set(key, { role, ids: [task.id] });
    }
  }
  return [...found.values()].toSorted((a, b) => a.role.localeCompare(b.role));
}

export function placeIn(task: PlanTask, role: string): Placeholder | undefined {
  return asksFor(staffIn(task), role);
}
