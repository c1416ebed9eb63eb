export { type Mail, type MailInput, createMail, isRefusedForGood } from "./mail.ts";
export type { Message } from "./message.ts";
export { type Addressed, type MailIn, type Mailroom, createMailroom } from "./mailroom.ts";
export { type Letter, answerOf } from "./letter.ts";
export { mailAddress } from "./address.ts";
export { type Addressee } from "./mail.ts";
export { mails } from "./words.ts";
