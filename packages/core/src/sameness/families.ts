import { inverse, likeness, type Print, printsOf } from "./alike.ts";
import { alongside, saidOtherwise, usualLine, weightsOf, type Wording, wordingOf } from "./align.ts";
import { belongings, type Parts } from "./belonging.ts";
import { averageLinkage } from "./linkage.ts";
import { type Tasks, tasksOf } from "./tasks.ts";
import type { Case } from "./work.ts";

export type Group = {
  /** Places in the list of cases, in its order. */
  readonly members: readonly number[];
  /** 0 to 1: how much nearer the members are to this group than to any other. */
  readonly confidence: number;
};

export type Grouping = {
  readonly groups: readonly Group[];
  readonly tasks: Tasks;
  readonly prints: readonly Print[];
};

/** Joined down to here at first; the profiles of the groups then say who else belongs. Chosen on the planted look-alikes. */
export const cuts = {
  first: 0.38,
  least: 0.18,
  above: 0.14,
  joining: 0.62,
  bridge: 0.19,
  clear: 1.8,
  sure: 0.5,
  words: 0.35,
  otherwise: 0.4,
  stay: -1.3,
  apart: 1.6,
} as const;
/** All pairs are compared up to so many cases; beyond that the rest is taken by the groups that those give. */
const pairwise = 2_500;

/** Which cases are the same work done again. A case that is like no other is in no group. */
export function groupAlike(cases: readonly Case[]): Grouping {
  const tasks = tasksOf(cases);
  const prints = printsOf(cases, tasks);
  const told = prints.flatMap((print, at) => (print.taskNorm > 0 ? [at] : []));
  const sample = told.length <= pairwise ? told : told.filter((_, index) => index % Math.ceil(told.length / pairwise) === 0);
  const alike = (a: number, b: number): number => likeness(prints[sample[a] ?? 0] as Print, prints[sample[b] ?? 0] as Print);
  // Three that are somewhat alike are a pattern; two may be chance, and need to be as alike as anywhere.
  const linked = averageLinkage(sample.length, alike, cutFor(sample.length, alike)).flatMap((group) =>
    group.length === 2 && alike(group[0] ?? 0, group[1] ?? 0) < cuts.first ? group.map((one) => [one]) : [group],
  );
  const inSample = new Set(sample);
  const first = [
    ...linked.map((group) => group.map((index) => sample[index] ?? 0)),
    ...told.filter((at) => !inSample.has(at)).map((at) => [at]),
  ];
  return { groups: settle(first, tasks, prints), tasks, prints };
}

/** Where strangers have nothing in common, less is needed to be alike: the middle of all pairs, which are strangers mostly, and a step above it. */
function cutFor(count: number, alike: (a: number, b: number) => number): number {
  const step = Math.max(1, Math.floor(count / 60));
  const some: number[] = [];
  for (let a = 0; a < count; a += step) for (let b = a + 1; b < count; b += step) some.push(alike(a, b));
  some.sort((a, b) => a - b);
  return Math.min(cuts.first, Math.max(cuts.least, (some[Math.floor(some.length / 2)] ?? 0) + cuts.above));
}

type Profile = {
  members: number[];
  readonly tasks: Map<number, number>;
  readonly concepts: Map<number, number>;
  taskNorm: number;
  conceptNorm: number;
  readonly places: Map<number, number>;
};

/**
 * Groups of the same profile are one, groups that say the same in other words are parts of one family, and every case goes to
 * the family that most likely made it, or to none. Three rounds.
 */
function settle(first: readonly (readonly number[])[], tasks: Tasks, prints: readonly Print[]): readonly Group[] {
  const taskIdf = inverse(tasks.ofCase, tasks.count);
  const conceptIdf = inverse(tasks.conceptsOfCase, tasks.conceptCount);
  const profileOf = (members: readonly number[]): Profile => profile(members, tasks, taskIdf, conceptIdf);
  let parts = first.map((members) => [...members]);
  let families: Parts[] = [];
  for (let round = 0; round < 3; round += 1) {
    families = placed(bridged(joined(parts, profileOf), profileOf, tasks), tasks);
    parts = families.flatMap((own) => own.map((members) => [...members]));
  }
  const groups = families.map((own) => own.flat());
  const profiles = groups.map(profileOf);
  return groups
    .map((members, at) => ({
      members: members.toSorted((a, b) => a - b),
      confidence: members.length < 2 ? 0 : confidenceOf(at, profiles, prints),
    }))
    .sort((a, b) => b.members.length - a.members.length || (a.members[0] ?? 0) - (b.members[0] ?? 0));
}

/** Each case to the part of the family that most likely made it; one that two families could have made, or none, is alone. */
function placed(families: readonly Parts[], tasks: Tasks): Parts[] {
  const solid = families.filter((own) => own.flat().length >= 2);
  const cases = families.flat(2);
  const found = belongings(solid, tasks, cases);
  const next = solid.map((own) => own.map((): number[] => []));
  const alone: number[][][] = [];
  for (const one of cases) {
    const own = found.get(one);
    if (own !== undefined && own.margin >= cuts.apart && own.above >= cuts.stay) next[own.family]?.[own.part]?.push(one);
    else alone.push([[one]]);
  }
  return [...next.map((own) => own.filter((part) => part.length > 0)).filter((own) => own.length > 0), ...alone];
}

function above(least: number, value: number): number {
  return value < least ? 0 : value;
}

function profile(members: readonly number[], tasks: Tasks, taskIdf: Float64Array, conceptIdf: Float64Array): Profile {
  const sumUp = (lists: readonly (readonly number[])[], idf: Float64Array): [Map<number, number>, number] => {
    const map = new Map<number, number>();
    for (const member of members) for (const id of new Set(lists[member])) map.set(id, (map.get(id) ?? 0) + 1);
    let square = 0;
    for (const [id, count] of map) {
      // What one member alone has is its own, not the group's.
      const share = members.length >= 4 && count === 1 ? 0 : count / members.length;
      const weight = share * (idf[id] ?? 0);
      if (weight === 0) map.delete(id);
      else map.set(id, weight);
      square += weight * weight;
    }
    return [map, Math.sqrt(square)];
  };
  const [taskMap, taskNorm] = sumUp(tasks.ofCase, taskIdf);
  const [conceptMap, conceptNorm] = sumUp(tasks.conceptsOfCase, conceptIdf);
  return { members: [...members], tasks: taskMap, concepts: conceptMap, taskNorm, conceptNorm, places: meanPlaces(members, tasks) };
}

/**
 * The same work in other words or another language: groups that are each other's nearest by far, in their words or in the
 * order of what they do, are parts of one family, so that a case is never measured against a mixture of languages. By order
 * alone only where they say it in other words: of two processes in the same words, the words tell.
 */
function bridged(groups: readonly (readonly number[])[], profileOf: (members: readonly number[]) => Profile, tasks: Tasks): Parts[] {
  let solid = groups.filter((members) => members.length >= 2).map((members): Parts => [members]);
  for (let round = 0; round < 8; round += 1) {
    const members = solid.map((own) => own.flat());
    const profiles = members.map(profileOf);
    const lines = members.map((own) => usualLine(own, tasks));
    const weigh = weightsOf(lines);
    const wording = members.map((own) => wordingOf(own, tasks));
    const near = solid.map(() => new Float64Array(solid.length));
    for (const [a, row] of near.entries())
      for (let b = a + 1; b < solid.length; b += 1) {
        const words = above(cuts.words, nearness(profiles[a] as Profile, profiles[b] as Profile));
        const other = saidOtherwise(wording[a] as Wording, wording[b] as Wording) >= cuts.otherwise;
        const value = Math.max(words, other ? alongside(lines[a] ?? [], lines[b] ?? [], weigh) : 0);
        [row[b], (near[b] as Float64Array)[a]] = [value, value];
      }
    const nearest = near.map((row) => row.reduce((best, value, at) => (value > (row[best] ?? 0) ? at : best), 0));
    const second = near.map((row, a) => row.reduce((most, value, at) => (at === nearest[a] ? most : Math.max(most, value)), 0));
    const done = new Set<number>();
    const next: Parts[] = [];
    for (const [a, own] of solid.entries()) {
      if (done.has(a)) continue;
      const b = nearest[a] ?? a;
      const value = near[a]?.[b] ?? 0;
      const mutual = nearest[b] === a && b !== a && !done.has(b);
      const join =
        mutual && (value >= cuts.sure || (value >= cuts.bridge && value >= cuts.clear * Math.max(second[a] ?? 0, second[b] ?? 0)));
      done.add(a);
      if (join) done.add(b);
      next.push(join ? [...own, ...(solid[b] ?? [])] : own);
    }
    const fewer = next.length < solid.length;
    solid = next;
    if (!fewer) break;
  }
  return [...solid, ...groups.filter((members) => members.length < 2).map((members): Parts => [members])];
}

/** Where each task stands on average, from 0 at the beginning to 1 at the end. */
function meanPlaces(members: readonly number[], tasks: Tasks): Map<number, number> {
  const sums = new Map<number, [number, number]>();
  for (const member of members) {
    const own = [...new Set(tasks.ofCase[member])];
    for (const [at, task] of own.entries()) {
      const entry = sums.get(task) ?? [0, 0];
      sums.set(task, [entry[0] + (at + 0.5) / own.length, entry[1] + 1]);
    }
  }
  return new Map([...sums].map(([task, [sum, count]]) => [task, sum / count]));
}

/** Whether the tasks that both do come in the same order, where both have a clear one. Half of the pairs is what chance gives. */
function inOrder(a: Profile, b: Profile): number {
  const shared = [...a.tasks.keys()].filter((task) => b.tasks.has(task)).slice(0, 60);
  let [same, all] = [0, 0];
  for (const [index, one] of shared.entries())
    for (const two of shared.slice(index + 1)) {
      const left = (a.places.get(one) ?? 0) - (a.places.get(two) ?? 0);
      const right = (b.places.get(one) ?? 0) - (b.places.get(two) ?? 0);
      const weight = Math.min(Math.abs(left), Math.abs(right));
      all += weight;
      if (left * right > 0) same += weight;
    }
  return shared.length < 4 || all < 0.3 ? 1 : same / all;
}

function joined(groups: readonly number[][], profileOf: (members: readonly number[]) => Profile): number[][] {
  const profiles = groups.filter((members) => members.length >= 2).map(profileOf);
  const alone = groups.filter((members) => members.length < 2);
  for (;;) {
    let best: { a: number; b: number; near: number } | null = null;
    for (let a = 0; a < profiles.length; a += 1)
      for (let b = a + 1; b < profiles.length; b += 1) {
        const near = nearness(profiles[a] as Profile, profiles[b] as Profile);
        if (near >= cuts.joining && near > (best?.near ?? 0)) best = { a, b, near };
      }
    if (best === null) return [...profiles.map((own) => own.members), ...alone.map((members) => [...members])];
    const [left, right] = [profiles[best.a] as Profile, profiles[best.b] as Profile];
    profiles.splice(best.b, 1);
    profiles[best.a] = profileOf([...left.members, ...right.members]);
  }
}

function nearness(a: Profile, b: Profile): number {
  const words =
    0.65 * cosine(a.tasks, b.tasks, a.taskNorm, b.taskNorm) + 0.35 * cosine(a.concepts, b.concepts, a.conceptNorm, b.conceptNorm);
  // The same names in another order are another process.
  return words < cuts.bridge ? words : words * Math.min(1, 0.25 + inOrder(a, b));
}

function belonging(print: Print, own: Profile): number {
  return (
    0.65 * cosine(print.tasks, own.tasks, print.taskNorm, own.taskNorm) +
    0.35 * cosine(print.concepts, own.concepts, print.conceptNorm, own.conceptNorm)
  );
}

function cosine(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>, aNorm: number, bNorm: number): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let dot = 0;
  for (const [id, weight] of small) dot += weight * (large.get(id) ?? 0);
  return dot / (aNorm * bNorm || 1);
}

/** Half of it how near the members are to their own profile, half how far the next group's is. */
function confidenceOf(at: number, profiles: readonly Profile[], prints: readonly Print[]): number {
  const own = profiles[at] as Profile;
  const some = own.members.slice(0, 200);
  const near = some.reduce((sum, member) => sum + belonging(prints[member] as Print, own), 0) / some.length;
  const other = profiles.reduce(
    (most, profile, index) => (index === at || profile.members.length < 2 ? most : Math.max(most, nearness(own, profile))),
    0,
  );
  const enough = 1 - 1 / (own.members.length + 1);
  return Math.max(0, Math.min(0.99, (0.5 * Math.min(1, near * 1.25) + 0.5 * (1 - other)) * (0.6 + 0.4 * enough)));
}
