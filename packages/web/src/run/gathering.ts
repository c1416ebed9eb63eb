import type { ApprovalStep } from "@rondo/core/process";
import type { RunStep } from "./run.ts";

/**
 * The rounds of an approval by several people, put together by the times they were asked: each asking opens a round for
 * everybody, or, one after another, until somebody rejects.
 */
export function gatheringsOf(
  rounds: readonly RunStep[],
  { roles, rule }: NonNullable<ApprovalStep["approvers"]>,
): readonly (readonly RunStep[])[] {
  const gatherings: RunStep[][] = [];
  let current: RunStep[] = [];
  for (const entry of rounds.toSorted((a, b) => a.round - b.round)) {
    current.push(entry);
    const isWhole = current.length === roles.length || (rule === "sequence" && entry.state !== "open" && entry.decision !== "approved");
    if (!isWhole) continue;
    gatherings.push(current);
    current = [];
  }
  return current.length > 0 ? [...gatherings, current] : gatherings;
}
