import { randomUUID } from "node:crypto";
import { type Channel, channelsFor } from "@rondo/core/notices";
import { instantOfWall, wallOfInstant } from "@rondo/core/calendar";
import type { Tx } from "../../database/index.ts";
import { linkToken } from "../../http/index.ts";
import type { DueContext } from "../../sweep/index.ts";
import { mailAddress } from "../../mail/index.ts";
import type { System } from "../../system.ts";
import { composeCall, composeDigest, composeMail } from "./compose.ts";
import { choiceOf, openTo } from "./plan.ts";
import {
  type ReaderRow,
  type TellingRow,
  addCall,
  addDecisionLink,
  dueBefore,
  readersOf,
  replyAddressOf,
  takeUntold,
  unreadOf,
} from "./store.ts";

/** Tells one person of what came since they were told last: one mail, one message to each browser and the chat, however much it is. */
export async function tell(system: System, tx: Tx, { workspaceId, newId }: DueContext, personId: string): Promise<void> {
  const [reader] = await readersOf(tx, [personId]);
  const untold = await takeUntold(tx, personId);
  if (reader === undefined || untold.length === 0) return;
  const choice = choiceOf(reader);
  const open = openTo(reader, system.mail.configured);
  const by = (channel: Channel): TellingRow[] =>
    open.has(channel) ? untold.filter(({ kind }) => channelsFor(choice, kind).includes(channel)) : [];
  const [mailed, pushed, chatted] = [by("mail"), by("push"), by("chat")];
  const sender = { publicUrl: system.publicUrl, decisionUrl: () => null, mayReply: false };
  if (mailed.length > 0) await sendMail(system, tx, workspaceId, reader, mailed, (rows, own) => composeMail(reader, rows, own));
  for (const browserId of pushed.length > 0 ? reader.browsers : [])
    await addCall(tx, { id: newId(), personId, browserId, message: composeCall(reader, pushed, sender) });
  if (chatted.length > 0) await addCall(tx, { id: newId(), personId, browserId: null, message: composeCall(reader, chatted, sender) });
}

/** One mail of what is unread and what is due, if anything is. The next digest is set by the next notice. */
export async function tellDigest(system: System, tx: Tx, { workspaceId, now }: DueContext, personId: string): Promise<void> {
  const [reader] = await readersOf(tx, [personId]);
  if (reader === undefined || choiceOf(reader).digest.every === "never") return;
  const unread = await unreadOf(tx, personId);
  if (unread.length === 0) return;
  const { zone } = choiceOf(reader);
  const wall = wallOfInstant(now.getTime(), zone);
  const due = await dueBefore(tx, personId, new Date(instantOfWall(wall - (((wall % 1_440) + 1_440) % 1_440) + 1_440, zone)).toISOString());
  await sendMail(system, tx, workspaceId, reader, unread, (rows, sender) => composeDigest(reader, rows, due, sender));
}

async function sendMail(
  system: System,
  tx: Tx,
  workspaceId: string,
  reader: ReaderRow,
  rows: readonly TellingRow[],
  compose: (rows: readonly TellingRow[], sender: Parameters<typeof composeMail>[2]) => { subject: string; text: string },
): Promise<void> {
  const links = new Map(
    rows.filter((row) => row.kind === "approval" && row.subject_kind === "task").map((row) => [row.notice_id, randomUUID()]),
  );
  for (const row of rows) {
    const id = links.get(row.notice_id);
    if (id !== undefined) await addDecisionLink(tx, { id, personId: reader.person_id, taskId: row.subject_id });
  }
  const decisionUrl = (row: TellingRow): string | null => {
    const id = links.get(row.notice_id);
    return id === undefined ? null : `${system.publicUrl}/decide/${linkToken(workspaceId, id)}`;
  };
  // Only a mail about one task can be answered.
  const [task, ...others] = new Set(rows.map((row) => (row.subject_kind === "task" ? row.subject_id : "")));
  const { mailIn } = system.config;
  const replyTo =
    mailIn !== null && task !== undefined && task !== "" && others.length === 0
      ? mailAddress("reply", workspaceId, await replyAddressOf(tx, randomUUID(), reader.person_id, task), mailIn.domain)
      : null;
  await system.mail.queue(tx, workspaceId, {
    to: reader.email,
    replyTo,
    ...compose(rows, { publicUrl: system.publicUrl, decisionUrl, mayReply: replyTo !== null }),
  });
}
