import type { SendMailOptions } from "nodemailer";
import { Refusal } from "@rondo/core/kernel";

export type Message = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Where an answer goes; absent: to the sender. */ readonly replyTo?: string | null;
};

/**
 * A message for the mail library as fields, never as header text. One address and no more: a list or a line break in it
 * would send the mail to somebody else. The id is made from ours, so that a repeat is recognised by whoever receives it.
 * Refuses with `mail_failed`.
 */
export function toEnvelope(message: Message, from: string, id: string | null): SendMailOptions {
  if (
    !/^[^\s@<>,;:"()[\]\\]{1,64}@[A-Za-z0-9\u0080-\uffff](?:[A-Za-z0-9.\u0080-\uffff-]{0,252}[A-Za-z0-9\u0080-\uffff])?$/.test(message.to)
  ) {
    throw new Refusal("mail_failed", { reason: "The address is not one that mail can be sent to." });
  }
  const host = /@([^>\s]+)>?$/.exec(from)?.[1] ?? "rondo.invalid";
  return {
    from,
    to: { name: "", address: message.to },
    ...(message.replyTo && { replyTo: message.replyTo }),
    subject: message.subject.replace(/[\u0000-\u001f\u007f]+/g, " ").slice(0, 500),
    text: message.text,
    headers: { "Auto-Submitted": "auto-generated" },
    ...(id !== null && { messageId: `<${id}@${host}>` }),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
