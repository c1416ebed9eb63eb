import { branchesOf, type Definition, type Step, walk } from "@rondo/core/process";

/**
 * What two people made of the same draft, in one: null where both changed the same thing differently, or both moved
 * steps, so that a person must choose. Each step's parts (title, role, fields, …) count for themselves.
 */
export function mergeDefinitions(base: Definition, mine: Definition, theirs: Definition): Definition | null {
  const steps = mergeSteps(base, mine, theirs);
  const fields = mergeKeyed(base.fields, mine.fields, theirs.fields);
  const roles = mergeKeyed(base.roles, mine.roles, theirs.roles);
  const rest = mergeParts(withoutLists(base), withoutLists(mine), withoutLists(theirs));
  return steps && fields && roles && rest ? ({ ...rest, fields, roles, steps } as Definition) : null;
}

type Parts = Readonly<Record<string, unknown>>;

/** Property by property: whoever changed it is right. */
function mergeParts(base: Parts, mine: Parts, theirs: Parts): Parts | null {
  const merged: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const [was, here, there] = [base[key], mine[key], theirs[key]];
    if (!same(here, was) && !same(there, was) && !same(here, there)) return null;
    const value = same(here, was) ? there : here;
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

function mergeKeyed<T extends Parts & { readonly key: string }>(base: readonly T[], mine: readonly T[], theirs: readonly T[]): readonly T[] | null {
  const by = (list: readonly T[]) => new Map(list.map((one) => [one.key, one]));
  const [was, here, there] = [by(base), by(mine), by(theirs)];
  const merged: T[] = [];
  for (const key of new Set([...here.keys(), ...there.keys()])) {
    const [old, left, right] = [was.get(key), here.get(key), there.get(key)];
    // Taken out on one side: fine, unless the other side has worked on it.
    if (!left || !right) {
      const kept = left ?? right;
      if (!old) merged.push(kept as T);
      else if (!same(kept, old)) return null;
      continue;
    }
    const one = mergeParts(old ?? left, left, right);
    if (!one || (!old && !same(left, right))) return null;
    merged.push(one as T);
  }
  return merged;
}

function mergeSteps(base: Definition, mine: Definition, theirs: Definition): readonly Step[] | null {
  const by = (definition: Definition) => new Map(walk(definition).map(({ step }) => [step.id, step]));
  const [was, here, there] = [by(base), by(mine), by(theirs)];
  const isMoved = (definition: Definition) => shapeOf(definition.steps) !== shapeOf(base.steps);
  if (isMoved(mine) && isMoved(theirs) && shapeOf(mine.steps) !== shapeOf(theirs.steps)) return null;
  const [frame, other] = isMoved(theirs) ? [theirs, here] : [mine, there];
  // What one took out, the other must not have worked on.
  const left = by(frame);
  for (const [id, old] of was) if (!left.has(id) && other.has(id) && !same(partsOf(other.get(id)), partsOf(old))) return null;
  let clash = false;
  const build = (steps: readonly Step[]): readonly Step[] =>
    steps.map((step) => {
      const [old, a, b] = [was.get(step.id), here.get(step.id), there.get(step.id)];
      const parts = old && a && b ? mergeParts(partsOf(old), partsOf(a), partsOf(b)) : partsOf(a ?? b);
      if (!parts || (!old && a && b && !same(a, b))) {
        clash = true;
        return step;
      }
      const filled = (key: "branches" | "attached") => (key in parts ? { [key]: (parts[key] as { id: string }[]).map((branch) => ({ ...branch, steps: build(branchesOf(step).find((one) => one.id === branch.id)?.steps ?? []) })) } : {});
      return { ...parts, ...filled("branches"), ...filled("attached") } as unknown as Step;
    });
  const steps = build(frame.steps);
  return clash ? null : steps;
}

/** Which steps stand where: ids and nesting alone. */
function shapeOf(steps: readonly Step[]): string {
  return steps.map((step) => `${step.id}(${branchesOf(step).map((branch) => `${branch.id}:${shapeOf(branch.steps)}`).join("|")})`).join(",");
}

/** A step without the steps inside it. */
function partsOf(step: Step | undefined): Parts {
  if (!step) return {};
  return {
    ...step,
    ...("branches" in step && { branches: step.branches.map(({ steps: _, ...branch }) => branch) }),
    ...(step.attached && { attached: step.attached.map(({ steps: _, ...handler }) => handler) }),
  };
}

function withoutLists({ steps: _steps, fields: _fields, roles: _roles, ...rest }: Definition): Parts {
  return rest;
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
