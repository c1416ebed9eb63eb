import { sql } from "kysely";
import type { Planning } from "@rondo/contract";
import type { Rate } from "@rondo/core/control";
import type { PlanTemplate, TemplateTask } from "@rondo/core/template";
import type { Tx } from "../database/index.ts";

export type KeptTask = Omit<TemplateTask, "planning"> & {
  planning: Planning;
  notes: string;
  position: string;
  priority: number;
  column: string | null;
  fields: Record<string, unknown>;
};

/** All of a project but its people and what was done. Numbers are places in the lists. */
export type Content = PlanTemplate<KeptTask> & {
  goal: string;
  endCondition: string;
  columns: string[];
  calendarId: string | null;
  linkPolicy: "conflict" | "gap" | "earliest";
  /** Its dates follow people's hours; templates kept before there was that say nothing. */
  ownHours?: boolean;
  /** Planned back from its finish; templates kept before there was that say nothing. */
  fromFinish?: boolean;
  fields: { name: string; type: string; choices: string[]; id: string }[];
  entries: { kind: string; title: string; notes: string; task: number | null; said: Record<string, unknown> }[];
  handovers: {
    title: string;
    contents: string;
    task: number | null;
    processId: string | null;
    /** Instead of a process; templates kept before there was that say nothing. */
    team?: { id: string | null; name: string } | null;
    acceptWithinMinutes: number | null;
    items: string[];
  }[];
  folders: { name: string; parent: number | null }[];
  documents: { title: string; folder: number | null; update: string | null }[];
  budget: { currency: string; rates: Rate[] } | null;
};

export type TemplateRow = {
  template_id: string;
  name: string;
  about: string;
  made_by: string | null;
  maker_name: string | null;
  made_at: string;
  content: Omit<Content, "documents"> & { documents: { title: string; folder: number | null }[] };
};

/** Without the bytes of documents: a list has no use for them. */
export async function listTemplates(tx: Tx, templateId: string | null = null): Promise<TemplateRow[]> {
  return tx.rows(sql<TemplateRow>`
    select t.template_id, t.name, t.about, t.made_by, p.name as maker_name, t.made_at, t.content || jsonb_build_object('documents', (select coalesce(jsonb_agg(d - 'update'), '[]') from jsonb_array_elements(t.content->'documents') d)) as content
    from project_template t left join identity.person p on p.id = t.made_by
    where t.workspace_id = current_workspace() ${templateId === null ? sql`` : sql`and t.template_id = ${templateId}`} order by lower(t.name), t.template_id`);
}

export async function contentOf(tx: Tx, templateId: string): Promise<Content | undefined> {
  return (
    await tx.first(
      sql<{
        content: Content;
      }>`select content from project_template where workspace_id = current_workspace() and template_id = ${templateId}`,
    )
  )?.content;
}

export async function insertTemplate(
  tx: Tx,
  row: { id: string; name: string; about: string; by: string; content: Content },
): Promise<void> {
  await tx.change(
    sql`insert into project_template (workspace_id, template_id, name, about, made_by, content) values (current_workspace(), ${row.id}, ${row.name}, ${row.about}, ${row.by}, ${JSON.stringify(row.content)}::jsonb)`,
  );
}

export async function deleteTemplate(tx: Tx, templateId: string): Promise<void> {
  await tx.change(sql`delete from project_template where workspace_id = current_workspace() and template_id = ${templateId}`);
}

export type CopiedTask = {
  task_id: string;
  parent_id: string | null;
  title: string;
  notes: string;
  position: string;
  priority: number;
  board_column: string | null;
  owner_id: string | null;
  /** Of everybody on it. */
  names: Record<string, string>;
  milestone: boolean;
  working_minutes: number;
  not_before_wall: string | null;
  deadline_wall: string | null;
  planning: Planning;
  fields: Record<string, unknown>;
};

/** What is to be done again: all but what was withdrawn or thrown away. */
export async function tasksToCopy(tx: Tx, projectId: string): Promise<CopiedTask[]> {
  return tx.rows(sql<CopiedTask>`
    select t.task_id, t.parent_id, t.title, t.notes, t.position, t.priority, t.board_column, t.owner_id, t.milestone, t.working_minutes, t.not_before_wall, t.deadline_wall, t.planning, t.fields,
      (select coalesce(jsonb_object_agg(id, name), '{}') from identity.person
        where id = t.owner_id or id in (select (a ->> 'personId')::uuid from jsonb_array_elements(t.planning -> 'assignments') a)) as names
    from task t
    where t.workspace_id = current_workspace() and t.project_id = ${projectId} and t.deleted_at is null and t.closed_as is distinct from 'withdrawn' order by t.position, t.task_id`);
}

export async function fieldsToCopy(tx: Tx, projectId: string): Promise<Content["fields"]> {
  return tx.rows(
    sql<
      Content["fields"][number]
    >`select field_id as id, name, type, choices from custom_field where workspace_id = current_workspace() and project_id = ${projectId} and deleted_at is null order by created_at, field_id`,
  );
}

/** Custom fields of the new project, and the values that its tasks begin with. */
export async function insertFields(
  tx: Tx,
  projectId: string,
  by: string,
  fields: readonly { id: string; name: string; type: string; choices: readonly string[] }[],
  values: readonly { task: string; fields: Record<string, unknown> }[],
): Promise<void> {
  if (fields.length > 0)
    await tx.change(sql`
      insert into custom_field (workspace_id, field_id, project_id, name, type, choices, created_by)
      select current_workspace(), id, ${projectId}, name, type, array(select jsonb_array_elements_text(choices)), ${by}
      from jsonb_to_recordset(${JSON.stringify(fields)}::jsonb) as n(id uuid, name text, type text, choices jsonb)`);
  const some = values.filter((value) => Object.keys(value.fields).length > 0);
  if (some.length > 0)
    await tx.change(sql`
      update task t set fields = n.fields from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as n(task uuid, fields jsonb)
      where t.workspace_id = current_workspace() and t.task_id = n.task`);
}

/** The newest of each file on these tasks that may be passed on, and how much that is. */
const files = (taskIds: readonly string[]) => sql`
  attachment a join unnest(${taskIds}::uuid[]) with ordinality as o(task_id, place) on o.task_id = a.task_id
  where a.workspace_id = current_workspace() and a.deleted_at is null and (a.scan is null or a.scan = 'clean')
    and not exists (select from attachment n where n.workspace_id = a.workspace_id and n.series_id = a.series_id and n.number > a.number and n.deleted_at is null)`;

export async function sizeOfFiles(tx: Tx, taskIds: readonly string[]): Promise<number> {
  const row = await tx.first(sql<{ size: number }>`select coalesce(sum(a.size), 0)::float8 as size from ${files(taskIds)}`);
  return row?.size ?? 0;
}

/** Copies them into the template; a task is then its place in the list. */
export async function keepFiles(tx: Tx, templateId: string, taskIds: readonly string[]): Promise<void> {
  if (taskIds.length === 0) return;
  await tx.change(sql`
    insert into template_file (workspace_id, template_id, file_id, task, name, media, size, digest, bytes)
    select current_workspace(), ${templateId}, f.attachment_id, f.place - 1, f.name, f.media, f.size, f.digest, c.bytes
    from (select a.attachment_id, o.place, a.name, a.media, a.size, a.digest from ${files(taskIds)}) f
    join attachment_content c on c.workspace_id = current_workspace() and c.attachment_id = f.attachment_id`);
}

export type KeptFile = { file_id: string; task: number };

export async function filesOf(tx: Tx, templateId: string): Promise<KeptFile[]> {
  return tx.rows(
    sql<KeptFile>`select file_id, task from template_file where workspace_id = current_workspace() and template_id = ${templateId} order by task, name, file_id`,
  );
}

/** The template's files as attachments of tasks, each with an id of its own; `scan` where what comes in is looked through. */
export async function putFiles(
  tx: Tx,
  templateId: string,
  by: string,
  placed: readonly { file: string; id: string; task: string }[],
  scan: "waiting" | null,
): Promise<void> {
  if (placed.length === 0) return;
  const rows = sql`jsonb_to_recordset(${JSON.stringify(placed)}::jsonb) as n(file uuid, id uuid, task uuid)
    join template_file f on f.workspace_id = current_workspace() and f.template_id = ${templateId} and f.file_id = n.file`;
  await tx.change(sql`
    insert into attachment (workspace_id, attachment_id, task_id, name, media, size, digest, added_by, series_id, number, scan)
    select current_workspace(), n.id, n.task, f.name, f.media, f.size, f.digest, ${by}, n.id, 1, ${scan}::text from ${rows}`);
  await tx.change(
    sql`insert into attachment_content (workspace_id, attachment_id, bytes) select current_workspace(), n.id, f.bytes from ${rows}`,
  );
  if (scan !== null) for (const { id } of placed) await tx.change(sql`select job.add_scan(${id}::uuid)`);
}
