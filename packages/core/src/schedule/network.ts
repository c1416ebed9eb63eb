import type { Calendar } from "../calendar/index.ts";

/** No date: below every wall-clock minute that a plan can hold. */
export const never = -2_147_483_648;

export const linkType = { FS: 0, SS: 1, FF: 2, SF: 3 } as const;
export type LinkTypeName = keyof typeof linkType;

/** Numbered as Microsoft Project numbers them. */
export const constraintType = { ASAP: 0, ALAP: 1, MSO: 2, MFO: 3, SNET: 4, SNLT: 5, FNET: 6, FNLT: 7 } as const;
export type ConstraintName = keyof typeof constraintType;

export type LinkPolicyName = "conflict" | "gap" | "earliest";

/** Where tasks stood before, by node (`never` = nowhere), and with `gap` the working minutes that each link keeps. */
export type Standing = { readonly stood: Int32Array; readonly gap: Int32Array | null };

/**
 * `task` has dates of its own. The others carry the logic of a linked summary without expanding every pair of leaves: a `gate`
 * holds its leaves back, a `finish` is the last of its leaves, a `start` the first.
 */
export const nodeKind = { task: 0, gate: 1, finish: 2, start: 3 } as const;

/**
 * A plan as a structure of arrays: node i is row i of each. Times are wall-clock minutes, durations working minutes on the
 * node's calendar (gaps of a split task counted in), lags minutes. `never` = not given.
 */
export type Network = {
  readonly size: number;
  /** The project's start; with `finish` given the plan is scheduled backwards from that instead. */
  readonly start: number;
  readonly finish: number;
  readonly calendars: readonly Calendar[];
  readonly calendar: Uint16Array;
  readonly kind: Uint8Array;
  readonly duration: Int32Array;
  /** What is left of a started task; equal to the duration of one that is not. */
  readonly remaining: Int32Array;
  /** Minutes around the clock by which levelling puts a start off. */
  readonly delay: Int32Array;
  readonly constraint: Uint8Array;
  readonly constraintAt: Int32Array;
  readonly deadline: Int32Array;
  readonly actualStart: Int32Array;
  readonly actualFinish: Int32Array;
  /** Manually scheduled tasks stand where somebody put them. */
  readonly manualStart: Int32Array;
  readonly manualFinish: Int32Array;
  /** Where several people with calendars of their own work on one task: each one's calendar and minutes, by node. */
  readonly crews: ReadonlyMap<number, readonly CrewMember[]>;
  readonly links: Links;
  /** Null: every task begins as early as it may. */
  readonly standing: Standing | null;
  /** Hard constraint dates override links in the forward pass (Microsoft Project's default). */
  readonly honourConstraints: boolean;
  /** Every network of linked tasks has its own finish, so that each shows a critical path. */
  readonly manyCriticalPaths: boolean;
  /** Total slack up to which a task is critical, in minutes. */
  readonly criticalSlack: number;
};

export type CrewMember = { readonly calendar: number; readonly minutes: number };

export type Links = {
  readonly count: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly type: Uint8Array;
  readonly lag: Int32Array;
  /** 1 = the lag passes around the clock, 0 = in the successor's working time. */
  readonly elapsed: Uint8Array;
};

/** What put a node where it is in the forward pass: a link's number (0 or more), or one of these. */
export const driver = { projectStart: -1, constraint: -2, actual: -3, manual: -4, lateAsPossible: -5, standing: -6 } as const;
