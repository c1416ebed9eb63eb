import { type ControlChart, controlChart } from "./control-chart.ts";
import type { MeasuredRun } from "./measured-run.ts";

export type Satisfaction = {
  /** How many said how satisfied they were, and with what, from 1 to 5. */
  readonly rated: number;
  readonly mean: number;
  readonly counts: readonly [number, number, number, number, number];
  /** Of all runs that ended. */
  readonly share: number;
  readonly control: {
    readonly runs: readonly { readonly id: string; readonly number: number; readonly endedAt: number }[];
    readonly chart: ControlChart;
  } | null;
};

/** As many points as a picture shows. */
const mostPoints = 60;

/** What those who asked said of the runs, in the order in which these ended; null while nobody did. */
export function satisfactionOf(runs: readonly MeasuredRun[]): Satisfaction | null {
  const ended = runs.filter(({ endedAt }) => endedAt !== null).sort((a, b) => a.endedAt! - b.endedAt!);
  const rated = ended.filter(({ score }) => score !== undefined);
  if (rated.length === 0) return null;
  const scores = rated.map(({ score }) => score!);
  const count = (score: number): number => scores.filter((one) => one === score).length;
  const shown = rated.slice(-mostPoints);
  const chart = controlChart(scores.slice(-mostPoints));
  return {
    rated: rated.length,
    mean: scores.reduce((sum, score) => sum + score, 0) / scores.length,
    counts: [count(1), count(2), count(3), count(4), count(5)],
    share: rated.length / ended.length,
    // A limit that no score can pass is no limit.
    control:
      shown.length < 2
        ? null
        : {
            runs: shown.map(({ id, number, endedAt }) => ({ id, number, endedAt: endedAt! })),
            chart: {
              ...chart,
              lower: chart.lower === null ? null : Math.max(1, chart.lower),
              upper: chart.upper === null ? null : Math.min(5, chart.upper),
            },
          },
  };
}
