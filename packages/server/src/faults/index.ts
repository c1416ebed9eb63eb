import { channel } from "node:diagnostics_channel";

/**
 * Moments between which a process can end, in the order in which a run meets them: a request is read; its run is loaded
 * and locked, decided about and written; the commit; the answer. Then what follows by itself: due moments, calls, jobs
 * and mails. Tests kill a whole Rondo at each of them (`packages/testkit/src/faults/engine.test.ts`).
 */
export const seams = [
  "request.read",
  "run.decided",
  "run.written",
  "commit.begun",
  "commit.done",
  "request.answered",
  "sweep.claimed",
  "sweep.handled",
  "sweep.done",
  "call.taken",
  "call.made",
  "call.told",
  "job.taken",
  "mail.taken",
  "mail.sent",
  "mail.marked",
  "job.done",
  "notices.written",
] as const;

export type Seam = (typeof seams)[number];

const told = channel("rondo:seam");

/** Says that this process is at a seam. Nobody listens but what a test has loaded. */
export function atSeam(seam: Seam): void {
  if (told.hasSubscribers) told.publish(seam);
}
