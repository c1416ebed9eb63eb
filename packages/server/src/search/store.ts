import { sql } from "kysely";
import type { Tx } from "../database/index.ts";
import { seesDocument } from "../access/index.ts";
import { seesSubject } from "../notices/index.ts";

export async function formOf(tx: Tx, words: string): Promise<string> {
  return (await tx.first(sql<{ form: string }>`select search_form(${words}) as form`))?.form ?? "";
}

type Reader = { readonly personId: string; readonly role: string };
export type Hit = { subject_kind: "task" | "process" | "project" | "run" | "document"; subject_id: string; score: number };

/**
 * The best of what shares at least so many grams and may be seen, newest first among equals. Rights are asked from the
 * best on down, until there are enough: `offset 0` keeps Postgres from asking them for all.
 */
export async function findSubjects(tx: Tx, reader: Reader, grams: readonly string[], least: number, limit: number, kinds: readonly string[] | null = null): Promise<Hit[]> {
  return tx.rows(subjectsQuery(reader, grams, least, limit, kinds));
}

/** Apart, so that a test can ask how it is planned. */
export function subjectsQuery(reader: Reader, grams: readonly string[], least: number, limit: number, kinds: readonly string[] | null = null) {
  return sql<Hit>`
    select e.subject_kind, e.subject_id, e.score
    from (
      select kind as subject_kind, subject_id, count(*)::int as score
      from search_entry
      where workspace_id = current_workspace() and gram = any(${grams}::text[]) ${kinds === null ? sql`` : sql`and kind = any(${kinds}::text[])`}
      group by kind, subject_id having count(*) >= ${least}::int
      order by score desc, subject_id desc offset 0) e,
      (select ${reader.personId}::uuid as person_id, ${reader.role}::text as role) m
    where ${seesSubject("m", "e")}
    order by e.score desc, e.subject_id desc limit ${limit}`;
}

/** What somebody did something to lately, the latest first: of their last few hundred events what they may still see. */
export async function recentSubjects(tx: Tx, reader: Reader, limit: number): Promise<Hit[]> {
  return tx.rows(sql<Hit>`
    select e.subject_kind, e.subject_id, 0 as score
    from (
      select subject_kind, subject_id, max(at) as at
      from (select subject_kind, subject_id, at from event where workspace_id = current_workspace() and actor_id = ${reader.personId} order by at desc limit 300) own
      where subject_kind in ('task', 'run', 'project', 'process')
      group by subject_kind, subject_id order by at desc offset 0) e,
      (select ${reader.personId}::uuid as person_id, ${reader.role}::text as role) m
    where ${seesSubject("m", "e")}
    order by e.at desc limit ${limit}`);
}

export type FoundRow = { kind: Hit["subject_kind"] | "person"; id: string; title: string; home: string | null; closed: boolean; form: string };

/** What is shown of the hits. A home's name is shown to whoever may see the home. */
export async function describe(tx: Tx, hits: readonly Hit[], reader: Reader): Promise<FoundRow[]> {
  if (hits.length === 0) return [];
  const of = (kind: Hit["subject_kind"]) => hits.filter((hit) => hit.subject_kind === kind).map((hit) => hit.subject_id);
  return tx.rows(sql<FoundRow>`
    select f.kind, f.id, f.title, f.closed, search_form(f.title) as form,
      case when f.home_kind is null then null when ${seesSubject("m", "f")} then f.home end as home
    from (
      select 'task' as kind, t.task_id as id, t.title, t.closed_at is not null as closed, coalesce(p.name, r.title) as home,
        case when t.project_id is not null then 'project' when t.run_id is not null then 'run' end as home_kind, coalesce(t.project_id, t.run_id) as subject_id,
        case when t.project_id is not null then 'project' when t.run_id is not null then 'run' end as subject_kind
      from task t
      left join project p on p.workspace_id = t.workspace_id and p.project_id = t.project_id
      left join run r on r.workspace_id = t.workspace_id and r.run_id = t.run_id
      where t.workspace_id = current_workspace() and t.task_id = any(${of("task")}::uuid[])
      union all
      select 'run', r.run_id, r.title, r.status <> 'running', c.name, 'process', c.process_id, 'process'
      from run r join process c on c.workspace_id = r.workspace_id and c.process_id = r.process_id
      where r.workspace_id = current_workspace() and r.run_id = any(${of("run")}::uuid[])
      union all
      select 'process', c.process_id, c.name, c.retired_at is not null, null, null, null, null
      from process c where c.workspace_id = current_workspace() and c.process_id = any(${of("process")}::uuid[])
      union all
      select 'project', p.project_id, p.name, x.project_id is not null, null, null, null, null
      from project p left join project_completion x on x.workspace_id = p.workspace_id and x.project_id = p.project_id
      where p.workspace_id = current_workspace() and p.project_id = any(${of("project")}::uuid[])
      union all
      select 'document', d.document_id, d.title, false, coalesce(p.name, c.name), case when p.project_id is not null then 'project' when c.process_id is not null then 'process' end, coalesce(p.project_id, c.process_id),
        case when p.project_id is not null then 'project' when c.process_id is not null then 'process' end
      from document d
      left join project p on p.workspace_id = d.workspace_id and p.project_id = d.project_id
      left join process c on c.workspace_id = d.workspace_id and c.process_id = d.process_id
      where d.workspace_id = current_workspace() and d.document_id = any(${of("document")}::uuid[])) f,
      (select ${reader.personId}::uuid as person_id, ${reader.role}::text as role) m`);
}

/** Documents that say every one of the words, the last of which may still be being typed; the last edited first. */
export async function findTexts(tx: Tx, reader: Reader, words: readonly string[], limit: number): Promise<Hit[]> {
  const whole = words.slice(0, -1);
  const last = words.at(-1) ?? "";
  return tx.rows(sql<Hit>`
    select 'document' as subject_kind, d.document_id as subject_id, 0 as score
    from document d, (select ${reader.personId}::uuid as person_id, ${reader.role}::text as role) m
    where d.workspace_id = current_workspace() and d.deleted_at is null
      and d.document_id in (select document_id from document_word where workspace_id = current_workspace() and word >= ${last} and word < ${last} || chr(1114111))
      ${sql.join(whole.map((word) => sql`and d.document_id in (select document_id from document_word where workspace_id = current_workspace() and word = ${word})`), sql` `)}
      and ${seesDocument(sql.ref("m.person_id"), sql.ref("m.role"), "d")}
    order by d.edited_at desc, d.document_id desc limit ${limit}`);
}

/** Members by name. There are thousands at most, and their names are not ours to index: they are read through. */
export async function findPeople(tx: Tx, grams: readonly string[], least: number, limit: number): Promise<(FoundRow & { score: number })[]> {
  return tx.rows(sql<FoundRow & { score: number }>`
    select 'person' as kind, p.id, p.name as title, null as home, false as closed, search_form(p.name) as form, s.score
    from membership m join identity.person p on p.id = m.person_id,
      lateral (select count(*)::int as score from unnest(search_grams(p.name)) gram where gram = any(${grams}::text[])) s
    where m.workspace_id = current_workspace() and s.score >= ${least}::int
    order by s.score desc, p.name, p.id limit ${limit}`);
}
