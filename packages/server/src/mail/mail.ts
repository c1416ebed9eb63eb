import { createTransport } from "nodemailer";
import { Refusal } from "@rondo/core/kernel";
import type { Database, Tx } from "../database/index.ts";
import { atSeam } from "../faults/index.ts";
import { newId } from "../identity/index.ts";
import { type JobKind, Superseded, failureText } from "../jobs/index.ts";
import { type Message, toEnvelope } from "./message.ts";
import { addMail, claimMail, localeOf, markFailed, markSent } from "./store.ts";
import { type Spoken, spoken } from "./words.ts";

export type Mail = {
  /** False without a mail server: `queue` then does nothing, and links are copied by hand. */
  readonly configured: boolean;
  /** In the transaction that decides it; sent after the commit, with retries. What is given in several languages is said in its reader's. */
  queue(tx: Tx, workspaceId: string, message: Message | Addressee): Promise<void>;
  /** Now, once, outside of any transaction; the same id is the same mail. Errors are the mail server's own. */
  send(message: Message, id: string): Promise<void>;
  /** The same for somebody who waits for it. Refuses with `mail_not_configured`, `mail_failed`. */
  sendNow(message: Message): Promise<void>;
  /** Connects and signs in, sends nothing. Refuses with `mail_not_configured`, `mail_failed`. */
  verify(): Promise<void>;
};

/** Somebody who may have no account: then it is said in the language of `like`, or of the workspace's first owner. */
export type Addressee = { readonly to: string; readonly words: Spoken; readonly like?: string | null };

export type MailInput = {
  readonly database: Pick<Database, "inWorkspace">;
  readonly smtp: { readonly url: string; readonly from: string } | null;
  /** Seams: between the mail server's yes and our record of it. */
  readonly seams?: { sent?(mailId: string): Promise<void> };
};

export function createMail({ database, smtp, seams }: MailInput): Mail & { readonly job: JobKind } {
  const transport =
    smtp === null
      ? null
      : createTransport({ url: smtp.url, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 10_000 });
  const send = async (message: Message, id: string): Promise<void> => {
    if (transport === null || smtp === null) throw new Refusal("mail_not_configured");
    await transport.sendMail(toEnvelope(message, smtp.from, id));
    atSeam("mail.sent");
  };

  return {
    configured: transport !== null,
    async queue(tx, _workspaceId, message) {
      if (smtp === null) return;
      // A wrong address does not undo what decided the mail: the sending fails, and its record says so.
      const said = "words" in message ? spoken(message.words, await localeOf(tx, message.to, message.like ?? null)) : message;
      await addMail(tx, newId(), {
        recipient: message.to,
        subject: said.subject,
        body: said.text,
        reply_to: ("replyTo" in message ? message.replyTo : null) ?? null,
      });
    },
    send,
    sendNow: (message) => send(message, newId()).catch(refuseWith),
    async verify() {
      if (transport === null) throw new Refusal("mail_not_configured");
      await transport.verify().catch(refuseWith);
    },
    job: {
      name: "mail",
      async run({ workspaceId, subjectId, attempt }) {
        const mail = await database.inWorkspace(workspaceId, (tx) => claimMail(tx, subjectId, attempt));
        if (mail === undefined) return;
        atSeam("mail.taken");
        await send({ to: mail.recipient, subject: mail.subject, text: mail.body, replyTo: mail.reply_to }, subjectId);
        await seams?.sent?.(subjectId);
        if (!(await database.inWorkspace(workspaceId, (tx) => markSent(tx, subjectId, attempt))))
          throw new Superseded("a later attempt has this mail");
        atSeam("mail.marked");
      },
      isFinal: isRefusedForGood,
      giveUp: ({ workspaceId, subjectId }, failure) => database.inWorkspace(workspaceId, (tx) => markFailed(tx, subjectId, failure)),
    },
  };
}

function refuseWith(error: unknown): never {
  throw error instanceof Refusal ? error : new Refusal("mail_failed", { reason: failureText(error) });
}

/**
 * A 5xx about the sender, recipient or text stays the same however often it is asked (RFC 5321, 4.2.1); one about signing
 * in does not, because somebody mends the settings. An address that is none is final too.
 */
export function isRefusedForGood(error: unknown): boolean {
  if (error instanceof Refusal) return error.code === "mail_failed";
  const { responseCode, code } = (error ?? {}) as { responseCode?: number; code?: string };
  return responseCode !== undefined && responseCode >= 500 && code !== "EAUTH" && code !== "ECONNECTION";
}
