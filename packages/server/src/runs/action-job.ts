import { Refusal } from "@rondo/core/kernel";
import { workIn } from "../http/index.ts";
import { type JobKind, Superseded, failureText } from "../jobs/index.ts";
import type { System } from "../system.ts";
import { advance } from "./commands.ts";
import { claimAction, closeAction, noteFailure, runOfAction } from "./store/action.ts";

/**
 * Calls outside what an action step says: again, later each time, while it may work; after the last try the run has an
 * incident. The receiver sees the same `Idempotency-Key` each time, so that a call made twice can be told.
 */
export function actionJob(system: System, seams?: { called?(actionId: string): Promise<void> }): JobKind {
  const tell = async (workspaceId: string, actionId: string, runId: string, command: Parameters<typeof advance>[2], attempt: number | null, failure: string | null): Promise<void> =>
    workIn(system, workspaceId, null, async (work) => {
      if (!(await closeAction(work.tx, actionId, failure === null ? "done" : "failed", failure, attempt))) throw new Superseded();
      await advance(work, runId, command).catch(goneOn);
    });
  return {
    name: "action",
    async run({ workspaceId, subjectId, attempt, signal }) {
      const row = await system.database.inWorkspace(workspaceId, (tx) => claimAction(tx, subjectId, attempt));
      if (row === undefined || row.act.do !== "http") return;
      const { method, url, body } = row.act;
      try {
        const answer = await system.outbound(url, { method, signal, headers: { "content-type": "application/json", "idempotency-key": subjectId }, ...(body !== null && method !== "GET" && { body }) });
        const text = await answer.text();
        await seams?.called?.(subjectId);
        if (answer.status >= 300) throw new Answered(answer.status, text);
        await tell(workspaceId, subjectId, row.run_id, { type: "actionDone", by: null, task: subjectId, result: { status: answer.status, body: jsonOr(text) } }, attempt, null);
      } catch (error) {
        if (!(error instanceof Superseded)) await system.database.inWorkspace(workspaceId, (tx) => noteFailure(tx, subjectId, failureText(error)));
        throw error;
      }
    },
    isFinal: (error) => (error instanceof Answered ? error.status < 500 && error.status !== 429 && error.status !== 408 : error instanceof Refusal),
    async giveUp({ workspaceId, subjectId }, failure) {
      const runId = await system.database.inWorkspace(workspaceId, (tx) => runOfAction(tx, subjectId));
      if (runId === null) return;
      await tell(workspaceId, subjectId, runId, { type: "actionFailed", by: null, task: subjectId, code: "http", message: failure }, null, failure).catch((error: unknown) => {
        if (!(error instanceof Superseded)) throw error;
      });
    },
  };
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
function goneOn(error: unknown): void {
  if (!(error instanceof Refusal) || (error.code !== "run_ended" && error.code !== "step_not_open")) throw error;
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
