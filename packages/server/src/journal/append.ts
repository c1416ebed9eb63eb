import { sql } from "kysely";
import type { Tx } from "../database/index.ts";

export type HomeKind = "workspace" | "process" | "project" | "run" | "task" | "person" | "admins";

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
  for (let from = 0; from < events.length; from += chunk) await insertEvents(tx, workspaceId, epoch, events.slice(from, from + chunk));
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
