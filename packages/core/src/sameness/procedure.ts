import { conceptsOf, fold, isEmptyWord } from "./lexicon.ts";
import { averageLinkage } from "./linkage.ts";
import { likeness, type Print } from "./alike.ts";
import type { Tasks } from "./tasks.ts";
import type { Case } from "./work.ts";

/** A step that a family of runs usually has. `share` of the runs do it; below 0.8 it is optional. */
export type UsualStep = {
  readonly name: string;
  readonly share: number;
  /** From when the step could begin (its own start, else the step before it was finished) to its end. */
  readonly medianMinutes: number | null;
  readonly role: string | null;
  /** How often a run that does it does it again. */
  readonly again: number;
  /** What others call it. */
  readonly also: readonly string[];
};

export type Procedure = { readonly steps: readonly UsualStep[] };

type Tally = {
  task: number;
  cases: Set<number>;
  times: number;
  place: number;
  minutes: number[];
  roles: Map<string, number>;
  names: Map<string, number>;
  titles: Map<string, number>;
  also: string[];
};

/** The steps of a group of cases in their usual order, with how many do each, how long it takes and who does it. */
export function procedureOf(members: readonly number[], cases: readonly Case[], tasks: Tasks, prints: readonly Print[]): Procedure {
  const tallies = tally(members, cases, tasks);
  const least = members.length <= 2 ? 1 : Math.max(2, members.length * 0.2);
  const usual = oneLanguage(tallies, members, prints).filter((own) => own.cases.size >= least);
  const ordered = inUsualOrder(usual, members, tasks);
  return {
    steps: ordered.map((own) => ({
      name: nameOf(own),
      share: Math.round((own.cases.size / members.length) * 100) / 100,
      medianMinutes: median(own.minutes),
      role: ownRole(own),
      again: Math.round((own.times / own.cases.size - 1) * 100) / 100,
      also: own.also,
    })),
  };
}

function tally(members: readonly number[], cases: readonly Case[], tasks: Tasks): Tally[] {
  const found = new Map<number, Tally>();
  for (const member of members) {
    const own = cases[member];
    const ids = tasks.ofCase[member] ?? [];
    let before = null as number | null;
    for (const [at, task] of ids.entries()) {
      const step = own?.steps[at];
      if (step === undefined) continue;
      const entry: Tally = found.get(task) ?? {
        task,
        cases: new Set(),
        times: 0,
        place: 0,
        minutes: [],
        roles: new Map(),
        names: new Map(),
        titles: new Map(),
        also: [],
      };
      found.set(task, entry);
      if (!entry.cases.has(member)) entry.place += (at + 0.5) / ids.length;
      entry.cases.add(member);
      entry.times += 1;
      const from = step.started ?? before;
      if (from !== null && step.finished !== null && step.finished >= from) entry.minutes.push(step.finished - from);
      if (step.role !== null) entry.roles.set(step.role, (entry.roles.get(step.role) ?? 0) + 1);
      const name = shownName(step.title, tasks.meaning[task] ?? []);
      entry.names.set(name, (entry.names.get(name) ?? 0) + 1);
      const title = step.title.normalize("NFKC").trim();
      entry.titles.set(title, (entry.titles.get(title) ?? 0) + 1);
      before = step.finished ?? before;
    }
  }
  return [...found.values()].map((own) => ({ ...own, place: own.place / own.cases.size }));
}

/** The title without what names one instance: only the words that make the task, and the small ones between them. */
function shownName(title: string, meaning: readonly string[]): string {
  const parts = title.normalize("NFKC").trim().split(/\s+/);
  const means = parts.map((part) => {
    const words = part
      .split(/[^\p{L}\p{N}\p{M}]+/u)
      .filter((word) => word !== "")
      .map(fold);
    if (words.length === 0) return "mark";
    if (words.some((word) => conceptsOf(word).some((concept) => meaning.includes(concept)) || meaning.includes(word))) return "word";
    return words.every(isEmptyWord) ? "small" : "name";
  });
  const [first, last] = [means.indexOf("word"), means.lastIndexOf("word")];
  if (first < 0) return title.trim();
  const kept = parts.filter(
    (_, at) =>
      at >= first &&
      at <= last &&
      means[at] !== "name" &&
      !(means[at] === "mark" && (means[at + 1] !== "word" || means[at - 1] !== "word")),
  );
  const text = kept.join(" ").replace(/^[^\p{L}\p{N}(]+|[,;:–-]+$/gu, "");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * Teams that do the same in two languages: where a group falls into two halves of other words, a step that only the one
 * half has and a step that only the other has, at the same place, are one step with two names.
 */
function oneLanguage(tallies: readonly Tally[], members: readonly number[], prints: readonly Print[]): Tally[] {
  if (members.length < 4 || members.length > 1500) return [...tallies];
  const blocks = averageLinkage(
    members.length,
    (a, b) => likeness(prints[members[a] ?? 0] as Print, prints[members[b] ?? 0] as Print),
    0.25,
  )
    .map((block) => block.map((at) => members[at] ?? 0))
    .filter((block) => block.length >= Math.max(members.length < 10 ? 1 : 2, members.length * 0.1))
    .sort((a, b) => b.length - a.length);
  const [main, ...others] = blocks;
  if (main === undefined) return [...tallies];
  const share = (own: Tally, block: readonly number[]): number => block.filter((member) => own.cases.has(member)).length / block.length;
  const gone = new Set<Tally>();
  for (const block of others) {
    const here = tallies.filter((own) => !gone.has(own) && share(own, block) >= 0.3 && share(own, main) < 0.1);
    const there = tallies.filter((own) => !gone.has(own) && share(own, main) >= 0.3 && share(own, block) < 0.1);
    const pairs = here
      .flatMap((a) => there.map((b) => ({ a, b, apart: Math.abs(a.place - b.place) })))
      .filter(({ apart }) => apart < 0.12)
      .sort((one, two) => one.apart - two.apart);
    for (const { a, b } of pairs) {
      if (gone.has(a) || b.also.includes(mostOf(a.names) ?? "") || [...a.cases].some((member) => b.cases.has(member))) continue;
      gone.add(a);
      b.also.push(mostOf(a.names) ?? "");
      for (const member of a.cases) b.cases.add(member);
      b.times += a.times;
      b.minutes.push(...a.minutes);
      for (const [role, count] of a.roles) b.roles.set(role, (b.roles.get(role) ?? 0) + count);
    }
  }
  return tallies.filter((own) => !gone.has(own));
}

/** A title that most say alike names no instance, and stands as it is. */
function nameOf({ names, titles, times }: Tally): string {
  const title = mostOf(titles) ?? "";
  const whole = times >= 2 && (titles.get(title) ?? 0) > times / 2 && title.length <= 120;
  return whole ? title : (mostOf(names) ?? "");
}

/** By mean place, then neighbours change places where most runs that have both do them the other way round. */
function inUsualOrder(usual: readonly Tally[], members: readonly number[], tasks: Tasks): Tally[] {
  const line: Tally[] = usual.toSorted((a, b) => a.place - b.place || a.task - b.task);
  if (line.length > 80) return line;
  const places = members.map((member) => {
    const own = new Map<number, number>();
    for (const [at, task] of (tasks.ofCase[member] ?? []).entries()) if (!own.has(task)) own.set(task, at);
    return own;
  });
  const before = (a: Tally, b: Tally): number => {
    let votes = 0;
    for (const own of places) {
      const [left, right] = [own.get(a.task), own.get(b.task)];
      if (left !== undefined && right !== undefined) votes += Math.sign(right - left);
    }
    return votes;
  };
  for (let round = 0; round < line.length; round += 1) {
    let moved = false;
    for (let at = 0; at + 1 < line.length; at += 1) {
      const [a, b] = [line[at] as Tally, line[at + 1] as Tally];
      if (before(a, b) >= 0) continue;
      [line[at], line[at + 1]] = [b, a];
      moved = true;
    }
    if (!moved) break;
  }
  return line;
}

/** Whoever does it in at least half of the runs that say who. */
function ownRole(own: Tally): string | null {
  const all = [...own.roles.values()].reduce((sum, count) => sum + count, 0);
  const [best] = [...own.roles].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return best !== undefined && best[1] * 2 >= all && (best[1] >= 2 || own.cases.size === 1) ? best[0] : null;
}

function mostOf(names: ReadonlyMap<string, number>): string | null {
  const [best] = [...names].sort((a, b) => b[1] - a[1] || a[0].length - b[0].length || (a[0] < b[0] ? -1 : 1));
  return best?.[0] ?? null;
}

export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[half] ?? null) : Math.round(((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2);
}
