import type { AnswerOf, operations } from "@rondo/contract";
import { mustMayIn, sharesOf } from "../access/index.ts";
import { type StreamCall, type WorkspaceCall, pageOf, readCursor, refuse } from "../http/index.ts";
import { ask } from "./merger.ts";
import { allowedDocument } from "./policy.ts";
import { type Document, presentComment, presentDocument, presentFolder, presentVersion } from "./present.ts";
import { listComments } from "./store/comments.ts";
import { type DocumentRow, findDocument, listDocuments } from "./store/documents.ts";
import { listFolders } from "./store/folders.ts";
import { listVersions, updatesAfter, versionState } from "./store/updates.ts";

type Call = Pick<WorkspaceCall<typeof operations.getDocument>, "tx" | "actor"> & { readonly params: { readonly d: string } };

async function readable({ tx, actor, params }: Call): Promise<DocumentRow> {
  return allowedDocument(actor, await findDocument(tx, actor, params.d), "document.read");
}

export async function getDocument(call: WorkspaceCall<typeof operations.getDocument>): Promise<Document> {
  return presentDocument(await readable(call), call.actor);
}

export async function list({
  tx,
  actor,
  query,
  system,
}: WorkspaceCall<typeof operations.listDocuments>): Promise<AnswerOf<typeof operations.listDocuments>> {
  const binding = [
    "documents",
    actor.workspaceId,
    actor.personId,
    query.projectId ?? "",
    query.processId ?? "",
    String(query.own),
    String(query.templates),
    String(query.deleted),
  ];
  const rows = await listDocuments(tx, actor, query, readCursor(query.cursor, binding, system.config.secret, 2), query.limit + 1);
  return pageOf(
    rows,
    query.limit,
    binding,
    system.config.secret,
    (row) => [row.edited_at, row.document_id],
    (row) => presentDocument(row, actor),
  );
}

/** Folders of a home that one may see; those of the workspace are its members'. */
export async function folders({
  tx,
  actor,
  query,
}: WorkspaceCall<typeof operations.listFolders>): Promise<AnswerOf<typeof operations.listFolders>> {
  if (query.projectId !== undefined) await mustMayIn(tx, actor, "project", query.projectId, "document.read");
  if (query.processId !== undefined) await mustMayIn(tx, actor, "process", query.processId, "document.read");
  const home = { projectId: query.projectId ?? null, processId: query.processId ?? null };
  if (home.projectId === null && home.processId === null && actor.role === "guest") return { items: [] };
  return { items: (await listFolders(tx, home)).map(presentFolder) };
}

export async function shares(
  call: WorkspaceCall<typeof operations.listDocumentShares>,
): Promise<AnswerOf<typeof operations.listDocumentShares>> {
  const row = await readable(call);
  const items = await sharesOf(call.tx, row.document_id);
  return { items: items.map((share) => ({ person: { id: share.person_id, name: share.name ?? "" }, role: share.role })) };
}

export async function updates(call: WorkspaceCall<typeof operations.pullUpdates>): Promise<AnswerOf<typeof operations.pullUpdates>> {
  const row = await readable(call);
  const pieces = call.query.after >= row.seq ? [] : await updatesAfter(call.tx, row.document_id, call.query.after);
  return { seq: row.seq, updates: pieces.map((piece) => piece.toString("base64")) };
}

/** Told to who has it open; where somebody's cursor is, is nothing to keep. */
export async function presence(call: WorkspaceCall<typeof operations.tellPresence>): Promise<undefined> {
  const { actor, body, system } = call;
  const row = await readable(call);
  call.afterCommit(() =>
    system.live.tell(actor.workspaceId, { kind: "presence", documentId: row.document_id, personId: actor.personId, ...body }),
  );
}

export async function versions(
  call: WorkspaceCall<typeof operations.listDocumentVersions>,
): Promise<AnswerOf<typeof operations.listDocumentVersions>> {
  const row = await readable(call);
  return { items: (await listVersions(call.tx, row.document_id)).map(presentVersion) };
}

export async function version(
  call: WorkspaceCall<typeof operations.getDocumentVersion>,
): Promise<AnswerOf<typeof operations.getDocumentVersion>> {
  const row = await readable(call);
  const state = await versionState(call.tx, row.document_id, call.params.seq);
  if (state === undefined) refuse("document_version_not_found");
  const { tree } = await ask({ op: "read", base: [state] });
  return { tree: tree as unknown as Record<string, unknown> };
}

export async function comments(
  call: WorkspaceCall<typeof operations.listDocumentComments>,
): Promise<AnswerOf<typeof operations.listDocumentComments>> {
  const row = await readable(call);
  return { items: (await listComments(call.tx, row.document_id)).map(presentComment) };
}

export async function content({
  system,
  actor,
  params,
  query,
}: StreamCall<typeof operations.exportDocument>): Promise<{ title: string; text: string }> {
  const { title, base } = await system.database.inWorkspace(
    actor.workspaceId,
    async (tx) => {
      const row = await readable({ tx, actor, params });
      return { title: row.title, base: await updatesAfter(tx, row.document_id, 0) };
    },
    "read",
  );
  const { text = "" } = await ask({ op: "write", base, format: query.format, title });
  return { title, text };
}
