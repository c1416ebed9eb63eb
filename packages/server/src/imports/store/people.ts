import { sql } from "kysely";
import type { Planning } from "@rondo/contract";
import type { Tx } from "../../database/index.ts";
import type { Made } from "./import.ts";

export type PersonRow = {
  person_no: number;
  project_id: string;
  source_id: string;
  name: string;
  username: string | null;
  email: string | null;
  mark: string;
  person_id: string | null;
  person_name: string | null;
  how: "mail" | "hand" | "before" | null;
  tasks: number;
};

export async function insertPeople(
  tx: Tx,
  importId: string,
  rows: readonly Omit<PersonRow, "person_no" | "person_name" | "tasks">[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.change(sql`
    insert into import_person (workspace_id, import_id, person_no, project_id, source_id, name, username, email, mark, person_id, how)
    select current_workspace(), ${importId}, person_no, project_id, source_id, name, username, email, mark, person_id, how
    from jsonb_to_recordset(${JSON.stringify(rows.map((row, at) => ({ ...row, person_no: at + 1 })))}::jsonb)
      as n(person_no integer, project_id uuid, source_id text, name text, username text, email text, mark text, person_id uuid, how text)`);
}

/** Who was in the file, whose most work it was first. */
export async function peopleOf(tx: Tx, importId: string): Promise<PersonRow[]> {
  return tx.rows(sql<PersonRow>`
    select p.person_no, p.project_id, p.source_id, p.name, p.username, p.email, p.mark, p.person_id, i.name as person_name, p.how, coalesce(n.tasks, 0)::int as tasks
    from import_person p left join identity.person i on i.id = p.person_id
    left join (
      select r.project_id, r.source_id, count(*) as tasks from import_record r
      where r.workspace_id = current_workspace() and r.import_id = ${importId} and r.kind = 'assignment' group by r.project_id, r.source_id) n
      on n.project_id = p.project_id and n.source_id = p.source_id
    where p.workspace_id = current_workspace() and p.import_id = ${importId} order by tasks desc, p.person_no`);
}

export async function lockPerson(
  tx: Tx,
  importId: string,
  number: number,
): Promise<{ project_id: string; source_id: string; name: string; mark: string; person_id: string | null } | undefined> {
  return tx.first(sql<{ project_id: string; source_id: string; name: string; mark: string; person_id: string | null }>`
    select project_id, source_id, name, mark, person_id from import_person where workspace_id = current_workspace() and import_id = ${importId} and person_no = ${number} for no key update`);
}

/** In this import everybody with the same mark is the same person. */
export async function saveMatch(tx: Tx, importId: string, mark: string, personId: string | null): Promise<void> {
  await tx.change(sql`
    update import_person set person_id = ${personId}, how = ${personId === null ? null : "hand"}
    where workspace_id = current_workspace() and import_id = ${importId} and mark = ${mark}`);
}

/** Remembered for later files. */
export async function keepKnown(
  tx: Tx,
  one: { id: string; mark: string; personId: string | null; by: string },
): Promise<{ id: string; version: number }> {
  return (await tx.first(sql<{ id: string; version: number }>`
    insert into known_person (workspace_id, known_id, mark, person_id, chosen_by) values (current_workspace(), ${one.id}, ${one.mark}, ${one.personId}, ${one.by})
    on conflict (workspace_id, mark) do update set person_id = excluded.person_id, chosen_by = excluded.chosen_by, chosen_at = now(), version = known_person.version + 1
    returning known_id as id, version`)) as { id: string; version: number };
}

/** What was said of these marks before; whoever has left since is nobody that one can be. */
export async function knownBefore(tx: Tx, marks: readonly string[]): Promise<Map<string, string | null>> {
  const rows = await tx.rows(sql<{ mark: string; person_id: string | null }>`
    select k.mark, k.person_id from known_person k
    where k.workspace_id = current_workspace() and k.mark = any(${marks}::text[])
      and (k.person_id is null or exists (select 1 from membership m where m.workspace_id = k.workspace_id and m.person_id = k.person_id))`);
  return new Map(rows.map((row) => [row.mark, row.person_id]));
}

export type GivenTask = {
  readonly task_id: string;
  readonly project_id: string | null;
  readonly run_id: string | null;
  readonly title: string;
  readonly owner_id: string | null;
  readonly version: number;
};

/** Their open and done work that nobody else was given since; answers what changed hands. */
export async function giveWork(tx: Tx, importId: string, mark: string, from: string | null, to: string | null): Promise<GivenTask[]> {
  return tx.rows(sql<GivenTask>`
    update task t set owner_id = ${to}, version = t.version + 1
    where t.workspace_id = current_workspace() and t.owner_id is not distinct from ${from}::uuid and t.task_id in (
      select r.task_id from import_record r join import_person p on p.workspace_id = r.workspace_id and p.import_id = r.import_id and p.project_id = r.project_id and p.source_id = r.source_id
      where r.workspace_id = current_workspace() and r.import_id = ${importId} and r.kind = 'assignment' and not r.data ? 'role' and p.mark = ${mark})
    returning t.task_id, t.project_id, t.run_id, t.title, t.owner_id, t.version`);
}

/**
 * Projects that an audit found to be theirs go to them, or back to whoever imported them where they are nobody here; what
 * somebody gave to another since stays as it is. Answers what changed hands.
 */
export async function giveProjects(
  tx: Tx,
  importId: string,
  mark: string,
  from: string | null,
  to: string | null,
): Promise<{ project_id: string; name: string; owner_id: string; version: number }[]> {
  return tx.rows(sql<{ project_id: string; name: string; owner_id: string; version: number }>`
    with given as (
      update project j set owner_id = coalesce(${to}::uuid, i.imported_by), version = j.version + 1
      from import i, import_person p, advice a
      where j.workspace_id = current_workspace() and i.workspace_id = j.workspace_id and i.import_id = ${importId}
        and p.workspace_id = j.workspace_id and p.import_id = i.import_id and p.project_id = j.project_id and p.mark = ${mark}
        and a.workspace_id = j.workspace_id and a.space_id = j.project_id and a.found #>> '{owner,name}' = p.name
        and j.owner_id = coalesce(${from}::uuid, i.imported_by)
      returning j.project_id, j.name, j.owner_id, j.version),
    told as (
      update advice a set found = jsonb_set(a.found, '{owner,here}', to_jsonb(${to}::uuid is not null)) from given g
      where a.workspace_id = current_workspace() and a.space_id = g.project_id)
    select project_id, name, owner_id, version from given`);
}

/** Open tasks on which they stand with a share of their day, as the file says. */
export async function sharesOf(
  tx: Tx,
  importId: string,
  mark: string,
): Promise<{ task_id: string; planning: Planning; percent: number }[]> {
  return tx.rows(sql<{ task_id: string; planning: Planning; percent: number }>`
    select t.task_id, t.planning, (r.data ->> 'percent')::int as percent
    from import_record r join import_person p on p.workspace_id = r.workspace_id and p.import_id = r.import_id and p.project_id = r.project_id and p.source_id = r.source_id
    join task t on t.workspace_id = r.workspace_id and t.task_id = r.task_id
    where r.workspace_id = current_workspace() and r.import_id = ${importId} and r.kind = 'assignment' and p.mark = ${mark} and r.data ? 'percent' and not r.data ? 'role'
      and t.closed_at is null and t.deleted_at is null`);
}

/** Open tasks on which a place is kept for them, or was until somebody took it, with what it is called. */
export async function placesOf(
  tx: Tx,
  importId: string,
  mark: string,
): Promise<{ task_id: string; project_id: string; title: string; owner_id: string | null; planning: Planning; role: string }[]> {
  return tx.rows(sql<{ task_id: string; project_id: string; title: string; owner_id: string | null; planning: Planning; role: string }>`
    select t.task_id, t.project_id, t.title, t.owner_id, t.planning, r.data ->> 'role' as role
    from import_record r join import_person p on p.workspace_id = r.workspace_id and p.import_id = r.import_id and p.project_id = r.project_id and p.source_id = r.source_id
    join task t on t.workspace_id = r.workspace_id and t.task_id = r.task_id and t.project_id = r.project_id
    where r.workspace_id = current_workspace() and r.import_id = ${importId} and r.kind = 'assignment' and r.data ? 'role' and p.mark = ${mark}
      and t.closed_at is null and t.deleted_at is null order by t.task_id`);
}

/** What they wrote, by their name in the file; where two have that name, it stays theirs by name alone. */
export async function giveComments(tx: Tx, importId: string, mark: string, from: string | null, to: string | null): Promise<void> {
  await tx.change(sql`
    update comment c set author_id = ${to} from import_record r, import_person p
    where c.workspace_id = current_workspace() and c.author_id is not distinct from ${from}::uuid and c.imported_author = p.name
      and r.workspace_id = c.workspace_id and r.import_id = ${importId} and r.kind = 'task' and r.task_id = c.task_id
      and p.workspace_id = c.workspace_id and p.import_id = r.import_id and p.project_id = r.project_id and p.mark = ${mark}
      and not exists (select 1 from import_person o where o.workspace_id = p.workspace_id and o.import_id = p.import_id and o.project_id = p.project_id and o.name = p.name and o.mark <> p.mark)`);
}

/** The report's count of people follows. */
export async function countPeople(tx: Tx, importId: string): Promise<void> {
  await tx.change(sql`
    update import i set
      counts = (select jsonb_agg(case c->>'noun' when 'members' then c || jsonb_build_object('carried', least((c->>'read')::int, n.carried)) when 'resources' then c || jsonb_build_object('carried', least((c->>'read')::int, n.carried + n.placed)) else c end order by o) from jsonb_array_elements(i.counts) with ordinality as e(c, o)),
      findings = case when n.left = 0 then (select coalesce(jsonb_agg(f order by o), '[]') from jsonb_array_elements(i.findings) with ordinality as e(f, o) where f->>'code' not in ('members_not_matched', 'owner_not_here')) else i.findings end
    from (
      select count(p.person_id)::int as carried, (count(*) - count(p.person_id))::int as left,
        (count(*) filter (where p.person_id is null and exists (
          select from import_record r where r.workspace_id = p.workspace_id and r.import_id = p.import_id and r.project_id = p.project_id and r.source_id = p.source_id
            and r.kind = 'assignment' and r.data ? 'role')))::int as placed
      from import_person p where p.workspace_id = current_workspace() and p.import_id = ${importId}) n
    where i.workspace_id = current_workspace() and i.import_id = ${importId} and i.counts <> '[]'`);
}

/** What earlier imports made of these boards and is there still, one for each. */
export async function boardsOf(tx: Tx, boards: readonly string[]): Promise<Made[]> {
  return tx.rows(sql<Made>`
    select distinct on (r.source_id) 'project' as kind, p.project_id as id, p.name
    from import_record r join import i on i.workspace_id = r.workspace_id and i.import_id = r.import_id and i.finished_at is not null
    join project p on p.workspace_id = r.workspace_id and p.project_id = r.project_id
    where r.workspace_id = current_workspace() and r.kind = 'project' and r.source_id = any(${boards}::text[]) order by r.source_id, i.imported_at desc`);
}
