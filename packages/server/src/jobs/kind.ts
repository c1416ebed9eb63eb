import { Refusal } from "@rondo/core/kernel";

/** One piece of outside work: which, for whom, and the how-manieth time. Ids only; the body reads the rest as role `app`. */
export type Job = {
  readonly workspaceId: string;
  readonly subjectId: string;
  /** Counts from 1 and rises when the job is taken, so that a crash counts too. The fence: a result is written only where the stored attempt is still this one. */
  readonly attempt: number;
  /** What the attempt before ended with; null for the first, or when the node died before it could tell. */
  readonly lastFailure: string | null;
  /** Aborts when this node is being stopped and the time for finishing is over. */
  readonly signal: AbortSignal;
};

export type JobKind = {
  /** The task identifier that the kind's `job.add_…` function writes. */
  readonly name: string;
  /** Does it. Throwing means "again later", unless `isFinal` says that later will not help. */
  run(job: Job): Promise<void>;
  isFinal(error: unknown): boolean;
  /** Records that it will not be tried again, and why. Called at least once, so it must bear being repeated. */
  giveUp(job: Pick<Job, "workspaceId" | "subjectId">, failure: string): Promise<void>;
};

/** A later attempt has taken over: what this one did is not written down, and its end changes nothing. */
export class Superseded extends Error {
  override readonly name = "Superseded";
}

/** The text kept of a failure: its message alone, no stack, at most 500 characters of one line. */
export function failureText(error: unknown): string {
  const reason = error instanceof Refusal && typeof error.params["reason"] === "string" ? error.params["reason"] : null;
  const said =
    reason !== null && error instanceof Refusal && error.code === "address_refused"
      ? `the address can't be called from here: ${reason}; whoever runs the server can allow private ones`
      : reason;
  const text = said ?? (error instanceof Error ? error.message || error.name : String(error));
  return text.replace(/[\u0000-\u001f\u007f]+/g, " ").slice(0, 500);
}
