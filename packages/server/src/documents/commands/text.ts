import type { Tx } from "../../database/index.ts";
import { ask } from "../merger.ts";
import { lockText, wordsOf, writeText } from "../store/text.ts";
import { updatesAfter } from "../store/updates.ts";

export const dueKind = "document";
/** What it says is written down for search and export so soon after the first of some updates. */
export const textAfterSeconds = 3;

export async function keepText({ tx }: { tx: Tx }, documentId: string): Promise<void> {
  // Whoever writes at this moment is waited for: the text is of all that was kept.
  const title = await lockText(tx, documentId);
  if (title === undefined) return;
  const { text = "" } = await ask({ op: "write", format: "markdown", title, base: await updatesAfter(tx, documentId, 0) });
  await writeText(tx, documentId, text, await wordsOf(tx, text));
}
