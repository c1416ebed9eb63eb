import type { Command, RunState } from "@rondo/core/run";
import type { Tx } from "../../database/index.ts";

/**
 * While something is carried out in a run, what that has other runs, projects and tasks do may come back to it, in the same
 * transaction: it takes that up afterwards, in order, from where it is then.
 */
export async function inHand(tx: Tx, runId: string, work: () => Promise<void>): Promise<readonly Command[]> {
  const hands = handsOf.get(tx) ?? handsOf.set(tx, new Map()).get(tx)!;
  const outer = hands.get(runId);
  const told: Command[] = [];
  hands.set(runId, told);
  try {
    await work();
  } finally {
    if (outer === undefined) hands.delete(runId);
    else hands.set(runId, outer);
  }
  return told;
}
const handsOf = new WeakMap<Tx, Map<string, Command[]>>();

/** Whether the run is in hand, and takes this up afterwards; not if whatever tells it is taken back. */
export function tell(tx: Tx, runId: string, command: Command): boolean {
  const told = handsOf.get(tx)?.get(runId);
  if (told === undefined) return false;
  told.push(command);
  tx.ifTakenBack(() => void told.splice(told.lastIndexOf(command), 1));
  return true;
}

/** What was taken up before it has gone on without the step that this is about. */
export function isPast({ tokens, extra = [] }: RunState, command: Command): boolean {
  return "task" in command && command.task !== null && ![...tokens, ...extra].some(({ task }) => task === command.task);
}

/** What came of something that the run has begun and waits for: it does not go on without. */
export function isOutcome({ type }: Command): boolean {
  return type === "actionDone" || type === "actionFailed" || type === "projectFinished";
}
