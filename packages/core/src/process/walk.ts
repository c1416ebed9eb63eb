import type { Definition, Step } from "./definition.ts";
import { branchesOf } from "./kinds/index.ts";

/**
 * Where a step stands in the document: one pair a level, outermost first. A `block` is a list of steps: the document
 * itself ("") or a branch ("stepId/branchId"); `owner` is the step whose branch the block is.
 */
export type Location = readonly {
  readonly block: string;
  readonly index: number;
  readonly owner: string | null;
  readonly branch: string | null;
}[];

export type Visit = { readonly step: Step; readonly location: Location };

/** Every step in document order, branches depth first. */
export function walk(definition: Definition): Visit[] {
  const visits: Visit[] = [];
  descend(definition.steps, "", null, null, [], visits);
  return visits;
}

export function stepsOf(definition: Definition): Step[] {
  return walk(definition).map((visit) => visit.step);
}

/**
 * Where two steps part: the level of the deepest list of steps that holds both. `earlier` is true when the run has
 * passed `a` whenever it stands at `b`; branches of one step are never earlier than each other.
 */
export function parting(a: Location, b: Location): { level: number; earlier: boolean } {
  let level = 0;
  while (level + 1 < Math.min(a.length, b.length) && a[level]?.index === b[level]?.index && a[level + 1]?.block === b[level + 1]?.block)
    level += 1;
  return { level, earlier: (a[level]?.index ?? 0) < (b[level]?.index ?? 0) };
}

function descend(
  steps: readonly Step[],
  block: string,
  owner: string | null,
  branch: string | null,
  above: Location,
  visits: Visit[],
): void {
  steps.forEach((step, index) => {
    const location: Location = [...above, { block, index, owner, branch }];
    visits.push({ step, location });
    for (const inner of branchesOf(step)) descend(inner.steps, `${step.id}/${inner.id}`, step.id, inner.id, location, visits);
  });
}
