import { Refusal } from "@rondo/core/kernel";
import type { Command } from "@rondo/core/run";
import { atSeam } from "../faults/index.ts";
import { type Work, workIn } from "../http/index.ts";
import { failureText } from "../jobs/index.ts";
import type { OrderedCall } from "../outbound/index.ts";
import { leaseSeconds, setDueIn } from "../sweep/index.ts";
import type { System } from "../system.ts";
import { actionDue, outcome } from "./commands.ts";
import { claimAction, noteFailure } from "./store/action.ts";

/** After the first failure 3 s, then longer each time; after the last one the run has an incident. A crash counts too. */
const waits = [3, 7, 20, 55, 150];

/**
 * The moment of a call has come: it is to be tried again, or the node that had it in hand is gone. Taken in this
 * transaction as one more attempt, made after its commit.
 */
export async function takeCall(work: Work, actionId: string): Promise<void> {
  const call = await claimAction(work.tx, actionId);
  if (call === undefined || call.act.do !== "http") return;
  const { run_id: runId, act, attempts } = call;
  if (attempts > waits.length + 1) {
    const failure = "each node that made the call stopped in the middle of it; what it did is unknown";
    await outcome(work, runId, { type: "actionFailed", by: null, task: actionId, code: "http", message: failure }, { id: actionId, as: "failed", failure, attempts }).catch(goneOn);
    return;
  }
  await setDueIn(work.tx, actionDue, actionId, leaseSeconds);
  work.tx.afterCommit(() => work.system.calls.take({ workspaceId: work.workspaceId, subjectId: actionId, runId, act, attempts }));
}

/** The receiver sees the same `Idempotency-Key` each time, so that a call made twice can be told. */
export async function makeCall(system: System, call: OrderedCall, signal: AbortSignal): Promise<void> {
  const { workspaceId, subjectId, attempts, act: { method, url, body } } = call;
  let result: { status: number; body: unknown };
  atSeam("call.taken");
  try {
    const answer = await system.outbound(url, { method, signal, headers: { "content-type": "application/json", "idempotency-key": subjectId }, ...(body !== null && method !== "GET" && { body }) });
    const text = await answer.text();
    atSeam("call.made");
    if (answer.status >= 300) throw new Answered(answer.status, text);
    result = { status: answer.status, body: jsonOr(text) };
  } catch (error) {
    const failure = failureText(error);
    const wait = isFinal(error) ? undefined : waits[attempts - 1];
    if (wait === undefined) return tell(system, call, { type: "actionFailed", by: null, task: subjectId, code: "http", message: failure }, failure);
    return workIn(system, workspaceId, null, async ({ tx }) => {
      if (await noteFailure(tx, subjectId, attempts, failure)) await setDueIn(tx, actionDue, subjectId, wait);
    });
  }
  await tell(system, call, { type: "actionDone", by: null, task: subjectId, result }, null);
  atSeam("call.told");
}

/** What came of it, in one transaction with all that follows; nothing where a later attempt has it in hand. */
async function tell(system: System, { workspaceId, subjectId, runId, attempts }: OrderedCall, command: Command, failure: string | null): Promise<void> {
  await workIn(system, workspaceId, null, (work) => outcome(work, runId, command, { id: subjectId, as: failure === null ? "done" : "failed", failure, attempts }).catch(goneOn));
}

function isFinal(error: unknown): boolean {
  return error instanceof Answered ? error.status < 500 && error.status !== 429 && error.status !== 408 : error instanceof Refusal;
}

/** The other side answered that it did not do it. */
class Answered extends Error {
  override readonly name = "Answered";
  readonly status: number;

  constructor(status: number, text: string) {
    super(`it answered ${status}${text.trim() === "" ? "" : `: ${text.trim().slice(0, 200)}`}`);
    this.status = status;
  }
}

/** The run went on or ended without it: what was done outside stays done. */
function goneOn(error: unknown): undefined {
  if (!(error instanceof Refusal) || (error.code !== "run_ended" && error.code !== "step_not_open")) throw error;
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
