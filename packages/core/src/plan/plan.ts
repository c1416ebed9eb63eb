import type { CalendarDefinition } from "../calendar/index.ts";
import type { ConstraintName, LinkPolicyName, LinkTypeName } from "../schedule/index.ts";

/**
 * A project's plan as people keep it. Moments are wall clock `YYYY-MM-DDTHH:MM` of the plan's one zone. With `finish` the plan
 * is scheduled backwards from that; `start` is then only where counting begins. `calendars` are those that tasks name.
 */
export type Plan = {
  readonly start: string;
  readonly finish?: string;
  readonly calendar: CalendarDefinition;
  readonly calendars?: Readonly<Record<string, CalendarDefinition>>;
  readonly tasks: readonly PlanTask[];
  readonly links: readonly PlanLink[];
  /** What links do to tasks that have `stood` somewhere; left out, everything begins as early as it may. */
  readonly linkPolicy?: LinkPolicyName;
  readonly options?: {
    readonly honourConstraints?: boolean;
    readonly manyCriticalPaths?: boolean;
    readonly criticalSlackMinutes?: number;
  };
};

/** A task with children is a summary: its dates are theirs, its own minutes do not count. 0 minutes = a milestone. */
export type PlanTask = {
  readonly id: string;
  readonly parent: string | null;
  readonly title: string;
  readonly workingMinutes: number;
  /** A summary even while nothing is inside it. */
  readonly heading?: boolean;
  /** The minutes pass around the clock (curing concrete, shipping). */
  readonly elapsed?: boolean;
  readonly constraint?: { readonly type: ConstraintName; readonly at?: string };
  /** Soft: shows as negative slack, moves nothing. */
  readonly deadline?: string;
  /** Completed work never moves. */
  readonly finished?: { readonly start: string; readonly finish: string };
  readonly started?: string;
  readonly remainingMinutes?: number;
  /** Minutes around the clock by which levelling puts it off; counted from what links and the project's start allow. */
  readonly delayMinutes?: number;
  /** Kept in the list but out of the plan: holds nothing back, is in nobody's dates, stands where it is pinned. */
  readonly inactive?: boolean;
  /** Scheduled by hand: stands where it is put. */
  readonly pinned?: { readonly start: string; readonly finish?: string };
  /** Where it stood when the plan was computed last; a link policy starts from there. `free`: it is moved on purpose, and does not stay. */
  readonly stood?: { readonly start: string; readonly finish: string; readonly free?: boolean };
  /** A key of `plan.calendars` in place of the plan's calendar. */
  readonly calendar?: string;
  /** A split task: working minutes of pause after so many worked minutes. */
  readonly pauses?: readonly { readonly after: number; readonly minutes: number }[];
  /** Levelling may put pauses into it where its people are needed elsewhere; pauses it has are then levelling's own. */
  readonly interruptible?: boolean;
  /**
   * People whose calendars decide when it is done: each one's calendar (a key; left out: the task's own), only `within` another
   * where given, and minutes.
   */
  readonly crew?: readonly {
    readonly calendar?: string;
    readonly within?: string;
    readonly minutes: number;
    /** Whose calendar and work it is, where the source says; computes nothing. */
    readonly who?: string;
  }[];
};

/** `percent` lag is percent of the predecessor's duration in `minutes`; negative = lead. */
export type PlanLink = {
  readonly from: string;
  readonly to: string;
  readonly type: LinkTypeName;
  readonly lag: { readonly minutes: number; readonly kind: "working" | "elapsed" | "percent" };
};

/** What puts a task where it is. `link` is the index in `plan.links`. */
export type DrivenBy =
  | {
      readonly kind: "projectStart" | "started" | "finished" | "pinned" | "children" | "asLateAsPossible" | "projectFinish" | "standing";
    }
  | { readonly kind: "constraint"; readonly type: ConstraintName; readonly at: string; readonly of: string }
  | { readonly kind: "link"; readonly link: number; readonly from: string };

/** Slacks are working minutes on the task's calendar; a summary rolls its children up. */
export type PlanEntry = {
  readonly id: string;
  readonly start: string;
  readonly finish: string;
  readonly earlyStart: string;
  readonly earlyFinish: string;
  readonly lateStart: string;
  readonly lateFinish: string;
  readonly workingMinutes: number;
  readonly totalSlackMinutes: number;
  readonly freeSlackMinutes: number;
  readonly critical: boolean;
  readonly summary: boolean;
  readonly drivenBy: DrivenBy;
};
