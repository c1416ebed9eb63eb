import type { Net } from "./net.ts";

/** Most markings of a net that are looked at for what can and must still happen. */
const mostMarkings = 30_000;

/** The markings of a net, made as they are reached. Labels are numbers; -1 is silent. */
export class Space {
  readonly labels: readonly string[];
  readonly start: number;
  readonly #net: Net;
  readonly #labelOf: Int32Array;
  readonly #markings: Uint8Array[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #successors: (Int32Array | undefined)[] = [];
  readonly #finals: ReadonlySet<string>;
  readonly #consumers: readonly (readonly number[])[];
  #outlook: Outlook | null | undefined;

  constructor(net: Net) {
    this.#net = net;
    this.labels = [...new Set(net.transitions.flatMap(({ label }) => (label === null ? [] : [label])))];
    this.#labelOf = Int32Array.from(net.transitions, ({ label }) => (label === null ? -1 : this.labels.indexOf(label)));
    this.#finals = new Set(net.final.map((places) => this.#key(this.#marked(places))));
    const consumers: number[][] = Array.from({ length: net.places + 1 }, () => []);
    net.transitions.forEach(({ inputs, awaits }, at) => {
      for (const place of awaits === undefined ? [inputs[0] ?? net.places] : inputs) consumers[place]!.push(at);
    });
    this.#consumers = consumers;
    this.start = this.#numberOf(this.#marked(net.initial));
  }

  /** The same net with no marking known yet. */
  afresh(): Space {
    return new Space(this.#net);
  }

  get size(): number {
    return this.#markings.length;
  }

  isFinal(marking: number): boolean {
    return this.#finals.has(this.#key(this.#markings[marking]!));
  }

  /** Pairs of label and next marking. */
  successors(marking: number): Int32Array {
    const known = this.#successors[marking];
    if (known !== undefined) return known;
    const tokens = this.#markings[marking]!;
    const found: number[] = [];
    const fire = (at: number, from?: number): void => {
      const { inputs, outputs, awaits } = this.#net.transitions[at]!;
      const taken = awaits === undefined ? inputs : inputs.filter((place) => tokens[place]! > 0);
      if (awaits !== undefined && (taken[0] !== from || !isReady(tokens, inputs, awaits))) return;
      const next = tokens.slice();
      for (const place of taken) {
        if (next[place] === 0) return;
        next[place]! -= 1;
      }
      for (const place of outputs) {
        // A place that fills without end belongs to a net that never ends well; such steps lead nowhere.
        if (next[place] === 255) return;
        next[place]! += 1;
      }
      found.push(this.#labelOf[at]!, this.#numberOf(next));
    };
    for (let place = 0; place < tokens.length; place += 1)
      if (tokens[place]! > 0) for (const at of this.#consumers[place]!) fire(at, place);
    for (const at of this.#consumers[this.#net.places]!) fire(at);
    return (this.#successors[marking] = Int32Array.from(found));
  }

  /** What can and what must still happen from every marking; null for nets with too many. */
  outlook(): Outlook | null {
    if (this.#outlook !== undefined) return this.#outlook;
    for (let marking = 0; marking < this.size; marking += 1) {
      this.successors(marking);
      if (this.size > mostMarkings) return (this.#outlook = null);
    }
    return (this.#outlook = outlookOf(this));
  }

  #marked(places: readonly number[]): Uint8Array {
    const tokens = new Uint8Array(this.#net.places);
    for (const place of places) tokens[place]! += 1;
    return tokens;
  }

  #key(tokens: Uint8Array): string {
    let key = "";
    for (let place = 0; place < tokens.length; place += 1) if (tokens[place]! > 0) key += `${place}:${tokens[place]} `;
    return key;
  }

  #numberOf(tokens: Uint8Array): number {
    const key = this.#key(tokens);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#markings.length);
    return this.#markings.push(tokens) - 1;
  }
}

/** Whoever can still get to an input without a token, and to none that has one, is waited for. */
function isReady(tokens: Uint8Array, inputs: readonly number[], awaits: readonly ReadonlySet<number>[]): boolean {
  const have = inputs.map((place) => tokens[place]! > 0);
  for (let place = 0; place < tokens.length; place += 1) {
    if (tokens[place] === 0 || inputs.includes(place)) continue;
    if (awaits.some((from, at) => !have[at] && from.has(place)) && !awaits.some((from, at) => have[at] && from.has(place))) return false;
  }
  return true;
}

/** For each marking: labels that may still occur before the end, labels without which no end is reached, and whether one is. */
export type Outlook = { readonly may: readonly Uint8Array[]; readonly must: readonly Uint8Array[]; readonly ends: Uint8Array };

function outlookOf(space: Space): Outlook {
  const size = space.size;
  const labels = space.labels.length;
  const before: number[][] = Array.from({ length: size }, () => []);
  for (let marking = 0; marking < size; marking += 1) {
    const next = space.successors(marking);
    for (let at = 1; at < next.length; at += 2) before[next[at]!]!.push(marking);
  }
  const ends = new Uint8Array(size);
  const may = Array.from({ length: size }, () => new Uint8Array(labels));
  // Every label is a must until a way to the end without it is found.
  const must = Array.from({ length: size }, () => new Uint8Array(labels).fill(1));
  const waiting: number[] = [];
  for (let marking = 0; marking < size; marking += 1)
    if (space.isFinal(marking)) {
      ends[marking] = 1;
      must[marking]!.fill(0);
      waiting.push(marking);
    }
  for (let marking = waiting.pop(); marking !== undefined; marking = waiting.pop())
    for (const from of before[marking]!) {
      let changed = ends[from] === 0;
      ends[from] = 1;
      const next = space.successors(from);
      for (let at = 0; at < next.length; at += 2) {
        const [label, to] = [next[at]!, next[at + 1]!];
        if (ends[to] === 0) continue;
        for (let each = 0; each < labels; each += 1) {
          const own = each === label ? 1 : 0;
          if (may[from]![each] === 0 && (own === 1 || may[to]![each] === 1)) {
            may[from]![each] = 1;
            changed = true;
          }
          if (must[from]![each] === 1 && own === 0 && must[to]![each] === 0) {
            must[from]![each] = 0;
            changed = true;
          }
        }
      }
      if (changed) waiting.push(from);
    }
  return { may, must, ends };
}
