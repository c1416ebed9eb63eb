import type { Field } from "../process/index.ts";
import type { Procedure } from "./procedure.ts";

/** Runs that are the same work done again, and what there is to say of them. */
export type Family = {
  readonly id: string;
  readonly name: string;
  /** Ids of containers: several that are runs, or the one that holds the runs. */
  readonly members: readonly string[];
  readonly inside: boolean;
  readonly runs: number;
  readonly confidence: number;
  readonly procedure: Procedure;
  /** Runs a month. */
  readonly frequency: number;
  /** Hours at stake in one run: its working hours from beginning to end. */
  readonly impact: number;
  readonly basis: { readonly frequency: "dates" | "assumed"; readonly impact: "dates" | "assumed" };
  readonly since: number | null;
  readonly until: number | null;
  /** The step that takes far longer than any other, and its share of the usual times of all; null where none stands out. */
  readonly waits: { readonly step: string; readonly minutes: number; readonly share: number } | null;
  /** Fields whose values differ from run to run; of what was found before these had a kind, the label alone. */
  readonly fields: readonly (FoundField | string)[];
  /** Of the runs, how many do every step that most of them do, in the order of these. */
  readonly conformance: number;
};

/** `always`: every run had it. */
export type FoundField = Pick<Field, "label" | "kind" | "choices"> & { readonly always: boolean };
