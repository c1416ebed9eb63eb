import { sql } from "kysely";
import type { Tx } from "../database/index.ts";

export type MailRow = { readonly recipient: string; readonly subject: string; readonly body: string; readonly reply_to: string | null };

/** The row and its job, in the transaction that decided the mail. From a sample world nothing is mailed: its people have no letter box. */
export async function addMail(tx: Tx, mailId: string, mail: MailRow): Promise<void> {
  const added = await tx.change(sql`
    insert into outgoing_mail (workspace_id, mail_id, recipient, subject, body, reply_to)
    select workspace_id, ${mailId}, ${mail.recipient}, ${mail.subject}, ${mail.body}, ${mail.reply_to}
    from workspace where workspace_id = current_workspace() and not demo`);
  if (added > 0) await tx.rows(sql`select job.add_mail(${mailId}::uuid)`);
}

/** Takes it for this attempt; nothing when it was sent, given up, or belongs to a later attempt. */
export async function claimMail(tx: Tx, mailId: string, attempt: number): Promise<MailRow | undefined> {
  return tx.first(sql<MailRow>`
    update outgoing_mail set attempts = ${attempt}
    where workspace_id = current_workspace() and mail_id = ${mailId} and sent_at is null and failure is null and attempts < ${attempt}
    returning recipient, subject, body, reply_to`);
}

/** False when a later attempt has it meanwhile. The text is not kept once it is on its way: links in it are secrets. */
export async function markSent(tx: Tx, mailId: string, attempt: number): Promise<boolean> {
  const count = await tx.change(sql`
    update outgoing_mail set sent_at = now(), body = ''
    where workspace_id = current_workspace() and mail_id = ${mailId} and attempts = ${attempt} and sent_at is null`);
  return count === 1;
}

export async function markFailed(tx: Tx, mailId: string, failure: string): Promise<void> {
  await tx.change(sql`
    update outgoing_mail set failure = ${failure}
    where workspace_id = current_workspace() and mail_id = ${mailId} and sent_at is null and failure is null`);
}

export async function localeOf(tx: Tx, email: string, like: string | null): Promise<string | null> {
  return (
    (
      await tx.first(sql<{ locale: string | null }>`
    select coalesce(
      (select locale from identity.person where email = lower(${email})),
      (select locale from identity.person where id = ${like}),
      (select p.locale from membership m join identity.person p on p.id = m.person_id where m.workspace_id = current_workspace() and m.role = 'owner' order by m.joined_at, m.person_id limit 1)) as locale`)
    )?.locale ?? null
  );
}
