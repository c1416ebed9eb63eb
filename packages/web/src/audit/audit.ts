import type { Answer } from "../api/index.ts";

export type Audit = Answer<"GET /audits/:a">;
export type Family = Audit["families"][number];
export type Container = Audit["containers"][number];
export type AuditFile = Audit["fileList"][number];

/** Hours a month, by a person's own figures where there are some. */
export function atStake(family: Family): number {
  return (family.adjusted.frequency ?? family.frequency) * (family.adjusted.impact ?? family.impact);
}
