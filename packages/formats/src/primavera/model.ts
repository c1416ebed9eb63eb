import type { CalendarDefinition } from "@rondo/core/calendar";

/** What both of Primavera's formats say, under one set of names; dates are wall clock, hours as they stand. Empty text = not said. */
export type Export = {
  readonly projects: readonly ProjectRow[];
  readonly calendars: readonly CalendarRow[];
  readonly wbs: readonly WbsRow[];
  readonly activities: readonly ActivityRow[];
  readonly relations: readonly RelationRow[];
  readonly resources: readonly ResourceRow[];
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  readonly assignments: readonly AssignmentRow[];
};

export type ProjectRow = {
  readonly id: string;
  readonly name: string;
  readonly start: string | null;
  /** Nothing that is not begun may stand before this day. */
  readonly dataDate: string | null;
  readonly calendar: string;
  /** Whose working time a lag is counted in. */
  readonly lagOn: "predecessor" | "successor" | "project" | "clock";
  readonly criticalHours: number;
};

export type CalendarRow = {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly definition: CalendarDefinition;
};

export type WbsRow = {
  readonly id: string;
  readonly parent: string;
  readonly project: string;
  readonly name: string;
  readonly sequence: number;
  readonly isProject: boolean;
};

export type ActivityKind = "task" | "resource" | "milestone" | "effort" | "wbs";

export type ActivityRow = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly project: string;
  readonly wbs: string;
  readonly calendar: string;
  readonly kind: ActivityKind;
  /** As the format names it: `DT_FixedDrtn`, `Fixed Units/Time`. */
  readonly durationType: string;
  readonly hours: number;
  readonly remainingHours: number;
  readonly constraint: string;
  readonly constraintAt: string | null;
  readonly secondConstraint: string;
  readonly secondAt: string | null;
  readonly actualStart: string | null;
  readonly actualFinish: string | null;
  /** Where what is left of a started one goes on. */
  readonly restart: string | null;
  readonly start: string | null;
  readonly finish: string | null;
  readonly percent: number;
};

export type RelationRow = { readonly from: string; readonly to: string; readonly type: string; readonly lagHours: number };

export type ResourceRow = {
  readonly id: string;
  readonly name: string;
  readonly calendar: string;
  readonly labor: boolean;
  readonly maxUnits: number;
};

/** To a resource, or to a role that nobody takes yet. */
export type AssignmentRow = { readonly activity: string; readonly resource: string; readonly role: string; readonly units: number };

/** Units for each hour of time, as Primavera counts them; where none are given one whole. */
export function unitsOf(text: string): number {
  const value = decimal(text);
  return value > 0 ? value : 1;
}

/** Decimals with a point or a comma, as the machine that wrote them had them. */
export function decimal(text: string): number {
  const value = Number(text.replace(",", "."));
  return Number.isFinite(value) ? value : 0;
}
