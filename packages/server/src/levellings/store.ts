import { sql } from "kysely";
import type { Move } from "@rondo/core/levelling";
import type { Finding } from "@rondo/core/kernel";
import type { Planning } from "@rondo/contract";
import type { Tx } from "../database/index.ts";

/**
 * What a task might not begin before until its move was accepted; left out of one that was only moved along. `stood`: where it was.
 * `was`: what else the move took the place of; `taken`: which places went to whom.
 */
export type Accepted = {
  taskId: string;
  before?: string | null;
  stood?: { start: string; finish: string };
  was?: { pauses?: Planning["pauses"]; constraint?: Planning["constraint"] };
  taken?: Taken[];
};
export type Taken = { role: string; person: string };
/** Proposals made before there were codes, pauses and people hold none. */
export type TitledMove = Omit<Move, Newer> & Partial<Pick<Move, Newer>> & { title: string };
type Newer = "because" | "pauses" | "assigned" | "notAfter";
export type LevellingRow = {
  levelling_id: string;
  project_id: string;
  made_by: string | null;
  maker_name: string | null;
  made_at: string;
  state: "running" | "proposed" | "cancelled" | "failed";
  finish: string | null;
  unlevelled_finish: string | null;
  moves: TitledMove[];
  findings: Finding[];
  accepted: Accepted[];
  version: number;
  /** Of the people proposed in moves. */
  names: Record<string, string>;
};

export async function insertLevelling(tx: Tx, levellingId: string, projectId: string, personId: string): Promise<void> {
  await tx.change(
    sql`insert into levelling (workspace_id, levelling_id, project_id, made_by, state) values (current_workspace(), ${levellingId}, ${projectId}, ${personId}, 'running')`,
  );
}

/** A row that says it is running ten minutes after it began belongs to a server that died meanwhile. */
export async function findLevelling(tx: Tx, projectId: string, levellingId: string): Promise<LevellingRow | undefined> {
  return tx.first(sql<LevellingRow>`
    select l.levelling_id, l.project_id, l.made_by, p.name as maker_name, l.made_at,
      case when l.state = 'running' and l.made_at < now() - interval '10 minutes' then 'failed' else l.state end as state,
      l.finish, l.unlevelled_finish, l.moves, l.findings, l.accepted, l.version,
      (select coalesce(jsonb_object_agg(q.id, q.name), '{}') from identity.person q where q.id::text in (select a ->> 'person' from jsonb_array_elements(l.moves) m, jsonb_array_elements(coalesce(m -> 'assigned', '[]')) a)) as names
    from levelling l left join identity.person p on p.id = l.made_by
    where l.workspace_id = current_workspace() and l.project_id = ${projectId} and l.levelling_id = ${levellingId}`);
}

export type Outcome = Pick<LevellingRow, "state" | "finish" | "unlevelled_finish" | "moves" | "findings">;

/** Writes how it ended, unless it has ended already; answers the new version. */
export async function endLevelling(tx: Tx, levellingId: string, outcome: Outcome): Promise<number | undefined> {
  const row = await tx.first(sql<{ version: number }>`
    update levelling set state = ${outcome.state}, finish = ${outcome.finish}, unlevelled_finish = ${outcome.unlevelled_finish},
      moves = ${JSON.stringify(outcome.moves)}::jsonb, findings = ${JSON.stringify(outcome.findings)}::jsonb, version = version + 1
    where workspace_id = current_workspace() and levelling_id = ${levellingId} and state = 'running' returning version`);
  return row?.version;
}

export async function saveAccepted(tx: Tx, levellingId: string, accepted: readonly Accepted[]): Promise<number> {
  const row = await tx.first(sql<{ version: number }>`
    update levelling set accepted = ${JSON.stringify(accepted)}::jsonb, version = version + 1
    where workspace_id = current_workspace() and levelling_id = ${levellingId} returning version`);
  return row?.version ?? 1;
}
