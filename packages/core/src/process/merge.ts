import type { Definition, Step } from "./definition.ts";
import { same } from "./diff.ts";
import { branchesOf } from "./kinds/index.ts";
import { walk } from "./walk.ts";

/** One thing that both made something different of, so that a person must choose. `part`: which of the step's, field's or role's. */
type Clash = { readonly on: "step" | "field" | "role" | "process"; readonly id: string; readonly part: string };

type Side = "mine" | "theirs";
type Parts = Readonly<Record<string, unknown>>;

/**
 * What two people made of the same draft, in one. Each step's parts count for themselves, and so do fields, roles,
 * checklist items, branches and what is attached; steps that either added or moved are where they were put. Where both
 * made something different of one thing it is a clash, and `prefer` says whose stands; all the rest of both stays.
 */
export function mergeDefinitions(
  base: Definition,
  mine: Definition,
  theirs: Definition,
  prefer: Side = "mine",
): { readonly merged: Definition; readonly clashes: readonly Clash[] } {
  const clashes: Clash[] = [];
  const merge = new Merge(prefer, (on, id, part) => void clashes.push({ on, id, part }));
  const rest = merge.parts(withoutLists(base), withoutLists(mine), withoutLists(theirs), "process", "");
  const fields = merge.keyed(base.fields, mine.fields, theirs.fields, (one) => one.key, "field");
  const roles = merge.keyed(base.roles, mine.roles, theirs.roles, (one) => one.key, "role");
  const steps = mergeSteps(merge, base, mine, theirs);
  return { merged: { ...rest, fields, roles, steps } as unknown as Definition, clashes };
}

class Merge {
  readonly prefer: Side;
  readonly clash: (on: Clash["on"], id: string, part: string) => void;

  constructor(prefer: Side, clash: Merge["clash"]) {
    [this.prefer, this.clash] = [prefer, clash];
  }

  /** Whoever changed it is right; where both did, it is a clash. */
  value<T>(was: T, here: T, there: T, on: Clash["on"], id: string, part: string): T {
    if (same(here, there) || same(there, was)) return here;
    if (same(here, was)) return there;
    this.clash(on, id, part);
    return this.prefer === "mine" ? here : there;
  }

  /** Property by property; lists whose members have an id or a key, member by member. */
  parts(was: Parts, here: Parts, there: Parts, on: Clash["on"], id: string): Parts {
    const merged: Record<string, unknown> = {};
    for (const key of new Set([...Object.keys(here), ...Object.keys(there)])) {
      const value =
        this.list([was[key] ?? [], here[key], there[key]], on, id, key) ?? this.value(was[key], here[key], there[key], on, id, key);
      if (value !== undefined) merged[key] = value;
    }
    return merged;
  }

  /** Of three lists whose members can be told apart; undefined of anything else. */
  list(three: readonly unknown[], on: Clash["on"], id: string, part: string): unknown {
    if (three.every(isListOfTexts)) {
      const [was, here, there] = (three as string[][]).map((list) => list.map((text) => ({ id: text }))) as [
        { id: string }[],
        { id: string }[],
        { id: string }[],
      ];
      return this.keyed(was, here, there, nameOf, on, id, part).map((one) => one.id);
    }
    if (!three.every(isListOfNamed)) return undefined;
    const [was, here, there] = three as [Parts[], Parts[], Parts[]];
    return this.keyed(was, here, there, nameOf, on, id, part);
  }

  /** Taken out by one is taken out, unless the other has worked on it. */
  keyed<T extends Parts>(
    was: readonly T[],
    here: readonly T[],
    there: readonly T[],
    idOf: (one: T) => string,
    on: Clash["on"],
    owner?: string,
    part?: string,
  ): T[] {
    const [before, left, right] = [was, here, there].map((list) => new Map(list.map((one) => [idOf(one), one])));
    const kept = new Map<string, T>();
    for (const id of new Set([...(left as Map<string, T>).keys(), ...(right as Map<string, T>).keys()])) {
      const [old, mine, theirs] = [before?.get(id), left?.get(id), right?.get(id)];
      const one =
        mine && theirs
          ? (this.parts(old ?? {}, mine, theirs, on, owner ?? id) as T)
          : this.presence(old, mine, theirs, on, owner ?? id, part ?? "all");
      if (one !== undefined) kept.set(id, one);
    }
    const order = this.order(
      ...([was, here, there].map((list) => list.map(idOf).filter((id) => kept.has(id))) as [string[], string[], string[]]),
      () => this.clash(on, owner ?? "", part ?? "order"),
    );
    return order.map((id) => kept.get(id) as T);
  }

  /** Of something that is there on one side alone. */
  presence<T>(old: T | undefined, mine: T | undefined, theirs: T | undefined, on: Clash["on"], id: string, part: string): T | undefined {
    const one = mine ?? theirs;
    if (old === undefined) return one; // added
    if (same(one, old)) return undefined; // taken out, and nobody worked on it
    this.clash(on, id, part);
    return this.prefer === "mine" ? mine : theirs;
  }

  /** Whoever changed the order is right; what the other added comes after what it stood after there, and after what was added there here; at the end stays the end. */
  order(was: readonly string[], here: readonly string[], there: readonly string[], clash: () => void): string[] {
    const [inWas, inHere, inThere] = [was, here, there].map((list) => new Set(list));
    const common = (list: readonly string[]): string =>
      list.filter((id) => inWas?.has(id) && inHere?.has(id) && inThere?.has(id)).join("\n");
    const [moved, theyMoved] = [common(here) !== common(was), common(there) !== common(was)];
    const shared = (list: readonly string[]): string => list.filter((id) => inHere?.has(id) && inThere?.has(id)).join("\n");
    const isClash = moved && theyMoved && shared(here) !== shared(there);
    if (isClash) clash();
    const [first, other] = (isClash ? this.prefer === "theirs" : theyMoved && !moved) ? [there, here] : [here, there];
    const frame = [...first];
    other.forEach((id, at) => {
      if (frame.includes(id)) return;
      const before = other.slice(0, at).findLast((one) => frame.includes(one));
      let place = before === undefined ? 0 : frame.indexOf(before) + 1;
      if (!other.slice(at + 1).some((one) => frame.includes(one))) place = frame.length;
      else while (place < frame.length && !inWas?.has(frame[place] as string)) place += 1;
      frame.splice(place, 0, id);
    });
    return frame;
  }
}

function mergeSteps(merge: Merge, base: Definition, mine: Definition, theirs: Definition): Step[] {
  const [was, here, there] = [base, mine, theirs].map(tree) as [Tree, Tree, Tree];
  const parts = new Map<string, Parts>();
  for (const id of new Set([...here.parts.keys(), ...there.parts.keys()])) {
    const [old, left, right] = [was, here, there].map((one) => one.parts.get(id));
    const one = left && right ? merge.parts(old ?? {}, left, right, "step", id) : merge.presence(old, left, right, "step", id, "all");
    if (one !== undefined) parts.set(id, one);
  }
  const block = new Map<string, string>();
  for (const id of parts.keys()) {
    const at = (one: Tree): string => one.block.get(id) ?? "";
    const place =
      here.block.has(id) && there.block.has(id)
        ? merge.value(was.block.get(id) ?? at(here), at(here), at(there), "step", id, "place")
        : at(here.block.has(id) ? here : there);
    block.set(id, place);
  }
  keepHolders(merge, parts, block, [here, there, was]);
  const children = new Map<string, string[]>();
  for (const place of new Set(block.values())) {
    const all = [...block].filter(([, at]) => at === place).map(([id]) => id);
    const lists = [was, here, there].map((one) =>
      all.filter((id) => one.block.get(id) === place).toSorted((a, b) => one.at(a) - one.at(b)),
    ) as [string[], string[], string[]];
    const order = merge.order(...lists, () => merge.clash("step", place.split("/")[0] as string, "order"));
    children.set(place, [...order, ...all.filter((id) => !order.includes(id))]);
  }
  const build = (place: string): Step[] =>
    (children.get(place) ?? []).map((id) => {
      const own = parts.get(id) as Parts;
      const inner = (key: string): Parts =>
        Array.isArray(own[key])
          ? { [key]: (own[key] as { id: string }[]).map((branch) => ({ ...branch, steps: build(`${id}/${branch.id}`) })) }
          : {};
      return { ...own, ...inner("branches"), ...inner("attached") } as unknown as Step;
    });
  return build("");
}

/** A step with its branches stays as long as somebody put something into it, and nothing is put inside itself. */
function keepHolders(merge: Merge, parts: Map<string, Parts>, block: Map<string, string>, from: readonly [Tree, Tree, Tree]): void {
  const queue = [...block.keys()];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    const place = block.get(id) as string;
    if (place === "") continue;
    const [holder, branch] = place.split("/") as [string, string];
    const source = from.find((one) => one.branches.get(holder)?.has(branch));
    const given = (key: string): { id: string }[] => (source?.parts.get(holder)?.[key] ?? []) as { id: string }[];
    if (!parts.has(holder)) {
      merge.clash("step", holder, "all");
      parts.set(holder, source?.parts.get(holder) as Parts);
      block.set(holder, source?.block.get(holder) ?? "");
      queue.push(holder);
    }
    const own = parts.get(holder) as Parts;
    const key = (["branches", "attached"] as const).find((one) => given(one).some((each) => each.id === branch));
    const list = (key === undefined ? [] : (own[key] ?? [])) as { id: string }[];
    if (key !== undefined && !list.some((one) => one.id === branch)) {
      merge.clash("step", holder, key);
      parts.set(holder, { ...own, [key]: [...list, ...given(key).filter((each) => each.id === branch)] });
    }
    if (isInside(holder, id, block)) {
      merge.clash("step", id, "place");
      const stay = from[2].block.get(id) ?? "";
      block.set(id, isInside(stay.split("/")[0] as string, id, block) ? "" : stay);
    }
  }
}

function isInside(step: string, holder: string, block: ReadonlyMap<string, string>): boolean {
  const seen = new Set<string>();
  for (let at = step; at !== "" && !seen.has(at); at = (block.get(at) ?? "").split("/")[0] as string) {
    if (at === holder) return true;
    seen.add(at);
  }
  return false;
}

type Tree = {
  readonly parts: ReadonlyMap<string, Parts>;
  readonly block: ReadonlyMap<string, string>;
  readonly branches: ReadonlyMap<string, ReadonlySet<string>>;
  at(id: string): number;
};

function tree(definition: Definition): Tree {
  const visits = walk(definition);
  const place = new Map(visits.map(({ step }, at) => [step.id, at]));
  return {
    parts: new Map(visits.map(({ step }) => [step.id, partsOf(step)])),
    block: new Map(visits.map(({ step, location }) => [step.id, location.at(-1)?.block ?? ""])),
    branches: new Map(visits.map(({ step }) => [step.id, new Set(branchesOf(step).map(({ id }) => id))])),
    at: (id) => place.get(id) ?? 0,
  };
}

/** A step without the steps inside it. */
function partsOf(step: Step): Parts {
  return {
    ...step,
    ...("branches" in step && { branches: step.branches.map(({ steps: _, ...branch }) => branch) }),
    ...(step.attached && { attached: step.attached.map(({ steps: _, ...handler }) => handler) }),
  };
}

function withoutLists({ steps: _steps, fields: _fields, roles: _roles, ...rest }: Definition): Parts {
  return rest;
}

/** Members that can be told apart by a name of their own. */
function isListOfNamed(value: unknown): value is Parts[] {
  if (!Array.isArray(value)) return false;
  const names = value.map((one: unknown) => (typeof one === "object" && one !== null ? nameOf(one as Parts) : ""));
  return names.every((name) => name !== "") && new Set(names).size === names.length;
}

function isListOfTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string") && new Set(value).size === value.length;
}

function nameOf(one: Parts): string {
  const name = one["id"] ?? one["key"];
  return typeof name === "string" ? name : "";
}
