import type { Kind, Tx } from "../database/index.ts";

export type HomeKind = "workspace" | "process" | "project" | "run" | "team" | "task" | "person" | "admins" | "document";

/** A past-tense fact. `version` is the subject's own, taken under the lock of its row. */
export type NewEvent = {
  readonly name: string;
  readonly actorId: string | null;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly version: number;
  readonly homeKind: HomeKind;
  readonly homeId: string;
  readonly data?: Readonly<Record<string, unknown>>;
};

/** Writes events in the transaction that makes the change. The epoch is the installation's at this start. */
export async function appendEvents(tx: Tx, epoch: number, events: readonly NewEvent[]): Promise<void> {
  await tx.put(eventRows, ...events.map((event) => ({ ...event, epoch })));
}

const eventRows: Kind<NewEvent & { readonly epoch: number }> = {
  name: "event",
  about: () => [],
  columns: `epoch bigint, name text, "actorId" uuid, "subjectKind" text, "subjectId" uuid, version int, "homeKind" text, "homeId" uuid, data jsonb`,
  text: (items) => `events as (
    insert into event (workspace_id, epoch, name, actor_id, subject_kind, subject_id, version, home_kind, home_id, data)
    select current_workspace(), epoch, name, "actorId", "subjectKind", "subjectId", version, "homeKind", "homeId", coalesce(data, '{}')
    from ${items} as e)`,
};
