import { z } from "zod";
import { operation } from "./operation.ts";
import { cursorQuery, id, inWorkspace, instant, markdown, name, nothingHidden, page, personRef, title, version } from "./primitives.ts";

const spaceRole = z.enum(["manager", "editor", "contributor", "viewer"]);
const DocumentHome = z.object({ kind: z.enum(["workspace", "project", "process"]), id: id.nullable(), title: z.string().nullable() });

export const Folder = z.object({ id, home: DocumentHome, parentId: id.nullable(), name: z.string(), version });

export const Document = z.object({
  id,
  title: z.string(),
  home: DocumentHome,
  folderId: id.nullable(),
  template: z.boolean(),
  everyone: spaceRole.nullable().describe("Of one on its own: what every member may do with it; null: those named alone"),
  mine: spaceRole.nullable().describe("What the caller may do with it"),
  createdBy: personRef.nullable(),
  createdAt: instant,
  editedBy: personRef.nullable(),
  editedAt: instant,
  deletedAt: instant.nullable(),
  seq: z.int().describe("The number of its last update"),
  version,
});

/** Bytes as text. A Yjs update (https://docs.yjs.dev), version 1 of its encoding. */
const bytes = z.base64().max(1_000_000).describe("A Yjs update, base64");

export const DocumentVersion = z.object({
  seq: z.int().describe("The update after which the document was so; its address"),
  kind: z.enum(["session", "named", "restored"]),
  name: z.string().nullable(),
  people: z.array(personRef).describe("Who wrote since the version before it"),
  at: instant,
});

/** Positions that move with the text (Yjs relative positions), as JSON. */
const place = z.record(z.string().max(20), z.union([z.string().max(200), z.number(), z.null(), z.record(z.string().max(20), z.union([z.string().max(200), z.number(), z.null()]))]));
const anchor = z.strictObject({ from: place, to: place });

export const DocumentComment = z.object({
  id,
  parentId: id.nullable(),
  author: personRef.nullable(),
  text: z.string(),
  anchor: anchor.nullable(),
  quote: z.string().describe("What stood there"),
  at: instant,
  editedAt: instant.nullable(),
  resolution: z.object({ by: personRef.nullable(), at: instant }).nullable(),
});

/** The tree of a document: `{ type, attrs, content, text, marks }`, kinds as in docs/documents.md. */
const tree = z.record(z.string(), z.unknown());

const folderPath = z.object({ w: id, f: id });
const path = z.object({ w: id, d: id });
const versionPath = z.object({ w: id, d: id, seq: z.coerce.number().int().min(0).max(2_000_000_000) });
const commentPath = z.object({ w: id, d: id, c: id });
const home = { projectId: id.optional(), processId: id.optional() };
const at = "/api/workspaces/:w/documents/:d";

export const documentOperations = {
  listFolders: operation({ id: "listFolders", method: "GET", path: "/api/workspaces/:w/folders", summary: "Folders of a project, a process or the workspace", door: "workspace", needs: "day.read", params: inWorkspace, query: z.strictObject(home), answer: z.object({ items: z.array(Folder) }), status: 200, refusals: ["project_not_found", "process_not_found"] }),
  createFolder: operation({ id: "createFolder", method: "POST", path: "/api/workspaces/:w/folders", summary: "Make a folder", door: "workspace", needs: "document.create", params: inWorkspace, body: z.strictObject({ name, parentId: id.nullable().default(null), ...home }), answer: Folder, status: 201, refusals: ["project_not_found", "process_not_found", "folder_not_found", "tree_too_deep", "forbidden"] }),
  changeFolder: operation({ id: "changeFolder", method: "PATCH", path: "/api/workspaces/:w/folders/:f", summary: "Rename a folder or put it into another", door: "workspace", needs: "document.create", params: folderPath, versioned: true, body: z.strictObject({ name: name.optional(), parentId: id.nullable().optional() }), answer: Folder, status: 200, refusals: ["folder_not_found", "tree_loop", "tree_too_deep", "forbidden"] }),
  deleteFolder: operation({ id: "deleteFolder", method: "DELETE", path: "/api/workspaces/:w/folders/:f", summary: "Take a folder away; what stood in it stands where the folder stood", door: "workspace", needs: "document.create", params: folderPath, status: 204, refusals: ["folder_not_found", "forbidden"] }),

  listDocuments: operation({ id: "listDocuments", method: "GET", path: "/api/workspaces/:w/documents", summary: "Documents that one may see, the last edited first", door: "workspace", needs: "day.read", params: inWorkspace, query: cursorQuery.extend({ ...home, own: z.stringbool().default(false).describe("Only those that stand on their own"), templates: z.stringbool().default(false).describe("Templates instead"), deleted: z.stringbool().default(false).describe("Those in the trash that one may restore, instead") }), answer: page(Document), status: 200, refusals: ["bad_cursor"] }),
  createDocument: operation({
    id: "createDocument", method: "POST", path: "/api/workspaces/:w/documents", summary: "Make a document: empty, from a template, or from Markdown or HTML", door: "workspace", needs: "document.create", params: inWorkspace, status: 201,
    body: z.strictObject({ title, folderId: id.nullable().default(null), ...home, everyone: spaceRole.nullable().default("editor"), template: z.boolean().default(false), templateId: id.optional(), markdown: z.string().max(1_048_576).optional(), html: z.string().max(1_048_576).optional() }).refine((body) => [body.templateId, body.markdown, body.html].filter((one) => one !== undefined).length <= 1, "one of templateId, markdown and html"),
    answer: Document, refusals: ["project_not_found", "process_not_found", "folder_not_found", "document_not_found", "document_refused", "unreadable", "too_large", "too_many_requests", "forbidden"],
  }),
  getDocument: operation({ id: "getDocument", method: "GET", path: at, summary: "What a document is called, where it stands and what one may do with it", door: "workspace", needs: "document.read", params: path, answer: Document, status: 200, refusals: ["document_not_found"] }),
  changeDocument: operation({ id: "changeDocument", method: "PATCH", path: at, summary: "Rename a document, put it into a folder, make it a template, change who may see it", door: "workspace", needs: "document.change", params: path, versioned: true, body: z.strictObject({ title: title.optional(), folderId: id.nullable().optional(), template: z.boolean().optional(), everyone: spaceRole.nullable().optional() }), answer: Document, status: 200, refusals: ["document_not_found", "folder_not_found", "forbidden"] }),
  deleteDocument: operation({ id: "deleteDocument", method: "DELETE", path: at, summary: "Move a document to the trash", door: "workspace", needs: "document.delete", params: path, status: 204, refusals: ["document_not_found"] }),
  restoreDocument: operation({ id: "restoreDocument", method: "DELETE", path: `${at}/deletion`, summary: "Take a document back out of the trash", door: "workspace", needs: "document.delete", params: path, answer: Document, status: 200, refusals: ["document_not_found"] }),
  listDocumentShares: operation({ id: "listDocumentShares", method: "GET", path: `${at}/shares`, summary: "Who was given a document that stands on its own", door: "workspace", needs: "document.read", params: path, answer: z.object({ items: z.array(z.object({ person: personRef, role: spaceRole })) }), status: 200, refusals: ["document_not_found"] }),
  shareDocument: operation({ id: "shareDocument", method: "PUT", path: `${at}/shares/:m`, summary: "Give a document that stands on its own to a person", door: "workspace", needs: "document.manage", params: z.object({ w: id, d: id, m: id }), body: z.strictObject({ role: spaceRole }), status: 204, refusals: ["document_not_found", "member_not_found", "document_has_home"] }),
  unshareDocument: operation({ id: "unshareDocument", method: "DELETE", path: `${at}/shares/:m`, summary: "Take it away again, at once", door: "workspace", needs: "document.manage", params: z.object({ w: id, d: id, m: id }), status: 204, refusals: ["document_not_found", "member_not_found", "document_has_home"] }),

  pullUpdates: operation({ id: "pullUpdates", method: "GET", path: `${at}/updates`, summary: "What was written after an update; from 0, all", door: "workspace", needs: "document.read", params: path, query: z.strictObject({ after: z.coerce.number().int().min(0).max(2_000_000_000).default(0) }), answer: z.object({ seq: z.int(), updates: z.array(z.string().describe("A Yjs update, base64")) }), status: 200, refusals: ["document_not_found"] }),
  pushUpdate: operation({ id: "pushUpdate", method: "POST", path: `${at}/updates`, summary: "Write: an update is kept when it is answered, and the same one again changes nothing", door: "workspace", needs: "document.change", params: path, body: z.strictObject({ update: bytes }), answer: z.object({ seq: z.int() }), status: 200, refusals: ["document_not_found", "update_unreadable", "update_incomplete", "document_refused", "document_full", "too_many_requests"] }),
  tellPresence: operation({ id: "tellPresence", method: "PUT", path: `${at}/presence`, summary: "Where one's cursor is; told to who has the document open, and kept nowhere", door: "workspace", needs: "document.read", params: path, body: z.strictObject({ client: z.int().min(0).max(4_294_967_295), cursor: z.strictObject({ anchor: place, head: place }).nullable(), gone: z.boolean().default(false) }), status: 204, refusals: ["document_not_found"] }),

  listDocumentVersions: operation({ id: "listDocumentVersions", method: "GET", path: `${at}/versions`, summary: "How a document was before, the latest first", door: "workspace", needs: "document.read", params: path, answer: z.object({ items: z.array(DocumentVersion) }), status: 200, refusals: ["document_not_found"] }),
  getDocumentVersion: operation({ id: "getDocumentVersion", method: "GET", path: `${at}/versions/:seq`, summary: "What a version said", door: "workspace", needs: "document.read", params: versionPath, answer: z.object({ tree }), status: 200, refusals: ["document_not_found", "document_version_not_found"] }),
  nameDocumentVersion: operation({ id: "nameDocumentVersion", method: "POST", path: `${at}/versions`, summary: "Keep what it says now under a name", door: "workspace", needs: "document.change", params: path, body: z.strictObject({ name }), answer: DocumentVersion, status: 201, refusals: ["document_not_found", "too_many_requests"] }),
  restoreDocumentVersion: operation({ id: "restoreDocumentVersion", method: "PUT", path: `${at}/versions/:seq/restoration`, summary: "Make it say again what a version said; what it says now becomes a version", door: "workspace", needs: "document.change", params: versionPath, answer: Document, status: 200, refusals: ["document_not_found", "document_version_not_found", "too_many_requests"] }),
  exportDocument: operation({ id: "exportDocument", method: "GET", path: `${at}/content`, summary: "What it says, as a file", door: "workspace", needs: "document.read", params: path, query: z.strictObject({ format: z.enum(["markdown", "html"]).default("markdown") }), media: "text/markdown", status: 200, refusals: ["document_not_found"] }),

  listDocumentComments: operation({ id: "listDocumentComments", method: "GET", path: `${at}/comments`, summary: "What was said about passages of a document, oldest first", door: "workspace", needs: "document.read", params: path, answer: z.object({ items: z.array(DocumentComment) }), status: 200, refusals: ["document_not_found"] }),
  addDocumentComment: operation({ id: "addDocumentComment", method: "POST", path: `${at}/comments`, summary: "Say something about a passage, or answer what was said", door: "workspace", needs: "document.comment", params: path, body: z.strictObject({ text: markdown.min(1).max(20_000), parentId: id.nullable().default(null), anchor: anchor.nullable().default(null), quote: z.string().max(300).regex(nothingHidden, "hidden characters").default(""), mentions: z.array(id).max(50).default([]) }), answer: DocumentComment, status: 201, refusals: ["document_not_found", "comment_not_found"] }),
  editDocumentComment: operation({ id: "editDocumentComment", method: "PATCH", path: `${at}/comments/:c`, summary: "Say one's own comment better", door: "workspace", needs: "document.comment", params: commentPath, body: z.strictObject({ text: markdown.min(1).max(20_000) }), answer: DocumentComment, status: 200, refusals: ["document_not_found", "comment_not_found", "forbidden"] }),
  deleteDocumentComment: operation({ id: "deleteDocumentComment", method: "DELETE", path: `${at}/comments/:c`, summary: "Take back one's own comment", door: "workspace", needs: "document.comment", params: commentPath, status: 204, refusals: ["document_not_found", "comment_not_found", "forbidden"] }),
  resolveDocumentComment: operation({ id: "resolveDocumentComment", method: "PUT", path: `${at}/comments/:c/resolution`, summary: "Say that what was said is settled", door: "workspace", needs: "document.comment", params: commentPath, answer: DocumentComment, status: 200, refusals: ["document_not_found", "comment_not_found"] }),
  reopenDocumentComment: operation({ id: "reopenDocumentComment", method: "DELETE", path: `${at}/comments/:c/resolution`, summary: "Say that it is not settled after all", door: "workspace", needs: "document.comment", params: commentPath, answer: DocumentComment, status: 200, refusals: ["document_not_found", "comment_not_found"] }),
};
