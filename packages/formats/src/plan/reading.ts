import type { Finding } from "@rondo/core/kernel";
import type { PlanMoney } from "@rondo/core/control";
import type { Staffing } from "@rondo/core/levelling";
import type { Plan, PlanTask } from "@rondo/core/plan";
import type { BaselineDraft, Counts, TypeDraft } from "../draft/index.ts";

/** A task of a plan file with what the file says of it beside the plan. */
export type PlannedTask = {
  readonly uid: string;
  readonly task: PlanTask;
  readonly notes: string;
  readonly type?: TypeDraft;
  readonly percentComplete: number;
  readonly stored: { readonly start: string | null };
};

/** Who works on the plan: resources of work alone, materials take nobody's time. */
export function staffingOf({ resources, assignments }: Pick<PlanFile, "resources" | "assignments">): Staffing {
  const people = resources.filter((resource) => resource.work).map(({ uid, name, maxUnits }) => ({ id: uid, name, units: maxUnits }));
  return { people, assignments: assignments.map(({ task, resource, units }) => ({ task, person: resource, units })) };
}

/** What a reader of plan files gives: the plan that computes, and who does what. */
export type PlanFile = {
  readonly format: string;
  readonly name: string;
  readonly plan: Plan;
  /** What its calendars are called, by their keys in the plan. */
  readonly calendarNames: ReadonlyMap<string, string>;
  readonly tasks: readonly PlannedTask[];
  readonly resources: readonly {
    readonly uid: string;
    readonly name: string;
    readonly email?: string | null;
    readonly work: boolean;
    /** A role that stands for somebody not named yet. */
    readonly generic?: boolean;
    readonly maxUnits: number;
  }[];
  readonly assignments: readonly { readonly task: string; readonly resource: string; readonly units: number }[];
  /** What the file says of costs, baseline and work done. */
  readonly money?: PlanMoney;
  readonly baselines?: readonly BaselineDraft[];
  readonly counts: { readonly read: Counts; readonly carried: Counts };
  readonly findings: readonly Finding[];
};
