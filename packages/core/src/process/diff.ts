import type { Definition, Step } from "./definition.ts";
import { type Visit, walk } from "./walk.ts";

export type StepRef = { readonly id: string; readonly title: string };

/** `what` names the parts that differ: title, instructions, role, due, fields, … A step may be both changed and moved. */
export type DefinitionDiff = {
  readonly added: readonly StepRef[];
  readonly removed: readonly StepRef[];
  readonly changed: readonly (StepRef & { readonly what: readonly string[] })[];
  readonly moved: readonly StepRef[];
  /** Parts of the definition beside its steps that differ: purpose, roles, fields, intake, start message, clocks, liberties, deliverable. */
  readonly about: readonly string[];
};

/** What became of `a` in `b`. Steps are told by their ids; the fewest steps that explain the new order count as moved. */
export function diffDefinitions(a: Definition, b: Definition): DefinitionDiff {
  const [before, after] = [byId(walk(a)), byId(walk(b))];
  const kept = [...after.values()].filter(({ step }) => before.has(step.id));
  return {
    added: [...after.values()].filter(({ step }) => !before.has(step.id)).map(refTo),
    removed: [...before.values()].filter(({ step }) => !after.has(step.id)).map(refTo),
    changed: kept.flatMap((visit) => {
      const what = differing(before.get(visit.step.id)?.step ?? visit.step, visit.step);
      return what.length === 0 ? [] : [{ ...refTo(visit), what }];
    }),
    moved: movedIn(before, after, kept).map(refTo),
    about: (
      [
        "purpose",
        "roles",
        "fields",
        "intake",
        "intakeOptional",
        "startMessage",
        "otherStarts",
        "clocks",
        "liberties",
        "deliverable",
      ] as const
    ).filter((part) => !same(a[part], b[part])),
  };
}

function differing(before: Step, after: Step): string[] {
  const [old, now] = [partsOf(before), partsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].filter((part) => !same(old.get(part), now.get(part)));
}

/** The step without the steps inside it, which speak for themselves. */
function partsOf(step: Step): Map<string, unknown> {
  const parts = new Map<string, unknown>(Object.entries(step));
  if ("branches" in step)
    parts.set(
      "branches",
      step.branches.map(({ steps: _, ...branch }) => branch),
    );
  if (step.attached !== undefined)
    parts.set(
      "attached",
      step.attached.map(({ steps: _, ...handler }) => handler),
    );
  return parts;
}

function movedIn(before: ReadonlyMap<string, Visit>, after: ReadonlyMap<string, Visit>, kept: readonly Visit[]): Visit[] {
  const elsewhere = new Set(kept.filter(({ step }) => blockOf(before.get(step.id)) !== blockOf(after.get(step.id))));
  const blocks = new Map<string, Visit[]>();
  for (const visit of kept) {
    if (elsewhere.has(visit)) continue;
    const block = blockOf(visit);
    blocks.set(block, [...(blocks.get(block) ?? []), visit]);
  }
  const inOrder = new Set(
    [...blocks.values()].flatMap((visits) => longestRising(visits, (visit) => before.get(visit.step.id)?.location.at(-1)?.index ?? 0)),
  );
  return kept.filter((visit) => elsewhere.has(visit) || !inOrder.has(visit));
}

/** The longest part of a list whose ranks rise; O(n log n) by patience sorting. */
function longestRising<T>(items: readonly T[], rank: (item: T) => number): T[] {
  const tails: number[] = [];
  const previous: number[] = [];
  items.forEach((item, index) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const tail = items[tails[middle] ?? 0];
      if (tail !== undefined && rank(tail) < rank(item)) low = middle + 1;
      else high = middle;
    }
    previous[index] = low === 0 ? -1 : (tails[low - 1] ?? -1);
    tails[low] = index;
  });
  const rising: T[] = [];
  for (let at = tails.at(-1) ?? -1; at !== -1; at = previous[at] ?? -1) {
    const item = items[at];
    if (item !== undefined) rising.push(item);
  }
  return rising.reverse();
}

function blockOf(visit: Visit | undefined): string {
  return visit?.location.at(-1)?.block ?? "";
}

function byId(visits: readonly Visit[]): Map<string, Visit> {
  return new Map(visits.map((visit) => [visit.step.id, visit]));
}

function refTo({ step }: Visit): StepRef {
  return { id: step.id, title: step.title };
}

/** Equal as JSON, whatever the order of the keys. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return left.size === right.size && [...left].every(([key, value]) => right.has(key) && same(value, right.get(key)));
}
