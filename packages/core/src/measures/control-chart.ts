/** Why a point stands out: beyond a limit, in a long run on one side, or in a group near a limit. */
export type Signal = "beyond" | "run" | "near";

/** Fewer values than this say so little of their own ups and downs that limits of them would mislead. */
const leastForLimits = 8;

export type ControlChart = {
  readonly centre: number;
  /** Null of fewer than eight values, and then nothing stands out. */
  readonly upper: number | null;
  readonly lower: number | null;
  readonly points: readonly { readonly value: number; readonly range: number | null; readonly signals: readonly Signal[] }[];
};

/**
 * Individuals and moving ranges (XmR, Wheeler): the limits are the mean ± 2.66 mean moving ranges, and measures that can't
 * be negative have no limit below 0. Signals: a point beyond a limit; eight in a row on one side of the centre; three of
 * four in a row nearer to one limit than to the centre. From about 20 values on limits hardly move any more.
 */
export function controlChart(values: readonly number[], { natural = true } = {}): ControlChart {
  const ranges = values.map((value, at) => (at === 0 ? null : Math.abs(value - values[at - 1]!)));
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanRange = ranges.reduce<number>((sum, range) => sum + (range ?? 0), 0) / Math.max(1, values.length - 1);
  const upper = centre + 2.66 * meanRange;
  const below = centre - 2.66 * meanRange;
  const lower = natural ? Math.max(0, below) : below;
  const side = values.map((value) => Math.sign(value - centre));
  const near = values.map((value) => (value > (centre + upper) / 2 ? 1 : value < (centre + below) / 2 ? -1 : 0));
  const within = (at: number, length: number, least: number, marks: readonly number[]): boolean => {
    // Any stretch of this length that holds the point and enough marks of one side, the point's own among them.
    for (let from = Math.max(0, at - length + 1); from <= at && from + length <= values.length; from += 1) {
      const stretch = marks.slice(from, from + length);
      if (marks[at] !== 0 && stretch.filter((mark) => mark === marks[at]).length >= least) return true;
    }
    return false;
  };
  const known = values.length >= leastForLimits;
  return {
    centre,
    upper: known ? upper : null,
    lower: known ? lower : null,
    points: values.map((value, at) => ({
      value,
      range: ranges[at]!,
      signals: !known
        ? []
        : [
            ...(value > upper || value < lower ? ["beyond" as const] : []),
            ...(within(at, 8, 8, side) ? ["run" as const] : []),
            ...(within(at, 4, 3, near) ? ["near" as const] : []),
          ],
    })),
  };
}
