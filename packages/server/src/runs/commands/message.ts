import { Refusal } from "@rondo/core/kernel";
import type { Command } from "@rondo/core/run";
import { apart } from "../../database/index.ts";
import { type Work, saidOf } from "../../http/index.ts";
import { listeningTo, takeMessage } from "../store/action.ts";
import { startedBy } from "../store/process.ts";
import type { LockedRun } from "../store/run.ts";

export type Reached = { readonly runs: readonly string[]; readonly processes: Awaited<ReturnType<typeof startedBy>> };

/** Every run that waits for a message, and each process that begins with it of which none does. */
export async function reachedBy(tx: Work["tx"], name: string, key: string | null): Promise<Reached> {
  const runs = await listeningTo(tx, name, key);
  return { runs, processes: await startedBy(tx, name, runs) };
}

/**
 * What this run was told, a message above all, and does not take: it goes on waiting, nothing else is undone, and its
 * history says what came and why it was not taken. Answers that, to be written down.
 */
export async function heard<T>(work: Work, run: LockedRun, told: Command, take: () => Promise<T>): Promise<T | Command> {
  const taken = await apart(work.tx, take);
  if (!(taken instanceof Refusal)) return taken;
  work.system.log.warn(
    {
      workspaceId: work.workspaceId,
      runId: run.run_id,
      command: told.type,
      ...("name" in told && { message: told.name }),
      code: taken.code,
      params: taken.params,
    },
    "a run does not take what it was told while it did something else, a message above all",
  );
  const { title, next } = saidOf(taken);
  return {
    type: "refused",
    by: told.by,
    what: told.type,
    name: "name" in told ? told.name : null,
    code: taken.code,
    message: `${title}. ${next}`,
    answers: "answers" in told ? (told.answers ?? {}) : {},
  };
}

/** Kept messages that a run has just begun to wait for. */
export async function kept(work: Work, to: readonly { readonly name: string; readonly key: string | null }[]): Promise<Command[]> {
  for (const { name, key } of to) {
    const message = await takeMessage(work.tx, name, key);
    if (message !== undefined) return [{ type: "message", by: null, name, key: message.key, answers: message.answers }];
  }
  return [];
}
