import { operations } from "@rondo/contract";
import { type Route, type StreamCall, asStream, inWorkspace } from "../http/index.ts";
import { addComment, bringBackComment, editComment, reopenComment, resolveComment, takeBackComment } from "./commands/comments.ts";
import { changeDocument, createDocument, deleteDocument, restoreDocument, shareDocument, unshareDocument } from "./commands/documents.ts";
import { changeFolder, createFolder, deleteFolder } from "./commands/folders.ts";
import { nameVersion, pushUpdate, restoreVersion } from "./commands/updates.ts";
import { comments, content, folders, getDocument, list, presence, shares, updates, version, versions } from "./queries.ts";

export const documentRoutes: Route[] = [
  inWorkspace(operations.listFolders, folders),
  inWorkspace(operations.createFolder, createFolder),
  inWorkspace(operations.changeFolder, changeFolder),
  inWorkspace(operations.deleteFolder, deleteFolder),
  inWorkspace(operations.listDocuments, list),
  inWorkspace(operations.createDocument, createDocument),
  inWorkspace(operations.getDocument, getDocument),
  inWorkspace(operations.changeDocument, changeDocument),
  inWorkspace(operations.deleteDocument, deleteDocument),
  inWorkspace(operations.restoreDocument, restoreDocument),
  inWorkspace(operations.listDocumentShares, shares),
  inWorkspace(operations.shareDocument, shareDocument),
  inWorkspace(operations.unshareDocument, unshareDocument),
  inWorkspace(operations.pullUpdates, updates),
  inWorkspace(operations.pushUpdate, pushUpdate),
  inWorkspace(operations.tellPresence, presence),
  inWorkspace(operations.listDocumentVersions, versions),
  inWorkspace(operations.getDocumentVersion, version),
  inWorkspace(operations.nameDocumentVersion, nameVersion),
  inWorkspace(operations.restoreDocumentVersion, restoreVersion),
  asStream(operations.exportDocument, download),
  inWorkspace(operations.listDocumentComments, comments),
  inWorkspace(operations.addDocumentComment, addComment),
  inWorkspace(operations.editDocumentComment, editComment),
  inWorkspace(operations.deleteDocumentComment, takeBackComment),
  inWorkspace(operations.restoreDocumentComment, bringBackComment),
  inWorkspace(operations.resolveDocumentComment, resolveComment),
  inWorkspace(operations.reopenDocumentComment, reopenComment),
];

/** A file to keep: as a page of ours nothing that somebody wrote is ever shown. */
async function download(call: StreamCall<typeof operations.exportDocument>): Promise<unknown> {
  const { title, text } = await content(call);
  const html = call.query.format === "html";
  return call.reply
    .header("content-type", `${html ? "text/html" : "text/markdown"}; charset=utf-8`)
    .header(
      "content-disposition",
      `attachment; filename*=UTF-8''${encodeURIComponent(`${title}.${html ? "html" : "md"}`).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`,
    )
    .header("x-content-type-options", "nosniff")
    .header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox")
    .header("cache-control", "private, no-store")
    .send(html ? text : `# ${title}\n\n${text}`);
}
