import type { AnswerOf, operations } from "@rondo/contract";
import { sql } from "kysely";
import type { Tx } from "../../database/index.ts";

export type Found = NonNullable<AnswerOf<typeof operations.getProjectAdvice>["found"]>;

/** What an audit found of something stands beside what somebody will answer about it. */
export async function insertFound(
  tx: Tx,
  spaceId: string,
  one: { kind: "process" | "project"; found: Omit<Found, "at">; by: string },
): Promise<void> {
  await tx.change(sql`
    insert into advice (workspace_id, space_id, kind, about, answers, given_by, version, found, found_at)
    values (current_workspace(), ${spaceId}, ${one.kind}, '', '{}', ${one.by}, 0, ${JSON.stringify(one.found)}::jsonb, now())`);
}
