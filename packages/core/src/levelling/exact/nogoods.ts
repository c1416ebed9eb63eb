/**
 * Learned nogoods: literals (a bound and a value) that can't all be true. The first two of each are watched; `watching[b]` holds
 * pairs of nogood and value.
 */
export class Nogoods {
  readonly watching: number[][];
  all: Int32Array[] = [];
  private spread: number[] = [];

  constructor(bounds: number) {
    this.watching = Array.from({ length: bounds }, () => []);
  }

  /** `spread` is the number of levels that its literals are from: the fewer, the more it is worth. */
  add(literals: Int32Array, spread: number): number {
    const id = this.all.push(literals) - 1;
    this.spread.push(spread);
    this.watch(id, literals);
    return id;
  }

  /** Forgets the worse half. Only between searches, when no nogood is the reason of anything. */
  shrink(): void {
    const worth = this.all.map((literals, id) => ({ literals, spread: this.spread[id]!, id }));
    worth.sort((a, b) => a.spread - b.spread || b.id - a.id);
    const kept = worth.filter(({ spread }, at) => spread <= 2 || at < worth.length / 2).sort((a, b) => a.id - b.id);
    for (const list of this.watching) list.length = 0;
    this.all = kept.map(({ literals }) => literals);
    this.spread = kept.map(({ spread }) => spread);
    this.all.forEach((literals, id) => this.watch(id, literals));
  }

  private watch(id: number, literals: Int32Array): void {
    this.watching[literals[0]!]!.push(id, literals[1]!);
    this.watching[literals[2]!]!.push(id, literals[3]!);
  }
}
