import { civil, dayNumber, daysInMonth } from "../calendar/index.ts";

/** What a project keeps beside its plan. */
export type EntryKind = "risk" | "decision" | "stakeholder" | "scope" | "deliverable" | "gate" | "lesson" | "cost" | "report";

export const outcomes = ["happened", "passed", "waived", "accepted", "dropped", "superseded"] as const;
export type Outcome = (typeof outcomes)[number];

/** What can become of an entry of each kind. A kind without outcomes is never settled. */
export const outcomesOf: Readonly<Record<EntryKind, readonly Outcome[]>> = {
  risk: ["happened", "passed"],
  decision: ["superseded"],
  stakeholder: [],
  scope: ["dropped"],
  deliverable: ["accepted"],
  gate: ["passed", "waived"],
  lesson: [],
  cost: [],
  report: [],
};

export type Criterion = { readonly text: string; readonly met: boolean };

/** Why an entry can't be settled this way, or null: a gate is passed and a deliverable accepted when every criterion is met; what goes against the plan needs a reason. */
export function cannotSettle(
  kind: EntryKind,
  outcome: Outcome,
  criteria: readonly Criterion[],
  note: string,
): { reason: "outcome" } | { reason: "criteria"; left: number } | { reason: "note" } | null {
  if (!outcomesOf[kind].includes(outcome)) return { reason: "outcome" };
  const left = criteria.filter((one) => !one.met).length;
  if ((kind === "gate" && outcome === "passed") || kind === "deliverable") return left > 0 ? { reason: "criteria", left } : null;
  return note === "" && outcome !== "passed" ? { reason: "note" } : null;
}

/** Likelihood times impact, each 1 to 5. */
export function exposureOf(rating: { readonly likelihood: number; readonly impact: number }): number {
  return rating.likelihood * rating.impact;
}

export type Rated = { readonly entry: string; readonly at: number; readonly likelihood: number; readonly impact: number };

/** The exposure of all open risks together at each of these moments: of each its last rating by then, until it is settled. */
export function exposureTrend(ratings: readonly Rated[], settledAt: ReadonlyMap<string, number>, moments: readonly number[]): number[] {
  const ordered = ratings.toSorted((a, b) => a.at - b.at);
  return moments.map((moment) => {
    const last = new Map<string, number>();
    for (const rating of ordered) if (rating.at <= moment) last.set(rating.entry, exposureOf(rating));
    let sum = 0;
    for (const [entry, exposure] of last) if ((settledAt.get(entry) ?? Number.POSITIVE_INFINITY) > moment) sum += exposure;
    return sum;
  });
}

export const rhythms = ["week", "fortnight", "month"] as const;
export type Rhythm = (typeof rhythms)[number];

/** The first day of the rhythm after `today`, counted from `day`; months by the calendar, the last day where a month is short. */
export function nextReport(day: number, rhythm: Rhythm, today: number): number {
  if (rhythm !== "month") {
    const every = rhythm === "week" ? 7 : 14;
    return day > today ? day : day + every * (Math.floor((today - day) / every) + 1);
  }
  const from = civil(day);
  for (let months = 0; ; months++) {
    const [year, month] = [from.year + Math.floor((from.month - 1 + months) / 12), ((from.month - 1 + months) % 12) + 1];
    const at = dayNumber(year, month, Math.min(from.day, daysInMonth(year, month)));
    if (at > today) return at;
  }
}
