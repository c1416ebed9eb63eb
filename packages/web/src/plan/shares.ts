import type { TaskSet } from "./edit.ts";
import { type Place, placeOf, type PlanTask } from "./model.ts";

/** How much of a day somebody gives to a task. */
export type Share = { readonly personId: string; readonly percent: number };

type Person = { readonly id: string; readonly name: string };
type Planning = Place["planning"];

/** Who works on a task: its owner with all of the day unless it says less, and whoever else is named. */
export function sharesOf(task: PlanTask): readonly Share[] {
  const named = placeOf(task).planning.assignments ?? [];
  return task.owner === null || named.some((share) => share.personId === task.owner?.id)
    ? named
    : [{ personId: task.owner.id, percent: 100 }, ...named];
}

export function percentOf(task: PlanTask, personId: string): number | null {
  return sharesOf(task).find((share) => share.personId === personId)?.percent ?? null;
}

/** The change that gives somebody so much of a task, or (null) takes it away. The first who gets a task owns it, and when its owner leaves, the next one does. */
export function shareSet(task: PlanTask, person: Person, percent: number | null, nameOf: (id: string) => string): TaskSet {
  const rest = sharesOf(task).filter((share) => share.personId !== person.id);
  const at = sharesOf(task).findIndex((share) => share.personId === person.id);
  const shares =
    percent === null
      ? rest
      : at < 0
        ? [...rest, { personId: person.id, percent }]
        : rest.toSpliced(at, 0, { personId: person.id, percent });
  const keeps = task.owner !== null && shares.some((share) => share.personId === task.owner?.id);
  const next = keeps
    ? task.owner
    : shares[0]
      ? { id: shares[0].personId, name: shares[0].personId === person.id ? person.name : nameOf(shares[0].personId) }
      : null;
  // What an owner gives without saying so is not said.
  const said = shares.filter((share) => share.personId !== next?.id || share.percent !== 100);
  const { assignments: _, ...others } = placeOf(task).planning;
  return {
    ...(next?.id === task.owner?.id ? {} : { owner: next }),
    planning: { ...others, ...(said.length > 0 && { assignments: said }) } as Planning,
  };
}
