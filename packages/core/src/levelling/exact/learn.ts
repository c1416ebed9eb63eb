import type { Model } from "./model.ts";
import type { Nogoods } from "./nogoods.ts";
import { eachReason } from "./reasons.ts";
import { reason, type Trail } from "./trail.ts";

const nothing = -2_147_483_648;

export type Lesson = { readonly literals: Int32Array; readonly level: number; readonly spread: number };

/**
 * From a conflict back to its first unique implication point: the nogood that would have prevented it, with the literal that
 * now must be false in front, and the level to go back to.
 */
export class Learner {
  private readonly trail: Trail;
  private readonly model: Model;
  private readonly nogoods: Nogoods;
  /** The value that each bound is needed at, or `nothing`. */
  private readonly need: Int32Array;
  private readonly touched: number[] = [];
  private current = 0;
  private floor = 0;

  constructor(model: Model, trail: Trail, nogoods: Nogoods) {
    this.model = model;
    this.trail = trail;
    this.nogoods = nogoods;
    this.need = new Int32Array(model.size * 2).fill(nothing);
  }

  /** `bump` hears of every literal on the way. Expects a literal of the trail's newest level in the conflict. */
  learn(conflict: readonly number[], bump: (b: number, v: number) => void): Lesson {
    const { trail, need } = this;
    this.current = 0;
    this.floor = trail.levels[trail.level - 1]!;
    for (let k = 0; k < conflict.length; k += 2) this.add(conflict[k]!, conflict[k + 1]!, bump);
    let entry = trail.count - 1;
    let [b, v] = [0, 0];
    for (; ; entry--) {
      b = trail.of[entry]!;
      v = need[b]!;
      if (v === nothing || trail.value[trail.before[entry]!]! >= v) continue;
      if (this.current === 1) break;
      need[b] = nothing;
      this.current--;
      eachReason(this.model, trail, this.nogoods, entry, v, (rb, rv) => {
        this.add(rb, rv, bump);
        return true;
      });
    }
    const literals = [b, v];
    need[b] = nothing;
    const others = this.touched.filter((other) => need[other] !== nothing && other !== b);
    need[b] = v;
    let level = 0;
    const levels = new Set<number>();
    const seen = new Set<number>();
    for (const other of others) {
      if (seen.has(other)) continue;
      seen.add(other);
      const made = trail.entryOf(other, need[other]!);
      if (this.implied(made, need[other]!)) continue;
      const own = trail.levelOf(made);
      levels.add(own);
      literals.push(other, need[other]!);
      if (own <= level) continue;
      level = own;
      const last = literals.length - 2;
      [literals[2], literals[3], literals[last], literals[last + 1]] = [literals[last]!, literals[last + 1]!, literals[2]!, literals[3]!];
    }
    for (const other of this.touched) need[other] = nothing;
    this.touched.length = 0;
    return { literals: Int32Array.from(literals), level, spread: levels.size + 1 };
  }

  private add(b: number, v: number, bump: (b: number, v: number) => void): void {
    const { trail, need } = this;
    if (v <= trail.root[b]!) return;
    const known = need[b]!;
    if (known >= v) return;
    const base = this.valueBelow(b);
    if (v > base && (known === nothing || known <= base)) this.current++;
    if (known === nothing) this.touched.push(b);
    need[b] = v;
    bump(b, v);
  }

  /** What the bound was before the newest level began. */
  private valueBelow(b: number): number {
    const { trail } = this;
    let entry = trail.last[b]!;
    while (entry >= this.floor) entry = trail.before[entry]!;
    return trail.value[entry]!;
  }

  /** True where other literals of the nogood, older than this one, already say so (older, or two could vouch for each other). */
  private implied(entry: number, v: number): boolean {
    const { model, trail, nogoods, need } = this;
    if (trail.kind[entry] === reason.none) return false;
    return eachReason(
      model,
      trail,
      nogoods,
      entry,
      v,
      (rb, rv) => rv <= trail.root[rb]! || (need[rb]! >= rv && trail.entryOf(rb, need[rb]!) < entry),
    );
  }
}
