/**
 * Moments as working minutes since the earliest of them: what lies between two of these is the working time between them.
 * Each stretch is reckoned once, however many pairs are asked for.
 */
export function workAxis(moments: Iterable<number>, workedBetween: (from: number, to: number) => number): (moment: number) => number {
  const sorted = [...new Set(moments)].sort((a, b) => a - b);
  const at = new Map<number, number>();
  let sum = 0;
  for (const [index, moment] of sorted.entries()) {
    if (index > 0) sum += workedBetween(sorted[index - 1]!, moment);
    at.set(moment, sum);
  }
  return (moment) => at.get(moment) ?? 0;
}
