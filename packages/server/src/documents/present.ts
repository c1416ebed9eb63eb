import type { AnswerOf, operations } from "@rondo/contract";
import { spaceRoleOf } from "../access/index.ts";
import type { Actor } from "../http/index.ts";
import { ref } from "../tasks/index.ts";
import type { CommentRow } from "./store/comments.ts";
import type { DocumentRow } from "./store/documents.ts";
import type { FolderRow } from "./store/folders.ts";
import type { VersionRow } from "./store/updates.ts";

export type Document = AnswerOf<typeof operations.getDocument>;
export type Folder = AnswerOf<typeof operations.createFolder>;
export type DocumentComment = AnswerOf<typeof operations.addDocumentComment>;
export type DocumentVersion = AnswerOf<typeof operations.nameDocumentVersion>;

function homeOf(row: { project_id: string | null; process_id: string | null; home_title: string | null }): Document["home"] {
  if (row.project_id !== null) return { kind: "project", id: row.project_id, title: row.home_title };
  if (row.process_id !== null) return { kind: "process", id: row.process_id, title: row.home_title };
  return { kind: "workspace", id: null, title: null };
}

export function presentDocument(row: DocumentRow, actor: Actor): Document {
  return {
    id: row.document_id,
    title: row.title,
    home: homeOf(row),
    folderId: row.folder_id,
    template: row.template,
    everyone: row.own_everyone,
    mine: spaceRoleOf(actor.role, row),
    createdBy: ref(row.created_by, row.creator_name),
    createdAt: row.created_at,
    editedBy: ref(row.edited_by, row.editor_name),
    editedAt: row.edited_at,
    deletedAt: row.deleted_at,
    seq: row.seq,
    version: row.version,
  };
}

export function presentFolder(row: FolderRow): Folder {
  return { id: row.folder_id, home: homeOf(row), parentId: row.parent_id, name: row.name, version: row.version };
}

export function presentVersion(row: VersionRow): DocumentVersion {
  return { seq: row.seq, kind: row.kind, name: row.name, people: row.people, at: row.at };
}

export function presentComment(row: CommentRow): DocumentComment {
  return {
    id: row.comment_id,
    parentId: row.parent_id,
    author: ref(row.author_id, row.author_name),
    text: row.text,
    anchor: row.anchor,
    quote: row.quote,
    at: row.at,
    editedAt: row.edited_at,
    resolution: row.resolved_at === null ? null : { by: ref(row.resolved_by, row.resolver_name), at: row.resolved_at },
  };
}
