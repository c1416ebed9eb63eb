import type { EventLog } from "./event-log.ts";

/** Classes of equal traces, the most frequent first. `example` is a case of each, `ofCase` the variant of every case. */
export type Variants = { readonly counts: Int32Array; readonly example: Int32Array; readonly ofCase: Int32Array };

/** Sequences of numbers of one variant. */
export function traceOf(log: EventLog, ofCase: number): Int32Array {
  return log.activity.subarray(log.offsets[ofCase]!, log.offsets[ofCase + 1]!);
}

export function variantsOf(log: EventLog): Variants {
  const cases = log.cases.length;
  const { activity, offsets } = log;
  let mask = 1023;
  while (mask < cases * 2) mask = mask * 2 + 1;
  const table = new Int32Array(mask + 1).fill(-1);
  const example: number[] = [];
  const counts: number[] = [];
  const found = new Int32Array(cases);
  for (let at = 0; at < cases; at += 1) {
    let slot = hash(activity, offsets[at]!, offsets[at + 1]!) & mask;
    for (;;) {
      const variant = table[slot]!;
      if (variant === -1) {
        found[at] = table[slot] = example.push(at) - 1;
        counts.push(1);
        break;
      }
      if (sameTrace(log, example[variant]!, at)) {
        found[at] = variant;
        counts[variant]! += 1;
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  const rank = counts.map((_, variant) => variant).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const placeOf = new Int32Array(rank.length);
  rank.forEach((variant, place) => {
    placeOf[variant] = place;
  });
  return {
    counts: Int32Array.from(rank, (variant) => counts[variant]!),
    example: Int32Array.from(rank, (variant) => example[variant]!),
    ofCase: found.map((variant) => placeOf[variant]!),
  };
}

function hash(activity: Int32Array, from: number, to: number): number {
  let value = 2_166_136_261;
  for (let at = from; at < to; at += 1) value = Math.imul(value ^ (activity[at]! + 1), 16_777_619);
  value ^= value >>> 15;
  return Math.imul(value, 2_246_822_519) >>> 1;
}

function sameTrace({ activity, offsets }: EventLog, a: number, b: number): boolean {
  const [fromA, fromB] = [offsets[a]!, offsets[b]!];
  const length = offsets[a + 1]! - fromA;
  if (offsets[b + 1]! - fromB !== length) return false;
  for (let at = 0; at < length; at += 1) if (activity[fromA + at] !== activity[fromB + at]) return false;
  return true;
}
