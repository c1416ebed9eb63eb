import type { Finding } from "@rondo/core/kernel";
import type { Definition } from "@rondo/core/process";
import type { ProjectDraft } from "./project.ts";

/** `source`: the file that the process came from, kept whole so that what Rondo does not run survives. */
export type ProcessDraft = {
  readonly kind: "process";
  readonly title: string;
  readonly definition: Definition;
  readonly source?: ProcessSource;
};

/** A foreign file, and which of its processes is meant. */
export type ProcessSource = { readonly format: "bpmn"; readonly text: string; readonly element: string };

export type Draft = ProjectDraft | ProcessDraft;

/** How many of each noun; keys are the source's plural nouns in camelCase (`cards`, `checkItems`, `bulletItems`). */
export type Counts = Readonly<Record<string, number>>;

/**
 * What a reader of foreign work gives. `read` counts what the file holds, `carried` what the drafts hold of it: the
 * difference is always explained by a finding.
 */
/** The columns of a table that was read, some of its rows, and which column was taken for what. */
export type TableShape = {
  readonly header: readonly string[];
  readonly samples: readonly (readonly string[])[];
  readonly columns: Readonly<Record<string, number>>;
};

export type Reading = {
  readonly format: string;
  readonly drafts: readonly Draft[];
  readonly counts: { readonly read: Counts; readonly carried: Counts };
  readonly findings: readonly Finding[];
  readonly tables?: readonly TableShape[];
};
