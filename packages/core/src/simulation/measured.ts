import { block, type EventLog, leaf, silent, type Tree, traceOf, variantsOf } from "../mining/index.ts";
import type { Activity, Path, Scenario } from "./model.ts";

const hour = 3_600_000;
/** Of measured durations this many are kept, evenly spread over the sorted ones. */
const mostValues = 2_000;

/**
 * A scenario from a log: arrivals as far apart as they were, runs that take the ways that were taken, each step by the
 * people who did it, and work as long as it took. Where a log does not tell when work began, it began when the case had
 * come there *and* the person had finished what they did before.
 */
export function scenarioOf(log: EventLog): Scenario {
  const variants = variantsOf(log);
  const paths = Array.from(variants.example, (example, at): Path => ({
    weight: variants.counts[at]!,
    tree: lineOf(Array.from(traceOf(log, example), (activity) => log.activities[activity]!)),
  }));
  const works = workOf(log);
  const people = log.activities.map(() => new Map<number, number>());
  log.activity.forEach((activity, at) => {
    const who = log.resource[at]!;
    if (who !== -1) people[activity]!.set(who, (people[activity]!.get(who) ?? 0) + 1);
  });
  const activities = Object.fromEntries(
    log.activities.map((name, at): [string, Activity] => {
      const all = [...people[at]!.values()].reduce((sum, count) => sum + count, 0);
      // Who did it once in a hundred times stood in; counting them as staff would hide every queue.
      const regular = [...people[at]!].filter(([, count]) => count >= all / 100).map(([who]) => log.resources[who]!);
      return [name, { duration: { kind: "values", values: works[at]! }, people: regular }];
    }),
  );
  return { unit: "hours", arrivals: { kind: "values", values: gapsOf(log) }, activities, paths, again: 0, workInProgress: null };
}

function lineOf(trace: readonly string[]): Tree {
  return trace.length === 0 ? silent : block("sequence", trace.map(leaf));
}

function gapsOf(log: EventLog): number[] {
  const starts = log.cases
    .map((_, each) => (log.offsets[each]! < log.offsets[each + 1]! ? log.time[log.offsets[each]!]! : Number.NaN))
    .filter((time) => !Number.isNaN(time))
    .sort((a, b) => a - b);
  return starts.length < 2 ? [0] : starts.slice(1).map((time, at) => (time - starts[at]!) / hour);
}

function workOf(log: EventLog): number[][] {
  const found: number[][] = log.activities.map(() => []);
  const order = Array.from(log.time.keys())
    .filter((at) => !Number.isNaN(log.time[at]!))
    .sort((a, b) => log.time[a]! - log.time[b]! || a - b);
  const caseBegins = new Set(log.offsets);
  const free = new Map<number, number>();
  for (const at of order) {
    const done = log.time[at]!;
    const told = log.start?.[at] ?? Number.NaN;
    const came = caseBegins.has(at) ? Number.NaN : log.time[at - 1]!;
    const who = log.resource[at]!;
    const begun = !Number.isNaN(told) ? told : Number.isNaN(came) ? done : Math.max(came, who === -1 ? came : (free.get(who) ?? came));
    if (who !== -1) free.set(who, done);
    found[log.activity[at]!]!.push(Math.max(0, done - begun) / hour);
  }
  return found.map((values) => {
    const sorted = values.sort((a, b) => a - b);
    return sorted.length <= mostValues
      ? sorted.length === 0
        ? [0]
        : sorted
      : Array.from({ length: mostValues }, (_, at) => sorted[Math.floor(((at + 0.5) / mostValues) * sorted.length)]!);
  });
}
