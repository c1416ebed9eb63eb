import { type Channel, type Choice, type NoticeKind, channelsFor, deliveryAt, nextDigest, usualChoice } from "@rondo/core/notices";
import type { Tx } from "../../database/index.ts";
import { setDue } from "../../sweep/index.ts";
import { type ReaderRow, readersOf, setDigest, waitingOf } from "./store.ts";

/** The kinds of due moments of this folder; their subject is the person. */
export const tellDue = "notices";
export const digestDue = "digest";

/** Somebody waits for the reader: it goes out sooner. */
const urgent: ReadonlySet<NoticeKind> = new Set(["approval", "question", "handover"]);

export function choiceOf({ choice, zone }: Pick<ReaderRow, "choice" | "zone">): Choice {
  return choice ?? usualChoice(zone);
}

/** The ways in which somebody can be told at all. People of a sample world have no mailboxes. */
export function openTo(
  { chat_url, browsers, demo }: Pick<ReaderRow, "chat_url" | "browsers" | "demo">,
  hasMail: boolean,
): ReadonlySet<Channel> {
  return new Set<Channel>([
    ...(hasMail && !demo ? ["mail" as const] : []),
    ...(browsers.length > 0 ? ["push" as const] : []),
    ...(chat_url === null ? [] : ["chat" as const]),
  ]);
}

/** Sets when these people are told of what came, in the transaction that wrote it. What comes until then goes along. */
export async function planTelling(tx: Tx, personIds: readonly string[], hasMail: boolean, now: number): Promise<void> {
  if (personIds.length === 0) return;
  const readers = await readersOf(tx, personIds);
  const waiting = Map.groupBy(await waitingOf(tx, personIds), (row) => row.person_id);
  for (const reader of readers) {
    const choice = choiceOf(reader);
    const open = openTo(reader, hasMail);
    const rows = waiting.get(reader.person_id) ?? [];
    const soon = rows.filter(({ kind }) => channelsFor(choice, kind).some((channel) => open.has(channel)));
    if (soon.length > 0) {
      const first = Math.min(...soon.map((row) => Date.parse(row.first)), now);
      await setDue(
        tx,
        tellDue,
        reader.person_id,
        new Date(deliveryAt({ first, last: now, urgent: soon.every(({ kind }) => urgent.has(kind)) }, choice)).toISOString(),
      );
    }
    const digest = open.has("mail") && rows.length > 0 ? nextDigest(now, choice) : null;
    if (digest !== null) await setDigest(tx, reader.person_id, new Date(digest).toISOString());
  }
}
