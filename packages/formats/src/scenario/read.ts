import { activitiesOf, block, leaf, silent, type Tree } from "@rondo/core/mining";
import { stepsOf, type Definition, type Step } from "@rondo/core/process";
import { type Activity, crew, type Duration, type Scenario } from "@rondo/core/simulation";
import { unreadable } from "../draft/refuse.ts";
import { isArray, isObject, type JsonObject, type JsonValue, readJson } from "../json/index.ts";
import { treeOfJson } from "../treejson/index.ts";

/** Reads a scenario to simulate (docs/mining.md has the format); null for files of another kind. */
export function readScenario(bytes: Uint8Array): Scenario | null {
  const { value } = readJson(bytes);
  if (!isObject(value) || value["arrivals"] === undefined || value["activities"] === undefined) return null;
  const crews = isObject(value["people"]) ? value["people"] : {};
  const list = value["activities"];
  if (!isObject(list)) throw unreadable('"activities" is an object with a name for each', { path: "activities" });
  const activities = Object.fromEntries(
    Object.entries(list).map(([name, each]): [string, Activity] => [name, activityOf(each, crews, `activities.${name}`)]),
  );
  const tree =
    value["process"] === undefined
      ? block("sequence", Object.keys(activities).map(leaf))
      : isArray(value["process"])
        ? block(
            "sequence",
            value["process"].map((name, at) => named(name, `process[${at}]`)),
          )
        : treeOfJson(value["process"], "process");
  const unknown = activitiesOf(tree).find((name) => activities[name] === undefined);
  if (unknown !== undefined) throw unreadable(`The process does "${unknown}", which is not among the activities`, { path: "process" });
  const limit = value["workInProgress"];
  return {
    unit: typeof value["unit"] === "string" ? value["unit"] : "minutes",
    arrivals: durationOf(value["arrivals"], "arrivals"),
    activities,
    paths: [{ weight: 1, tree }],
    again: typeof value["again"] === "number" ? Math.min(0.99, Math.max(0, value["again"])) : 0.1,
    workInProgress: typeof limit === "number" && limit >= 1 ? Math.floor(limit) : null,
  };
}

function named(value: JsonValue, path: string): Tree {
  if (typeof value !== "string") throw unreadable("A step of the process is no name", { path });
  return leaf(value);
}

function activityOf(value: JsonValue | undefined, crews: JsonObject, path: string): Activity {
  if (!isObject(value)) throw unreadable("An activity is no object", { path });
  const by = value["by"];
  if (by === undefined || by === null) return { duration: durationOf(value["duration"], `${path}.duration`), people: [] };
  const count = typeof by === "string" ? (crews[by] ?? 1) : null;
  if (typeof by !== "string" || typeof count !== "number" || !(count >= 1 && count <= 10_000))
    throw unreadable('"by" names one of "people", which says how many there are (1 to 10,000)', { path: `${path}.by` });
  return { duration: durationOf(value["duration"], `${path}.duration`), people: crew(by, Math.floor(count)) };
}

function durationOf(value: JsonValue | undefined, path: string): Duration {
  if (typeof value === "number" && value >= 0) return { kind: "constant", mean: value };
  if (isArray(value) && value.length > 0 && value.every((each) => typeof each === "number" && each >= 0))
    return { kind: "values", values: value as readonly number[] };
  if (isObject(value)) {
    const number = (key: string): number => {
      const found = value[key];
      if (typeof found !== "number" || !(found >= 0)) throw unreadable(`"${key}" is a number from 0`, { path: `${path}.${key}` });
      return found;
    };
    const kind = value["kind"] ?? value["distribution"] ?? "exponential";
    if (kind === "exponential" || kind === "constant") return { kind, mean: number("mean") };
    if (kind === "uniform") return { kind, from: number("from"), to: number("to") };
    if (kind === "lognormal") return { kind, mean: number("mean"), deviation: number("deviation") };
    if (kind === "values") return durationOf(value["values"], `${path}.values`);
  }
  throw unreadable("A time is a number, a list of numbers, or an object with kind (constant, exponential, uniform, lognormal, values)", {
    path,
  });
}

/** Hours of a working day: a step that says nothing of its time is taken to need one. */
const assumedMinutes = 60;

/**
 * What a process of Rondo says of itself (without ways back, repetitions and what is attached to steps), where nothing was measured: each step takes exponentially what its due date
 * allows, one person in each role, arrivals such that the busiest role works four fifths of its time.
 */
export function scenarioOfDefinition(definition: Definition): Scenario {
  const activities: Record<string, Activity> = {};
  const load = new Map<string, number>();
  for (const step of stepsOf(definition)) {
    if (step.kind !== "task" && step.kind !== "approval" && step.kind !== "project") continue;
    const mean = step.kind === "project" ? 480 : (step.due?.workingMinutes ?? assumedMinutes);
    const role = definition.roles.find(({ key }) => key === step.role)?.name ?? null;
    activities[step.title] = { duration: { kind: "exponential", mean }, people: role === null ? [] : crew(role, 1) };
    if (role !== null) load.set(role, (load.get(role) ?? 0) + mean);
  }
  const busiest = Math.max(assumedMinutes, ...load.values());
  return {
    unit: "minutes",
    arrivals: { kind: "exponential", mean: busiest / 0.8 },
    activities,
    paths: [{ weight: 1, tree: treeOfSteps(definition.steps) }],
    again: 0,
    workInProgress: null,
  };
}

function treeOfSteps(steps: readonly Step[]): Tree {
  return block(
    "sequence",
    steps.map((step) => {
      if (step.kind === "task" || step.kind === "approval" || step.kind === "project") return leaf(step.title);
      if (!("branches" in step)) return silent;
      const branches = step.branches.map((branch) => treeOfSteps(branch.steps));
      return branches.length === 0 ? silent : block(step.kind === "decision" || step.kind === "race" ? "choice" : "parallel", branches);
    }),
  );
}
