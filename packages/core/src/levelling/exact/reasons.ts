import type { Model } from "./model.ts";
import type { Nogoods } from "./nogoods.ts";
import { reason, type Trail } from "./trail.ts";

/** Hands over the literals that made the bound of an entry at least `v`, until `take` says no; false when it did. */
export function eachReason(
  model: Model,
  trail: Trail,
  nogoods: Nogoods,
  entry: number,
  v: number,
  take: (b: number, v: number) => boolean,
): boolean {
  const b = trail.of[entry]!;
  const at = trail.at[entry]!;
  switch (trail.kind[entry]) {
    case reason.arc: {
      const near = (b & 1) === 0 ? model.arcFrom[at]! * 2 : model.arcTo[at]! * 2 + 1;
      return take(near, v - model.arcLag[at]!);
    }
    case reason.nogood: {
      const literals = nogoods.all[at]!;
      for (let k = 0; k < literals.length; k += 2) {
        if (literals[k] === (b ^ 1) && literals[k + 1] === 1 - trail.value[entry]!) continue;
        if (!take(literals[k]!, literals[k + 1]!)) return false;
      }
      return true;
    }
    case reason.pool: {
      const { pool } = trail;
      for (let k = at + 1; k <= at + pool[at]!; k += 2) if (!take(pool[k]!, pool[k + 1]!)) return false;
      return true;
    }
    default:
      return true;
  }
}
