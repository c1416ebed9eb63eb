import type { Tx } from "../../database/index.ts";
import type { Work } from "../../http/index.ts";
import { ask } from "../merger.ts";
import { insertDocument, standingIn } from "../store/documents.ts";
import { insertFolder, listFolders } from "../store/folders.ts";
import { insertUpdate, updatesAfter } from "../store/updates.ts";
import { documentEvent } from "./event.ts";
import { keepText } from "./text.ts";

/** A project's folders and documents with what they say, to be written elsewhere. Numbers are places in the list of folders. */
export type Shelf = {
  readonly folders: { name: string; parent: number | null }[];
  readonly documents: { title: string; folder: number | null; update: string | null }[];
};

export async function documentsToCopy(tx: Tx, projectId: string): Promise<Shelf> {
  const folders = await listFolders(tx, { projectId, processId: null });
  const numbers = new Map(folders.map((folder, index) => [folder.folder_id, index]));
  const number = (id: string | null): number | null => (id === null ? null : (numbers.get(id) ?? null));
  const documents: Shelf["documents"] = [];
  for (const row of await standingIn(tx, projectId)) {
    const base = await updatesAfter(tx, row.document_id, 0);
    const update = base.length === 0 ? null : ((await ask({ op: "copy", base })).update ?? null);
    documents.push({
      title: row.title,
      folder: number(row.folder_id),
      update: update === null ? null : Buffer.from(update).toString("base64"),
    });
  }
  return { folders: folders.map((folder) => ({ name: folder.name, parent: number(folder.parent_id) })), documents };
}

export async function putDocuments(work: Work, projectId: string, { folders, documents }: Shelf, by: string): Promise<void> {
  const { tx } = work;
  const ids = folders.map(() => work.newId());
  const idOf = (number: number | null): string | null => (number === null ? null : (ids[number] ?? null));
  // A folder after the one it is in.
  const depth = (index: number): number => (folders[index]?.parent == null ? 0 : 1 + depth(folders[index].parent));
  for (const index of [...folders.keys()].toSorted((a, b) => depth(a) - depth(b)))
    await insertFolder(tx, {
      id: ids[index] as string,
      projectId,
      processId: null,
      parentId: idOf(folders[index]?.parent ?? null),
      name: folders[index]?.name ?? "",
      by,
    });
  for (const { title, folder, update } of documents) {
    const id = work.newId();
    await insertDocument(tx, {
      id,
      projectId,
      processId: null,
      folderId: idOf(folder),
      title,
      template: false,
      everyone: null,
      createdBy: by,
    });
    if (update !== null) {
      await insertUpdate(tx, id, 1, Buffer.from(update, "base64"), by);
      await keepText(tx, id);
    }
    await work.append(documentEvent("document.created", id, 1, { title }));
  }
}
