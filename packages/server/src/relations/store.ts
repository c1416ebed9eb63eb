import { type RawBuilder, sql } from "kysely";
import type { Tx } from "../database/index.ts";
import { seesSpace } from "../access/index.ts";

export type Stored = "blocks" | "duplicates" | "relates";
export type RelationRow = { kind: Stored; from_id: string; to_id: string };

export async function relationsOf(tx: Tx, taskId: string): Promise<RelationRow[]> {
  return tx.rows(sql<RelationRow>`
    select kind, from_id, to_id from relation where workspace_id = current_workspace() and ${taskId}::uuid in (from_id, to_id) order by made_at, from_id, to_id limit ${mostRelations}`);
}

/** Of one task, as many as its list shows. */
export const mostRelations = 200;

export async function countRelations(tx: Tx, taskId: string): Promise<number> {
  return (
    (
      await tx.first(
        sql<{
          count: number;
        }>`select count(*)::int as count from relation where workspace_id = current_workspace() and ${taskId}::uuid in (from_id, to_id)`,
      )
    )?.count ?? 0
  );
}

export async function countAppearances(tx: Tx, taskId: string): Promise<number> {
  return (
    (
      await tx.first(
        sql<{
          count: number;
        }>`select count(*)::int as count from appearance where workspace_id = current_workspace() and task_id = ${taskId}`,
      )
    )?.count ?? 0
  );
}

/** False when it was said already. */
export async function insertRelation(tx: Tx, relation: RelationRow, by: string): Promise<boolean> {
  return (
    (await tx.change(sql`
    insert into relation (workspace_id, from_id, to_id, kind, made_by) values (current_workspace(), ${relation.from_id}, ${relation.to_id}, ${relation.kind}, ${by}) on conflict do nothing`)) >
    0
  );
}

export async function deleteRelation(tx: Tx, { kind, from_id, to_id }: RelationRow): Promise<boolean> {
  return (
    (await tx.change(
      sql`delete from relation where workspace_id = current_workspace() and from_id = ${from_id} and to_id = ${to_id} and kind = ${kind}`,
    )) > 0
  );
}

export async function appearancesOf(
  tx: Tx,
  reader: { personId: string; role: string },
  taskId: string,
): Promise<{ project_id: string; name: string }[]> {
  const sees: RawBuilder<boolean> = seesSpace(reader.personId, sql`${reader.role}::text`, { everyone: "p.everyone", id: "p.project_id" });
  return tx.rows(sql<{ project_id: string; name: string }>`
    select p.project_id, p.name from appearance l join project p on p.workspace_id = l.workspace_id and p.project_id = l.project_id
    where l.workspace_id = current_workspace() and l.task_id = ${taskId} and ${sees} order by l.added_at, p.project_id`);
}

export async function insertAppearance(tx: Tx, taskId: string, projectId: string, by: string): Promise<boolean> {
  return (
    (await tx.change(
      sql`insert into appearance (workspace_id, task_id, project_id, added_by) values (current_workspace(), ${taskId}, ${projectId}, ${by}) on conflict do nothing`,
    )) > 0
  );
}

export async function deleteAppearance(tx: Tx, taskId: string, projectId: string): Promise<boolean> {
  return (
    (await tx.change(
      sql`delete from appearance where workspace_id = current_workspace() and task_id = ${taskId} and project_id = ${projectId}`,
    )) > 0
  );
}
