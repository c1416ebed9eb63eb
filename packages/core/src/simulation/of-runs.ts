import { block, leaf, silent, type Tree } from "../mining/index.ts";
import type { Doing } from "../measures/index.ts";
import { type Activity, type Scenario, blockedAt } from "./model.ts";

/** Of measured durations this many are kept, evenly spread over the sorted ones. */
const mostValues = 2_000;

/**
 * A process's own runs as a scenario in working hours: they come as far apart as they came, take the ways they took, and each
 * step is worked as long as it was by the people who did it. What they did elsewhere is in the times, not apart.
 */
export function scenarioOfRuns(doings: readonly Doing[], arrivals: readonly number[]): Scenario {
  const steps = [...Map.groupBy(doings, ({ title }) => title)];
  const blocked = new Set(steps.filter(([, own]) => own.some((one) => one.blocked > 0)).map(([title]) => title));
  const activities: Record<string, Activity> = {};
  for (const [title, own] of steps) {
    const counts = new Map<string, number>();
    for (const { by } of own) if (by !== null) counts.set(by, (counts.get(by) ?? 0) + 1);
    // Who did it once in a hundred times stood in; counting them as staff would hide every queue.
    activities[title] = {
      duration: { kind: "values", values: thinned(own.map(({ touch }) => touch / 60)) },
      people: [...counts].filter(([, count]) => count >= own.length / 100).map(([who]) => who),
    };
    if (blocked.has(title))
      activities[blockedAt(title)] = { duration: { kind: "values", values: thinned(own.map((one) => one.blocked / 60)) }, people: [] };
  }
  const ways = new Map<string, { tree: Tree; weight: number }>();
  for (const own of Map.groupBy(doings, ({ run }) => run).values()) {
    const titles = own.toSorted((a, b) => a.closedAt - b.closedAt).map(({ title }) => title);
    const key = JSON.stringify(titles);
    const known = ways.get(key);
    if (known === undefined)
      ways.set(key, {
        weight: 1,
        tree:
          titles.length === 0
            ? silent
            : block(
                "sequence",
                titles.flatMap((title) => [...(blocked.has(title) ? [leaf(blockedAt(title))] : []), leaf(title)]),
              ),
      });
    else known.weight += 1;
  }
  const sorted = arrivals.toSorted((a, b) => a - b);
  const gaps = sorted.slice(1).map((at, index) => (at - sorted[index]!) / 60);
  return {
    unit: "working hours",
    arrivals: { kind: "values", values: gaps.length === 0 ? [0] : gaps },
    activities,
    paths: ways.size === 0 ? [{ weight: 1, tree: silent }] : [...ways.values()],
    again: 0,
    workInProgress: null,
  };
}

function thinned(values: readonly number[]): readonly number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.length <= mostValues
    ? sorted
    : Array.from({ length: mostValues }, (_, at) => sorted[Math.floor(((at + 0.5) / mostValues) * sorted.length)]!);
}
