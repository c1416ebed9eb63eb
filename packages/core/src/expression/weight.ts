import type { FeelValue } from "./value.ts";

/** What a value is with all that is in it: `weight`, a text its length and anything else one; `depth`, of values within values. */
export type Weight = { readonly weight: number; readonly depth: number };

/** Values don't change once they are made, and the same one may stand in another a thousand times. */
const known = new WeakMap<object, Weight>();

/**
 * Each part counts as often as it stands there, which is what writing it down takes. Past `most` of either it stops
 * counting, so that a value of any size and depth is weighed in bounded time.
 */
export function weightOf(value: FeelValue, most: number, deepest: number): Weight {
  if (typeof value === "string") return { weight: Math.max(1, value.length), depth: 0 };
  const parts = partsOf(value);
  if (parts === null) return scalar;
  const before = known.get(value as object);
  if (before !== undefined) return before;
  let [weight, depth] = [1, 1];
  if (deepest < 0) return { weight, depth: Infinity };
  for (const part of parts) {
    const inner = weightOf(part, most - weight, deepest - 1);
    weight += inner.weight;
    depth = Math.max(depth, inner.depth + 1);
    if (weight > most || depth === Infinity) return { weight, depth };
  }
  const found = { weight, depth };
  known.set(value as object, found);
  return found;
}

const scalar: Weight = { weight: 1, depth: 0 };

function partsOf(value: FeelValue): Iterable<FeelValue> | null {
  if (value === null || typeof value !== "object") return null;
  if (Array.isArray(value)) return value;
  if (value instanceof Map) return value.values();
  return "type" in value && value.type === "range" ? [value.low, value.high] : null;
}
