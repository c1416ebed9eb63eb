import type { HoursBetween, MeasuredRun } from "./measured-run.ts";

/** From its start to its end, or until now where it goes on; of a cancelled or rejected one nothing is known. */
export function leadHours(run: MeasuredRun, now: number, hours: HoursBetween): number | null {
  return run.state === "cancelled" || run.state === "rejected" ? null : hours(run.startedAt, run.endedAt ?? now);
}

/** Until the first step was done. */
export function firstResponse(run: MeasuredRun, hours: HoursBetween): number | null {
  const first = run.steps.reduce(
    (least, { how, closedAt }) => (how === "completed" && closedAt !== null ? Math.min(least, closedAt) : least),
    Infinity,
  );
  return first === Infinity ? null : hours(run.startedAt, first);
}

export type Share = "onTime" | "again" | "completion";

/** Whether a run is one of those whose share is meant; null where the question does not arise. */
export function counts(measure: Share, run: MeasuredRun): boolean | null {
  if (measure === "completion") return run.state === "running" ? null : run.state === "completed";
  if (run.state !== "completed") return null;
  if (measure === "again") {
    const once = run.steps.filter(({ oneOfSeveral }) => oneOfSeveral !== true);
    return new Set(once.map(({ stepId }) => stepId)).size < once.length || run.steps.some(({ verdict }) => verdict === "rejected");
  }
  if (run.kept !== undefined) return run.kept;
  const due = run.steps.filter(({ dueAt, how }) => dueAt !== null && how === "completed");
  return due.length === 0 ? null : due.every(({ dueAt, closedAt }) => closedAt! <= dueAt!);
}
