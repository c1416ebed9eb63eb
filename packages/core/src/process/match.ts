import type { Definition, Step } from "./definition.ts";
import { usesOf } from "./kinds/index.ts";
import { type Visit, walk } from "./walk.ts";

/**
 * What a step of one revision is in the next: `same` by its id, `alike` by its words and fields, else where a run that
 * stands there best goes on: at what comes in its place before the `next` step that both have, at that step, or `behind`
 * (null) all that is around it.
 */
export type Counterpart = { readonly to: string | null; readonly how: "same" | "alike" | "next" | "behind" };

/** For every step of `before`, its counterpart in `after`. One step may become several, and several one: the likest is taken. */
export function matchSteps(before: Definition, after: Definition): Map<string, Counterpart> {
  const [old, now] = [walk(before), walk(after)];
  const there = new Set(now.map(({ step }) => step.id));
  const was = new Set(old.map(({ step }) => step.id));
  const fresh = now.filter(({ step }) => !was.has(step.id));
  const found = new Map<string, Counterpart>();
  for (const { step } of old) {
    if (there.has(step.id)) found.set(step.id, { to: step.id, how: "same" });
    else {
      const like = likest(step, fresh);
      if (like !== null) found.set(step.id, { to: like, how: "alike" });
    }
  }
  for (const visit of old) if (!found.has(visit.step.id)) found.set(visit.step.id, next(visit, old, now, found));
  return found;
}

function likest(step: Step, among: readonly Visit[]): string | null {
  let best: { id: string; likeness: number } | null = null;
  for (const { step: other } of among) {
    const likeness = other.kind === step.kind ? alike(step, other) : 0;
    if (likeness > 0.5 && likeness > (best?.likeness ?? 0)) best = { id: other.id, likeness };
  }
  return best?.id ?? null;
}

/** 0 to 1: the words of the titles, and (weaker) the fields that both ask. */
function alike(a: Step, b: Step): number {
  const titles = shared(words(a.title), words(b.title));
  const [fieldsA, fieldsB] = [a, b].map((step) => new Set(usesOf(step).map(({ key }) => key))) as [Set<string>, Set<string>];
  return fieldsA.size + fieldsB.size === 0 ? titles : 0.7 * titles + 0.3 * shared(fieldsA, fieldsB);
}

function words(title: string): Set<string> {
  return new Set(title.toLowerCase().match(/[\p{L}\p{N}]+/gu));
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((one) => b.has(one)).length;
  return a.size === 0 || b.size === 0 ? 0 : (2 * both) / (a.size + b.size);
}

/** The first step after it in its list that the other revision has by its own id; in its holder's list where the holder is gone too. */
function next({ location }: Visit, old: readonly Visit[], now: readonly Visit[], found: ReadonlyMap<string, Counterpart>): Counterpart {
  const had = new Set(old.map(({ step }) => step.id));
  for (let level = location.length - 1; level >= 0; level -= 1) {
    const at = location[level];
    const after = old.find(
      ({ step, location: other }) =>
        other.length === level + 1 &&
        other[level]?.block === at?.block &&
        (other[level]?.index ?? 0) > (at?.index ?? 0) &&
        found.get(step.id)?.how === "same",
    );
    const there = after === undefined ? undefined : now.find(({ step }) => step.id === after.step.id)?.location.at(-1);
    if (after !== undefined && there !== undefined)
      return { to: firstNew(there.block, there.index, now, had) ?? after.step.id, how: "next" };
    const holder = at?.owner == null ? undefined : found.get(at.owner);
    const isHeld = holder?.how === "same" || holder?.how === "alike";
    if (level > 0 && !isHeld) continue;
    const fresh = firstNew(level === 0 ? "" : `${holder?.to}/${at?.branch}`, Number.MAX_SAFE_INTEGER, now, had);
    return fresh === null ? { to: null, how: "behind" } : { to: fresh, how: "next" };
  }
  return { to: null, how: "behind" };
}

/** Of the steps that stand new before a place of a list, without another between, the first. */
function firstNew(block: string, before: number, now: readonly Visit[], had: ReadonlySet<string>): string | null {
  const list = now.filter(({ location }) => location.at(-1)?.block === block && (location.at(-1)?.index ?? 0) < before);
  const last = list.findLastIndex(({ step }) => had.has(step.id));
  return list[last + 1]?.step.id ?? null;
}
