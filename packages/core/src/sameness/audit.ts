import { type Told, words } from "../kernel/index.ts";
import { fieldFor } from "../mining/index.ts";
import { type Agreement, agreementOf, followersOf } from "./agreement.ts";
import { spanOf } from "./alike.ts";
import { isNoList, noList } from "./explanation.ts";
import { familyName } from "./family-name.ts";
import type { Family, FoundField } from "./family.ts";
import { type Grouping, groupAlike } from "./families.ts";
import {
  elsewhereEvidence,
  evidenceOf,
  familyEvidence,
  insideSays,
  momentsOf,
  recordedEvidence,
  sharedTasks,
  tooLittle,
} from "./evidence.ts";
import { type Inside, lookInside, stepOf } from "./inside.ts";
import { median, procedureOf, type Steps, stepsOf } from "./procedure.ts";
import { saysNothing } from "./placeholders.ts";
import { firstToFix } from "./stake.ts";
import { type Feature, featureWeights, judge, type Verdict } from "./verdict.ts";
import type { Case, Container, WorkItem } from "./work.ts";

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

export type Gap = {
  readonly code: "noOwner" | "noDefinition" | "lowConformance" | "rework" | "noTimes" | "overdue";
  readonly says: Told;
};

/** What a workspace puts in the place of the published weights. */
export type Weights = Partial<Readonly<Record<Feature, number>>>;

export type Audit = { readonly containers: readonly AuditedContainer[]; readonly families: readonly Family[] };

/** Process or project? For any containers at once: each is judged by itself and by what the others are. */
export function audit(containers: readonly Container[], weights: Weights = {}): Audit {
  const cases = containers.map(caseOf);
  const explaining = new Set(containers.filter(isNoList));
  const compared = containers.flatMap((container, at) =>
    container.items.length >= 2 && container.recorded === undefined && !explaining.has(container) ? [at] : [],
  );
  const grouping = groupAlike(compared.map((at) => cases[at] as Case));
  const families: Family[] = [];
  const familyOf = new Map<number, { family: Family; agreement: Agreement; follows: boolean }>();
  for (const group of grouping.groups) {
    if (group.members.length < 2 || group.confidence < 0.35 || !tellsWork(group.members, grouping.tasks)) continue;
    const places = group.members.map((member) => compared[member] ?? 0);
    const own = compared.map((at) => cases[at] as Case);
    const steps = stepsOf(group.members, own, grouping.tasks);
    const family = describe(
      `f${families.length + 1}`,
      group.members,
      grouping,
      own,
      steps,
      group.confidence,
      places.map((at) => containers[at] as Container),
      null,
    );
    families.push(family);
    const agreement = agreementOf(group.members, grouping, own, steps.usual);
    const followers = followersOf(group.members, grouping.tasks, steps.usual);
    for (const [index, at] of places.entries())
      familyOf.set(at, { family, agreement, follows: followers.has(group.members[index] as number) });
  }
  const spread = sharedTasks(grouping, compared);
  const audited = containers.map((container, at) => {
    const seen = explaining.has(container) ? null : lookInside(container);
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
    const evidence =
      container.recorded !== undefined
        ? recordedEvidence(container.recorded, container)
        : [
            ...evidenceOf(container, inside, containers.length, spread.get(at) ?? null),
            ...(familyOf.has(at)
              ? familyEvidence(familyOf.get(at) as NonNullable<ReturnType<typeof familyOf.get>>)
              : elsewhereEvidence(spread.get(at) ?? null)),
          ];
    const verdict: Verdict = explaining.has(container)
      ? noList(container)
      : container.items.length < 2 && !container.written
        ? tooLittle(container)
        : judge(evidence, { ...featureWeights, ...weights });
    let holds: Family | null = null;
    // That a project's cards go from “to do” to “done” is no procedure.
    const onlyStates = verdict.kind === "project" && inside?.kind === "walk" && !inside.telling;
    if (!onlyStates && inside !== null && own !== null && (inside.share >= 0.3 || container.recorded !== undefined)) {
      const members = inside.runs.map((_, index) => index);
      const runs = inside.runs.map((run) => inside.cases[run] as Case);
      holds = describe(
        `f${families.length + 1}`,
        members,
        own,
        runs,
        stepsOf(members, runs, own.tasks),
        // What a board holds is no surer than the board itself, where that is unclear.
        Math.min(0.6 + 0.35 * inside.share, verdict.kind === "unclear" ? verdict.confidence : 1),
        [container],
        inside,
      );
      // What was looked at stands for all that was recorded.
      if (container.recorded !== undefined)
        holds = { ...holds, runs: container.recorded, frequency: round((holds.frequency * container.recorded) / inside.runs.length) };
      // Nor is a way that hardly any of a project's cards goes whole.
      if (verdict.kind === "project" && inside.kind === "walk" && holds.conformance < 0.3) holds = null;
      else families.push(holds);
    }
    const times = momentsOf(container);
    return {
      ...verdict,
      reasons: holds === null || verdict.kind === "process" ? verdict.reasons : [insideSays(holds, container), ...verdict.reasons],
      id: container.id,
      name: container.name,
      owner: container.owner,
      size: container.recorded ?? container.items.length,
      done: container.items.filter((item) => item.done).length,
      family: familyOf.get(at)?.family.id ?? null,
      contains: holds?.id ?? null,
      since: times.first,
      until: times.last,
      gaps: explaining.has(container)
        ? []
        : gapsOf(container, inside, verdict, {
            last: times.last,
            family: holds ?? familyOf.get(at)?.family ?? null,
            follows: holds === null && familyOf.get(at)?.follows === true,
          }),
    };
  });
  return { containers: audited, families: families.toSorted(firstToFix) };
}

/** Plans whose tasks are called “Task 1”, “Task 2” are alike by saying nothing: a family shares at least two tasks that have a name. */
function tellsWork(members: readonly number[], { ofCase, meaning }: Grouping["tasks"]): boolean {
  const counts = new Map<number, number>();
  for (const member of members) for (const task of new Set(ofCase[member])) counts.set(task, (counts.get(task) ?? 0) + 1);
  return [...counts].filter(([task, count]) => count >= members.length / 2 && !(meaning[task] ?? []).every(saysNothing)).length >= 2;
}

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
  { tasks }: Grouping,
  cases: readonly Case[],
  steps: Steps,
  confidence: number,
  containers: readonly Container[],
  inside: Inside | null,
): Family {
  const procedure = procedureOf(steps, members.length);
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
  // Between six beginnings lie five spans. Within one month there are as many as there were.
  const months = since === null || until === null ? null : (until - since) / month;
  const spans = own.flatMap((one) => spanOf(one) ?? []);
  const typical = median(spans);
  const timed = procedure.steps.flatMap((step) => (step.medianMinutes === null ? [] : [{ step: step.name, minutes: step.medianMinutes }]));
  const all = timed.reduce((sum, { minutes }) => sum + minutes, 0);
  const [longest, next] = timed.toSorted((a, b) => b.minutes - a.minutes);
  return {
    id,
    name: inside !== null || containers.length === 1 ? (containers[0]?.name ?? "") : familyName(containers, procedure),
    members: containers.map((container) => container.id),
    inside: inside !== null,
    runs: members.length,
    confidence: Math.round(confidence * 100) / 100,
    procedure,
    frequency: round(months === null ? members.length / 12 : Math.min(members.length, Math.max(1, members.length - 1) / months)),
    impact: round(typical === null ? Math.max(1, procedure.steps.length) : (typical / 60) * workingShare),
    basis: { frequency: months === null ? "assumed" : "dates", impact: typical === null ? "assumed" : "dates" },
    since,
    until,
    waits:
      longest === undefined || next === undefined || longest.minutes < Math.max(1, next.minutes * standsOut)
        ? null
        : { ...longest, share: Math.round((longest.minutes / all) * 100) / 100 },
    fields: varying(inside === null ? containers.map(({ items }) => items) : workOf(containers, inside)),
    conformance: Math.round((followersOf(members, tasks, steps.usual).size / members.length) * 100) / 100,
  };
}

/** How many times as long as any other a step takes that a run waits longest at. */
const standsOut = 1.5;
const month = 30 * 24 * 60;
/** Of the minutes on the clock, those of a week of 40 hours. */
const workingShare = 40 / 168;

function gapsOf(
  container: Container,
  inside: Inside | null,
  verdict: Verdict,
  { last, family, follows }: { last: number | null; family: Family | null; follows: boolean },
): Gap[] {
  const gaps: Gap[] = [];
  const withRole = container.items.filter((item) => item.role !== null).length;
  if (container.owner === null && withRole < container.items.length * 0.2 && container.items.length > 0)
    gaps.push({ code: "noOwner", says: words`Nobody is named for most of it.` });
  if (verdict.kind === "process" && !container.written)
    gaps.push({ code: "noDefinition", says: words`It is a process, and nothing says how it is done.` });
  if (family !== null && family.runs >= 3 && family.conformance < 0.6 && !follows) {
    const strays = Math.round((1 - family.conformance) * 100);
    gaps.push({
      code: "lowConformance",
      says: family.inside
        ? words`${strays}% of its ${family.runs} runs leave out usual steps or change their order.`
        : words`It leaves out usual steps or changes their order, as do ${strays}% of the ${family.runs} of its kind.`,
    });
  }
  if (inside !== null && inside.back >= 0.15)
    gaps.push({ code: "rework", says: words`${Math.round(inside.back * 100)}% of the moves went back.` });
  if (!container.written && container.items.length > 0 && container.items.every(timeless))
    gaps.push({ code: "noTimes", says: words`It does not say when anything was begun or finished, so nothing can be measured.` });
  if (container.plannedEnd !== null && last !== null && last > container.plannedEnd && container.items.some((item) => !item.done))
    gaps.push({ code: "overdue", says: words`It went on past its planned end, and is not finished.` });
  return gaps;
}

function timeless({ started, finished, walk }: Container["items"][number]): boolean {
  return started === null && finished === null && walk.every(({ at }) => at === null);
}

function workOf([container]: readonly Container[], { kind, items, runs }: Inside): readonly (readonly WorkItem[])[] {
  const all = container?.items ?? [];
  const children = kind === "children" ? Map.groupBy(all, ({ parent }) => parent) : null;
  return runs.map((run) => {
    const place = items[run] ?? 0;
    return [...all.slice(place, place + 1), ...(children?.get(place) ?? [])];
  });
}

/** Fields that say one thing of one run and another of the next; what differs from step to step alike in each run is none. */
function varying(runs: readonly (readonly WorkItem[])[]): readonly FoundField[] {
  const said = runs.flatMap((items) => {
    const own = Map.groupBy(
      items.flatMap(({ fields }) => fields),
      ({ name }) => name,
    );
    return [...own].map(([name, all]) => ({ name, value: [...new Set(all.map(({ value }) => value))].sort().join("\n") }));
  });
  return [...Map.groupBy(said, ({ name }) => name)]
    .flatMap(([label, own]): FoundField[] => {
      const values = [...new Set(own.map(({ value }) => value))];
      if (values.length < 2 || own.length < Math.max(2, runs.length * 0.4)) return [];
      const asked = fieldFor({ times: own.length, distinct: values.length, values });
      return [{ label, ...(asked ?? { kind: "text" }), always: own.length === runs.length }];
    })
    .slice(0, 30);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
