import type { Tree } from "../mining/index.ts";

/** How long something takes, in the scenario's unit. `values` are measured ones, drawn as they are. */
export type Duration =
  | { readonly kind: "constant"; readonly mean: number }
  | { readonly kind: "exponential"; readonly mean: number }
  | { readonly kind: "uniform"; readonly from: number; readonly to: number }
  | { readonly kind: "lognormal"; readonly mean: number; readonly deviation: number }
  | { readonly kind: "values"; readonly values: readonly number[] };

/** A step's work, and who can do it: any one of these; nobody named means that it waits for nobody. */
export type Activity = { readonly duration: Duration; readonly people: readonly string[] };

/** What a run goes through: one of these, drawn by weight. */
export type Path = { readonly weight: number; readonly tree: Tree };

export type Scenario = {
  readonly unit: string;
  /** The time between two arrivals. */
  readonly arrivals: Duration;
  readonly activities: Readonly<Record<string, Activity>>;
  readonly paths: readonly Path[];
  /** Chances of the children of each choice by their place are equal; a loop goes round again with this chance. */
  readonly again: number;
  /** At most this many runs at a time; the others wait outside. */
  readonly workInProgress: number | null;
};

export function draw(duration: Duration, random: () => number): number {
  switch (duration.kind) {
    case "constant":
      return duration.mean;
    case "exponential":
      return -duration.mean * Math.log(1 - random());
    case "uniform":
      return duration.from + (duration.to - duration.from) * random();
    case "lognormal": {
      const variance = Math.log(1 + (duration.deviation / duration.mean) ** 2);
      const z = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
      return Math.exp(Math.log(duration.mean) - variance / 2 + Math.sqrt(variance) * z);
    }
    default:
      return duration.values[Math.floor(random() * duration.values.length)] ?? 0;
  }
}

/** What could not be worked for a while passes by itself: it waits for nobody here. */
export const blockedAt = (activity: string): string => `${activity} · blocked`;

/** A change to try: who works, which step goes, what takes how long, how much at a time, how much comes. */
export type Change =
  | { readonly kind: "people"; readonly name: string; readonly count: number }
  | { readonly kind: "drop"; readonly activity: string }
  | { readonly kind: "time"; readonly activity: string; readonly factor: number }
  | { readonly kind: "limit"; readonly workInProgress: number }
  | { readonly kind: "arrivals"; readonly factor: number }
  /** So many more (or, below zero, fewer) people who can do this step. */
  | { readonly kind: "hands"; readonly activity: string; readonly more: number }
  /** Of two steps that follow each other somewhere, the other one first, or both at the same time. */
  | { readonly kind: "order"; readonly activity: string; readonly other: string; readonly how: "first" | "together" };

/** People of one kind are `name #1`, `name #2`…; a name without number is a kind of one. */
export function kindOf(person: string): string {
  return person.replace(/ #\d+$/, "");
}

export function changed(scenario: Scenario, changes: readonly Change[]): Scenario {
  return changes.reduce<Scenario>((now, change) => {
    switch (change.kind) {
      case "people":
        return {
          ...now,
          activities: mapped(now.activities, (activity) =>
            activity.people.some((person) => kindOf(person) === change.name)
              ? {
                  ...activity,
                  people: [...activity.people.filter((person) => kindOf(person) !== change.name), ...crew(change.name, change.count)],
                }
              : activity,
          ),
        };
      case "drop":
        return {
          ...now,
          activities: mapped(now.activities, (activity, name) =>
            name === change.activity || name === blockedAt(change.activity)
              ? { duration: { kind: "constant", mean: 0 }, people: [] }
              : activity,
          ),
        };
      case "time":
        return {
          ...now,
          activities: mapped(now.activities, (activity, name) =>
            name === change.activity ? { ...activity, duration: scaled(activity.duration, change.factor) } : activity,
          ),
        };
      case "hands":
        return {
          ...now,
          activities: mapped(now.activities, (activity, name) =>
            name === change.activity
              ? {
                  ...activity,
                  people:
                    change.more >= 0
                      ? [...activity.people, ...crew(`${name} +`, change.more)]
                      : activity.people.slice(0, Math.max(1, activity.people.length + change.more)),
                }
              : activity,
          ),
        };
      case "order":
        return { ...now, paths: now.paths.map(({ weight, tree }) => ({ weight, tree: reordered(tree, change) })) };
      case "limit":
        return { ...now, workInProgress: change.workInProgress };
      default:
        return { ...now, arrivals: scaled(now.arrivals, 1 / change.factor) };
    }
  }, scenario);
}

/** In each sequence that has both: the one is moved before the other, or beside it; what stands between stays between the others. */
function reordered(tree: Tree, change: Extract<Change, { kind: "order" }>): Tree {
  if (tree.kind === "silent" || tree.kind === "activity") return tree;
  const children = tree.children.map((child) => reordered(child, change));
  const placeOf = (name: string): number => children.findIndex((child) => child.kind === "activity" && child.activity === name);
  const [one, other] = [placeOf(change.activity), placeOf(change.other)];
  if (tree.kind !== "sequence" || one === -1 || other === -1) return { ...tree, children };
  const [moved, beside] = [children[one]!, children[other]!];
  if (change.how === "together")
    return {
      ...tree,
      children: children.flatMap((child) =>
        child === moved ? [] : child === beside ? [{ kind: "parallel" as const, children: [beside, moved] }] : [child],
      ),
    };
  return one < other
    ? { ...tree, children }
    : { ...tree, children: children.flatMap((child) => (child === moved ? [] : child === beside ? [moved, beside] : [child])) };
}

export function crew(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${name} #${at + 1}`);
}

function mapped(activities: Scenario["activities"], change: (activity: Activity, name: string) => Activity): Scenario["activities"] {
  return Object.fromEntries(Object.entries(activities).map(([name, activity]) => [name, change(activity, name)]));
}

function scaled(duration: Duration, factor: number): Duration {
  switch (duration.kind) {
    case "uniform":
      return { ...duration, from: duration.from * factor, to: duration.to * factor };
    case "lognormal":
      return { ...duration, mean: duration.mean * factor, deviation: duration.deviation * factor };
    case "values":
      return { ...duration, values: duration.values.map((value) => value * factor) };
    default:
      return { ...duration, mean: duration.mean * factor };
  }
}
