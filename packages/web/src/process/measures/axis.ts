/** Steps that a duration is read in: seconds, minutes, hours, then days of 24 hours. In hours. */
const elapsedSteps = [
  ...[1, 5, 15, 30].map((seconds) => seconds / 3_600),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes / 60),
  1,
  2,
  4,
  6,
  12,
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000].map((days) => days * 24),
];
/** Working time is told in minutes and hours, however many. */
const workingSteps = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes / 60),
  ...[1, 10, 100, 1_000].flatMap((of) => [1, 2, 5].map((times) => times * of)),
];
const mostTicks = 5;

/** Round values from 0 to the most, in so few steps that each can be labelled. */
export function ticksOfHours(most: number, kind: "elapsed" | "working"): number[] {
  const steps = kind === "elapsed" ? elapsedSteps : workingSteps;
  return multiples(steps.find((step) => most / step <= mostTicks) ?? steps.at(-1)!, most);
}

/** The same for what is counted: never between two whole numbers. */
export function ticksOfCount(most: number): number[] {
  let step = 1;
  for (let at = 0; most / step > mostTicks; at += 1) step = [2, 5, 10][at % 3]! * 10 ** Math.floor(at / 3);
  return multiples(step, most);
}

function multiples(step: number, most: number): number[] {
  return Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, at) => at * step);
}

/** So many places of a row, evenly from the first to the last. */
export function spread(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, at) => at);
  return Array.from({ length: most }, (_, at) => Math.round((at * (count - 1)) / (most - 1)));
}

/** Limits of few values move with each that is added. */
export function limitsOf({ points, upper }: { points: readonly unknown[]; upper: number | null }): "none" | "provisional" | "firm" {
  return upper === null ? "none" : points.length < 20 ? "provisional" : "firm";
}
