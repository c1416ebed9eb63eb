import type { Definition, Field } from "../process/index.ts";
import { escapingEdges } from "./conform/precision.ts";
import { fitOf } from "./discover/fit.ts";
import { discoverTree } from "./discover/inductive.ts";
import { completionsOf } from "./log/completions.ts";
import type { EventLog } from "./log/event-log.ts";
import { type Selection, select } from "./log/select.ts";
import { traceOf, variantsOf } from "./log/variants.ts";
import { fieldFor } from "./measure/answers.ts";
import { type CaseAttribute, caseAttributesOf } from "./measure/attributes.ts";
import { type Bottleneck, bottlenecksOf } from "./measure/bottlenecks.ts";
import { type Follow, followsOf, type Occurrence } from "./measure/follows.ts";
import { carried, quantile } from "./measure/quantile.ts";
import { workingShare } from "./measure/working.ts";
import { type About, definitionOfTree } from "./tree/to-definition.ts";
import { treeText } from "./tree/tree.ts";

/** All that is told of a log at once. */
export type MinedLog = {
  readonly cases: number;
  readonly events: number;
  /** Of how many cases there are at all. */
  readonly of: number;
  readonly from: number | null;
  readonly until: number | null;
  /** Elapsed hours; a share that so few cases do not carry is null. */
  readonly leadHours: { readonly p50: number; readonly p80: number | null; readonly p95: number | null } | null;
  readonly activities: readonly (Occurrence & { readonly role: string | null })[];
  readonly follows: readonly Follow[];
  readonly variantCount: number;
  readonly variants: readonly { readonly count: number; readonly steps: readonly string[]; readonly medianHours: number | null }[];
  readonly bottlenecks: readonly Bottleneck[];
  readonly attributes: readonly CaseAttribute[];
  readonly model: {
    readonly tree: string;
    readonly fitness: number;
    readonly fitTraces: number;
    readonly precision: number;
    readonly definition: Definition;
  } | null;
};

const most = { variants: 50, follows: 2_000, attributeValues: 25 };
const hour = 3_600_000;

/** The picture of a log, its variants, where it waits, and the process that is mined of the cases that are meant. */
export function mineLog(whole: EventLog, selection: Selection, noise: number, purpose: string): MinedLog {
  const all = completionsOf(whole);
  const log = select(all, selection);
  const variants = variantsOf(log);
  const { activities, follows } = followsOf(log);
  const bottlenecks = bottlenecksOf(log);
  const roles = rolesOf(log);
  const attributes = caseAttributesOf(log, most.attributeValues);
  const leads = Array.from({ length: log.cases.length }, (_, each) => lead(log, each));
  const tree = log.activity.length === 0 ? null : discoverTree(log, variants, noise);
  const fit = tree === null ? null : fitOf(log, variants, tree);
  const waits = new Map(bottlenecks.map((each) => [each.activity, each]));
  const spread = new Map(activities.map((each) => [each.activity, each.cases / log.cases.length]));
  const about = (activity: string): About => {
    const wait = waits.get(activity);
    const share = spread.get(activity) ?? 1;
    return {
      role: roles.get(activity) ?? null,
      workingMinutes:
        wait === undefined ? null : Math.round(((wait.medianWaitHours + (wait.medianWorkHours ?? 0)) * 60 * workingShare) / 15) * 15,
      told: share > 0.995 ? "" : `In ${share < 0.01 ? "under 1" : Math.round(share * 100)}% of the ${log.cases.length} cases.`,
    };
  };
  return {
    cases: log.cases.length,
    events: log.activity.length,
    of: all.cases.length,
    ...periodOf(log),
    leadHours: spreadOf(leads),
    activities: activities.map((each) => ({ ...each, role: roles.get(each.activity) ?? null })),
    follows: follows.slice(0, most.follows),
    variantCount: variants.counts.length,
    variants: Array.from(variants.counts.subarray(0, most.variants), (count, at) => ({
      count,
      steps: Array.from(traceOf(log, variants.example[at]!), (activity) => log.activities[activity]!),
      medianHours: spreadOf(leads.filter((_, each) => variants.ofCase[each] === at))?.p50 ?? null,
    })),
    bottlenecks,
    attributes,
    model:
      tree === null || fit === null
        ? null
        : {
            tree: treeText(tree),
            fitness: fit.fitness,
            fitTraces: fit.fitTraces,
            precision: escapingEdges(fit.runs, variants.counts, fit.automaton),
            definition: definitionOfTree(tree, about, { purpose, fields: fieldsOf(attributes, log.cases.length) }),
          },
  };
}

function lead(log: EventLog, each: number): number {
  const [first, end] = [log.offsets[each]!, log.offsets[each + 1]!];
  const begun = log.start?.[first] ?? Number.NaN;
  return (log.time[end - 1]! - (Number.isNaN(begun) ? log.time[first]! : begun)) / hour;
}

function spreadOf(leads: readonly number[]): MinedLog["leadHours"] {
  const sorted = Float64Array.from(leads.filter((value) => !Number.isNaN(value))).sort();
  return sorted.length === 0 ? null : { p50: quantile(sorted, 0.5), p80: carried(sorted, 0.8), p95: carried(sorted, 0.95) };
}

function periodOf(log: EventLog): { from: number | null; until: number | null } {
  let [from, until] = [Infinity, -Infinity];
  for (const time of log.time) {
    if (time < from) from = time;
    if (time > until) until = time;
  }
  return from === Infinity ? { from: null, until: null } : { from, until };
}

/** By a column that tells roles or groups, whichever most did each activity. Names of people are no roles. */
function rolesOf(log: EventLog): ReadonlyMap<string, string> {
  const column = ["org:role", "org:group", "role", "group", "department", "team", "unit"]
    .flatMap((name) => log.columns.filter((one) => one.scope === "event" && one.name.toLowerCase() === name))
    .find(({ values }) => values.length > 1 && values.length <= 40);
  if (column === undefined) return new Map();
  const counts = new Map<number, Map<number, number>>();
  log.activity.forEach((activity, at) => {
    const cell = column.cells[at]!;
    if (cell === -1 || nothing.test((column.values[cell] ?? "").trim())) return;
    const own = counts.get(activity) ?? new Map<number, number>();
    counts.set(activity, own.set(cell, (own.get(cell) ?? 0) + 1));
  });
  return new Map(
    [...counts].map(([activity, own]) => [log.activities[activity]!, column.values[[...own].sort((a, b) => b[1] - a[1])[0]![0]]!.trim()]),
  );
}

/** How files say that there is none. */
const nothing = /^(?:|empty|nil|null|none|missing|unknown|undefined|n\/a|nan|-+|\?+)$/i;

const mostFields = 20;

/** What varies from case to case becomes the form that a run starts with. Moments are what happened, not what is asked. */
function fieldsOf(attributes: readonly CaseAttribute[], cases: number): Field[] {
  return attributes
    .filter(
      ({ name, cases: filled, distinct }) =>
        distinct > 1 &&
        filled >= cases * 0.4 &&
        !/^(?:concept:name|case:concept:name|variant|variant-index|creator|lifecycle:.*|identity:.*|time:.*)$/i.test(name),
    )
    .slice(0, mostFields)
    .flatMap(({ name, type, cases: times, distinct, values }, at): Field[] => {
      const asked = fieldFor({ type, times, distinct, values: values.map(({ value }) => value) });
      const label = name
        .replace(/^(?:case:)?\(?case\)?[_: ]?/i, "")
        .trim()
        .slice(0, 200);
      return asked === null ? [] : [{ key: `field_${at + 1}`, label: label || name.slice(0, 200), ...asked }];
    });
}
