import { conceptsOf, fold, isEmptyWord } from "./lexicon.ts";
import { inOneLanguage, languagesOf } from "./languages.ts";
import { nameOf, type Tally } from "./tally.ts";
import type { Tasks } from "./tasks.ts";
import type { Case } from "./work.ts";
import { promised, workedBetween } from "./worked.ts";

/** A step that a family of runs usually has. `share` of the runs do it; below 0.8 it is optional. */
export type UsualStep = {
  readonly name: string;
  readonly share: number;
  /** From when the step could begin (its own start, else the step before it was finished) to its end. */
  readonly medianMinutes: number | null;
  /** In working time what four of five kept; audits of before did not tell. */
  readonly promisedMinutes?: number | null | undefined;
  readonly role: string | null;
  /** How often a run that does it does it again. */
  readonly again: number;
  /** What others call it. */
  readonly also: readonly string[];
};

/** A step that hardly any run did: left out of the procedure, and told, since it may be the one that matters. */
export type RareStep = {
  readonly name: string;
  readonly runs: number;
  /** After how many of the usual steps it stood. */
  readonly after: number;
};

export type Procedure = { readonly steps: readonly UsualStep[]; readonly rare: readonly RareStep[] };

/** What a group of cases does: in its usual order, and what hardly any does. */
export type Steps = { readonly usual: readonly Tally[]; readonly rare: readonly Tally[] };

/** Whether most of so many runs do it. */
export function isUsual({ cases }: Tally, runs: number): boolean {
  return cases.size * 2 > runs;
}

export function stepsOf(members: readonly number[], cases: readonly Case[], tasks: Tasks): Steps {
  const languages = languagesOf(members, tasks);
  const tallies = tally(members, cases, tasks, new Set(languages[0]));
  const least = members.length <= 2 ? 1 : Math.max(2, members.length * 0.2);
  const all = inOneLanguage(tallies, languages);
  return {
    usual: inUsualOrder(
      all.filter((own) => own.cases.size >= least),
      members,
      tasks,
    ),
    rare: all.filter((own) => own.cases.size < least).toSorted((a, b) => b.cases.size - a.cases.size || a.place - b.place),
  };
}

/** With how many of the runs do each, how long it takes and who does it. */
export function procedureOf({ usual, rare }: Steps, runs: number): Procedure {
  return {
    steps: usual.map((own) => ({
      name: nameOf(own),
      share: Math.round((own.cases.size / runs) * 100) / 100,
      medianMinutes: median(own.minutes),
      promisedMinutes: promised(own.worked),
      role: ownRole(own),
      again: Math.round((own.times / own.cases.size - 1) * 100) / 100,
      also: own.also,
    })),
    rare: rare.slice(0, mostRare).map((own) => ({
      name: nameOf(own),
      runs: own.cases.size,
      after: usual.filter(({ place }) => place < own.place).length,
    })),
  };
}

/** More of them are what makes each run its own, and no steps of a procedure. */
const mostRare = 20;

function tally(members: readonly number[], cases: readonly Case[], tasks: Tasks, main: ReadonlySet<number>): Tally[] {
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
        tasks: new Set([task]),
        cases: new Set(),
        times: 0,
        place: 0,
        minutes: [],
        worked: [],
        roles: new Map(),
        said: { names: new Map(), titles: new Map() },
        elsewhere: { names: new Map(), titles: new Map() },
        also: [],
      };
      found.set(task, entry);
      if (!entry.cases.has(member)) entry.place += (at + 0.5) / ids.length;
      entry.cases.add(member);
      entry.times += 1;
      const from = step.started ?? before;
      if (from !== null && step.finished !== null && step.finished >= from) {
        entry.minutes.push(step.finished - from);
        entry.worked.push(workedBetween(from, step.finished));
      }
      if (step.role !== null) entry.roles.set(step.role, (entry.roles.get(step.role) ?? 0) + 1);
      const { names, titles } = main.size === 0 || main.has(member) ? entry.said : entry.elsewhere;
      const name = shownName(step.title, tasks.meaning[task] ?? []);
      names.set(name, (names.get(name) ?? 0) + 1);
      const title = step.title.normalize("NFKC").trim();
      titles.set(title, (titles.get(title) ?? 0) + 1);
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

export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[half] ?? null) : Math.round(((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2);
}
