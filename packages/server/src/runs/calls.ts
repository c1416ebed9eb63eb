import { Refusal, type Sentence, type Told, words } from "@rondo/core/kernel";
import type { Graph } from "@rondo/core/process";
import type { Command } from "@rondo/core/run";
import { atSeam } from "../faults/index.ts";
import { type Work, workIn } from "../http/index.ts";
import { failureText } from "../jobs/index.ts";
import { isRefusedForGood } from "../mail/index.ts";
import { type OrderedCall, OutboundFailure, goesOutside } from "../outbound/index.ts";
import { renewDue, setDueIn } from "../sweep/index.ts";
import type { System } from "../system.ts";
import { actionDue, lease, noteLeased } from "./commands/lease.ts";
import { advance } from "./commands/run.ts";
import { waitsOf } from "./present/tried.ts";
import type { Tx } from "../database/index.ts";
import {
  type ActionRow,
  type Closing,
  actionsOf,
  claimAction,
  claimLeft,
  closeActions,
  expectClosed,
  noteFailure,
} from "./store/action.ts";
import { type RunRow, lockAhead, lockRun } from "./store/run.ts";
import { seenRun } from "./store/seen.ts";

/**
 * The moment of a call has come: it is to be tried again, or no node that makes calls has had it yet. Taken in this
 * transaction as one more attempt, made after its commit.
 */
export async function takeCall(work: Work, actionId: string): Promise<void> {
  if (takenUp(work).has(actionId)) return;
  const call = await claimAction(work.tx, actionId);
  if (call !== undefined) await takeUp(work, call);
}

/**
 * The lease of a run's calls is over: the node that had them in hand is gone. Under the run's lock, so that none is ordered
 * meanwhile that nobody would answer for.
 */
export async function takeCalls(work: Work, runId: string): Promise<void> {
  if ((await lockRun(work.tx, runId)) === undefined) return;
  for (const call of await claimLeft(work.tx, runId, [...takenUp(work)])) await takeUp(work, call);
}

/** A call's own moment and its run's lease may come in one batch: it is one attempt. */
function takenUp({ tx }: Work): Set<string> {
  return taken.get(tx) ?? taken.set(tx, new Set()).get(tx)!;
}
const taken = new WeakMap<Tx, Set<string>>();

async function takeUp(work: Work, { action_id: id, run_id: runId, act, attempts }: ActionRow): Promise<void> {
  takenUp(work).add(id);
  if (!goesOutside(act)) return;
  if (attempts > waitsOf(act.do).length + 1) {
    const failure = words`each node that did it stopped in the middle of it; what it did is unknown`;
    await outcomes(work, [
      {
        runId,
        command: { type: "actionFailed", by: null, task: id, code: act.do, ...failure },
        closing: { id, as: "failed", failure: failure.message, attempts },
      },
    ]);
    return;
  }
  await lease(work, runId);
  work.tx.afterCommit(() => work.system.calls.take({ workspaceId: work.workspaceId, subjectId: id, runId, act, attempts }));
}

/** Brings the next attempt of a call forward to now, where one is waited for; one that is being made is left to itself. */
export async function callNow(
  { tx }: Work,
  run: RunRow,
  graph: Graph,
  { stepId, id }: { stepId: string; id: string | null },
): Promise<void> {
  const { held, tokens } = run.state;
  if (held !== undefined) throw new Refusal("run_held", { reason: held.reason });
  const open = (await actionsOf(tx, run.run_id)).map((action) => action.action_id);
  const calls = tokens.flatMap(({ task, node }) =>
    task !== undefined && open.includes(task) && (id === null || id === task) && graph.nodes.get(node)?.step === stepId ? [task] : [],
  );
  if (calls.length === 0) throw new Refusal("step_not_open", {});
  await renewDue(tx, actionDue, calls, 0);
}

type Outcome = { readonly runId: string; readonly command: Command; readonly closing: Closing };

/**
 * What came of actions of different runs: each with its closing under the run's lock, and nothing where it was closed
 * before, is another attempt's, or the run went on or ended without it. What was done outside stays done.
 */
async function outcomes(work: Work, told: readonly Outcome[]): Promise<void> {
  const unseen = told.map(({ runId }) => runId).filter((runId) => seenRun(work, runId) === undefined);
  const closings = told.map(({ closing }) => closing);
  const closed = unseen.length === 0 ? await expectClosed(work.tx, closings) : await lockAndClose(work.tx, unseen, closings);
  for (const { runId, command, closing } of told) if (closed.has(closing.id)) await advance(work, runId, command).catch(goneOn);
}

async function lockAndClose(tx: Tx, runIds: readonly string[], closings: readonly Closing[]): Promise<ReadonlySet<string>> {
  const [, closed] = await Promise.all([lockAhead(tx, runIds), closeActions(tx, closings)]);
  return closed;
}

function goneOn(error: unknown): void {
  if (!(error instanceof Refusal) || !["run_ended", "step_not_open", "run_not_found"].includes(error.code)) throw error;
}

/** Makes a call, or sends a mail, and tells its run what came of it. */
export async function makeCall(system: System, call: OrderedCall, signal: AbortSignal): Promise<void> {
  const { workspaceId, subjectId, attempts, act } = call;
  let result: Readonly<Record<string, unknown>> | null;
  atSeam("call.taken");
  try {
    result = act.do === "mail" ? await mailed(system, act, subjectId) : await answered(system, act, subjectId, signal);
  } catch (error) {
    const failure = failureOf(error);
    const wait = isFinal(error) ? undefined : waitsOf(act.do)[attempts - 1];
    if (wait === undefined)
      return tell(system, call, { type: "actionFailed", by: null, task: subjectId, code: act.do, ...failure }, failure.message);
    return workIn(system, workspaceId, null, async ({ tx }) => {
      if (await noteFailure(tx, subjectId, attempts, failure)) await setDueIn(tx, actionDue, subjectId, wait);
    });
  }
  await tell(system, call, { type: "actionDone", by: null, task: subjectId, ...(result !== null && { result }) }, null);
  atSeam("call.told");
}

/** The receiver sees the same `Idempotency-Key` each time, so that a call made twice can be told. */
async function answered(
  system: System,
  { method, url, body }: Extract<OrderedCall["act"], { do: "http" }>,
  key: string,
  signal: AbortSignal,
): Promise<{ status: number; body: unknown }> {
  const answer = await system.outbound(url, {
    method,
    signal,
    headers: { "content-type": "application/json", "idempotency-key": key },
    ...(body !== null && method !== "GET" && { body }),
  });
  const text = await answer.text();
  atSeam("call.made");
  if (answer.status >= 300) throw new Answered(answer.status, text);
  return { status: answer.status, body: jsonOr(text) };
}

/** A mail that is sent twice has the same `Message-ID`. */
async function mailed(system: System, { to, subject, text }: Extract<OrderedCall["act"], { do: "mail" }>, id: string): Promise<null> {
  await system.mail.send({ to, subject, text }, id);
  return null;
}

/**
 * What came of it, in one transaction with all that follows; nothing where a later attempt has it in hand. What comes back
 * while a transaction is on its way goes into the next one together, for several runs.
 */
function tell(
  system: System,
  { workspaceId, subjectId, runId, attempts }: OrderedCall,
  command: Command,
  failure: string | null,
): Promise<void> {
  const outcome: Outcome = { runId, command, closing: { id: subjectId, as: failure === null ? "done" : "failed", failure, attempts } };
  const here = telling.get(system) ?? telling.set(system, new Map()).get(system)!;
  const waiting = here.get(workspaceId) ?? here.set(workspaceId, []).get(workspaceId)!;
  return new Promise((resolve, reject) => {
    waiting.push({ outcome, resolve, reject });
    if (waiting.length === 1 && !busy.has(waiting)) void tellAll(system, workspaceId, waiting);
  });
}

type Waiting = { readonly outcome: Outcome; resolve(): void; reject(error: unknown): void };
const telling = new WeakMap<System, Map<string, Waiting[]>>();
const busy = new WeakSet<Waiting[]>();
const atOnce = 16;

async function tellAll(system: System, workspaceId: string, waiting: Waiting[]): Promise<void> {
  busy.add(waiting);
  while (waiting.length > 0) {
    await new Promise((resolve) => setImmediate(resolve)); // what came back in the same turn goes along
    const batch = [...Map.groupBy(waiting, ({ outcome }) => outcome.runId).values()].map(([first]) => first as Waiting).slice(0, atOnce);
    waiting.splice(0, waiting.length, ...waiting.filter((one) => !batch.includes(one)));
    const inOne = (some: readonly Waiting[]): Promise<void> =>
      workIn(system, workspaceId, null, (work) => {
        for (const { outcome } of some) noteLeased(work, outcome.runId);
        return outcomes(
          work,
          some.map(({ outcome }) => outcome),
        );
      });
    await inOne(batch).then(
      () => batch.forEach(({ resolve }) => resolve()),
      // One that fails takes none of the others with it.
      () => Promise.all(batch.map((one) => inOne([one]).then(one.resolve, one.reject))),
    );
  }
  busy.delete(waiting);
}

function isFinal(error: unknown): boolean {
  if (error instanceof Answered) return error.status < 500 && error.status !== 429 && error.status !== 408;
  return error instanceof Refusal || isRefusedForGood(error);
}

/** The other side answered that it did not do it. */
class Answered extends Error {
  override readonly name = "Answered";
  readonly status: number;
  readonly said: Sentence;

  constructor(status: number, text: string) {
    const body = text.trim().replaceAll(/\s+/g, " ").slice(0, 200);
    const { message, said } = body === "" ? words`it answered ${status}` : words`it answered ${status}: ${body}`;
    super(message);
    this.status = status;
    this.said = said;
  }
}

/** What came back, in words for whoever mends it. */
function failureOf(error: unknown): Told {
  const message = failureText(error);
  if (error instanceof Answered) return { message, said: error.said };
  if (error instanceof OutboundFailure) return message === notInTime.message ? notInTime : words`it could not be reached: ${message}`;
  if (!(error instanceof Refusal) || error.code !== "address_refused") return { message };
  const reason = String(error.params["reason"]);
  return words`the address can't be called from here: ${{ message: reason, said: { text: reason, values: [] } }}; whoever runs the server can allow private ones`;
}

const notInTime = words`it did not answer in time`;

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
