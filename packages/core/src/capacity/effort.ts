import type { Calendar } from "../calendar/index.ts";

/** A step of a run that somebody had: from when it was open to when it was done, wall-clock minutes. `key` says which step of which process. */
export type StepDone = { readonly person: string; readonly key: string; readonly from: number; readonly to: number };

/** What a step takes of a person's time, and how often it comes. */
export type StepEffort = { readonly person: string; readonly key: string; readonly count: number; readonly minutes: number };

/**
 * How much working time steps took, measured from when they were open: somebody with several open at once divides the hours
 * among them, so that nobody is counted for more than there are. It is an upper bound, because open is not the same as worked on.
 * `minutes` is the median of each person's step.
 */
export function measureEffort(done: readonly StepDone[], calendarOf: (person: string) => Calendar): StepEffort[] {
  const byPerson = new Map<string, StepDone[]>();
  for (const step of done) byPerson.set(step.person, [...(byPerson.get(step.person) ?? []), step]);
  return [...byPerson].flatMap(([person, steps]) => {
    const minutes = new Map<string, number[]>();
    for (const [step, effort] of shared(steps, calendarOf(person))) minutes.set(step.key, [...(minutes.get(step.key) ?? []), effort]);
    return [...minutes].map(([key, efforts]) => ({ person, key, count: efforts.length, minutes: median(efforts) }));
  });
}

/** Each moment of work belongs in equal parts to what was open then. */
function shared(steps: readonly StepDone[], calendar: Calendar): Map<StepDone, number> {
  const moments = [...new Set(steps.flatMap(({ from, to }) => [from, Math.max(from, to)]))].toSorted((a, b) => a - b);
  const opening = steps.toSorted((a, b) => a.from - b.from);
  const effort = new Map(steps.map((step) => [step, 0]));
  const open = new Set<StepDone>();
  let next = 0;
  moments.forEach((at, k) => {
    for (const step of open) if (step.to <= at) open.delete(step);
    for (; next < opening.length && opening[next]!.from <= at; next++) if (opening[next]!.to > at) open.add(opening[next]!);
    const until = moments[k + 1];
    if (until === undefined || open.size === 0) return;
    const part = calendar.between(at, until) / open.size;
    for (const step of open) effort.set(step, effort.get(step)! + part);
  });
  return effort;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}
