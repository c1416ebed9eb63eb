import { sql } from "kysely";
import type { WorkspaceRole } from "@rondo/core/access";
import type { Tx } from "../../database/index.ts";

export type ThingRow = { thing_id: string; person_id: string | null; person_name: string | null; role: WorkspaceRole | null };

/** What a step is to change, and for whom it does: whoever published the revision; what the run made itself, whoever has it. */
export async function thingToChange(
  tx: Tx,
  { what, id, made, processId, revision }: { what: "task" | "project"; id: string; made: boolean; processId: string; revision: number },
): Promise<ThingRow | undefined> {
  const thing =
    what === "task"
      ? sql`select task_id as thing_id, owner_id from task where workspace_id = current_workspace() and task_id = ${id} and deleted_at is null`
      : made
        ? sql`select project_id as thing_id, owner_id from project where workspace_id = current_workspace() and opened_by_task = ${id}`
        : sql`select project_id as thing_id, owner_id from project where workspace_id = current_workspace() and project_id = ${id}`;
  return tx.first(sql<ThingRow>`
    select t.thing_id, m.person_id, p.name as person_name, m.role
    from (${thing}) t
    left join revision v on v.workspace_id = current_workspace() and v.process_id = ${processId} and v.number = ${revision}
    left join membership m on m.workspace_id = current_workspace() and m.person_id = case when ${made}::boolean then coalesce(t.owner_id, v.published_by) else v.published_by end
    left join identity.person p on p.id = m.person_id`);
}
