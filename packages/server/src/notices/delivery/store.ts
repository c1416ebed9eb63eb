import { sql } from "kysely";
import type { Choice, NoticeKind } from "@rondo/core/notices";
import type { Tx } from "../../database/index.ts";
import { isShared, isShownAlone } from "../../access/index.ts";
import { type Stop, seesSubject, stopOf } from "../sight.ts";

export type ReaderRow = {
  person_id: string;
  name: string;
  email: string;
  locale: string | null;
  workspace: string;
  slug: string;
  zone: string;
  demo: boolean;
  choice: Choice | null;
  chat_format: ChatFormat | null;
  chat_url: string | null;
  browsers: string[];
};
export type ChatFormat = "slack" | "teams" | "mattermost" | "matrix";

/** Members with all that says how they are told. */
export async function readersOf(tx: Tx, personIds: readonly string[]): Promise<ReaderRow[]> {
  return tx.rows(sql<ReaderRow>`
    select m.person_id, p.name, p.email, p.locale, w.name as workspace, w.slug, w.zone, w.demo, s.choice, s.chat_format, s.chat_url,
      array(select b.browser_id::text from push_browser b where b.workspace_id = m.workspace_id and b.person_id = m.person_id) as browsers
    from membership m join identity.person p on p.id = m.person_id join workspace w on w.workspace_id = m.workspace_id
    left join notice_setting s on s.workspace_id = m.workspace_id and s.person_id = m.person_id
    where m.workspace_id = current_workspace() and m.person_id = any(${personIds}::uuid[])`);
}

/** What each of them was not told of yet, by kind, and when the first of it came. */
export async function waitingOf(tx: Tx, personIds: readonly string[]): Promise<{ person_id: string; kind: NoticeKind; first: string }[]> {
  return tx.rows(sql<{ person_id: string; kind: NoticeKind; first: string }>`
    select person_id, kind, min(at) as first from notice
    where workspace_id = current_workspace() and person_id = any(${personIds}::uuid[]) and told_at is null and read_at is null
    group by person_id, kind`);
}

/** Open work of somebody that is due after one moment and until another, and is not put off beyond it. */
export async function dueBetween(tx: Tx, personId: string, after: string, until: string): Promise<{ task_id: string; due_at: string }[]> {
  return tx.rows(sql<{ task_id: string; due_at: string }>`
    select t.task_id, coalesce(t.due_at, e.finish_at) as due_at
    from task t left join schedule_entry e on e.workspace_id = t.workspace_id and e.project_id = t.project_id and e.task_id = t.task_id
    where t.workspace_id = current_workspace() and t.owner_id = ${personId} and t.closed_at is null and t.deleted_at is null
      and coalesce(t.due_at, e.finish_at) > ${after} and coalesce(t.due_at, e.finish_at) <= ${until}
      and (t.not_before is null or t.not_before <= coalesce(t.due_at, e.finish_at))
    order by 2, 1 limit 100`);
}

/** Sets a digest unless one is set already. */
export async function setDigest(tx: Tx, personId: string, at: string): Promise<void> {
  await tx.change(sql`
    insert into due_moment (workspace_id, kind, subject_id, due_at) values (current_workspace(), 'digest', ${personId}, ${at})
    on conflict (workspace_id, kind, subject_id) do nothing`);
}

export type TellingRow = {
  notice_id: string;
  kind: NoticeKind;
  act: boolean;
  actor: string | null;
  subject_kind: string;
  subject_id: string;
  title: string;
  home: string | null;
  why: string;
  stop: Stop | null;
};

const person = sql.ref("m.person_id");

const columns = sql`n.notice_id, n.kind, n.act, a.name as actor, n.subject_kind, n.subject_id, n.title, n.why,
  (select case when not ${isShownAlone(person, sql.ref("m.role"), { shown: isShared(person, "t.task_id"), share: "sh.role", runId: "t.run_id" })} then coalesce(r.title, p.name) end
   from task t left join run r on r.workspace_id = t.workspace_id and r.run_id = t.run_id
   left join project p on p.workspace_id = t.workspace_id and p.project_id = t.project_id
   left join share sh on sh.workspace_id = t.workspace_id and sh.space_id = coalesce(t.project_id, r.process_id) and sh.person_id = ${person}
   where n.subject_kind = 'task' and t.workspace_id = n.workspace_id and t.task_id = n.subject_id) as home, ${stopOf} as stop`;

/**
 * Takes what somebody was not told of: it counts as told with this transaction. Answers what is still unread and still
 * theirs to see, what they must act on first.
 */
export async function takeUntold(tx: Tx, personId: string): Promise<TellingRow[]> {
  return tx.rows(sql<TellingRow>`
    with taken as (
      update notice set told_at = now() where workspace_id = current_workspace() and person_id = ${personId} and told_at is null
      returning notice_id)
    select ${columns} from notice n join taken using (notice_id)
    join membership m on m.workspace_id = n.workspace_id and m.person_id = n.person_id
    left join identity.person a on a.id = n.actor_id
    where n.workspace_id = current_workspace() and n.read_at is null and n.at > now() - interval '7 days' and ${seesSubject("m", "n")}
    order by n.act desc, n.at, n.notice_id limit 200`);
}

/** What is unread and may be seen, newest last. */
export async function unreadOf(tx: Tx, personId: string): Promise<TellingRow[]> {
  return tx.rows(sql<TellingRow>`
    select ${columns} from notice n
    join membership m on m.workspace_id = n.workspace_id and m.person_id = n.person_id
    left join identity.person a on a.id = n.actor_id
    where n.workspace_id = current_workspace() and n.person_id = ${personId} and n.read_at is null and ${seesSubject("m", "n")}
    order by n.act desc, n.at, n.notice_id limit 200`);
}

/** Somebody's open tasks that are due before an instant, the earliest first. */
export async function dueBefore(tx: Tx, personId: string, before: string): Promise<{ task_id: string; title: string; due_at: string }[]> {
  return tx.rows(sql<{ task_id: string; title: string; due_at: string }>`
    select task_id, title, due_at from task
    where workspace_id = current_workspace() and owner_id = ${personId} and closed_at is null and deleted_at is null and due_at < ${before}::timestamptz
      and (not_before is null or not_before <= now())
    order by due_at, task_id limit 100`);
}

/** A link in a mail by which this person decides this step once. */
export async function addDecisionLink(tx: Tx, link: { id: string; personId: string; taskId: string }): Promise<void> {
  await tx.change(
    sql`insert into decision_link (workspace_id, link_id, person_id, task_id) values (current_workspace(), ${link.id}, ${link.personId}, ${link.taskId})`,
  );
}

/** The address by which this person answers about this task; one for both, for as long as it lasts. */
export async function replyAddressOf(tx: Tx, id: string, personId: string, taskId: string): Promise<string> {
  const row = await tx.first(sql<{ reply_id: string }>`
    insert into reply_address (workspace_id, reply_id, person_id, task_id) values (current_workspace(), ${id}, ${personId}, ${taskId})
    on conflict (workspace_id, person_id, task_id) do update set made_at = now() returning reply_id`);
  return row?.reply_id ?? id;
}

export type CallMessage = { readonly title: string; readonly text: string; readonly url: string };

/** The row and its job, in the transaction that decided it. `browserId` null: to the person's chat. */
export async function addCall(
  tx: Tx,
  call: { id: string; personId: string; browserId: string | null; message: CallMessage },
): Promise<void> {
  await tx.change(sql`
    insert into outgoing_call (workspace_id, call_id, person_id, browser_id, message)
    values (current_workspace(), ${call.id}, ${call.personId}, ${call.browserId}, ${JSON.stringify(call.message)}::jsonb)`);
  await tx.rows(sql`select job.add_call(${call.id}::uuid)`);
}

export type CallRow = {
  message: CallMessage;
  chat_format: ChatFormat | null;
  chat_url: string | null;
  browser_id: string | null;
  endpoint: string | null;
  p256dh: string | null;
  auth: string | null;
};

/** Takes it for this attempt, with where it goes now; nothing when it was sent, given up, or belongs to a later attempt. */
export async function claimCall(tx: Tx, callId: string, attempt: number): Promise<CallRow | undefined> {
  return tx.first(sql<CallRow>`
    with mine as (
      update outgoing_call set attempts = ${attempt}
      where workspace_id = current_workspace() and call_id = ${callId} and sent_at is null and failure is null and attempts < ${attempt}
      returning person_id, browser_id, message)
    select mine.message, s.chat_format, s.chat_url, mine.browser_id, b.endpoint, b.p256dh, b.auth
    from mine left join notice_setting s on s.workspace_id = current_workspace() and s.person_id = mine.person_id
    left join push_browser b on b.workspace_id = current_workspace() and b.browser_id = mine.browser_id`);
}

/** False when a later attempt has it meanwhile. The text is not kept once it is there. */
export async function markCalled(tx: Tx, callId: string, attempt: number): Promise<boolean> {
  return (
    (await tx.change(sql`
    update outgoing_call set sent_at = now(), message = '{}' where workspace_id = current_workspace() and call_id = ${callId} and attempts = ${attempt} and sent_at is null`)) ===
    1
  );
}

export async function markCallFailed(tx: Tx, callId: string, failure: string): Promise<void> {
  await tx.change(
    sql`update outgoing_call set failure = ${failure}, message = '{}' where workspace_id = current_workspace() and call_id = ${callId} and sent_at is null and failure is null`,
  );
}

/** The browser's push service says that it is gone. */
export async function forgetBrowser(tx: Tx, browserId: string): Promise<void> {
  await tx.change(sql`delete from push_browser where workspace_id = current_workspace() and browser_id = ${browserId}`);
}
