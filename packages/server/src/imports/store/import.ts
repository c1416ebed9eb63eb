import { type ChosenColumns, signatureOf } from "@rondo/formats/csv";
import { type RawBuilder, sql } from "kysely";
import type { Finding } from "@rondo/core/kernel";
import type { Definition } from "@rondo/core/process";
import type { Tx } from "../../database/index.ts";
import type { Head } from "../layout/project.ts";
import type { Chunk } from "../layout/rows.ts";

export type Made = { readonly kind: "process" | "project"; readonly id: string; readonly name: string };
export type Counted = { readonly noun: string; readonly read: number; readonly carried: number };

export type ImportRow = {
  import_id: string;
  file_name: string;
  format: string;
  imported_at: string;
  imported_by: string | null;
  importer_name: string | null;
  counts: Counted[];
  made: Made[];
  findings: Finding[];
};

function selectImports(rest: RawBuilder<unknown>): RawBuilder<ImportRow> {
  return sql<ImportRow>`
    select i.import_id, i.file_name, i.format, i.imported_at, i.imported_by, p.name as importer_name, i.counts, i.made, i.findings
    from import i left join identity.person p on p.id = i.imported_by
    where i.workspace_id = current_workspace() and i.finished_at is not null ${rest}`;
}

export async function findImport(tx: Tx, importId: string): Promise<ImportRow | undefined> {
  return tx.first(selectImports(sql`and i.import_id = ${importId}`));
}

/** Newest first; with `of` those of one person alone. */
export async function listImports(tx: Tx, of: string | null, after: string[] | null, limit: number): Promise<ImportRow[]> {
  return tx.rows(
    selectImports(sql`
    ${of === null ? sql`` : sql`and i.imported_by = ${of}`}
    ${after === null ? sql`` : sql`and (date_trunc('milliseconds', i.imported_at), i.import_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
    order by date_trunc('milliseconds', i.imported_at) desc, i.import_id desc limit ${limit}`),
  );
}

/** The last finished import of these very bytes. */
export async function importOf(tx: Tx, sha256: Buffer): Promise<{ import_id: string; made: Made[] } | undefined> {
  return tx.first(sql<{ import_id: string; made: Made[] }>`
    select import_id, made from import where workspace_id = current_workspace() and sha256 = ${sha256} and finished_at is not null order by imported_at desc limit 1`);
}

/** Fails as a duplicate (`import_running`) while another import of the same bytes is being written. */
export async function insertImport(
  tx: Tx,
  one: { id: string; fileName: string; sha256: Buffer; format: string; by: string },
): Promise<void> {
  await tx.change(sql`
    insert into import (workspace_id, import_id, file_name, sha256, format, imported_by, counts, made, findings)
    values (current_workspace(), ${one.id}, ${one.fileName}, ${one.sha256}, ${one.format}, ${one.by}, '[]', '[]', '[]')`);
}

/** Lets this transaction see what the import is making, and holds the import's row; false when somebody swept it away. */
export async function enterImport(tx: Tx, importId: string): Promise<boolean> {
  await tx.first(sql`select set_config('rondo.arriving', ${importId}, true)`);
  return (
    (await tx.first(
      sql`select 1 from import where workspace_id = current_workspace() and import_id = ${importId} and finished_at is null for no key update`,
    )) !== undefined
  );
}

export async function insertArriving(tx: Tx, importId: string, ownerId: string, head: Head): Promise<void> {
  await tx.change(sql`
    insert into project (workspace_id, project_id, name, goal, start, finish_by, owner_id, columns, arriving)
    values (current_workspace(), ${head.id}, ${head.name}, ${head.goal}, ${head.start}, ${head.finishBy}, ${ownerId}, ${head.columns}::text[], ${importId})`);
}

/** Everything of a chunk but its tasks and links, which their slices write. */
export async function insertParts(tx: Tx, importId: string, chunk: Chunk): Promise<void> {
  if (chunk.completions.length > 0) {
    await tx.change(sql`
      insert into completion (workspace_id, task_id, completed_by, completed_at)
      select current_workspace(), task_id, completed_by, completed_at
      from jsonb_to_recordset(${JSON.stringify(chunk.completions)}::jsonb) as n(task_id uuid, completed_by uuid, completed_at timestamptz)`);
  }
  if (chunk.comments.length > 0) {
    await tx.change(sql`
      insert into comment (workspace_id, comment_id, task_id, author_id, imported_author, text, at)
      select current_workspace(), comment_id, task_id, author_id, imported_author, text, coalesce(at, now())
      from jsonb_to_recordset(${JSON.stringify(chunk.comments)}::jsonb) as n(comment_id uuid, task_id uuid, author_id uuid, imported_author text, text text, at timestamptz)`);
  }
  if (chunk.records.length > 0) {
    await tx.change(sql`
      insert into import_record (workspace_id, import_id, number, kind, source_id, project_id, task_id, data)
      select current_workspace(), ${importId}, number, kind, source_id, project_id, task_id, data
      from jsonb_to_recordset(${JSON.stringify(chunk.records)}::jsonb) as n(number integer, kind text, source_id text, project_id uuid, task_id uuid, data jsonb)`);
  }
}

/** Brings the project and its tasks out of hiding. */
export async function reveal(tx: Tx, projectId: string, everyone: string, calendarId: string | null): Promise<void> {
  await tx.change(sql`update task set deleted_at = null where workspace_id = current_workspace() and project_id = ${projectId}`);
  await tx.change(
    sql`update project set arriving = null, everyone = ${everyone}, calendar_id = ${calendarId} where workspace_id = current_workspace() and project_id = ${projectId}`,
  );
}

export async function finishImport(
  tx: Tx,
  importId: string,
  report: { counts: readonly Counted[]; made: readonly Made[]; findings: readonly Finding[] },
): Promise<void> {
  await tx.change(sql`
    update import set counts = ${JSON.stringify(report.counts)}::jsonb, made = ${JSON.stringify(report.made)}::jsonb, findings = ${JSON.stringify(report.findings)}::jsonb, finished_at = now()
    where workspace_id = current_workspace() and import_id = ${importId}`);
}

/** Takes an unfinished import away with all it wrote; false when it is finished or gone. */
export async function discardImport(tx: Tx, importId: string): Promise<boolean> {
  return (await tx.first(sql<{ gone: boolean }>`select discard_import(${importId}) as gone`))?.gone ?? false;
}

/** What is in the database now of an import, counted there. */
export type Tallied = {
  columns: number;
  open_lists: number;
  tasks: number;
  archived: number;
  with_due: number;
  /** People on tasks, and the places that are open there. */
  staffed: number;
  /** Who is nobody here, and has a place kept. */
  places: number;
  checklists: number;
  items: number;
  items_done: number;
  comments: number;
  attachments: number;
  links: number;
  calendars: number;
  baselines: number;
  labels: number;
  members: number;
  fields: number;
  events: number;
  creations: number;
  changes: number;
  moves: number;
  item_changes: number;
};

export async function tallyOf(tx: Tx, importId: string, projects: readonly string[]): Promise<Tallied> {
  const row = await tx.first(sql<Tallied>`
    with record as (
      select r.kind, r.data, r.project_id, r.source_id, t.due_at, t.owner_id, t.closed_as, t.planning
      from import_record r left join task t on t.workspace_id = r.workspace_id and t.task_id = r.task_id and t.deleted_at is null
      where r.workspace_id = current_workspace() and r.import_id = ${importId} and (r.task_id is null or t.task_id is not null))
    select
      (select coalesce(sum(cardinality(columns)), 0)::int from project where workspace_id = current_workspace() and project_id = any(${projects}::uuid[])
        and exists (select from record where kind = 'list')) as columns,
      (select count(*)::int from comment c join task t on t.workspace_id = c.workspace_id and t.task_id = c.task_id
        where c.workspace_id = current_workspace() and t.project_id = any(${projects}::uuid[]) and c.imported_author is not null) as comments,
      (select count(*)::int from link where workspace_id = current_workspace() and project_id = any(${projects}::uuid[])) as links,
      (select count(distinct id)::int from (
        select coalesce(p.calendar_id, w.calendar_id)::text as id from project p join workspace w on w.workspace_id = p.workspace_id
        where p.workspace_id = current_workspace() and p.project_id = any(${projects}::uuid[])
        union all select planning->>'calendarId' from task where workspace_id = current_workspace() and project_id = any(${projects}::uuid[])) used) as calendars,
      (select count(*)::int from baseline where workspace_id = current_workspace() and project_id = any(${projects}::uuid[])) as baselines,
      (count(*) filter (where kind = 'list' and not (data ->> 'archived')::boolean))::int as open_lists,
      (count(*) filter (where kind = 'task'))::int as tasks,
      (count(*) filter (where kind = 'task' and (data ->> 'archived')::boolean))::int as archived,
      (count(*) filter (where kind = 'task' and due_at is not null))::int as with_due,
      (coalesce(sum((owner_id is not null)::int
        + (select count(*) from jsonb_array_elements(planning -> 'assignments') a where a ->> 'personId' is distinct from owner_id::text)
        + (select coalesce(sum((p ->> 'count')::int), 0) from jsonb_array_elements(planning -> 'placeholders') p)) filter (where kind = 'task'), 0))::int as staffed,
      (count(distinct (project_id, source_id)) filter (where kind = 'assignment' and data ? 'role'))::int as places,
      (count(*) filter (where kind = 'checklist'))::int as checklists,
      (count(*) filter (where kind = 'item'))::int as items,
      (count(*) filter (where kind = 'item' and closed_as = 'completed'))::int as items_done,
      (count(*) filter (where kind = 'attachment'))::int as attachments,
      (count(*) filter (where kind = 'label'))::int as labels,
      (count(*) filter (where kind = 'member'))::int as members,
      (count(*) filter (where kind = 'field'))::int as fields,
      (count(*) filter (where kind = 'event'))::int as events,
      (count(*) filter (where kind = 'event' and data ->> 'sourceKind' = 'createCard'))::int as creations,
      (count(*) filter (where kind = 'event' and data ->> 'sourceKind' = 'updateCard'))::int as changes,
      (count(*) filter (where kind = 'event' and data ->> 'kind' = 'moved'))::int as moves,
      (count(*) filter (where kind = 'event' and data ->> 'sourceKind' = 'updateCheckItemStateOnCard'))::int as item_changes
    from record`);
  return row as Tallied;
}

export async function draftOf(tx: Tx, processId: string): Promise<Definition | undefined> {
  return (
    await tx.first(
      sql<{ draft: Definition }>`select draft from process where workspace_id = current_workspace() and process_id = ${processId}`,
    )
  )?.draft;
}

/** Members by their e-mail address, in lower case; whoever has a part in an import is found so. */
export async function membersByEmail(tx: Tx, emails: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.rows(sql<{ person_id: string; email: string }>`
    select m.person_id, lower(p.email) as email from membership m join identity.person p on p.id = m.person_id
    where m.workspace_id = current_workspace() and lower(p.email) = any(${emails}::text[])`);
  return new Map(rows.map((row) => [row.email, row.person_id]));
}

/** The first owner, for commands at the machine that name nobody. */
export async function firstOwner(tx: Tx): Promise<string | undefined> {
  return (
    await tx.first(
      sql<{
        person_id: string;
      }>`select person_id from membership where workspace_id = current_workspace() and role = 'owner' order by joined_at, person_id limit 1`,
    )
  )?.person_id;
}

export async function roleOf(tx: Tx, personId: string): Promise<"owner" | "admin" | "member" | "guest" | undefined> {
  return (
    await tx.first(
      sql<{
        role: "owner" | "admin" | "member" | "guest";
      }>`select role from membership where workspace_id = current_workspace() and person_id = ${personId}`,
    )
  )?.role;
}

/** What was chosen before for tables, by the signature of their column names; the newest thousand. */
export async function chosenColumns(tx: Tx): Promise<ChosenColumns> {
  const rows = await tx.rows(
    sql<{
      header: string[];
      columns: ChosenColumns[string];
    }>`select header, columns from table_columns where workspace_id = current_workspace() order by chosen_at desc limit 1000`,
  );
  return Object.fromEntries(rows.map(({ header, columns }) => [signatureOf(header), columns]));
}

export async function keepColumns(
  tx: Tx,
  {
    id,
    signature,
    header,
    columns,
    by,
  }: { id: string; signature: Buffer; header: readonly string[]; columns: Readonly<Record<string, number>>; by: string },
): Promise<{ id: string; version: number }> {
  return (await tx.first(sql<{ id: string; version: number }>`
    insert into table_columns (workspace_id, columns_id, signature, header, columns, chosen_by) values (current_workspace(), ${id}, ${signature}, ${JSON.stringify(header)}::jsonb, ${JSON.stringify(columns)}::jsonb, ${by})
    on conflict (workspace_id, signature) do update set columns = excluded.columns, chosen_by = excluded.chosen_by, chosen_at = now(), version = table_columns.version + 1
    returning columns_id as id, version`)) as { id: string; version: number };
}
