import { sql } from "kysely";
import type { z, schema } from "@rondo/contract";
import type { Tx } from "../../database/index.ts";

type Definition = z.output<typeof schema.View>["definition"];
export type ViewRow = {
  view_id: string;
  name: string;
  owner_id: string;
  owner_name: string | null;
  shared: boolean;
  pinned: boolean;
  definition: Definition;
  version: number;
  /** How many there were of it: an order for what is told, pins included. */
  events: number;
};

const columns = (
  me: string,
) => sql`v.view_id, v.name, v.owner_id, (select name from identity.person where id = v.owner_id) as owner_name, v.shared, v.definition, v.version, v.events,
  exists (select from view_pin n where n.workspace_id = v.workspace_id and n.view_id = v.view_id and n.person_id = ${me}) as pinned`;

/** One's own, and those shared with all. */
export async function listViews(tx: Tx, me: string): Promise<ViewRow[]> {
  return tx.rows(
    sql<ViewRow>`select ${columns(me)} from view v where v.workspace_id = current_workspace() and (v.shared or v.owner_id = ${me}) order by lower(v.name collate pg_c_utf8), v.view_id`,
  );
}

export async function findView(tx: Tx, me: string, viewId: string): Promise<ViewRow | undefined> {
  return tx.first(
    sql<ViewRow>`select ${columns(me)} from view v where v.workspace_id = current_workspace() and v.view_id = ${viewId} and (v.shared or v.owner_id = ${me})`,
  );
}

export async function lockView(tx: Tx, viewId: string): Promise<void> {
  await tx.change(sql`select 1 from view where workspace_id = current_workspace() and view_id = ${viewId} for no key update`);
}

export async function countViews(tx: Tx, me: string): Promise<number> {
  return (
    (
      await tx.first(
        sql<{ count: number }>`select count(*)::int as count from view where workspace_id = current_workspace() and owner_id = ${me}`,
      )
    )?.count ?? 0
  );
}

export async function insertView(
  tx: Tx,
  view: { view_id: string; name: string; owner_id: string; shared: boolean; definition: Definition },
): Promise<void> {
  await tx.change(sql`
    insert into view (workspace_id, view_id, name, owner_id, shared, definition)
    values (current_workspace(), ${view.view_id}, ${view.name}, ${view.owner_id}, ${view.shared}, ${JSON.stringify(view.definition)}::jsonb)`);
}

export async function updateView(tx: Tx, view: Pick<ViewRow, "view_id" | "name" | "shared" | "definition">): Promise<void> {
  await tx.change(sql`
    update view set name = ${view.name}, shared = ${view.shared}, definition = ${JSON.stringify(view.definition)}::jsonb, version = version + 1, events = events + 1
    where workspace_id = current_workspace() and view_id = ${view.view_id}`);
}

export async function deleteView(tx: Tx, viewId: string): Promise<void> {
  await tx.change(sql`delete from view where workspace_id = current_workspace() and view_id = ${viewId}`);
}

/** One more, of something that changes nothing of it. */
export async function countViewEvent(tx: Tx, viewId: string): Promise<number> {
  return (
    (
      await tx.first(
        sql<{
          events: number;
        }>`update view set events = events + 1 where workspace_id = current_workspace() and view_id = ${viewId} returning events`,
      )
    )?.events ?? 0
  );
}

/** Whether it changed anything; so does the next. */
export async function pinView(tx: Tx, viewId: string, me: string): Promise<boolean> {
  return (
    (await tx.change(
      sql`insert into view_pin (workspace_id, view_id, person_id) values (current_workspace(), ${viewId}, ${me}) on conflict do nothing`,
    )) > 0
  );
}

export async function unpinView(tx: Tx, viewId: string, me: string): Promise<boolean> {
  return (
    (await tx.change(sql`delete from view_pin where workspace_id = current_workspace() and view_id = ${viewId} and person_id = ${me}`)) > 0
  );
}

/** Sets values in the fields of one row; null takes one out. A run's events are counted in its state. */
export async function setFields(
  tx: Tx,
  kind: "task" | "run" | "project",
  id: string,
  set: Record<string, unknown>,
  versions: number,
): Promise<number> {
  const emptied = Object.keys(set).filter((key) => set[key] === null);
  const row = await tx.first(sql<{ version: number }>`
    update ${sql.table(kind)} set fields = (fields || ${JSON.stringify(set)}::jsonb) - ${emptied}::text[], version = version + ${versions}::int
      ${kind === "run" ? sql`, state = jsonb_set(state, '{version}', to_jsonb(version + ${versions}::int))` : sql``}
    where workspace_id = current_workspace() and ${sql.ref(`${kind}_id`)} = ${id} returning version`);
  return row?.version ?? 0;
}

/** What a run or project is, for deciding who may set its fields; with its row locked. */
export async function lockHome(
  tx: Tx,
  kind: "run" | "project",
  id: string,
): Promise<{ space_id: string; title: string; version: number; owner_id: string | null } | undefined> {
  if (kind === "project")
    return tx.first(
      sql<{
        space_id: string;
        title: string;
        version: number;
        owner_id: string | null;
      }>`select project_id as space_id, name as title, version, owner_id from project where workspace_id = current_workspace() and project_id = ${id} for no key update`,
    );
  return tx.first(
    sql<{
      space_id: string;
      title: string;
      version: number;
      owner_id: string | null;
    }>`select process_id as space_id, title, version, null::uuid as owner_id from run where workspace_id = current_workspace() and run_id = ${id} for no key update`,
  );
}
