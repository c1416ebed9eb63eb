import type { Finding } from "@rondo/core/kernel";
import type { Definition } from "@rondo/core/process";
import type { ProjectDraft } from "./project.ts";

export type ProcessDraft = { readonly kind: "process"; readonly title: string; readonly definition: Definition };

export type Draft = ProjectDraft | ProcessDraft;

/** How many of each noun; keys are the source's plural nouns in camelCase (`cards`, `checkItems`, `bulletItems`). */
export type Counts = Readonly<Record<string, number>>;

/**
 * What a reader of foreign work gives. `read` counts what the file holds, `carried` what the drafts hold of it: the
 * difference is always explained by a finding.
 */
export type Reading = {
  readonly format: string;
  readonly drafts: readonly Draft[];
  readonly counts: { readonly read: Counts; readonly carried: Counts };
  readonly findings: readonly Finding[];
};
