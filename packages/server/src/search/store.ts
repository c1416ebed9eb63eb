import { sql } from "kysely";
import type { Tx } from "../database/index.ts";
import { seesDocument } from "../access/index.ts";
import { seesSubject } from "../notices/index.ts";
import { leastOf } from "./words.ts";

export async function formOf(tx: Tx, words: string): Promise<string> {
  return (await tx.first(sql<{ form: string }>`select search_form(${words}) as form`))?.form ?? "";
}

type Reader = { readonly personId: string; readonly role: string };
export type Hit = { subject_kind: "task" | "process" | "project" | "run" | "document"; subject_id: string; score: number };

/** A word of titles that is like a word of the query, by its number; how many of its pieces it has, and how many titles have it (up to `common`). */
export type Likeness = { readonly n: number; readonly word: string; readonly score: number; readonly entries: number };

/** So many titles have a word that it says little about which one is meant. */
const common = 3_000;

export async function wordsLike(tx: Tx, groups: readonly (readonly string[])[]): Promise<Likeness[]> {
  const asked = groups.map((grams, n) => ({ n, grams, least: leastOf(grams) }));
  return tx.rows(sql<Likeness>`
    select g.n, w.word, w.score, (select count(*)::int from (select from search_entry e where e.workspace_id = current_workspace() and e.word = w.word limit ${common}) e) as entries
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as g(n int, grams jsonb, least int),
      lateral (
        select word, count(distinct gram)::int as score from search_word
        where workspace_id = current_workspace() and gram = any(array(select jsonb_array_elements_text(g.grams)))
        group by word having count(distinct gram) >= g.least
        order by score desc, length(word), word limit 40) w`);
}

/**
 * The best of what has words like those and may be seen, newest first among equals. Rare words lead, and the others are
 * looked up in what those found; where all are common, the newest titles with the longest are. Rights are asked from the
 * best on down, until there are enough: `offset 0` keeps Postgres from asking them for all.
 */
export async function findSubjects(
  tx: Tx,
  reader: Reader,
  words: readonly Likeness[],
  least: number,
  limit: number,
  kinds: readonly string[] | null = null,
): Promise<Hit[]> {
  return words.length === 0 ? [] : tx.rows(subjectsQuery(reader, words, least, limit, kinds));
}

export function subjectsQuery(
  reader: Reader,
  words: readonly Likeness[],
  least: number,
  limit: number,
  kinds: readonly string[] | null = null,
) {
  const { leading, others } = apartByFrequency(words);
  const shown = ["task", "run", "project", "process", "document"].filter((kind) => kinds === null || kinds.includes(kind));
  return sql<Hit>`
    with led as materialized (
      select h.n, h.score, k.kind, x.subject_id
      from jsonb_to_recordset(${JSON.stringify(leading)}::jsonb) as h(n int, word text, score int), unnest(${shown}::text[]) as k(kind),
        lateral (select subject_id from search_entry where workspace_id = current_workspace() and word = h.word and kind = k.kind order by subject_id desc limit ${common}) x)
    select e.subject_kind, e.subject_id, e.score
    from (
      select kind as subject_kind, subject_id, sum(best)::int as score
      from (
        select kind, subject_id, n, max(score) as best
        from (
          select n, score, kind, subject_id from led
          union all
          select o.n, o.score, c.kind, c.subject_id
          from (select distinct kind, subject_id from led) c, jsonb_to_recordset(${JSON.stringify(others)}::jsonb) as o(n int, word text, score int),
            lateral (select from search_entry s where s.workspace_id = current_workspace() and s.word = o.word and s.kind = c.kind and s.subject_id = c.subject_id limit 1) has) found
        group by kind, subject_id, n) each
      group by kind, subject_id having sum(best) >= ${least}::int
      order by score desc, subject_id desc offset 0) e,
      (select ${reader.personId}::uuid as person_id, ${reader.role}::text as role) m
    where ${seesSubject("m", "e")}
    order by e.score desc, e.subject_id desc limit ${limit}`;
}

/** Which of the words are followed to their titles, and which are only looked up in what those found. */
function apartByFrequency(words: readonly Likeness[]): { leading: readonly Likeness[]; others: readonly Likeness[] } {
  const groups = [...Map.groupBy(words, ({ n }) => n).values()].map((group) => ({
    group,
    entries: group.reduce((sum, { entries }) => sum + (entries < common ? entries : Infinity), 0),
  }));
  const rare = groups.filter(({ entries }) => entries < 2 * common);
  const leading = rare.length > 0 ? rare : groups.toSorted((a, b) => b.group[0]!.word.length - a.group[0]!.word.length).slice(0, 1);
  return {
    leading: leading.flatMap(({ group }) => group),
    others: groups.filter((each) => !leading.includes(each)).flatMap(({ group }) => group.slice(0, 8)),
  };
}

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

export type FoundRow = {
  kind: Hit["subject_kind"] | "person";
  id: string;
  title: string;
  home: string | null;
  closed: boolean;
  form: string;
};

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
      ${sql.join(
        whole.map(
          (word) =>
            sql`and d.document_id in (select document_id from document_word where workspace_id = current_workspace() and word = ${word})`,
        ),
        sql` `,
      )}
      and ${seesDocument(sql.ref("m.person_id"), sql.ref("m.role"), "d")}
    order by d.edited_at desc, d.document_id desc limit ${limit}`);
}

/** Members by name. There are thousands at most, and their names are not ours to index: they are read through. */
export async function findPeople(
  tx: Tx,
  grams: readonly string[],
  least: number,
  limit: number,
): Promise<(FoundRow & { score: number })[]> {
  return tx.rows(sql<FoundRow & { score: number }>`
    select 'person' as kind, p.id, p.name as title, null as home, false as closed, search_form(p.name) as form, s.score
    from membership m join identity.person p on p.id = m.person_id,
      lateral (select count(*)::int as score from unnest(search_grams(p.name)) gram where gram = any(${grams}::text[])) s
    where m.workspace_id = current_workspace() and s.score >= ${least}::int
    order by s.score desc, p.name, p.id limit ${limit}`);
}

/** The words of the titles of runs and of their steps, as they are now. */
export async function enterTitles(
  tx: Tx,
  { runs, tasks }: { readonly runs: readonly string[]; readonly tasks: readonly string[] },
): Promise<void> {
  if (runs.length + tasks.length === 0) return;
  await tx.change(sql`
    with said as materialized (
      select 'task' as kind, task_id as id, unnest(search_words(title)) as word from task where workspace_id = current_workspace() and task_id = any(${tasks}::uuid[])
      union all
      select 'run', run_id, unnest(search_words(title)) from run where workspace_id = current_workspace() and run_id = any(${runs}::uuid[])),
    entered as (
      insert into search_entry (workspace_id, word, kind, subject_id) select current_workspace(), word, kind, id from said
      on conflict (workspace_id, word, kind, subject_id) do nothing)
    insert into search_word (workspace_id, gram, word)
    select current_workspace(), unnest(search_grams(word)), word
    from (select distinct word from said) s
    where (select 1 from search_word k where k.workspace_id = current_workspace() and k.gram = substr(' ' || s.word || ' ', 1, 3) and k.word = s.word limit 1) is null`);
}
