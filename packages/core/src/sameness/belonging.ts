import { strangersTo } from "./alike.ts";
import type { Tasks } from "./tasks.ts";

/** A family as it was found so far: parts that say the same in different words, each a list of cases. */
export type Parts = readonly (readonly number[])[];

export type Belonging = {
  /** The family that most likely made the case, and its part. */
  readonly family: number;
  readonly part: number;
  /** Log of the odds against the next family, and against a case of no family that happens to have these tasks. */
  readonly margin: number;
  readonly above: number;
};

/**
 * Chosen on half of the planted look-alikes and judged on the other: how often a foreign step is met, how much a missing one
 * counts beside one that is there, and concepts beside tasks. A family of fewer than `rival` is no rival to others.
 */
const odds = { foreign: 2, prior: 1, absent: 0.42, most: 0.97, concepts: 0.25, rival: 3 } as const;

/** Which family most likely made each case: Bayes' rule over the tasks it has and lacks, and over the concepts in their titles. */
export function belongings(families: readonly Parts[], tasks: Tasks, cases: readonly number[]): ReadonlyMap<number, Belonging> {
  const parts = families.flatMap((own, family) => own.map((members, part) => ({ members, family, part })));
  const sizes = families.map((own) => own.flat().length);
  const named = tasks.ofCase.map((list) => list.filter((task) => (tasks.meaning[task] ?? []).length > 0));
  const byTask = likelihoods(
    parts.map(({ members }) => members),
    named,
    tasks.count,
  );
  const byConcept = likelihoods(
    parts.map(({ members }) => members),
    tasks.conceptsOfCase,
    tasks.conceptCount,
  );
  return new Map(
    cases.flatMap((one): [number, Belonging][] => {
      const [left, right] = [byTask(one), byConcept(one)];
      const scores = parts.map((_, at) => (1 - odds.concepts) * (left[at] ?? 0) + odds.concepts * (right[at] ?? 0));
      let best = 0;
      for (const [at, score] of scores.entries()) if (score > (scores[best] ?? 0)) best = at;
      const own = parts[best];
      if (own === undefined) return [];
      const above = scores[best] ?? 0;
      let next = Number.NEGATIVE_INFINITY;
      for (const [at, { family }] of parts.entries())
        if (family !== own.family && (sizes[family] ?? 0) >= odds.rival) next = Math.max(next, scores[at] ?? next);
      return [[one, { family: own.family, part: own.part, margin: above - next, above }]];
    }),
  );
}

/**
 * For a case the log of the odds of each group: that a case of the group has these items and lacks those, over that any
 * case does. A share of a case's items is foreign, as frequent as they are anywhere. A case is no witness for itself.
 */
function likelihoods(
  groups: readonly (readonly number[])[],
  lists: readonly (readonly number[])[],
  count: number,
): (one: number) => Float64Array {
  const own = lists.map((list) => [...new Set(list)]);
  const overall = new Float64Array(count);
  for (const list of own) for (const item of list) overall[item] = (overall[item] ?? 0) + 1;
  for (let item = 0; item < count; item += 1) overall[item] = (overall[item] ?? 0) / Math.max(1, own.length + strangersTo(own.length));
  const counts = groups.map((members) => {
    const map = new Map<number, number>();
    for (const member of members) for (const item of own[member] ?? []) map.set(item, (map.get(item) ?? 0) + 1);
    return map;
  });
  const groupOf = new Map<number, number>();
  for (const [at, members] of groups.entries()) for (const member of members) groupOf.set(member, at);
  const nothing = Math.log(odds.foreign / (1 + odds.foreign));
  const present = (item: number, share: number): number => {
    const often = overall[item] ?? 0;
    return Math.log((share + odds.foreign * often) / ((1 + odds.foreign) * often));
  };
  const absent = (item: number, share: number): number =>
    odds.absent * Math.log((1 - Math.min(odds.most, share)) / (1 - Math.min(0.9, overall[item] ?? 0)));
  const bases = new Float64Array(groups.length);
  const gains = new Map<number, { at: number; gain: number }[]>();
  for (const [at, map] of counts.entries())
    for (const [item, often] of map) {
      const share = often / ((groups[at]?.length ?? 0) + odds.prior);
      bases[at] = (bases[at] ?? 0) + absent(item, share);
      const list = gains.get(item) ?? [];
      list.push({ at, gain: present(item, share) - nothing - absent(item, share) });
      gains.set(item, list);
    }
  return (one) => {
    const items = own[one] ?? [];
    const scores = bases.map((base) => base + items.length * nothing);
    for (const item of items) for (const { at, gain } of gains.get(item) ?? []) scores[at] = (scores[at] ?? 0) + gain;
    const at = groupOf.get(one);
    if (at !== undefined) {
      const mine = new Set(items);
      const others = (groups[at]?.length ?? 1) - 1 + odds.prior;
      let sum = 0;
      for (const item of mine) sum += present(item, ((counts[at]?.get(item) ?? 1) - 1) / others);
      for (const [item, often] of counts[at] ?? []) if (!mine.has(item)) sum += absent(item, often / others);
      scores[at] = sum;
    }
    return scores;
  };
}
