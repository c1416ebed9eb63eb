import { activitiesOf, type Tree } from "./tree.ts";

/**
 * A tree as a deterministic automaton that is built as far as it is walked. States and activities are numbers; a state
 * knows exactly what may come next and whether the performance may end, so that asking whether a trace belongs to the
 * tree needs no search and no guess. Null for trees in which parallel parts share an activity.
 */
export type Automaton = {
  readonly start: number;
  /** The state after an activity, -1 where it may not come. */
  step(state: number, activity: number): number;
  accepts(state: number): boolean;
  next(state: number): readonly number[];
};

export function automatonOf(tree: Tree, activities: readonly string[]): Automaton | null {
  const numbers = new Map(activities.map((activity, at) => [activity, at]));
  const number = (activity: string): number => {
    const known = numbers.get(activity);
    if (known !== undefined) return known;
    numbers.set(activity, numbers.size);
    return numbers.size - 1;
  };
  return compile(tree, number);
}

/** Whether the tree can perform exactly this trace. */
export function accepts(automaton: Automaton, trace: Iterable<number>): boolean {
  let state = automaton.start;
  for (const activity of trace) {
    state = automaton.step(state, activity);
    if (state === -1) return false;
  }
  return automaton.accepts(state);
}

function compile(tree: Tree, number: (activity: string) => number): Automaton | null {
  if (tree.kind === "silent") return { start: 0, step: () => -1, accepts: () => true, next: () => [] };
  if (tree.kind === "activity") {
    const own = number(tree.activity);
    return {
      start: 0,
      step: (state, activity) => (state === 0 && activity === own ? 1 : -1),
      accepts: (state) => state === 1,
      next: (state) => (state === 0 ? [own] : []),
    };
  }
  const children: Automaton[] = [];
  for (const child of tree.children) {
    const compiled = compile(child, number);
    if (compiled === null) return null;
    children.push(compiled);
  }
  if (tree.kind === "parallel") {
    const owner = new Map<number, number>();
    for (const [at, child] of tree.children.entries())
      for (const activity of new Set(activitiesOf(child))) {
        if (owner.has(number(activity))) return null;
        owner.set(number(activity), at);
      }
    return memo(new Beside(children, owner));
  }
  return memo(new OneAtATime(children, orders[tree.kind](children.length)));
}

/** Which child may come first, which may come after which, and after which the whole may end. */
type Order = { readonly first: readonly number[]; after(child: number): readonly number[]; last(child: number): boolean };

const orders: Readonly<Record<"choice" | "sequence" | "loop", (children: number) => Order>> = {
  choice: (children) => ({ first: Array.from({ length: children }, (_, at) => at), after: () => [], last: () => true }),
  sequence: (children) => ({
    first: [0],
    after: (child) => (child + 1 < children ? [child + 1] : []),
    last: (child) => child === children - 1,
  }),
  loop: (children) => {
    const back = Array.from({ length: children - 1 }, (_, at) => at + 1);
    return { first: [0], after: (child) => (child === 0 ? back : [0]), last: (child) => child === 0 };
  },
};

/** Choice, sequence and loop: one child at a time. A state is the set of places one can be in, pairs of child and its state. */
class OneAtATime implements Automaton {
  readonly start: number;
  readonly #children: readonly Automaton[];
  readonly #order: Order;
  readonly #sets: Int32Array[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(children: readonly Automaton[], order: Order) {
    this.#children = children;
    this.#order = order;
    this.start = this.#stateOf(order.first.map((child) => [child, children[child]!.start]));
  }

  step(state: number, activity: number): number {
    const set = this.#sets[state]!;
    const reached: [number, number][] = [];
    for (let at = 0; at < set.length; at += 2) {
      const next = this.#children[set[at]!]!.step(set[at + 1]!, activity);
      if (next !== -1) reached.push([set[at]!, next]);
    }
    return reached.length === 0 ? -1 : this.#stateOf(reached);
  }

  accepts(state: number): boolean {
    const set = this.#sets[state]!;
    for (let at = 0; at < set.length; at += 2)
      if (this.#order.last(set[at]!) && this.#children[set[at]!]!.accepts(set[at + 1]!)) return true;
    return false;
  }

  next(state: number): readonly number[] {
    const set = this.#sets[state]!;
    const found = new Set<number>();
    for (let at = 0; at < set.length; at += 2) for (const activity of this.#children[set[at]!]!.next(set[at + 1]!)) found.add(activity);
    return [...found];
  }

  /** The set with everything that can be entered without an event. */
  #stateOf(places: [number, number][]): number {
    const seen = new Set<string>();
    const closed: [number, number][] = [];
    const waiting = [...places];
    for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
      const key = `${place[0]} ${place[1]}`;
      if (seen.has(key)) continue;
      seen.add(key);
      closed.push(place);
      const [child, state] = place;
      if (this.#children[child]!.accepts(state))
        for (const other of this.#order.after(child)) waiting.push([other, this.#children[other]!.start]);
    }
    closed.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const key = closed.join(" ");
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#sets.length);
    return this.#sets.push(Int32Array.from(closed.flat())) - 1;
  }
}

/** Parallel parts: each activity belongs to one of them, so a state is one state of each. */
class Beside implements Automaton {
  readonly start: number;
  readonly #children: readonly Automaton[];
  readonly #owner: ReadonlyMap<number, number>;
  readonly #tuples: Int32Array[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(children: readonly Automaton[], owner: ReadonlyMap<number, number>) {
    this.#children = children;
    this.#owner = owner;
    this.start = this.#stateOf(Int32Array.from(children, (child) => child.start));
  }

  step(state: number, activity: number): number {
    const owner = this.#owner.get(activity);
    if (owner === undefined) return -1;
    const tuple = this.#tuples[state]!;
    const next = this.#children[owner]!.step(tuple[owner]!, activity);
    if (next === -1) return -1;
    const moved = tuple.slice();
    moved[owner] = next;
    return this.#stateOf(moved);
  }

  accepts(state: number): boolean {
    return this.#tuples[state]!.every((own, child) => this.#children[child]!.accepts(own));
  }

  next(state: number): readonly number[] {
    return this.#children.flatMap((child, at) => child.next(this.#tuples[state]![at]!));
  }

  #stateOf(tuple: Int32Array): number {
    const key = tuple.join(" ");
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#tuples.length);
    return this.#tuples.push(tuple) - 1;
  }
}

/** Each question is answered once. */
function memo(automaton: Automaton): Automaton {
  const steps = new Map<number, number>();
  const nexts: (readonly number[] | undefined)[] = [];
  const ends: (boolean | undefined)[] = [];
  return {
    start: automaton.start,
    step(state, activity) {
      const key = state * 65_536 + activity;
      const known = steps.get(key);
      if (known !== undefined) return known;
      const next = automaton.step(state, activity);
      steps.set(key, next);
      return next;
    },
    accepts: (state) => (ends[state] ??= automaton.accepts(state)),
    next: (state) => (nexts[state] ??= automaton.next(state)),
  };
}
