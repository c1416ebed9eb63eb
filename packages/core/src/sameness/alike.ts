import type { Tasks } from "./tasks.ts";
import type { Case } from "./work.ts";

/** What of a case is compared: its tasks and concepts with their weights, their order, who does them, how long and how many. */
export type Print = {
  readonly tasks: ReadonlyMap<number, number>;
  readonly taskNorm: number;
  readonly concepts: ReadonlyMap<number, number>;
  readonly conceptNorm: number;
  /** First place of each task, from 0. */
  readonly places: ReadonlyMap<number, number>;
  /** Changes of hand between roles that several cases know. */
  readonly hands: ReadonlySet<string>;
  readonly size: number;
  readonly minutes: number | null;
};

/** The weights of likeness; they add up to 1, and what neither case knows is left out of both sum and measure. */
export const likenessWeights = { tasks: 0.55, order: 0.2, hands: 0.15, size: 0.1 } as const;

export function printsOf(cases: readonly Case[], tasks: Tasks): readonly Print[] {
  const idf = inverse(tasks.ofCase, tasks.count);
  const conceptIdf = inverse(tasks.conceptsOfCase, tasks.conceptCount);
  const known = knownRoles(cases);
  return cases.map((own, at) => {
    const ids = (tasks.ofCase[at] ?? []).filter((id) => (tasks.meaning[id] ?? []).length > 0);
    const places = new Map<number, number>();
    for (const id of ids) if (!places.has(id)) places.set(id, places.size);
    const [taskMap, taskNorm] = weighted(new Set(ids), idf);
    const [conceptMap, conceptNorm] = weighted(new Set(tasks.conceptsOfCase[at] ?? []), conceptIdf);
    return {
      tasks: taskMap,
      taskNorm,
      concepts: conceptMap,
      conceptNorm,
      places,
      hands: handsOf(own, known),
      size: own.steps.length,
      minutes: spanOf(own),
    };
  });
}

/** How alike two cases are, 0 to 1. */
export function likeness(a: Print, b: Print): number {
  const { text, shared } = textLikeness(a, b);
  if (text === 0) return 0;
  const order = shared.length < 2 ? null : agreement(shared, a, b);
  const share = shared.length / Math.max(1, Math.min(a.places.size, b.places.size));
  const hands = a.hands.size === 0 || b.hands.size === 0 ? null : overlap(a.hands, b.hands);
  const parts: (readonly [number, number])[] = [
    [likenessWeights.tasks, text],
    // Without two tasks in common there is no order to compare, and that says as little for as against.
    [likenessWeights.order, order === null ? text : order * Math.min(1, share + 0.25)],
    [likenessWeights.size, closeness(a, b) * Math.min(1, text * 2)],
  ];
  if (hands !== null) parts.push([likenessWeights.hands, hands]);
  const whole = parts.reduce((sum, [weight]) => sum + weight, 0);
  return parts.reduce((sum, [weight, value]) => sum + weight * value, 0) / whole;
}

function textLikeness(a: Print, b: Print): { text: number; shared: readonly number[] } {
  const shared: number[] = [];
  let dot = 0;
  for (const [task, weight] of a.tasks) {
    if (!b.tasks.has(task)) continue;
    shared.push(task);
    dot += weight * weight;
  }
  let conceptDot = 0;
  for (const [concept, weight] of a.concepts) if (b.concepts.has(concept)) conceptDot += weight * weight;
  const byTask = dot / (a.taskNorm * b.taskNorm || 1);
  const byConcept = conceptDot / (a.conceptNorm * b.conceptNorm || 1);
  return { text: 0.65 * byTask + 0.35 * byConcept, shared };
}

/** Of all pairs of tasks that both have, how many stand in the same order. */
function agreement(shared: readonly number[], a: Print, b: Print): number {
  const some = shared.slice(0, 40);
  let same = 0;
  let all = 0;
  for (const [index, one] of some.entries())
    for (const two of some.slice(index + 1)) {
      const left = (a.places.get(one) ?? 0) - (a.places.get(two) ?? 0);
      const right = (b.places.get(one) ?? 0) - (b.places.get(two) ?? 0);
      all += 1;
      if (left * right > 0) same += 1;
    }
  return same / all;
}

function closeness(a: Print, b: Print): number {
  const size = Math.min(a.size, b.size) / Math.max(a.size, b.size, 1);
  if (a.minutes === null || b.minutes === null) return size;
  const span = (Math.min(a.minutes, b.minutes) + 60) / (Math.max(a.minutes, b.minutes) + 60);
  return (size + span) / 2;
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const hand of a) if (b.has(hand)) both += 1;
  return both / Math.sqrt(a.size * b.size);
}

/**
 * Where few cases are looked at, some strangers are thought beside them: a few that are all the same work would otherwise have
 * nothing to be alike in, since what stands everywhere tells nothing.
 */
export function strangersTo(cases: number): number {
  return Math.max(0, 4 - cases / 8);
}

/** Weight of each number: what stands everywhere tells little. */
export function inverse(lists: readonly (readonly number[])[], count: number): Float64Array {
  const spread = new Float64Array(count);
  for (const list of lists) for (const id of new Set(list)) spread[id] = (spread[id] ?? 0) + 1;
  return spread.map((cases) => Math.log((lists.length + strangersTo(lists.length) + 1) / (cases + 0.5)) + 0.2);
}

function weighted(ids: ReadonlySet<number>, idf: Float64Array): [ReadonlyMap<number, number>, number] {
  const map = new Map<number, number>();
  let square = 0;
  for (const id of ids) {
    const weight = idf[id] ?? 0;
    map.set(id, weight);
    square += weight * weight;
  }
  return [map, Math.sqrt(square)];
}

/** A name that does something in a fifth of the cases at least is a role (or a person who is one); others are of one case. */
function knownRoles(cases: readonly Case[]): ReadonlySet<string> {
  const spread = new Map<string, number>();
  for (const own of cases)
    for (const role of new Set(own.steps.map((step) => step.role))) if (role !== null) spread.set(role, (spread.get(role) ?? 0) + 1);
  return new Set([...spread].filter(([, count]) => count >= 3).map(([role]) => role));
}

function handsOf(own: Case, known: ReadonlySet<string>): ReadonlySet<string> {
  const roles = own.steps.flatMap((step) => (step.role !== null && known.has(step.role) ? [step.role] : []));
  return new Set(roles.slice(1).flatMap((role, at) => (role === roles[at] ? [] : [`${roles[at]}→${role}`])));
}

export function spanOf(own: Case): number | null {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { started, finished } of own.steps)
    for (const at of [started, finished])
      if (at !== null) {
        first = Math.min(first, at);
        last = Math.max(last, at);
      }
  return last > first ? last - first : null;
}
