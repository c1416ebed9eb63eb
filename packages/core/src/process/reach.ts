import type { Step } from "./definition.ts";
import { type Location, parting } from "./walk.ts";

/**
 * How a run that is at one step goes on at another, before or after it: `level` is that of the list that holds both.
 * Null where it cannot: into another branch of the same step, among the items of a for-each, into what is attached, past a lock.
 */
export function reach(from: Location, to: Location, steps: ReadonlyMap<string, Step>): { readonly level: number } | null {
  const { level } = parting(to, from);
  if (from[level]?.index === to[level]?.index && (from.length > level + 1 || to.length > level + 1)) {
    // One holds the other: from inside back to the whole is a way, from the whole to its inside is none.
    if (to.length !== level + 1) return null;
  }
  for (const { owner, branch } of to.slice(level + 1)) {
    const step = owner === null ? undefined : steps.get(owner);
    if (step === undefined || step.kind === "each" || step.lock !== undefined || step.attached?.some(({ id }) => id === branch) === true)
      return null;
  }
  return { level };
}
