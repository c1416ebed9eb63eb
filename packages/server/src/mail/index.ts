export { type Mail, type MailInput, createMail } from "./mail.ts";
export type { Message } from "./message.ts";
