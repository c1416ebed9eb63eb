import type { operations } from "@rondo/contract";
import { deleteShare, mustMayIn, putShare } from "../../access/index.ts";
import { type WorkspaceCall, mustMatch, refuse } from "../../http/index.ts";
import { membersAmong } from "../../tasks/index.ts";
import { ask } from "../merger.ts";
import { allowedDocument } from "../policy.ts";
import { type Document, presentDocument } from "../present.ts";
import { type DocumentRow, findDocument, insertDocument, lockDocument, setDeleted, updateDocument } from "../store/documents.ts";
import { findFolder } from "../store/folders.ts";
import { insertUpdate, updatesAfter } from "../store/updates.ts";
import { documentEvent } from "./event.ts";
import { keepText } from "./text.ts";

export async function createDocument(call: WorkspaceCall<typeof operations.createDocument>): Promise<Document> {
  const { tx, actor, body } = call;
  const home = await mustMayWriteIn(call, body);
  if (body.folderId !== null) await mustStandIn(call, body.folderId, home);
  const update = await contentOf(call);
  const id = call.newId();
  const own = home.projectId === null && home.processId === null;
  await insertDocument(tx, {
    id,
    ...home,
    folderId: body.folderId,
    title: body.title,
    template: body.template,
    everyone: own ? body.everyone : null,
    createdBy: actor.personId,
  });
  if (own) await putShare(tx, id, actor.personId, "manager");
  if (update !== null) {
    await insertUpdate(tx, id, 1, update, actor.personId);
    await keepText(tx, id);
  }
  await call.append(
    documentEvent("document.created", id, 1, { title: body.title, ...(body.templateId !== undefined && { templateId: body.templateId }) }),
  );
  return shown(call, id);
}

/** What it begins with: the words of a template, of a text, or nothing. */
async function contentOf({ tx, actor, body }: WorkspaceCall<typeof operations.createDocument>): Promise<Uint8Array | null> {
  if (body.markdown !== undefined) return (await ask({ op: "make", format: "markdown", text: body.markdown })).update ?? null;
  if (body.html !== undefined) return (await ask({ op: "make", format: "html", text: body.html })).update ?? null;
  if (body.templateId === undefined) return null;
  const template = allowedDocument(actor, await findDocument(tx, actor, body.templateId), "document.read");
  const base = await updatesAfter(tx, template.document_id, 0);
  return base.length === 0 ? null : ((await ask({ op: "copy", base })).update ?? null);
}

export async function changeDocument(call: WorkspaceCall<typeof operations.changeDocument>): Promise<Document> {
  const { tx, actor, body } = call;
  const row = await locked(call, "document.change");
  mustMatch(call.expected, row.version, presentDocument(row, actor) as unknown as Record<string, unknown>);
  const own = row.project_id === null && row.process_id === null;
  if (body.everyone !== undefined) {
    allowedDocument(actor, row, "document.manage");
    if (!own) refuse("document_has_home");
    // Whoever closes it to those named stays one of them.
    if (body.everyone === null) await putShare(tx, row.document_id, actor.personId, "manager");
  }
  if (body.folderId != null) await mustStandIn(call, body.folderId, { projectId: row.project_id, processId: row.process_id });
  const version = await updateDocument(tx, row.document_id, {
    ...(body.title !== undefined && { title: body.title }),
    ...(body.folderId !== undefined && { folder_id: body.folderId }),
    ...(body.template !== undefined && { template: body.template }),
    ...(body.everyone !== undefined && { everyone: body.everyone }),
  });
  await call.append(
    documentEvent(
      body.title !== undefined && body.title !== row.title ? "document.renamed" : "document.changed",
      row.document_id,
      version,
      { title: body.title ?? row.title, changed: Object.keys(body) },
    ),
  );
  return shown(call, row.document_id);
}

export async function deleteDocument(call: WorkspaceCall<typeof operations.deleteDocument>): Promise<undefined> {
  const row = await locked(call, "document.delete");
  await call.append(
    documentEvent("document.deleted", row.document_id, await setDeleted(call.tx, row.document_id, call.actor.personId, true), {
      title: row.title,
    }),
  );
}

export async function restoreDocument(call: WorkspaceCall<typeof operations.restoreDocument>): Promise<Document> {
  const { tx, actor, params } = call;
  const row = allowedDocument(actor, await lockDocument(tx, actor, params.d), "document.delete", "keep");
  if (row.deleted_at !== null)
    await call.append(
      documentEvent("document.restored", row.document_id, await setDeleted(tx, row.document_id, null, false), { title: row.title }),
    );
  return shown(call, row.document_id);
}

export async function shareDocument(call: WorkspaceCall<typeof operations.shareDocument>): Promise<undefined> {
  const row = await ownLocked(call);
  if (!(await putShare(call.tx, row.document_id, call.params.m, call.body.role))) refuse("member_not_found");
  await call.append(
    documentEvent("document.shared", row.document_id, await updateDocument(call.tx, row.document_id, {}), {
      title: row.title,
      personId: call.params.m,
      role: call.body.role,
    }),
  );
}

export async function unshareDocument(call: WorkspaceCall<typeof operations.unshareDocument>): Promise<undefined> {
  const row = await ownLocked(call);
  if (!(await deleteShare(call.tx, row.document_id, call.params.m))) refuse("member_not_found");
  await call.append(
    documentEvent("document.unshared", row.document_id, await updateDocument(call.tx, row.document_id, {}), {
      title: row.title,
      personId: call.params.m,
    }),
  );
}

type DocumentCall = Pick<WorkspaceCall<typeof operations.changeDocument>, "tx" | "actor"> & { readonly params: { readonly d: string } };

async function locked(
  { tx, actor, params }: DocumentCall,
  permission: "document.change" | "document.delete" | "document.manage",
): Promise<DocumentRow> {
  return allowedDocument(actor, await lockDocument(tx, actor, params.d), permission);
}

async function ownLocked(call: DocumentCall & { readonly params: { readonly m: string } }): Promise<DocumentRow> {
  const row = await locked(call, "document.manage");
  if ((await membersAmong(call.tx, [call.params.m])).length === 0) refuse("member_not_found");
  if (row.project_id !== null || row.process_id !== null) refuse("document_has_home");
  return row;
}

async function shown(call: Pick<DocumentCall, "tx" | "actor">, id: string): Promise<Document> {
  return presentDocument((await findDocument(call.tx, call.actor, id)) as DocumentRow, call.actor);
}

type Home = { readonly projectId: string | null; readonly processId: string | null };

/** The project or process that is named, if one may write in it; the workspace where none is. */
export async function mustMayWriteIn(
  { tx, actor }: Pick<DocumentCall, "tx" | "actor">,
  body: { projectId?: string | undefined; processId?: string | undefined },
): Promise<Home> {
  if (body.projectId !== undefined && body.processId !== undefined)
    refuse("invalid_request", {
      problems: "projectId or processId, not both",
      fields: [{ path: "processId", problem: "not beside projectId" }],
    });
  if (body.projectId !== undefined) await mustMayIn(tx, actor, "project", body.projectId, "document.change");
  if (body.processId !== undefined) await mustMayIn(tx, actor, "process", body.processId, "document.change");
  return { projectId: body.projectId ?? null, processId: body.processId ?? null };
}

/** A document stands in folders of its own home alone. */
async function mustStandIn({ tx }: Pick<DocumentCall, "tx">, folderId: string, home: Home): Promise<void> {
  const folder = await findFolder(tx, folderId);
  if (folder === undefined || folder.project_id !== home.projectId || folder.process_id !== home.processId) refuse("folder_not_found");
}
