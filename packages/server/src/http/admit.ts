import { sql } from "kysely";
import type { WorkspaceRole } from "@rondo/core/access";
import type { Database, Kind, Tx } from "../database/index.ts";

export type Admission = {
  readonly role: WorkspaceRole;
  readonly kept: { readonly fingerprint: Buffer; readonly status: number; readonly body: string } | null;
};

/** The caller's role in the workspace of the transaction and, in the same round trip, what their idempotency key answered before. */
export async function admit(tx: Tx, personId: string, key: string | null): Promise<Admission | null> {
  const row = await tx.first(
    key === null
      ? sql<Row>`select role, null::bytea as fingerprint, null::smallint as status, null::text as body from membership where workspace_id = current_workspace() and person_id = ${personId}`
      : sql<Row>`
        select m.role, i.fingerprint, i.status, i.body
        from membership m
        left join idempotency i on i.workspace_id = m.workspace_id and i.actor_id = m.person_id and i.key = ${key}
        where m.workspace_id = current_workspace() and m.person_id = ${personId}`,
  );
  if (row === undefined) return null;
  const kept = row.fingerprint === null ? null : { fingerprint: row.fingerprint, status: row.status as number, body: row.body as string };
  return { role: row.role, kept };
}

/** Kept in the transaction of the change it answers, so that a repeat finds both or neither. */
export async function keepAnswer(
  tx: Tx,
  personId: string,
  key: string,
  answer: { fingerprint: Buffer; status: number; body: string },
): Promise<void> {
  await tx.put(answerRows, {
    actorId: personId,
    key,
    fingerprint: answer.fingerprint.toString("hex"),
    status: answer.status,
    body: answer.body,
  });
}

const answerRows: Kind<{
  readonly actorId: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly status: number;
  readonly body: string;
}> = {
  name: "answer",
  about: () => [],
  columns: `"actorId" uuid, key text, fingerprint text, status smallint, body text`,
  text: (items) => `answers as (
    insert into idempotency (workspace_id, actor_id, key, fingerprint, status, body)
    select current_workspace(), "actorId", key, decode(fingerprint, 'hex'), status, body
    from ${items} as a)`,
};

/** A day is longer than any program repeats; what is older is forgotten, workspace by workspace. */
export async function forgetOldAnswers(database: Pick<Database, "rounds" | "inWorkspace">): Promise<void> {
  for (const { workspace_id } of await database.rounds.rows(sql<{ workspace_id: string }>`select workspace_id from workspace`))
    await database.inWorkspace(workspace_id, (tx) =>
      tx.change(sql`delete from idempotency where workspace_id = current_workspace() and created_at < now() - interval '1 day'`),
    );
}

type Row = { role: WorkspaceRole; fingerprint: Buffer | null; status: number | null; body: string | null };
