import type { Sentence } from "./words.ts";

/** How much a finding matters: an `error` stops the thing it is about, a `warning` does not, `info` only tells. */
export type Severity = "error" | "warning" | "info";

/** Where in a file or text a finding points; lines and columns count from 1, `path` is a JSON or XML path. */
export type Place = { readonly line?: number; readonly column?: number; readonly path?: string };

/**
 * Something worth telling a person about their data or plan. A value: collected and returned, never thrown.
 * `code` is stable and documented; `message` says what, about which thing, and what to do next, in English;
 * `said` is the same in parts, so that a screen can say it in another language; `params` are for programs.
 */
export type Finding = {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly said?: Sentence;
  readonly subject?: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly at?: Place;
};

export function hasError(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === "error");
}
