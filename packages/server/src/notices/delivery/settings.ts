import { randomUUID } from "node:crypto";
import type { AnswerOf, operations } from "@rondo/contract";
import { type StreamCall, type WorkspaceCall, refuse } from "../../http/index.ts";
import { failureText } from "../../jobs/index.ts";
import { clearDue } from "../../sweep/index.ts";
import type { System } from "../../system.ts";
import type { Tx } from "../../database/index.ts";
import { Refusal } from "@rondo/core/kernel";
import { pushKeys, sendCall } from "./call.ts";
import { choiceOf, digestDue } from "./plan.ts";
import { addPushBrowser, browsersOf, deleteMute, deletePushBrowser, insertMute, mutesOf, saveChat, saveChoice } from "./choices.ts";
import { watchSoon } from "./soon.ts";
import { readersOf } from "./store.ts";
import { wordsOf } from "./words.ts";

type Settings = AnswerOf<typeof operations.getNoticeSettings>;

export async function settings({ tx, actor, system }: WorkspaceCall<typeof operations.getNoticeSettings>): Promise<Settings> {
  return show(tx, actor.personId, system);
}

export async function changeSettings({
  tx,
  actor,
  body,
  system,
  now,
}: WorkspaceCall<typeof operations.changeNoticeSettings>): Promise<Settings> {
  if (body.chat) await system.outbound.check(body.chat.url);
  const [before] = await readersOf(tx, [actor.personId]);
  await saveChoice(tx, actor.personId, body.choice);
  if (body.chat !== undefined) await saveChat(tx, actor.personId, body.chat);
  // The next notice sets the digest by the new choice.
  await clearDue(tx, digestDue, actor.personId);
  await watchSoon(tx, actor.personId, before?.choice?.soon ?? null, body.choice.soon ?? null, now);
  return show(tx, actor.personId, system);
}

async function show(tx: Tx, personId: string, system: System): Promise<Settings> {
  const [reader] = await readersOf(tx, [personId]);
  if (reader === undefined) refuse("not_found");
  return {
    choice: choiceOf(reader) as Settings["choice"],
    chat:
      reader.chat_url === null || reader.chat_format === null ? null : { format: reader.chat_format, host: new URL(reader.chat_url).host },
    mail: system.mail.configured,
    push: {
      publicKey: pushKeys(system.config.secret).publicKey,
      browsers: (await browsersOf(tx, personId)).map((row) => ({ id: row.browser_id, name: row.name, since: row.created_at })),
    },
    mutes: (await mutesOf(tx, personId)).map((row) => ({
      kind: row.subject_kind as Settings["mutes"][number]["kind"],
      id: row.subject_id,
      title: row.title,
    })),
  };
}

/** Outside of a transaction, because the chat may take its time. */
export async function testChat({ system, actor }: StreamCall<typeof operations.testChat>): Promise<undefined> {
  await system.identity.assertMayTry({ kind: "chat test", account: actor.personId, address: "" });
  const reader = await system.database.inWorkspace(actor.workspaceId, async (tx) => (await readersOf(tx, [actor.personId]))[0], "read");
  if (reader === undefined || reader.chat_url === null) refuse("chat_not_set");
  const words = wordsOf(reader.locale);
  await sendCall(
    system,
    { chat_format: reader.chat_format, chat_url: reader.chat_url, endpoint: null, p256dh: null, auth: null },
    { title: "Rondo", text: words.hello, url: `${system.publicUrl}/w/${reader.slug}/inbox` },
  ).catch((error: unknown) => {
    if (error instanceof Refusal) throw error;
    refuse("chat_failed", { reason: failureText(error) });
  });
  return undefined;
}

export async function mute({ tx, actor, params }: WorkspaceCall<typeof operations.mute>): Promise<undefined> {
  if (!(await insertMute(tx, actor.personId, params.kind, params.id))) refuse("not_found");
  return undefined;
}

export async function unmute({ tx, actor, params }: WorkspaceCall<typeof operations.unmute>): Promise<undefined> {
  await deleteMute(tx, actor.personId, params.kind, params.id);
  return undefined;
}

export async function addBrowser({
  tx,
  actor,
  body,
  system,
}: WorkspaceCall<typeof operations.addPushBrowser>): Promise<AnswerOf<typeof operations.addPushBrowser>> {
  await system.outbound.check(body.endpoint);
  return {
    id: await addPushBrowser(tx, { id: randomUUID(), personId: actor.personId, endpoint: body.endpoint, ...body.keys, name: body.name }),
  };
}

export async function removeBrowser({ tx, actor, params }: WorkspaceCall<typeof operations.removePushBrowser>): Promise<undefined> {
  await deletePushBrowser(tx, actor.personId, params.b);
  return undefined;
}
