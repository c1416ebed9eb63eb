import { sql } from "kysely";
import type { Choice } from "@rondo/core/notices";
import type { Tx } from "../../database/index.ts";
import { seesSubject } from "../sight.ts";
import type { ChatFormat } from "./store.ts";

export async function saveChoice(tx: Tx, personId: string, choice: Choice | object): Promise<void> {
  await tx.change(sql`
    insert into notice_setting (workspace_id, person_id, choice) values (current_workspace(), ${personId}, ${JSON.stringify(choice)}::jsonb)
    on conflict (workspace_id, person_id) do update set choice = excluded.choice`);
}

export async function saveChat(tx: Tx, personId: string, chat: { format: ChatFormat; url: string } | null): Promise<void> {
  await tx.change(sql`
    update notice_setting set chat_format = ${chat?.format ?? null}, chat_url = ${chat?.url ?? null} where workspace_id = current_workspace() and person_id = ${personId}`);
}

export async function browsersOf(tx: Tx, personId: string): Promise<{ browser_id: string; name: string; created_at: string }[]> {
  return tx.rows(sql<{ browser_id: string; name: string; created_at: string }>`
    select browser_id, name, created_at from push_browser where workspace_id = current_workspace() and person_id = ${personId} order by created_at, browser_id`);
}

/** The same browser again gets new keys and keeps its id. */
export async function addPushBrowser(
  tx: Tx,
  browser: { id: string; personId: string; endpoint: string; p256dh: string; auth: string; name: string },
): Promise<string> {
  const row = await tx.first(sql<{ browser_id: string }>`
    insert into push_browser (workspace_id, browser_id, person_id, name, endpoint, p256dh, auth)
    values (current_workspace(), ${browser.id}, ${browser.personId}, ${browser.name}, ${browser.endpoint}, ${browser.p256dh}, ${browser.auth})
    on conflict (workspace_id, person_id, endpoint) do update set p256dh = excluded.p256dh, auth = excluded.auth, name = excluded.name
    returning browser_id`);
  return row?.browser_id ?? browser.id;
}

export async function deletePushBrowser(tx: Tx, personId: string, browserId: string): Promise<void> {
  await tx.change(
    sql`delete from push_browser where workspace_id = current_workspace() and person_id = ${personId} and browser_id = ${browserId}`,
  );
}

export type MuteRow = { subject_kind: string; subject_id: string; title: string };

const titleOf = sql<string>`coalesce(case n.subject_kind
  when 'task' then (select title from task t where t.workspace_id = n.workspace_id and t.task_id = n.subject_id)
  when 'run' then (select title from run r where r.workspace_id = n.workspace_id and r.run_id = n.subject_id)
  when 'project' then (select name from project p where p.workspace_id = n.workspace_id and p.project_id = n.subject_id)
  when 'process' then (select name from process c where c.workspace_id = n.workspace_id and c.process_id = n.subject_id)
  when 'document' then (select title from document d where d.workspace_id = n.workspace_id and d.document_id = n.subject_id)
  when 'handover' then (select title from handover h where h.workspace_id = n.workspace_id and h.handover_id = n.subject_id) end, '')`;

/** What somebody wants to hear no more of, as far as they may still see it. */
export async function mutesOf(tx: Tx, personId: string): Promise<MuteRow[]> {
  return tx.rows(sql<MuteRow>`
    select n.subject_kind, n.subject_id, ${titleOf} as title
    from notice_mute n join membership m on m.workspace_id = n.workspace_id and m.person_id = n.person_id
    where n.workspace_id = current_workspace() and n.person_id = ${personId} and ${seesSubject("m", "n")} order by title, n.subject_id limit 500`);
}

/** False when there is nothing like that which they may see. */
export async function insertMute(tx: Tx, personId: string, kind: string, id: string): Promise<boolean> {
  const row = await tx.first(sql<{ seen: boolean }>`
    select ${seesSubject("m", "n")} as seen from membership m, (select ${kind}::text as subject_kind, ${id}::uuid as subject_id) n
    where m.workspace_id = current_workspace() and m.person_id = ${personId}`);
  if (row?.seen !== true) return false;
  await tx.change(sql`
    insert into notice_mute (workspace_id, person_id, subject_kind, subject_id) values (current_workspace(), ${personId}, ${kind}, ${id}) on conflict do nothing`);
  return true;
}

export async function deleteMute(tx: Tx, personId: string, kind: string, id: string): Promise<void> {
  await tx.change(
    sql`delete from notice_mute where workspace_id = current_workspace() and person_id = ${personId} and subject_kind = ${kind} and subject_id = ${id}`,
  );
}
