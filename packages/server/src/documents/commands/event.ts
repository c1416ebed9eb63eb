import type { Work } from "../../http/index.ts";
import type { FolderRow } from "../store/folders.ts";

export function documentEvent(
  name: string,
  documentId: string,
  version: number,
  data: Record<string, unknown>,
): Parameters<Work["append"]>[0] {
  return { name, subjectKind: "document", subjectId: documentId, version, homeKind: "document", homeId: documentId, data };
}

/** Its home is the folder's: who sees that, sees it. */
export function folderEvent(name: string, row: FolderRow, workspaceId: string): Parameters<Work["append"]>[0] {
  const homeId = row.project_id ?? row.process_id;
  return {
    name,
    subjectKind: "folder",
    subjectId: row.folder_id,
    version: row.version,
    homeKind: homeId === null ? "workspace" : row.project_id === null ? "process" : "project",
    homeId: homeId ?? workspaceId,
    data: { name: row.name },
  };
}
