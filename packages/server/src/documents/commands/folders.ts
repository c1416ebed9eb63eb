import type { operations } from "@rondo/contract";
import { mustMayIn } from "../../access/index.ts";
import { type Actor, type WorkspaceCall, mustMatch, refuse } from "../../http/index.ts";
import type { Tx } from "../../database/index.ts";
import { type Folder, presentFolder } from "../present.ts";
import {
  type FolderRow,
  deleteFolder as removeFolder,
  findFolder,
  insertFolder,
  listFolders,
  lockFolders,
  updateFolder,
} from "../store/folders.ts";
import { mustMayWriteIn } from "./documents.ts";
import { folderEvent } from "./event.ts";

const deepest = 8;

export async function createFolder(call: WorkspaceCall<typeof operations.createFolder>): Promise<Folder> {
  const { tx, actor, body } = call;
  const home = await mustMayWriteIn(call, body);
  await lockFolders(tx, home);
  const id = call.newId();
  if (body.parentId !== null) mustFit(await listFolders(tx, home), id, body.parentId, 1);
  await insertFolder(tx, { id, ...home, parentId: body.parentId, name: body.name, by: actor.personId });
  const row = (await findFolder(tx, id)) as FolderRow;
  await call.append(folderEvent("folder.created", row, actor.workspaceId));
  return presentFolder(row);
}

export async function changeFolder(call: WorkspaceCall<typeof operations.changeFolder>): Promise<Folder> {
  const { tx, actor, body } = call;
  const { row, all } = await locked(tx, actor, call.params.f);
  mustMatch(call.expected, row.version, presentFolder(row) as unknown as Record<string, unknown>);
  if (body.parentId != null) mustFit(all, row.folder_id, body.parentId, heightOf(all, row.folder_id));
  await updateFolder(tx, row.folder_id, {
    name: body.name ?? row.name,
    parent_id: body.parentId === undefined ? row.parent_id : body.parentId,
  });
  const changed = (await findFolder(tx, row.folder_id)) as FolderRow;
  await call.append(folderEvent("folder.changed", changed, actor.workspaceId));
  return presentFolder(changed);
}

export async function deleteFolder(call: WorkspaceCall<typeof operations.deleteFolder>): Promise<undefined> {
  const { row } = await locked(call.tx, call.actor, call.params.f);
  await removeFolder(call.tx, row);
  await call.append(folderEvent("folder.deleted", { ...row, version: row.version + 1 }, call.actor.workspaceId));
}

async function locked(tx: Tx, actor: Actor, folderId: string): Promise<{ row: FolderRow; all: FolderRow[] }> {
  const seen = await findFolder(tx, folderId);
  if (seen === undefined) refuse("folder_not_found");
  const home = { projectId: seen.project_id, processId: seen.process_id };
  await lockFolders(tx, home);
  const row = await findFolder(tx, folderId);
  if (row === undefined) refuse("folder_not_found");
  if (row.project_id !== null) await mustMayIn(tx, actor, "project", row.project_id, "document.change");
  if (row.process_id !== null) await mustMayIn(tx, actor, "process", row.process_id, "document.change");
  return { row, all: await listFolders(tx, home) };
}

/** Into another of the same home, not into itself, and not too deep. */
function mustFit(all: readonly FolderRow[], folderId: string, parentId: string, height: number): void {
  const byId = new Map(all.map((folder) => [folder.folder_id, folder]));
  let depth = height;
  for (let at: string | null = parentId; at !== null; depth += 1) {
    if (at === folderId) refuse("tree_loop");
    const folder = byId.get(at);
    if (folder === undefined) refuse("folder_not_found");
    at = folder.parent_id;
  }
  if (depth > deepest) refuse("tree_too_deep", { limit: deepest });
}

function heightOf(all: readonly FolderRow[], folderId: string): number {
  return 1 + Math.max(0, ...all.filter((folder) => folder.parent_id === folderId).map((folder) => heightOf(all, folder.folder_id)));
}
