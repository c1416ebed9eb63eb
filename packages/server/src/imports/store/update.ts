import { sql } from "kysely";
import type { Tx } from "../../database/index.ts";
import type { Was } from "../layout/project.ts";

export type RecordRow = {
  kind: "list" | "task" | "checklist" | "item";
  source_id: string;
  task_id: string | null;
  data: { column?: string | null; was?: Was };
};

/** What became of a board's lists, cards, checklists and items, by the newest of the imports that brought them. */
export async function recordsOf(tx: Tx, projectId: string): Promise<RecordRow[]> {
  return tx.rows(sql<RecordRow>`
    select distinct on (r.kind, r.source_id) r.kind, r.source_id, r.task_id, r.data
    from import_record r join import i on i.workspace_id = r.workspace_id and i.import_id = r.import_id and i.finished_at is not null
    where r.workspace_id = current_workspace() and r.project_id = ${projectId} and r.kind in ('list', 'task', 'checklist', 'item')
    order by r.kind, r.source_id, i.imported_at desc`);
}

export type TaskNow = {
  task_id: string;
  title: string;
  notes: string;
  owner_id: string | null;
  due_at: string | null;
  board_column: string | null;
  closed_as: string | null;
  gone: boolean;
  /** Somebody here has done something to it. */
  touched: boolean;
};

/** The tasks of a project as they are now, held until the transaction ends; those in the trash too. */
export async function tasksNow(tx: Tx, projectId: string): Promise<TaskNow[]> {
  return tx.rows(sql<TaskNow>`
    select t.task_id, t.title, t.notes, t.owner_id, t.due_at, t.board_column, t.closed_as, t.deleted_at is not null as gone,
      exists (select from event e where e.workspace_id = t.workspace_id and e.subject_id = t.task_id) as touched
    from task t where t.workspace_id = current_workspace() and t.project_id = ${projectId} for no key update of t`);
}

/** Comments that came with an import, by their task and moment. */
export async function commentsNow(tx: Tx, projectId: string): Promise<{ task_id: string; at: string }[]> {
  return tx.rows(sql<{ task_id: string; at: string }>`
    select c.task_id, c.at from comment c join task t on t.workspace_id = c.workspace_id and t.task_id = c.task_id
    where c.workspace_id = current_workspace() and t.project_id = ${projectId} and c.imported_author is not null`);
}

export async function setColumns(tx: Tx, projectId: string, columns: readonly string[]): Promise<number> {
  const row = await tx.first(sql<{ version: number }>`
    update project set columns = ${columns}::text[], version = version + 1 where workspace_id = current_workspace() and project_id = ${projectId} returning version`);
  return row?.version ?? 0;
}

export async function addCompletion(tx: Tx, taskId: string, at: string | null): Promise<void> {
  await tx.change(sql`
    insert into completion (workspace_id, task_id, completed_by, completed_at) values (current_workspace(), ${taskId}, null, coalesce(${at}::timestamptz, now()))
    on conflict do nothing`);
}

export async function dropCompletion(tx: Tx, taskId: string): Promise<void> {
  await tx.change(sql`delete from completion where workspace_id = current_workspace() and task_id = ${taskId}`);
}
