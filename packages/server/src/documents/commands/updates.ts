import type { operations } from "@rondo/contract";
import { type WorkspaceCall, refuse } from "../../http/index.ts";
import { setDueSoon } from "../../sweep/index.ts";
import { ask, merge } from "../merger.ts";
import { allowedDocument } from "../policy.ts";
import { type Document, type DocumentVersion, presentDocument, presentVersion } from "../present.ts";
import { type DocumentRow, findDocument, lockDocument, updateDocument } from "../store/documents.ts";
import {
  type VersionRow,
  countUpdates,
  findVersion,
  insertSnapshot,
  insertUpdate,
  noteEditor,
  updatesAfter,
  versionState,
} from "../store/updates.ts";
import { documentEvent } from "./event.ts";
import { dueKind, textAfterSeconds } from "./text.ts";

/** After so long a silence what was written before is a version of its own, and the journal says again who writes. */
const sessionSeconds = 900;
/** So many pieces are put together into one, so that opening stays quick. */
const mostPieces = 100;

type Call = Pick<WorkspaceCall<typeof operations.pushUpdate>, "tx" | "actor" | "system" | "append" | "afterCommit"> & {
  readonly params: { readonly d: string };
};

export async function pushUpdate(call: WorkspaceCall<typeof operations.pushUpdate>): Promise<{ seq: number }> {
  const row = await writable(call);
  return { seq: await keep(call, row, new Uint8Array(Buffer.from(call.body.update, "base64"))) };
}

export async function nameVersion(call: WorkspaceCall<typeof operations.nameDocumentVersion>): Promise<DocumentVersion> {
  const { tx, body } = call;
  const row = await writable(call);
  await snapshot(call, row, "named", body.name);
  await call.append(
    documentEvent("document.version_named", row.document_id, await updateDocument(tx, row.document_id, {}), {
      title: row.title,
      name: body.name,
      seq: row.seq,
    }),
  );
  return presentVersion((await findVersion(tx, row.document_id, row.seq)) as VersionRow);
}

/** Going back is writing too: what was there stays a version, and what somebody writes meanwhile is merged. */
export async function restoreVersion(call: WorkspaceCall<typeof operations.restoreDocumentVersion>): Promise<Document> {
  const { tx, actor, params } = call;
  const row = await writable(call);
  const version = await versionState(tx, row.document_id, params.seq);
  if (version === undefined) refuse("document_version_not_found");
  await snapshot(call, row, "session", null);
  const { update } = await ask({ op: "restore", base: await updatesAfter(tx, row.document_id, 0), version: [version] });
  if (update !== undefined) await keep(call, { ...row, quiet_seconds: 0 }, update);
  await call.append(
    documentEvent("document.version_restored", row.document_id, await updateDocument(tx, row.document_id, {}), {
      title: row.title,
      seq: params.seq,
    }),
  );
  return presentDocument((await findDocument(tx, actor, row.document_id)) as DocumentRow, actor);
}

/** The due moment before the row: whoever takes it locks in the same order. */
async function writable(call: Call): Promise<DocumentRow> {
  await setDueSoon(call.tx, dueKind, call.params.d, textAfterSeconds);
  return allowedDocument(call.actor, await lockDocument(call.tx, call.actor, call.params.d), "document.change");
}

async function snapshot({ tx }: Call, row: DocumentRow, kind: "session" | "named", name: string | null): Promise<void> {
  const { state } = await ask({ op: "state", base: await updatesAfter(tx, row.document_id, 0) });
  if (state !== undefined) await insertSnapshot(tx, row.document_id, { seq: row.seq, kind, name, state });
}

/** What people type in a moment; more than that is asked for by who wants it. */
const mostTold = 4_096;

/** Merges and keeps; the number it got, or that of the last one where it brought nothing new. */
async function keep(call: Call, row: DocumentRow, update: Uint8Array): Promise<number> {
  const { tx, actor, system } = call;
  const id = row.document_id;
  if (row.seq > 0 && row.quiet_seconds > sessionSeconds) await snapshot(call, row, "session", null);
  const compact = (await countUpdates(tx, id)) >= mostPieces;
  const { changed, state, settle } = await merge(id, (after) => updatesAfter(tx, id, after ?? 0), update, compact);
  if (!changed) return row.seq;
  const seq = row.seq + 1;
  await insertUpdate(tx, id, seq, update, actor.personId);
  if (state !== undefined) await insertSnapshot(tx, id, { seq, kind: "compaction", name: null, state });
  const wrote = await noteEditor(tx, id, actor.personId);
  if (wrote === null || wrote > sessionSeconds)
    await call.append(documentEvent("document.edited", id, await updateDocument(tx, id, {}), { title: row.title }));
  call.afterCommit(() => {
    settle(seq);
    const told = { kind: "written", documentId: id, seq } as const;
    system.live.tell(
      actor.workspaceId,
      update.byteLength > mostTold ? told : { ...told, updates: [Buffer.from(update).toString("base64")] },
    );
  });
  return seq;
}
