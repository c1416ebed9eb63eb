import { sql } from "kysely";
import type { Tx } from "../../database/index.ts";

export type FolderRow = {
  folder_id: string;
  project_id: string | null;
  process_id: string | null;
  home_title: string | null;
  parent_id: string | null;
  name: string;
  version: number;
};
export type Home = { readonly projectId: string | null; readonly processId: string | null };

const columns = sql`f.folder_id, f.project_id, f.process_id, coalesce(p.name, c.name) as home_title, f.parent_id, f.name, f.version
  from folder f
  left join project p on p.workspace_id = f.workspace_id and p.project_id = f.project_id
  left join process c on c.workspace_id = f.workspace_id and c.process_id = f.process_id`;

export async function listFolders(tx: Tx, home: Home): Promise<FolderRow[]> {
  return tx.rows(
    sql<FolderRow>`select ${columns} where f.workspace_id = current_workspace() and f.project_id is not distinct from ${home.projectId}::uuid and f.process_id is not distinct from ${home.processId}::uuid order by f.name, f.folder_id`,
  );
}

export async function findFolder(tx: Tx, folderId: string): Promise<FolderRow | undefined> {
  return tx.first(sql<FolderRow>`select ${columns} where f.workspace_id = current_workspace() and f.folder_id = ${folderId}`);
}

/** Two that move folders of one home into each other wait for each other. */
export async function lockFolders(tx: Tx, home: Home): Promise<void> {
  await tx.change(
    sql`select pg_advisory_xact_lock(hashtextextended('folders ' || current_workspace()::text || ${home.projectId ?? home.processId ?? ""}, 0))`,
  );
}

export async function insertFolder(
  tx: Tx,
  folder: Home & { id: string; parentId: string | null; name: string; by: string },
): Promise<void> {
  await tx.change(
    sql`insert into folder (workspace_id, folder_id, project_id, process_id, parent_id, name, created_by) values (current_workspace(), ${folder.id}, ${folder.projectId}, ${folder.processId}, ${folder.parentId}, ${folder.name}, ${folder.by})`,
  );
}

export async function updateFolder(tx: Tx, folderId: string, change: { name: string; parent_id: string | null }): Promise<number> {
  const row = await tx.first(
    sql<{
      version: number;
    }>`update folder set name = ${change.name}, parent_id = ${change.parent_id}, version = version + 1 where workspace_id = current_workspace() and folder_id = ${folderId} returning version`,
  );
  return row?.version ?? 0;
}

/** What stood in it stands where it stood. */
export async function deleteFolder(tx: Tx, folder: FolderRow): Promise<void> {
  await tx.change(
    sql`update document set folder_id = ${folder.parent_id} where workspace_id = current_workspace() and folder_id = ${folder.folder_id}`,
  );
  await tx.change(
    sql`update folder set parent_id = ${folder.parent_id} where workspace_id = current_workspace() and parent_id = ${folder.folder_id}`,
  );
  await tx.change(sql`delete from folder where workspace_id = current_workspace() and folder_id = ${folder.folder_id}`);
}
