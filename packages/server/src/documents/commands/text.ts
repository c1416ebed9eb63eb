import type { Tx } from "../../database/index.ts";
import { type Work, workOn } from "../../http/index.ts";
import { membersAmong } from "../../tasks/index.ts";
import { ask } from "../merger.ts";
import { updateDocument } from "../store/documents.ts";
import { lockText, wordsOf, writeText } from "../store/text.ts";
import { updatesAfter } from "../store/updates.ts";
import { documentEvent } from "./event.ts";

export const dueKind = "document";
/** What it says is written down for search and export so soon after the first of some updates. */
export const textAfterSeconds = 3;

/** Answers who is named in it since it was written down last. */
export async function keepText(tx: Tx, documentId: string): Promise<{ named: string[]; title: string; by: string | null } | null> {
  // Whoever writes at this moment is waited for: the text is of all that was kept.
  const before = await lockText(tx, documentId);
  if (before === undefined) return null;
  const { title } = before;
  const { text = "" } = await ask({ op: "write", format: "markdown", title, base: await updatesAfter(tx, documentId, 0) });
  await writeText(tx, documentId, text, await wordsOf(tx, text));
  const known = new Set(namedIn(before.markdown));
  return { named: [...new Set(namedIn(text))].filter((id) => !known.has(id)), title, by: before.edited_by };
}

/** Somebody who is named for the first time is told; in a copy of a template nobody is. */
export async function tellNamed(work: Work, documentId: string): Promise<void> {
  const kept = await keepText(work.tx, documentId);
  if (kept === null || kept.named.length === 0) return;
  const mentions = (await membersAmong(work.tx, kept.named.slice(0, 50))).map((member) => member.person_id);
  if (mentions.length > 0)
    await workOn(work.system, work.tx, work.workspaceId, kept.by).append(
      documentEvent("document.mentioned", documentId, await updateDocument(work.tx, documentId, {}), { title: kept.title, mentions }),
    );
}

function namedIn(markdown: string): string[] {
  return [...markdown.matchAll(/\]\(#person-([0-9a-f-]{36})\)/gi)].map((found) => found[1] as string);
}
