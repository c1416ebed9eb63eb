import type { WorkUnits } from "@rondo/core/calendar";
import { branchesOf, type Definition, type Step, stepsOf, walk } from "@rondo/core/process";

/** Where a step can be put: beside another one, or at the end of a branch. */
export type Place = { readonly beside: string; readonly side: "before" | "after" } | { readonly inside: string; readonly branch: string };

/** A step with everything in it, changed; itself where the id is not there. */
export function changeStep(definition: Definition, id: string, change: (step: Step) => Step): Definition {
  return withSteps(
    definition,
    replace(definition.steps, id, (step) => [change(step)]),
  );
}

/** Puts steps at a place; where that is not there, at the end of the document. */
export function insertSteps(definition: Definition, place: Place | null, added: readonly Step[]): Definition {
  if (place === null) return withSteps(definition, [...definition.steps, ...added]);
  if ("beside" in place)
    return withSteps(
      definition,
      replace(definition.steps, place.beside, (step) => (place.side === "before" ? [...added, step] : [step, ...added])),
    );
  return changeStep(definition, place.inside, (step) => changeBranch(step, place.branch, (steps) => [...steps, ...added]));
}

/** Takes a step out, with the steps in its branches. */
export function removeStep(definition: Definition, id: string): Definition {
  return withSteps(
    definition,
    replace(definition.steps, id, () => []),
  );
}

/** Moves a step with everything in it. Unchanged where it would land in itself or the place is not there. */
export function moveStep(definition: Definition, id: string, place: Place): Definition {
  const step = stepOf(definition, id);
  const target = "beside" in place ? place.beside : place.inside;
  if (!step || within(step).has(target) || !stepOf(definition, target)) return definition;
  return insertSteps(removeStep(definition, id), place, [step]);
}

/** One place up or down among its siblings; from the edge of a branch out of it. */
export function moveBy(definition: Definition, id: string, by: -1 | 1): Definition {
  const spot = spotOf(definition, id);
  if (!spot) return definition;
  const side = by < 0 ? "before" : "after";
  const neighbour = spot.siblings[spot.index + by];
  if (neighbour) return moveStep(definition, id, { beside: neighbour.id, side });
  return spot.owner === null ? definition : moveStep(definition, id, { beside: spot.owner, side });
}

/** Into the branch that stands before it: the last one of the step above, if that has branches. */
export function indent(definition: Definition, id: string): Definition {
  const before = branchingBefore(definition, id);
  const branch = before && branchesOf(before).at(-1);
  return before && branch ? moveStep(definition, id, { inside: before.id, branch: branch.id }) : definition;
}

/** Out of its branch, behind the step that the branch belongs to. */
export function outdent(definition: Definition, id: string): Definition {
  const owner = spotOf(definition, id)?.owner;
  return owner ? moveStep(definition, id, { beside: owner, side: "after" }) : definition;
}

export function mayIndent(definition: Definition, id: string): boolean {
  return (branchingBefore(definition, id) && branchesOf(branchingBefore(definition, id) as Step).length > 0) ?? false;
}

export function mayOutdent(definition: Definition, id: string): boolean {
  return (spotOf(definition, id)?.owner ?? null) !== null;
}

/** Makes another kind of a step. What both kinds have stays; steps in branches that go are put behind it. */
export function changeKind(definition: Definition, id: string, kind: Step["kind"], newId: () => string, units: WorkUnits): Definition {
  const step = stepOf(definition, id);
  if (!step || step.kind === kind) return definition;
  const made = newStep(kind, newId, units, step);
  const inner = "branches" in made ? [] : branchesOf(step).flatMap((branch) => branch.steps);
  return withSteps(
    definition,
    replace(definition.steps, id, () => [made, ...inner]),
  );
}

/** A new step on a calendar, or one of another kind with what `from` has in common with it. */
export function newStep(kind: Step["kind"], newId: () => string, { minutesPerDay }: WorkUnits, from?: Step): Step {
  const text = { id: from?.id ?? newId(), title: from?.title ?? "", instructions: from?.instructions ?? "" };
  const role = from && "role" in from ? from.role : null;
  const due = from && "due" in from ? from.due : null;
  const fields = from && "fields" in from ? from.fields : [];
  const branches = from ? branchesOf(from) : [];
  const inner = (at: number) => ({ id: branches[at]?.id ?? newId(), steps: branches[at]?.steps ?? [] });
  /** All steps that were inside, in one list. */
  const body = () => [{ id: branches[0]?.id ?? newId(), label: "", steps: branches.flatMap((branch) => [...branch.steps]) }];
  switch (kind) {
    case "task":
      return { ...text, kind, role, due, fields, checklist: [] };
    case "approval":
      return { ...text, kind, role, due, fields, returnTo: null };
    case "project":
      return { ...text, kind, role, name: text.title, wait: true };
    case "decision":
      return {
        ...text,
        kind,
        branches:
          branches.length > 0
            ? branches.map((branch, at) => ({
                id: branch.id,
                label: branch.label,
                steps: branch.steps,
                when: at === branches.length - 1 ? null : "",
              }))
            : [
                { ...inner(0), label: "Yes", when: "" },
                { ...inner(1), label: "No", when: null },
              ],
      };
    case "parallel":
    case "race":
      return {
        ...text,
        kind,
        branches:
          branches.length > 0
            ? branches.map(({ id, label, steps }) => ({ id, label, steps }))
            : [
                { ...inner(0), label: "A" },
                { ...inner(1), label: "B" },
              ],
      };
    case "group":
      return { ...text, kind, branches: body() };
    case "repeat":
      return { ...text, kind, until: "", test: "after", atMost: 20, branches: body() };
    case "each":
      return {
        ...text,
        kind,
        over: "",
        item: null,
        own: [],
        collect: null,
        order: "together",
        join: { go: "all" },
        growing: false,
        branches: body(),
      };
    case "action":
      return { ...text, kind, act: { do: "mail", to: "", subject: text.title, text: "" }, undo: null };
    case "wait":
      return { ...text, kind, until: { on: "time", after: { minutes: minutesPerDay, working: true } } };
    case "goto":
      return { ...text, kind, to: null };
    case "end":
      return { ...text, kind, ends: { what: "run", outcome: "completed" } };
    case "undo":
      return { ...text, kind, of: null };
  }
}

export function stepOf(definition: Definition, id: string): Step | undefined {
  return stepsOf(definition).find((step) => step.id === id);
}

/** The step before or after in document order, for the arrow keys. */
export function neighbourOf(definition: Definition, id: string, by: -1 | 1): string | null {
  const ids = walk(definition).map((visit) => visit.step.id);
  return ids[ids.indexOf(id) + by] ?? null;
}

/** "3", or "3.2" inside a branch: how people name a step of a document. */
export function numbersOf(definition: Definition): ReadonlyMap<string, string> {
  const numbers = new Map<string, string>();
  const count = (steps: readonly Step[], above: string) => {
    steps.forEach((step, index) => {
      const number = `${above}${index + 1}`;
      numbers.set(step.id, number);
      const branches = branchesOf(step);
      branches.forEach((branch, at) => count(branch.steps, `${number}${String.fromCodePoint(97 + (at % 26))}.`));
    });
  };
  count(definition.steps, "");
  return numbers;
}

export type OtherStep = Pick<Step, "id" | "title" | "kind">;

/**
 * The steps but one: `kept` again as long as that says the same. Choices among thousands depend on it, and are not to be made
 * anew with each key that is typed into the one.
 */
export function otherSteps(kept: readonly OtherStep[], definition: Definition, id: string | null): readonly OtherStep[] {
  const now = stepsOf(definition).filter((step) => step.id !== id);
  const isSame = now.every((step, at) => {
    const was = kept[at];
    return was?.id === step.id && was.title === step.title && was.kind === step.kind;
  });
  return isSame && now.length === kept.length ? kept : now;
}

/** Steps that a run has surely passed before it reaches this one: where an approval can send it back to. */
export function stepsBefore(definition: Definition, id: string): Step[] {
  const found: Step[] = [];
  let current: string | null = id;
  while (current !== null) {
    const spot: Spot | null = spotOf(definition, current);
    if (!spot) break;
    found.unshift(
      ...spot.siblings.slice(0, spot.index).flatMap((step) => [step, ...branchesOf(step).flatMap((branch) => [...branch.steps])]),
    );
    current = spot.owner;
  }
  return found.filter((step) => step.kind === "task" || step.kind === "approval");
}

type Spot = { readonly siblings: readonly Step[]; readonly index: number; readonly owner: string | null };

function spotOf(definition: Definition, id: string): Spot | null {
  const search = (siblings: readonly Step[], owner: string | null): Spot | null => {
    const index = siblings.findIndex((step) => step.id === id);
    if (index >= 0) return { siblings, index, owner };
    for (const step of siblings) {
      for (const branch of branchesOf(step)) {
        const found = search(branch.steps, step.id);
        if (found) return found;
      }
    }
    return null;
  };
  return search(definition.steps, null);
}

function branchingBefore(definition: Definition, id: string): Step | undefined {
  const spot = spotOf(definition, id);
  const before = spot?.siblings[spot.index - 1];
  return before && branchesOf(before).length > 0 && !(before.kind === "group" && before.block) ? before : undefined;
}

function within(step: Step): Set<string> {
  return new Set([step.id, ...branchesOf(step).flatMap((branch) => branch.steps.flatMap((inner) => [...within(inner)]))]);
}

function changeBranch(step: Step, branchId: string, change: (steps: readonly Step[]) => readonly Step[]): Step {
  const inside = <B extends { readonly id: string; readonly steps: readonly Step[] }>(branch: B): B =>
    branch.id === branchId ? { ...branch, steps: change(branch.steps) } : branch;
  return {
    ...step,
    ...("branches" in step && { branches: step.branches.map(inside) }),
    ...(step.attached && { attached: step.attached.map(inside) }),
  } as Step;
}

function replace(steps: readonly Step[], id: string, change: (step: Step) => readonly Step[]): readonly Step[] {
  let changed = false;
  const next = steps.flatMap((step) => {
    if (step.id === id) {
      changed = true;
      return change(step);
    }
    let touched = false;
    const inside = <B extends { readonly steps: readonly Step[] }>(branch: B): B => {
      const inner = replace(branch.steps, id, change);
      if (inner === branch.steps) return branch;
      touched = true;
      return { ...branch, steps: inner };
    };
    const next = {
      ...step,
      ...("branches" in step && { branches: step.branches.map(inside) }),
      ...(step.attached && { attached: step.attached.map(inside) }),
    } as Step;
    if (!touched) return [step];
    changed = true;
    return [next];
  });
  return changed ? next : steps;
}

function withSteps(definition: Definition, steps: readonly Step[]): Definition {
  return steps === definition.steps ? definition : { ...definition, steps };
}
