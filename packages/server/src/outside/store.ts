import { sql } from "kysely";
import type { Definition } from "@rondo/core/process";
import type { SpaceRole } from "@rondo/core/access";
import type { Tx } from "../database/index.ts";
import type { Kind } from "./policy.ts";

export type LinkRow = {
  link_id: string;
  subject_kind: Kind;
  subject_id: string;
  files: boolean;
  made_by: string | null;
  maker_name: string | null;
  made_at: string;
  expires_at: string | null;
};

const columns = sql`l.link_id, l.subject_kind, l.subject_id, l.files, l.made_by, (select name from identity.person where id = l.made_by) as maker_name, l.made_at, l.expires_at`;
const open = sql`l.workspace_id = current_workspace() and l.revoked_at is null and (l.expires_at is null or l.expires_at > now())`;

export async function linksOf(tx: Tx, kind: Kind, id: string): Promise<LinkRow[]> {
  return tx.rows(
    sql<LinkRow>`select ${columns} from public_link l where ${open} and l.subject_kind = ${kind} and l.subject_id = ${id} order by l.made_at, l.link_id`,
  );
}

export async function findLink(tx: Tx, linkId: string): Promise<LinkRow | undefined> {
  return tx.first(sql<LinkRow>`select ${columns} from public_link l where ${open} and l.link_id = ${linkId}`);
}

/** Of these, the links that still are. */
export async function openAmong(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  return new Set(
    (await tx.rows(sql<{ link_id: string }>`select l.link_id from public_link l where ${open} and l.link_id = any(${ids}::uuid[])`)).map(
      (row) => row.link_id,
    ),
  );
}

export async function insertLink(
  tx: Tx,
  link: { id: string; kind: Kind; subjectId: string; files: boolean; by: string; expiresAt: string | null },
): Promise<void> {
  await tx.change(sql`
    insert into public_link (workspace_id, link_id, subject_kind, subject_id, files, made_by, expires_at)
    values (current_workspace(), ${link.id}, ${link.kind}, ${link.subjectId}, ${link.files}, ${link.by}, ${link.expiresAt}::timestamptz)`);
}

/** False when there is none that still is. */
export async function endLink(tx: Tx, kind: Kind, subjectId: string, linkId: string, by: string): Promise<boolean> {
  return (
    (await tx.change(sql`
    update public_link set revoked_at = now(), revoked_by = ${by}
    where workspace_id = current_workspace() and link_id = ${linkId} and subject_kind = ${kind} and subject_id = ${subjectId} and revoked_at is null`)) >
    0
  );
}

/** Guests to whom it was given by name. */
export async function guestsOf(tx: Tx, kind: Kind, id: string): Promise<{ person_id: string; name: string | null; role: SpaceRole }[]> {
  const shares = kind === "task" || kind === "run" ? shown(kind) : { table: sql`share`, key: sql`space_id` };
  return tx.rows(sql<{ person_id: string; name: string | null; role: SpaceRole }>`
    select g.person_id, p.name, g.role from ${shares.table} g
    join membership m on m.workspace_id = g.workspace_id and m.person_id = g.person_id and m.role = 'guest'
    join identity.person p on p.id = g.person_id
    where g.workspace_id = current_workspace() and g.${shares.key} = ${id} order by p.name, g.person_id`);
}

/** Tasks and runs are shown apart from what they belong to. */
type Shown = "task" | "run";
const shown = (kind: Shown) => ({ table: sql.table(`${kind}_share`), key: sql.ref(`${kind}_id`) });

/** False when there is no such member. */
export async function putShown(tx: Tx, kind: Shown, id: string, personId: string, role: "contributor" | "viewer"): Promise<boolean> {
  const { table, key } = shown(kind);
  return (
    (await tx.change(sql`
    insert into ${table} (workspace_id, ${key}, person_id, role)
    select workspace_id, ${id}, person_id, ${role} from membership where workspace_id = current_workspace() and person_id = ${personId}
    on conflict (workspace_id, ${key}, person_id) do update set role = excluded.role`)) > 0
  );
}

/** False when it was not shown to them. */
export async function deleteShown(tx: Tx, kind: Shown, id: string, personId: string): Promise<boolean> {
  const { table, key } = shown(kind);
  return (
    (await tx.change(sql`delete from ${table} where workspace_id = current_workspace() and ${key} = ${id} and person_id = ${personId}`)) > 0
  );
}

/** What is shown of the thing itself; nothing when it is gone. */
export type HeadRow = {
  organisation: string;
  zone: string;
  title: string;
  text: string;
  ends: string;
  state: "open" | "done" | "cancelled" | null;
  start_at: string | null;
  finish_at: string | null;
};

export async function headOf(tx: Tx, kind: Kind, id: string): Promise<HeadRow | undefined> {
  const zoned = (wall: string) => sql`(${sql.ref(wall)}::timestamp at time zone w.zone)`;
  const source = {
    task: sql`select w.name as organisation, w.zone, t.title, t.notes as text, '' as ends, case when t.closed_at is null then 'open' else 'done' end as state, ${zoned("s.start")} as start_at, coalesce(t.due_at, s.finish_at) as finish_at
      from task t join workspace w on w.workspace_id = t.workspace_id left join schedule_entry s on s.workspace_id = t.workspace_id and s.task_id = t.task_id
      where t.workspace_id = current_workspace() and t.task_id = ${id} and t.deleted_at is null`,
    run: sql`select w.name as organisation, w.zone, r.title, '' as text, '' as ends, case r.status when 'running' then 'open' when 'completed' then 'done' else 'cancelled' end as state, r.started_at as start_at, r.ended_at as finish_at
      from run r join workspace w on w.workspace_id = r.workspace_id where r.workspace_id = current_workspace() and r.run_id = ${id}`,
    project: sql`select w.name as organisation, w.zone, p.name as title, p.goal as text, p.end_condition as ends, case when c.project_id is null then 'open' else 'done' end as state, ${zoned("p.start")} as start_at, ${zoned("p.finish")} as finish_at
      from project p join workspace w on w.workspace_id = p.workspace_id left join project_completion c on c.workspace_id = p.workspace_id and c.project_id = p.project_id
      where p.workspace_id = current_workspace() and p.project_id = ${id}`,
    process: sql`select w.name as organisation, w.zone, p.name as title, coalesce(r.definition ->> 'purpose', '') as text, '' as ends, null as state, null::timestamptz as start_at, null::timestamptz as finish_at
      from process p join workspace w on w.workspace_id = p.workspace_id join revision r on r.workspace_id = p.workspace_id and r.process_id = p.process_id and r.number = p.published
      where p.workspace_id = current_workspace() and p.process_id = ${id}`,
    document: sql`select w.name as organisation, w.zone, d.title, '' as text, '' as ends, null as state, null::timestamptz as start_at, null::timestamptz as finish_at
      from document d join workspace w on w.workspace_id = d.workspace_id where d.workspace_id = current_workspace() and d.document_id = ${id} and d.deleted_at is null`,
  }[kind];
  return tx.first(sql<HeadRow>`${source}`);
}

export async function publishedDefinition(tx: Tx, processId: string): Promise<Definition | undefined> {
  return (
    await tx.first(sql<{ definition: Definition }>`
    select r.definition from process p join revision r on r.workspace_id = p.workspace_id and r.process_id = p.process_id and r.number = p.published
    where p.workspace_id = current_workspace() and p.process_id = ${processId}`)
  )?.definition;
}

export type InsideRow = {
  task_id: string;
  depth: number;
  title: string;
  closed: boolean;
  start_at: string | null;
  finish_at: string | null;
  milestone: boolean;
};

/** Tasks inside a task or project, in the order of the plan. */
export async function insideOf(tx: Tx, kind: "task" | "project", id: string): Promise<InsideRow[]> {
  const first = kind === "task" ? sql`t.parent_id = ${id}` : sql`t.project_id = ${id} and t.parent_id is null`;
  return tx.rows(sql<InsideRow>`
    with recursive inside as (
      select t.task_id, 0 as depth, array[t.position collate "C"] as path from task t where t.workspace_id = current_workspace() and ${first} and t.deleted_at is null
      union all
      select t.task_id, i.depth + 1, i.path || (t.position collate "C") from inside i join task t on t.workspace_id = current_workspace() and t.parent_id = i.task_id and t.deleted_at is null
    )
    select i.task_id, i.depth, t.title, t.closed_at is not null as closed, s.start::timestamp at time zone w.zone as start_at, coalesce(s.finish_at, t.due_at) as finish_at, t.milestone
    from inside i join task t on t.workspace_id = current_workspace() and t.task_id = i.task_id join workspace w on w.workspace_id = t.workspace_id
    left join schedule_entry s on s.workspace_id = t.workspace_id and s.task_id = t.task_id
    order by i.path, i.task_id`);
}

export type FileRow = { attachment_id: string; name: string; media: string; size: number };

/** What nothing was found in, or nobody looks; of a file only its newest version. */
const given = sql`(a.scan is null or a.scan = 'clean')
  and not exists (select from attachment n where n.workspace_id = a.workspace_id and n.series_id = a.series_id and n.number > a.number and n.deleted_at is null)`;

export async function filesOn(tx: Tx, taskIds: readonly string[]): Promise<FileRow[]> {
  return tx.rows(sql<FileRow>`
    select attachment_id, name, media, size from attachment a where workspace_id = current_workspace() and task_id = any(${taskIds}::uuid[]) and deleted_at is null and ${given}
    order by added_at, attachment_id limit 500`);
}

export async function fileBytes(
  tx: Tx,
  attachmentId: string,
): Promise<{ name: string; media: string; task_id: string; bytes: Buffer } | undefined> {
  return tx.first(sql<{ name: string; media: string; task_id: string; bytes: Buffer }>`
    select a.name, a.media, a.task_id, c.bytes from attachment a join attachment_content c on c.workspace_id = a.workspace_id and c.attachment_id = a.attachment_id
    where a.workspace_id = current_workspace() and a.attachment_id = ${attachmentId} and a.deleted_at is null and ${given}`);
}
