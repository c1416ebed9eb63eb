import { groupAlike } from "./families.ts";
import { tasksOf } from "./tasks.ts";
import { wordsOf } from "./words.ts";
import { conceptsOf } from "./lexicon.ts";
import type { Case, CaseStep, Container } from "./work.ts";

/** Runs that a single container hides: cards with alike checklists, parents with alike children, or cards on the same way. */
export type Inside = {
  readonly kind: "checklists" | "children" | "walk";
  readonly cases: readonly Case[];
  /** Of each case, the place of its item in the container. */
  readonly items: readonly number[];
  /** Places in `cases` of those that are runs of the same. */
  readonly runs: readonly number[];
  /** Of the container's own items, how many are such a run or belong to one. */
  readonly share: number;
  /** For a walk: whether the lists are steps of some work rather than "to do", "doing", "done". */
  readonly telling: boolean;
  /** Of all moves, how many went back. */
  readonly back: number;
  /** Of a walk's runs, how many went the most frequent way, list by list. */
  readonly sameWay: number;
};

/** The strongest of the three, or null where fewer than three items are alike. */
export function lookInside(container: Container): Inside | null {
  const found = [nested(container, "checklists"), nested(container, "children"), walked(container)].filter((inside) => inside !== null);
  return found.sort((a, b) => strength(b) - strength(a))[0] ?? null;
}

function strength(inside: Inside): number {
  return inside.share * (inside.telling ? 1 : 0.5) * Math.min(1, inside.runs.length / 6);
}

function nested(container: Container, kind: "checklists" | "children"): Inside | null {
  const children = new Map<number, number[]>();
  if (kind === "children")
    for (const [at, item] of container.items.entries())
      if (item.parent !== null) children.set(item.parent, [...(children.get(item.parent) ?? []), at]);
  const items: number[] = [];
  const cases = container.items.flatMap((item, at): Case[] => {
    const steps: readonly CaseStep[] =
      kind === "checklists"
        ? item.parts.map((title) => ({ title, role: null, started: null, finished: null }))
        : (children.get(at) ?? []).map((child) => stepOf(container, child));
    if (steps.length < 2) return [];
    items.push(at);
    return [{ id: `${container.id}/${at}`, name: item.title, people: container.people, steps }];
  });
  if (cases.length < 3) return null;
  const best = groupAlike(cases).groups[0];
  if (best === undefined || best.members.length < 3) return null;
  const inRuns = best.members.reduce((sum, member) => sum + 1 + (kind === "children" ? (cases[member]?.steps.length ?? 0) : 0), 0);
  return {
    kind,
    cases,
    items,
    runs: best.members,
    share: Math.min(1, inRuns / container.items.length),
    telling: true,
    back: 0,
    sameWay: 0,
  };
}

/** Cards that went through at least two lists, most of them forward in one order. */
function walked(container: Container): Inside | null {
  const walks = container.items
    .map((item, place) => ({ item, place, places: item.walk.map((stop) => ({ ...stop, key: placeKey(stop.place) })) }))
    .filter(({ places }) => new Set(places.map((stop) => stop.key)).size >= 2);
  if (walks.length < 3) return null;
  // The usual order of the lists: who is earlier in most walks that know both.
  const keys = [...new Set(walks.flatMap(({ places }) => places.map((stop) => stop.key)))];
  const mean = new Map(
    keys.map((key) => {
      const places = walks.flatMap(({ places: own }) => own.flatMap((stop, at) => (stop.key === key ? [(at + 0.5) / own.length] : [])));
      return [key, places.reduce((sum, at) => sum + at, 0) / places.length];
    }),
  );
  const shared = container.recorded === undefined ? sharedMoves(walks.map(({ places: own }) => own.map(({ key }) => key))) : null;
  let [moves, back] = [0, 0];
  const runs: number[] = [];
  const cases = walks.map(({ item, places }, at): Case => {
    let ownBack = 0;
    for (const [index, stop] of places.entries()) {
      const before = places[index - 1];
      if (before === undefined || before.key === stop.key) continue;
      moves += 1;
      if ((mean.get(before.key) ?? 0) > (mean.get(stop.key) ?? 0)) ownBack += 1;
    }
    back += ownBack;
    if (shared === null || (ownBack * 3 <= places.length && (shared[at] ?? 0) >= sharedByAFifth)) runs.push(at);
    return {
      id: `${container.id}/${at}`,
      name: item.title,
      people: [],
      // A log says when something was done, a board when a card came to a list.
      steps:
        container.recorded !== undefined
          ? places.map((stop, index) => ({ title: stop.place, role: null, started: places[index - 1]?.at ?? null, finished: stop.at }))
          : places.map((stop, index) => ({
              title: stop.place,
              role: item.role,
              started: stop.at,
              finished:
                places[index + 1]?.at ??
                (index === places.length - 1 && item.finished !== null && stop.at !== null && item.finished > stop.at
                  ? item.finished
                  : null),
            })),
    };
  });
  if (runs.length < 3) return null;
  const common = keys.filter(
    (key) => walks.filter(({ places }) => places.some((stop) => stop.key === key)).length >= Math.max(3, walks.length * 0.3),
  );
  if (common.length < 2) return null;
  const telling = common.filter((key) => !states.has(key)).length >= 2;
  const ways = new Map<string, number>();
  for (const run of runs) {
    const way = (walks[run]?.places ?? []).flatMap(({ key }, at, all) => (all[at - 1]?.key === key ? [] : [key])).join("\n");
    ways.set(way, (ways.get(way) ?? 0) + 1);
  }
  return {
    kind: "walk",
    cases,
    items: walks.map(({ place }) => place),
    runs,
    share: runs.length / Math.max(1, container.items.length),
    telling,
    back: moves === 0 ? 0 : back / moves,
    sameWay: Math.max(...ways.values()),
  };
}

/** Where each card goes from one list to another that hardly any other card goes between, they walk no way together. */
const sharedByAFifth = 0.2;

/** Of each walk: which share of the others went from the one list to the other at some time, on average over its moves. */
function sharedMoves(walks: readonly (readonly string[])[]): readonly number[] {
  const counts = new Map<string, number>();
  const firstAndLast = walks.map((walk) => {
    const places = new Map<string, { first: number; last: number }>();
    for (const [at, key] of walk.entries()) places.set(key, { first: places.get(key)?.first ?? at, last: at });
    return places;
  });
  for (const places of firstAndLast)
    for (const [from, { first }] of places)
      for (const [to, { last }] of places)
        if (from !== to && first < last) counts.set(`${from}\n${to}`, (counts.get(`${from}\n${to}`) ?? 0) + 1);
  return walks.map((walk) => {
    const moves = walk.flatMap((key, at) => (at === 0 || walk[at - 1] === key ? [] : [`${walk[at - 1]!}\n${key}`]));
    const others = moves.reduce((sum, move) => sum + (counts.get(move) ?? 1) - 1, 0);
    return others / Math.max(1, moves.length * (walks.length - 1));
  });
}

function placeKey(place: string): string {
  return [...new Set(wordsOf(place).flatMap(conceptsOf))].sort().join(" ");
}

/** Names of lists that say how far a thing is and not what is done with it. */
const states = new Set(
  [
    "to do",
    "todo",
    "doing",
    "in progress",
    "progress",
    "done",
    "backlog",
    "icebox",
    "ideas",
    "next",
    "open",
    "closed",
    "complete",
    "completed",
    "finished",
    "new",
    "in work",
    "work list",
    "worklist",
    "waiting",
    "blocked",
    "on hold",
    "archive",
    "later",
    "today",
    "this week",
    "zu erledigen",
    "offen",
    "in arbeit",
    "erledigt",
    "fertig",
    "à faire",
    "en cours",
    "terminé",
    "fait",
    "por hacer",
    "en curso",
    "hecho",
    "やること",
    "作業中",
    "クローズ",
    "完了",
    "待办",
    "进行中",
  ].map(placeKey),
);

/** How many titles stand more than once in the container, by their tasks; and the most frequent of them. */
export function repeatedTitles(container: Container): { readonly share: number; readonly most: number } {
  const own = container.items.filter((item) => item.parent === null);
  if (own.length < 4) return { share: 0, most: 0 };
  const cases = own.map((item, at): Case => ({
    id: String(at),
    name: "",
    people: container.people,
    steps: [{ title: item.title, role: null, started: null, finished: null }],
  }));
  const counts = new Map<number, number>();
  for (const [task] of tasksOf(cases).ofCase) if (task !== undefined) counts.set(task, (counts.get(task) ?? 0) + 1);
  const repeated = [...counts.values()].filter((count) => count >= 3);
  return { share: repeated.reduce((sum, count) => sum + count, 0) / own.length, most: Math.max(0, ...repeated) };
}

export function stepOf(container: Container, at: number): CaseStep {
  const item = container.items[at];
  return { title: item?.title ?? "", role: item?.role ?? null, started: item?.started ?? null, finished: item?.finished ?? null };
}
