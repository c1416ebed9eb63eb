import type { OwnHours } from "../../plan/index.ts";

/** Who works on a plan. `units` is how much of a person there is, or how much of them a task takes: 1 = all day. */
export type Staffing = {
  readonly people: readonly Person[];
  readonly assignments: readonly { readonly task: string; readonly person: string; readonly units: number }[];
  /** Places that nobody has yet: levelling proposes who of those with the role takes them. */
  readonly placeholders?: readonly Placeholder[];
  /** Where the dates of the plan follow people: the hours of those who may take a place. What they have is no part of `taken` and `daysOff` then. */
  readonly hours?: readonly OwnHours[];
};

export type Person = {
  readonly id: string;
  readonly name: string;
  readonly units: number;
  /** Roles and skills: what they can be asked for without being named. */
  readonly roles?: readonly string[];
  /** Weekdays (0 Monday) on which they do not work: what fits between these stays off them, in pieces if it may be. */
  readonly daysOff?: readonly number[];
  /** What is taken already: recurring work, a reserved share, other projects. Wall-clock `YYYY-MM-DDTHH:MM`. */
  readonly taken?: readonly Taken[];
};

/** So many (1) of a role, each for `units`; left out: for that `part` (1 = all) of what there is of whoever takes it. */
export type Placeholder = {
  readonly task: string;
  readonly role: string;
  readonly units?: number;
  readonly part?: number;
  readonly count?: number;
};

export type Taken = { readonly from: string; readonly to: string; readonly units: number; readonly what: string };
