import { spanOf } from "./alike.ts";
import { type Grouping, groupAlike } from "./families.ts";
import { type Inside, lookInside, repeatedTitles, stepOf } from "./inside.ts";
import { median, type Procedure, procedureOf } from "./procedure.ts";
import { type Evidence, type Feature, featureWeights, judge, type Verdict } from "./verdict.ts";
import { conceptsOf } from "./lexicon.ts";
import type { Case, Container } from "./work.ts";
import { wordsOf } from "./words.ts";

export type AuditedContainer = Verdict & {
  readonly id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly size: number;
  readonly done: number;
  /** Of the whole family it belongs to; null when it is like no other. */
  readonly family: string | null;
  /** The family of runs that it holds inside. */
  readonly contains: string | null;
  readonly since: number | null;
  readonly until: number | null;
  readonly gaps: readonly Gap[];
};

export type Gap = { readonly code: "noOwner" | "noDefinition" | "rework" | "noTimes" | "overdue"; readonly says: string };

export type Family = {
  readonly id: string;
  readonly name: string;
  /** Ids of containers: several that are runs, or the one that holds the runs. */
  readonly members: readonly string[];
  readonly inside: boolean;
  readonly runs: number;
  readonly confidence: number;
  readonly procedure: Procedure;
  /** Runs a month. */
  readonly frequency: number;
  /** Hours at stake in one run: its working hours from beginning to end. */
  readonly impact: number;
  readonly basis: { readonly frequency: "dates" | "assumed"; readonly impact: "dates" | "assumed" };
  readonly since: number | null;
  readonly until: number | null;
  /** Where a run stands longest: a step and how much of the run it takes. */
  readonly waits: { readonly step: string; readonly minutes: number; readonly share: number } | null;
  /** Fields whose values differ from run to run. */
  readonly fields: readonly string[];
  /** Of the runs, how many do every usual step in the usual order. */
  readonly conformance: number;
};

/** What a workspace puts in the place of the published weights. */
export type Weights = Partial<Readonly<Record<Feature, number>>>;

export type Audit = { readonly containers: readonly AuditedContainer[]; readonly families: readonly Family[] };

/** Process or project? For any containers at once: each is judged by itself and by what the others are. */
export function audit(containers: readonly Container[], weights: Weights = {}): Audit {
  const cases = containers.map(caseOf);
  const compared = containers.flatMap((container, at) => (container.items.length >= 2 && container.recorded === undefined ? [at] : []));
  const grouping = groupAlike(compared.map((at) => cases[at] as Case));
  const families: Family[] = [];
  const familyOf = new Map<number, { family: Family; order: number; hands: number; spread: number | null }>();
  for (const group of grouping.groups) {
    if (group.members.length < 2 || group.confidence < 0.35 || !tellsWork(group.members, grouping.tasks)) continue;
    const places = group.members.map((member) => compared[member] ?? 0);
    const family = describe(
      `f${families.length + 1}`,
      group.members,
      grouping,
      compared.map((at) => cases[at] as Case),
      group.confidence,
      places.map((at) => containers[at] as Container),
      false,
    );
    families.push(family);
    const facts = agreementOf(group.members, grouping, family);
    for (const at of places) familyOf.set(at, { family, ...facts });
  }
  const spread = sharedTasks(grouping, compared);
  const audited = containers.map((container, at) => {
    const seen = lookInside(container);
    const own = seen === null ? null : groupAlike(seen.runs.map((run) => seen.cases[run] as Case));
    const inside =
      own === null ||
      (container.recorded === undefined &&
        !tellsWork(
          own.tasks.ofCase.map((_, index) => index),
          own.tasks,
        ))
        ? null
        : seen;
    let holds: Family | null = null;
    if (inside !== null && own !== null && (inside.share >= 0.3 || container.recorded !== undefined)) {
      holds = describe(
        `f${families.length + 1}`,
        inside.runs.map((_, index) => index),
        own,
        inside.runs.map((run) => inside.cases[run] as Case),
        0.6 + 0.35 * inside.share,
        [container],
        true,
      );
      // What was looked at stands for all that was recorded.
      if (container.recorded !== undefined)
        holds = { ...holds, runs: container.recorded, frequency: round((holds.frequency * container.recorded) / inside.runs.length) };
      families.push(holds);
    }
    const evidence =
      container.recorded !== undefined
        ? recordedEvidence(container.recorded, container)
        : [
            ...evidenceOf(container, inside, containers.length, spread.get(at) ?? null),
            ...(familyOf.has(at) ? familyEvidence(familyOf.get(at) as NonNullable<ReturnType<typeof familyOf.get>>) : []),
          ];
    const verdict: Verdict =
      container.items.length < 2 && !container.written ? tooLittle(container) : judge(evidence, { ...featureWeights, ...weights });
    const times = momentsOf(container);
    return {
      ...verdict,
      id: container.id,
      name: container.name,
      owner: container.owner,
      size: container.items.length,
      done: container.items.filter((item) => item.done).length,
      family: familyOf.get(at)?.family.id ?? null,
      contains: holds?.id ?? null,
      since: times.first,
      until: times.last,
      gaps: gapsOf(container, inside, verdict, times.last),
    };
  });
  return { containers: audited, families: families.toSorted((a, b) => b.frequency * b.impact - a.frequency * a.impact) };
}

/** Plans whose tasks are called “Task 1”, “Task 2” are alike by saying nothing: a family shares at least two tasks that have a name. */
function tellsWork(members: readonly number[], { ofCase, meaning }: Grouping["tasks"]): boolean {
  const counts = new Map<number, number>();
  for (const member of members) for (const task of new Set(ofCase[member])) counts.set(task, (counts.get(task) ?? 0) + 1);
  return (
    [...counts].filter(([task, count]) => count >= members.length / 2 && !(meaning[task] ?? []).every((word) => placeholders.has(word)))
      .length >= 2
  );
}

const placeholders = new Set(
  [
    "task",
    "tasks",
    "new task",
    "item",
    "activity",
    "step",
    "card",
    "untitled",
    "summary",
    "project",
    "aufgabe",
    "vorgang",
    "tache",
    "tâche",
    "tarea",
    "actividad",
  ].flatMap((word) => [word, ...wordsOf(word).flatMap(conceptsOf)]),
);

/** The container as one performance: in the order in which things were finished where most say when, else begun, else as they stand. */
export function caseOf(container: Container): Case {
  const items = container.items.map((_, at) => stepOf(container, at));
  const known = (key: "finished" | "started"): boolean => items.filter((item) => item[key] !== null).length >= items.length * 0.6;
  const key = known("finished") ? "finished" : known("started") ? "started" : null;
  const steps =
    key === null
      ? items
      : items
          .map((step, at) => ({ step, at, when: step[key] ?? step.finished ?? step.started }))
          .sort((a, b) => (a.when ?? Number.POSITIVE_INFINITY) - (b.when ?? Number.POSITIVE_INFINITY) || a.at - b.at)
          .map(({ step }) => step);
  return { id: container.id, name: container.name, people: container.people, steps };
}

function describe(
  id: string,
  members: readonly number[],
  { tasks, prints }: Grouping,
  cases: readonly Case[],
  confidence: number,
  containers: readonly Container[],
  inside: boolean,
): Family {
  const procedure = procedureOf(members, cases, tasks, prints);
  const own = members.map((member) => cases[member] as Case);
  const starts = own
    .flatMap((one) =>
      one.steps
        .flatMap((step) => step.started ?? step.finished ?? [])
        .sort((a, b) => a - b)
        .slice(0, 1),
    )
    .sort((a, b) => a - b);
  const [since, until] = [starts[0] ?? null, starts.at(-1) ?? null];
  const months = since === null || until === null ? null : Math.max(1, (until - since) / month);
  const spans = own.flatMap((one) => spanOf(one) ?? []);
  const typical = median(spans);
  const timed = procedure.steps.flatMap((step) => (step.medianMinutes === null ? [] : [{ step: step.name, minutes: step.medianMinutes }]));
  const all = timed.reduce((sum, { minutes }) => sum + minutes, 0);
  const longest = timed.toSorted((a, b) => b.minutes - a.minutes)[0];
  return {
    id,
    name: familyName(containers, inside, procedure),
    members: containers.map((container) => container.id),
    inside,
    runs: members.length,
    confidence: Math.round(confidence * 100) / 100,
    procedure,
    frequency: round(months === null ? members.length / 12 : members.length / months),
    impact: round(typical === null ? Math.max(1, procedure.steps.length) : (typical / 60) * workingShare),
    basis: { frequency: months === null ? "assumed" : "dates", impact: typical === null ? "assumed" : "dates" },
    since,
    until,
    waits:
      longest === undefined || all === 0 || longest.minutes === 0
        ? null
        : { ...longest, share: Math.round((longest.minutes / all) * 100) / 100 },
    fields: varying(containers, inside),
    conformance: conformanceOf(members, tasks),
  };
}

const month = 30 * 24 * 60;
/** Of the minutes on the clock, those of a week of 40 hours. */
const workingShare = 40 / 168;

/** The share of runs that have every task that at least 0.8 of the runs have, in the order most have them. */
function conformanceOf(members: readonly number[], tasks: Grouping["tasks"]): number {
  const counts = new Map<number, { count: number; place: number }>();
  for (const member of members)
    for (const [at, task] of [...new Set(tasks.ofCase[member])].entries()) {
      const entry = counts.get(task) ?? { count: 0, place: 0 };
      entry.count += 1;
      entry.place += at;
      counts.set(task, entry);
    }
  const line = [...counts]
    .filter(([, { count }]) => count >= members.length * 0.8)
    .sort((a, b) => a[1].place / a[1].count - b[1].place / b[1].count)
    .map(([task]) => task);
  if (line.length === 0) return 0;
  const wanted = new Set(line);
  const follows = members.filter((member) => {
    const own = [...new Set(tasks.ofCase[member])].filter((task) => wanted.has(task));
    return own.length === line.length && own.every((task, at) => task === line[at]);
  });
  return Math.round((follows.length / members.length) * 100) / 100;
}

function agreementOf(
  members: readonly number[],
  { tasks, prints }: Grouping,
  family: Family,
): { order: number; hands: number; spread: number | null } {
  let [same, all] = [0, 0];
  const some = members.slice(0, 30);
  for (const [index, a] of some.entries())
    for (const b of some.slice(index + 1)) {
      const [left, right] = [prints[a]?.places ?? new Map<number, number>(), prints[b]?.places ?? new Map<number, number>()];
      const shared = [...left.keys()].filter((task) => right.has(task));
      for (let at = 1; at < shared.length; at += 1) {
        all += 1;
        if ((right.get(shared[at] as number) ?? 0) > (right.get(shared[at - 1] as number) ?? 0)) same += 1;
      }
    }
  const spans = members.flatMap((member) => prints[member]?.minutes ?? []);
  const mean = spans.reduce((sum, span) => sum + span, 0) / Math.max(1, spans.length);
  const deviation = Math.sqrt(spans.reduce((sum, span) => sum + (span - mean) ** 2, 0) / Math.max(1, spans.length));
  const roles = family.procedure.steps.filter((step) => step.role !== null).length / Math.max(1, family.procedure.steps.length);
  return {
    order: all === 0 || tasks.count === 0 ? 0 : same / all,
    hands: roles,
    spread: spans.length < 3 || mean === 0 ? null : deviation / mean,
  };
}

function familyEvidence({
  family,
  order,
  hands,
  spread,
}: {
  family: Family;
  order: number;
  hands: number;
  spread: number | null;
}): Evidence[] {
  const common = family.procedure.steps.filter((step) => step.share >= 0.5).length;
  const size = family.runs === 2 ? 0.3 : family.runs === 3 ? 0.8 : family.runs === 4 ? 0.9 : 1;
  const rhythm = family.basis.frequency === "dates" ? `, about ${family.frequency} a month` : "";
  return [
    {
      feature: "repeats",
      value: size * Math.min(1, 0.4 + family.confidence),
      says: `The same work was done ${family.runs} times${rhythm}: ${family.runs} of these share ${common} of ${family.procedure.steps.length} steps (${family.procedure.steps
        .slice(0, 3)
        .map((step) => `“${step.name}”`)
        .join(", ")}…).${family.runs === 2 ? " A third time would settle it." : ""}`,
    },
    {
      feature: "sameOrder",
      value: Math.max(0, order * 2 - 1) * size,
      says: `The steps come in a predictable order: ${Math.round(order * 100)} % of neighbouring steps stand in the same order in each two of them.`,
    },
    {
      feature: "sameHands",
      value: hands * size,
      says: hands === 0 ? "" : `The same roles do the same steps in ${Math.round(hands * 100)} % of the steps.`,
    },
    {
      feature: "steady",
      value: spread === null ? 0 : Math.max(0, 1 - spread) * size,
      says: spread === null ? "" : `Each takes about as long as the others (they differ by ${Math.round(spread * 100)} % of the mean).`,
    },
  ];
}

/** A log is a record of runs: what is left to say is how many, how regularly they come, and who asks. */
function recordedEvidence(recorded: number, container: Container): Evidence[] {
  const arrivals = arrivalsOf(container);
  const asked = requesterOf(container);
  return [
    { feature: "recorded", value: Math.min(1, recorded / 6), says: `It is a record of ${recorded} runs, one event after the other.` },
    ...(arrivals !== null && arrivals.steady >= 0.6
      ? [
          {
            feature: "arrives" as const,
            value: arrivals.steady * Math.min(1, arrivals.days / 60),
            says: `New runs keep arriving over ${arrivals.days} days, with no end set.`,
          },
        ]
      : []),
    ...(asked !== null
      ? [
          {
            feature: "requested" as const,
            value: asked.share,
            says: `Requests come in one by one: ${Math.round(asked.share * 100)} % of the runs name who asked (“${asked.name}”).`,
          },
        ]
      : []),
  ];
}

function evidenceOf(
  container: Container,
  inside: Inside | null,
  others: number,
  novelty: { alone: number; all: number } | null,
): Evidence[] {
  const found: Evidence[] = [];
  const count = container.items.length;
  if (container.written)
    found.push({ feature: "written", value: 1, says: "It is written down as steps to follow, not as work of one time." });
  if (inside !== null) {
    const what =
      inside.kind === "walk"
        ? `${inside.runs.length} of ${count} cards walked the same lists in the same order`
        : inside.kind === "checklists"
          ? `${inside.runs.length} of ${count} cards carry the same checklist`
          : `${inside.runs.length} of its items hold the same sub-tasks`;
    const enough = Math.min(1, inside.runs.length / 6);
    if (inside.kind === "walk")
      found.push({
        feature: "walks",
        value: inside.share * (inside.telling ? 1 : 0.2) * enough,
        says: `${what}: each is a run.${inside.telling ? "" : " The lists only say how far a card is, so this tells little."}`,
      });
    else found.push({ feature: "repeats", value: inside.share * enough, says: `${what}: each is a run of the same procedure, repeated.` });
  }
  const titles = repeatedTitles(container);
  if (titles.share > 0)
    found.push({
      feature: "sameTitles",
      value: titles.share * Math.min(1, titles.most / 5),
      says: `${Math.round(titles.share * 100)} % of its items are the same few things again (one of them ${titles.most} times).`,
    });
  const arrivals = arrivalsOf(container);
  if (arrivals !== null)
    found.push({
      feature: arrivals.steady >= 0.6 ? "arrives" : "single",
      value: arrivals.steady >= 0.6 ? arrivals.steady * Math.min(1, arrivals.days / 60) : 1 - arrivals.steady,
      says:
        arrivals.steady >= 0.6
          ? `New work keeps arriving over ${arrivals.days} days, with no end set.`
          : `Most of its items were there from the beginning: it was planned once.`,
    });
  const asked = requesterOf(container);
  if (asked !== null)
    found.push({
      feature: "requested",
      value: asked.share,
      says: `Requests come in one by one: ${Math.round(asked.share * 100)} % of its items name who asked (“${asked.name}”).`,
    });
  const alone = novelty === null ? 0.6 : novelty.alone / Math.max(1, novelty.all);
  const recurring = Math.max(
    titles.share,
    inside === null || (inside.kind === "walk" && !inside.telling) ? 0 : inside.share,
    asked === null ? 0 : asked.share * 0.7,
  );
  // Few items are few witnesses; and a procedure is compared with nothing.
  const unlike = container.written ? 0 : alone * (1 - recurring) * Math.min(1, count / 5);
  if (unlike > 0)
    found.push({
      feature: "unlike",
      value: unlike,
      says:
        others > 1 && novelty !== null
          ? `${novelty.alone} of its ${novelty.all} tasks have no counterpart in the other ${others - 1}: a distinct piece of work, done once.`
          : "Nothing in it repeats, and there is nothing else to compare it with: it looks like work done once.",
    });
  if (container.links > 0)
    found.push({
      feature: "depends",
      value: Math.min(1, (container.links / count) * 1.5),
      says: `Its tasks depend on each other: ${container.links} links between ${count} tasks.`,
    });
  const milestones = container.items.filter((item) => item.milestone).length;
  if (container.plannedEnd !== null || milestones > 0)
    found.push({
      feature: "ends",
      value: container.plannedEnd !== null && milestones > 0 ? 1 : 0.75,
      says: [container.plannedEnd === null ? "" : "It has a planned end", milestones === 0 ? "" : `${milestones} milestones`]
        .filter((part) => part !== "")
        .join(" and ")
        .replace(/^(\d)/, "It has $1")
        .concat("."),
    });
  if (arrivals === null && inside === null && !container.written) found.push({ feature: "single", value: 0.5, says: "" });
  return found;
}

/** The field that names a requester, where at least half of the items fill it, and at least three different ones did. */
function requesterOf(container: Container): { name: string; share: number } | null {
  const filled = new Map<string, string[]>();
  for (const item of container.items)
    for (const { name, value } of item.fields) if (asks.test(name) && value !== "") filled.set(name, [...(filled.get(name) ?? []), value]);
  const [best] = [...filled].sort((a, b) => b[1].length - a[1].length);
  if (best === undefined || container.items.length < 5 || new Set(best[1]).size < 3 || best[1].length < container.items.length / 2)
    return null;
  return { name: best[0], share: best[1].length / container.items.length };
}

const asks =
  /^(?:requester|requested by|requestor|reporter|reported by|customer|client|kunde|kundin|auftraggeber|melder|gemeldet von|anfragende[rs]?|demandeur|solicitante|cliente|patron|reader|channel|kanal)\b/i;

/** Items created in each fifth of the time, where there are enough to say: 1 when each fifth had its share. */
function arrivalsOf(container: Container): { steady: number; days: number } | null {
  const created = container.items.flatMap((item) => item.created ?? []).sort((a, b) => a - b);
  const last = Math.max(
    ...container.items.flatMap((item) => [item.created, item.finished].filter((at) => at !== null)),
    Number.NEGATIVE_INFINITY,
  );
  const first = created[0];
  if (first === undefined || created.length < 8 || created.length < container.items.length * 0.6) return null;
  const span = last - first;
  if (span < 7 * 24 * 60) return null;
  const fifths = [0, 0, 0, 0, 0];
  for (const at of created) {
    const fifth = Math.min(4, Math.floor(((at - first) / span) * 5));
    fifths[fifth] = (fifths[fifth] ?? 0) + 1;
  }
  const fair = created.length / 5;
  return { steady: fifths.reduce((sum, own) => sum + Math.min(1, own / (fair * 0.6)), 0) / 5, days: Math.round(span / 1440) };
}

/** Per container: how many of its tasks no other container has. */
function sharedTasks({ tasks }: Grouping, compared: readonly number[]): ReadonlyMap<number, { alone: number; all: number }> {
  if (compared.length < 2) return new Map();
  const spread = new Map<number, number>();
  for (const own of tasks.ofCase) for (const task of new Set(own)) spread.set(task, (spread.get(task) ?? 0) + 1);
  return new Map(
    compared.map((at, index) => {
      const own = [...new Set(tasks.ofCase[index])];
      return [at, { alone: own.filter((task) => (spread.get(task) ?? 0) < 2).length, all: own.length }];
    }),
  );
}

function tooLittle(container: Container): Verdict {
  return {
    kind: "unclear",
    confidence: 0.5,
    reasons: [container.items.length === 0 ? "It is empty: there is nothing to judge." : "It holds one item: too little to judge."],
    evidence: [],
  };
}

function momentsOf(container: Container): { first: number | null; last: number | null } {
  const all = container.items
    .flatMap((item) => [item.created, item.started, item.finished].filter((at) => at !== null))
    .sort((a, b) => a - b);
  return { first: all[0] ?? null, last: all.at(-1) ?? null };
}

function gapsOf(container: Container, inside: Inside | null, verdict: Verdict, last: number | null): Gap[] {
  const gaps: Gap[] = [];
  const withRole = container.items.filter((item) => item.role !== null).length;
  if (container.owner === null && withRole < container.items.length * 0.2 && container.items.length > 0)
    gaps.push({ code: "noOwner", says: "Nobody is named for most of it." });
  if (verdict.kind === "process" && !container.written)
    gaps.push({ code: "noDefinition", says: "It is a process, and nothing says how it is done." });
  if (inside !== null && inside.back >= 0.15)
    gaps.push({ code: "rework", says: `${Math.round(inside.back * 100)} % of the moves went back.` });
  if (!container.written && container.items.length > 0 && container.items.every((item) => item.started === null && item.finished === null))
    gaps.push({ code: "noTimes", says: "It does not say when anything was begun or finished, so nothing can be measured." });
  if (container.plannedEnd !== null && last !== null && last > container.plannedEnd && container.items.some((item) => !item.done))
    gaps.push({ code: "overdue", says: "It went on past its planned end, and is not finished." });
  return gaps;
}

function varying(containers: readonly Container[], inside: boolean): readonly string[] {
  const values = new Map<string, Set<string>>();
  const runs = new Map<string, number>();
  for (const container of containers) {
    const seen = new Set<string>();
    for (const item of container.items)
      for (const { name, value } of item.fields) {
        values.set(name, (values.get(name) ?? new Set()).add(value));
        if (inside || !seen.has(name)) runs.set(name, (runs.get(name) ?? 0) + 1);
        seen.add(name);
      }
  }
  const all = inside ? containers.reduce((sum, container) => sum + container.items.length, 0) : containers.length;
  return [...values]
    .filter(([name, own]) => own.size >= 2 && (runs.get(name) ?? 0) >= Math.max(2, all * 0.4))
    .map(([name]) => name)
    .slice(0, 30);
}

/** The words that most of the names have, in the order of the first; else the first and last step. */
function familyName(containers: readonly Container[], inside: boolean, procedure: Procedure): string {
  if (inside || containers.length === 1) return containers[0]?.name ?? "";
  const words = containers.map((container) => container.name.split(/[\s_\-–:,./]+/).filter((word) => word !== "" && !/\d/.test(word)));
  const spread = new Map<string, number>();
  for (const own of words) for (const word of new Set(own.map((one) => one.toLowerCase()))) spread.set(word, (spread.get(word) ?? 0) + 1);
  const common = (words[0] ?? []).filter((word) => (spread.get(word.toLowerCase()) ?? 0) >= containers.length * 0.6);
  if (common.length > 0 && common.join("").length >= 4) return common.join(" ");
  const [first, last] = [procedure.steps.find((step) => step.share >= 0.5), procedure.steps.findLast((step) => step.share >= 0.5)];
  return first === undefined || last === undefined
    ? (containers[0]?.name ?? "")
    : first === last
      ? first.name
      : `${first.name} … ${last.name}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
