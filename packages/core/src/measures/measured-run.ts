/** A run as measures see it; times are epoch milliseconds. */
export type MeasuredRun = {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly revision: number;
  /** What kind of work it was, as far as that was known at its start: how it came, and the choices that were made. */
  readonly kind: string;
  /** Rejected: an approval ended it, as its procedure says; what it was for was not made. */
  readonly state: "running" | "completed" | "rejected" | "cancelled";
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** Whether all that it promised was kept; absent: it promised nothing that is over. */
  readonly kept?: boolean;
  /** How satisfied whoever asked for it was, 1 to 5; absent: they did not say. */
  readonly score?: number;
  /** Teams that somebody who worked on it is in. */
  readonly teams?: readonly string[];
  /** In the order in which they were opened. */
  readonly steps: readonly MeasuredStep[];
};

export type MeasuredStep = {
  readonly stepId: string;
  readonly title: string;
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly how: "completed" | "skipped" | "withdrawn" | null;
  readonly dueAt: number | null;
  readonly by: string | null;
  readonly verdict: "approved" | "rejected" | null;
  /** One of several that the procedure asks for, such as one for each volume: several of them are nothing done again. */
  readonly oneOfSeveral?: boolean;
};

/** How long it was between two moments, in hours: as the clock goes, or the working time of a calendar. */
export type HoursBetween = (from: number, to: number) => number;

export const elapsedHours: HoursBetween = (from, to) => (to - from) / 3_600_000;
