import type { Tx } from "../database/index.ts";
import { newId } from "../identity/index.ts";
import { type NewEvent, appendEvents } from "../journal/index.ts";
import type { System } from "../system.ts";
import type { WorkspaceCall } from "./call.ts";

/**
 * A transaction of one workspace as the commands below a request see it: who acts may also be nobody (a form, a cadence,
 * a timer), and then the events say so.
 */
export type Work = {
  readonly system: System;
  readonly tx: Tx;
  readonly workspaceId: string;
  readonly actorId: string | null;
  readonly now: Date;
  newId(): string;
  append(...events: Omit<NewEvent, "actorId">[]): Promise<void>;
};

export function workOf(call: Pick<WorkspaceCall<never>, "system" | "tx" | "actor" | "now" | "newId" | "append">): Work {
  return {
    system: call.system,
    tx: call.tx,
    workspaceId: call.actor.workspaceId,
    actorId: call.actor.personId,
    now: call.now,
    newId: call.newId,
    append: call.append,
  };
}

/** Work that no member's request began: one transaction, its events, and the wake-up after the commit. */
export async function workIn<T>(system: System, workspaceId: string, actorId: string | null, task: (work: Work) => Promise<T>): Promise<T> {
  const result = await system.database.inWorkspace(workspaceId, (tx) => task(workOn(system, tx, workspaceId, actorId)));
  system.live.wake(workspaceId);
  return result;
}

/** The same inside a transaction that is open already; whoever opened it wakes the readers. */
export function workOn(system: System, tx: Tx, workspaceId: string, actorId: string | null): Work {
  return {
    system,
    tx,
    workspaceId,
    actorId,
    now: system.now(),
    newId,
    append: (...events) =>
      appendEvents(
        tx,
        system.database.epoch,
        events.map((event) => ({ ...event, actorId })),
      ),
  };
}
