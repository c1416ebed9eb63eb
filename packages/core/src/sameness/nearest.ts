import { likeness, type Print, printsOf } from "./alike.ts";
import { groupAlike } from "./families.ts";
import { conceptsOf, isConcept } from "./lexicon.ts";
import { tasksOf } from "./tasks.ts";
import type { Case, CaseStep } from "./work.ts";
import { wordsOf } from "./words.ts";

export type Earlier = {
  readonly name: string;
  readonly steps: readonly string[];
  readonly at: number;
  /** How often it was done, where it stands for more than once, or for none yet. */
  readonly times?: number;
};

export type Nearest = {
  /** Its place in what was handed over. */
  readonly place: number;
  /** 0 to 1, by name or by steps, whichever is more. */
  readonly alike: number;
  /** How often work like it was done, itself included, and since when. */
  readonly times: number;
  readonly since: number;
};

/** What was done before and is most like something planned, by its name and, where they are known, its steps. */
export function nearestWork(name: string, steps: readonly string[], earlier: readonly Earlier[], most = 3): readonly Nearest[] {
  const byName = namesCompared(
    name,
    earlier.map((one) => one.name),
  );
  const bySteps =
    steps.length === 0
      ? earlier.map(() => 0)
      : compared(
          steps,
          earlier.map((one) => one.steps),
        );
  const scored = earlier
    .map((_, place) => ({ place, alike: Math.max(byName[place] ?? 0, bySteps[place] ?? 0) }))
    .filter(({ alike }) => alike >= 0.35)
    .sort((a, b) => b.alike - a.alike || a.place - b.place);
  if (scored.length === 0) return [];
  const groups = groupsOf(earlier);
  return scored.slice(0, most).map(({ place, alike }) => {
    // Of the same kind is what has the same steps, and what is named as nearly the same.
    const own = new Set([
      ...(groups.find((group) => group.members.includes(place))?.members ?? [place]),
      ...scored.filter((other) => (byName[other.place] ?? 0) >= 0.7 && (byName[place] ?? 0) >= 0.7).map((other) => other.place),
    ]);
    return {
      place,
      alike: Math.round(alike * 100) / 100,
      times: [...own].reduce((sum, at) => sum + (earlier[at]?.times ?? 1), 0),
      since: Math.min(...[...own].map((at) => earlier[at]?.at ?? Number.POSITIVE_INFINITY)),
    };
  });
}

function groupsOf(earlier: readonly Earlier[]): ReturnType<typeof groupAlike>["groups"] {
  return groupAlike(earlier.map((one, at) => caseOf(String(at), one.steps.length > 0 ? one.steps : [one.name]))).groups;
}

/** For each piece of work the places of what is of its kind, itself left out: by steps, or by a name that is nearly the same. */
export function kindsOf(earlier: readonly Earlier[]): readonly (readonly number[])[] {
  const groups = groupsOf(earlier);
  const names = earlier.map(({ name }) => name);
  return earlier.map((one, place) => {
    const bySteps = groups.find((group) => group.members.includes(place))?.members ?? [];
    const byName = namesCompared(one.name, names).flatMap((alike, at) => (alike >= 0.7 ? [at] : []));
    return [...new Set([...bySteps, ...byName])].filter((at) => at !== place).sort((a, b) => a - b);
  });
}

/** How alike each title of the one list is to each of the other, 0 to 1: by what they mean, whoever they are for. */
export function titlesCompared(titles: readonly string[], others: readonly string[]): readonly (readonly number[])[] {
  return titles.map((title) => namesCompared(title, others));
}

/** Words that several names have, or that the lexicon knows, say what is done; a word of one name alone says for whom. */
function namesCompared(name: string, others: readonly string[]): readonly number[] {
  const words = [name, ...others].map((own) => [...new Set(wordsOf(own).flatMap(conceptsOf))]);
  const spread = new Map<string, number>();
  for (const own of words) for (const word of own) spread.set(word, (spread.get(word) ?? 0) + 1);
  const weigh = (list: readonly string[]): number =>
    list.reduce((sum, word) => sum + (isConcept(word) || (spread.get(word) ?? 0) >= 2 ? 1 : 0.3), 0);
  const [query = []] = words;
  return words.slice(1).map((own) => (2 * weigh(own.filter((word) => query.includes(word)))) / Math.max(1, weigh(own) + weigh(query)));
}

function compared(query: readonly string[], others: readonly (readonly string[])[]): readonly number[] {
  const cases = [query, ...others].map((titles, at) => caseOf(String(at), titles));
  const prints = printsOf(cases, tasksOf(cases));
  return others.map((titles, at) => (titles.length === 0 ? 0 : likeness(prints[0] as Print, prints[at + 1] as Print)));
}

function caseOf(id: string, titles: readonly string[]): Case {
  return { id, name: "", people: [], steps: titles.map((title): CaseStep => ({ title, role: null, started: null, finished: null })) };
}
