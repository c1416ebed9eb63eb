import { sql } from "kysely";
import type { CustomField } from "@rondo/core/view";
import { seesSpace } from "../access/index.ts";
import type { Tx } from "../database/index.ts";

export type FieldRow = {
  field_id: string;
  name: string;
  type: CustomField["type"];
  choices: string[];
  project_id: string | null;
  process_id: string | null;
  version: number;
  deleted: boolean;
};

const columns = sql`f.field_id, f.name, f.type, f.choices, f.project_id, f.process_id, f.version, f.deleted_at is not null as deleted`;

/** Those of the workspace, and those of the projects and processes that the actor may see. */
export async function listFields(tx: Tx, actor: { personId: string; role: string }): Promise<FieldRow[]> {
  return tx.rows(sql<FieldRow>`
    select ${columns} from custom_field f
    left join project p on p.workspace_id = f.workspace_id and p.project_id = f.project_id
    left join process c on c.workspace_id = f.workspace_id and c.process_id = f.process_id
    where f.workspace_id = current_workspace() and f.deleted_at is null
      and (num_nonnulls(f.project_id, f.process_id) = 0
        or (f.project_id is not null and ${seesSpace(actor.personId, actor.role, { everyone: "p.everyone", id: "p.project_id" })})
        or (f.process_id is not null and ${seesSpace(actor.personId, actor.role, { everyone: "c.everyone", id: "c.process_id" })}))
    order by lower(f.name), f.field_id`);
}

/** Every field that stands, for writing values: which of them fit is decided by where the row is. */
export async function fieldsAmong(tx: Tx, ids: readonly string[]): Promise<FieldRow[]> {
  return tx.rows(
    sql<FieldRow>`select ${columns} from custom_field f where f.workspace_id = current_workspace() and f.deleted_at is null and f.field_id = any(${ids}::uuid[])`,
  );
}

export async function lockField(tx: Tx, fieldId: string): Promise<FieldRow | undefined> {
  return tx.first(
    sql<FieldRow>`select ${columns} from custom_field f where f.workspace_id = current_workspace() and f.field_id = ${fieldId} for no key update`,
  );
}

export async function countFields(tx: Tx, spaceId: string | null): Promise<number> {
  const row = await tx.first(sql<{ count: number }>`
    select count(*)::int as count from custom_field where workspace_id = current_workspace() and deleted_at is null and coalesce(project_id, process_id) is not distinct from ${spaceId}::uuid`);
  return row?.count ?? 0;
}

export async function insertField(tx: Tx, row: FieldRow, by: string): Promise<void> {
  await tx.change(sql`
    insert into custom_field (workspace_id, field_id, project_id, process_id, name, type, choices, created_by)
    values (current_workspace(), ${row.field_id}, ${row.project_id}, ${row.process_id}, ${row.name}, ${row.type}, ${row.choices}::text[], ${by})`);
}

export async function updateField(tx: Tx, row: FieldRow): Promise<FieldRow> {
  return (await tx.first(sql<FieldRow>`
    update custom_field f set name = ${row.name}, choices = ${row.choices}::text[], deleted_at = case when ${row.deleted} then coalesce(deleted_at, now()) end, version = version + 1
    where f.workspace_id = current_workspace() and f.field_id = ${row.field_id} returning ${columns}`)) as FieldRow;
}
