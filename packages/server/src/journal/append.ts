import { sql } from "kysely";
import type { Tx } from "../database/index.ts";

export type HomeKind = "workspace" | "process" | "project" | "run" | "task" | "person" | "admins" | "document";

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
export async function appendEvents(tx: Tx, workspaceId: string, epoch: number, events: readonly NewEvent[]): Promise<void> {
  const chunks = Array.from({ length: Math.ceil(events.length / chunk) }, (_, index) => events.slice(index * chunk, (index + 1) * chunk));
  // All on their way at once: whoever does not wait for them (`Tx.behind`) sends the commit right after.
  await Promise.all(chunks.map((some) => insertEvents(tx, workspaceId, epoch, some)));
}

/** A statement takes 65,535 values, and an event has ten. */
const chunk = 1_000;

async function insertEvents(tx: Tx, workspaceId: string, epoch: number, events: readonly NewEvent[]): Promise<void> {
  const rows = events.map(
    (event) => sql`(${workspaceId}::uuid, ${epoch}::bigint, ${event.name}, ${event.actorId}::uuid, ${event.subjectKind}, ${event.subjectId}::uuid, ${event.version}::int, ${event.homeKind}, ${event.homeId}::uuid, ${JSON.stringify(event.data ?? {})}::jsonb)`,
  );
  await tx.change(sql`
    insert into event (workspace_id, epoch, name, actor_id, subject_kind, subject_id, version, home_kind, home_id, data)
    values ${sql.join(rows)}`);
}
