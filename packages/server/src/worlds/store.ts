import { sql } from "kysely";
import type { Tx } from "../database/index.ts";

/** The sample world that somebody owns. */
export async function sampleOf(directory: Tx, personId: string): Promise<{ workspace_id: string; slug: string } | undefined> {
  return directory.first(sql<{ workspace_id: string; slug: string }>`
    select w.workspace_id, w.slug from membership m join workspace w on w.workspace_id = m.workspace_id
    where m.person_id = ${personId} and m.role = 'owner' and w.demo order by w.created_at limit 1`);
}

export async function isSample(tx: Tx): Promise<boolean> {
  return (await tx.first(sql`select 1 from workspace where workspace_id = current_workspace() and demo`)) !== undefined;
}

/** Its people are those of the world alone; who looks at it is not. */
export async function markPeople(directory: Tx, workspaceId: string, people: readonly string[]): Promise<void> {
  await directory.change(sql`update identity.person set sample_of = ${workspaceId} where id = any(${people}::uuid[])`);
}

export async function removeSample(tx: Tx): Promise<void> {
  await tx.rows(sql`select job.forget()`);
  await tx.rows(sql`select remove_sample()`);
}

export type MadeRow = { kind: "task" | "run" | "project" | "process" | "document"; id: string; title: string };

/** What people who are not of the world made in it and is still there, the latest first. */
export async function madeBy(tx: Tx, limit: number): Promise<MadeRow[]> {
  return tx.rows(sql<MadeRow>`
    select e.subject_kind as kind, e.subject_id as id, coalesce(t.title, r.title, p.name, c.name, d.title) as title
    from event e
    left join task t on t.workspace_id = e.workspace_id and t.task_id = e.subject_id and t.deleted_at is null
    left join run r on r.workspace_id = e.workspace_id and r.run_id = e.subject_id
    left join project p on p.workspace_id = e.workspace_id and p.project_id = e.subject_id
    left join process c on c.workspace_id = e.workspace_id and c.process_id = e.subject_id
    left join document d on d.workspace_id = e.workspace_id and d.document_id = e.subject_id and d.deleted_at is null
    where e.workspace_id = current_workspace() and e.name in ('task.created', 'run.started', 'project.created', 'process.created', 'document.created')
      and e.actor_id in (${outsiders}) and coalesce(t.title, r.title, p.name, c.name, d.title) is not null
    order by e.at desc, e.subject_id limit ${limit}`);
}

/** Everything they did, and how many they are. */
export async function doneBy(tx: Tx): Promise<{ changes: number; people: number }> {
  return (await tx.first(sql<{ changes: number; people: number }>`
    select (select count(*)::int from event where workspace_id = current_workspace() and actor_id in (${outsiders}) and home_kind not in ('admins', 'workspace')) as changes,
      (select count(*)::int from (${outsiders}) o) as people`)) as { changes: number; people: number };
}

const outsiders = sql`
  select m.person_id from membership m join identity.person i on i.id = m.person_id
  where m.workspace_id = current_workspace() and i.sample_of is distinct from m.workspace_id`;

export async function setMaking(tx: Tx): Promise<void> {
  await tx.change(sql`update workspace set making = true where workspace_id = current_workspace()`);
}

/** A sample that is being made stands among the due moments under this; no sweeper takes it. */
export const makingDue = "sample";

/** False when the sample is gone, or is done. */
export async function renewMaking(tx: Tx, until: string): Promise<boolean> {
  return (
    (await tx.change(
      sql`update due_moment set due_at = ${until}::timestamptz where workspace_id = current_workspace() and kind = ${makingDue}`,
    )) > 0
  );
}

/** True for whoever took it: it is done, or, where it must have come due, dead. */
export async function takeMaking(tx: Tx, overdue: boolean): Promise<boolean> {
  return (
    (await tx.change(
      sql`delete from due_moment where workspace_id = current_workspace() and kind = ${makingDue} ${overdue ? sql`and due_at <= now()` : sql``}`,
    )) > 0
  );
}

export async function halfMade(rounds: Tx, overdue: boolean): Promise<string[]> {
  const rows = await rounds.rows(
    sql<{
      workspace_id: string;
    }>`select workspace_id from due_moment where kind = ${makingDue} ${overdue ? sql`and due_at <= now()` : sql``}`,
  );
  return rows.map((row) => row.workspace_id);
}

/** People of a sample whose workspace never came to be. */
export async function forgetStrays(directory: Tx): Promise<void> {
  await directory.change(sql`
    delete from identity.person p where p.sample_of is not null and p.created_at < now() - interval '2 minutes'
      and not exists (select from workspace w where w.workspace_id = p.sample_of) and not exists (select from membership m where m.person_id = p.id)`);
}

/** From now on it is a workspace as any other. What was is known: whoever reads the journal to tell of it begins at its end. */
export async function endMaking(tx: Tx): Promise<void> {
  await tx.change(sql`
    insert into journal_reader (workspace_id, reader, epoch, xid, seq)
    select workspace_id, 'notices', epoch, xid, seq from event where workspace_id = current_workspace() order by epoch desc, xid desc, seq desc limit 1
    on conflict (workspace_id, reader) do update set epoch = excluded.epoch, xid = excluded.xid, seq = excluded.seq`);
  await tx.change(sql`update workspace set making = false where workspace_id = current_workspace()`);
}

/** What is due first until then, and did not fail. */
export async function dueFirst(tx: Tx, until: Date): Promise<Date | null> {
  const row = await tx.first(
    sql<{
      at: string | null;
    }>`select min(due_at) as at from due_moment where workspace_id = current_workspace() and due_at <= ${until.toISOString()}::timestamptz and retry_at is null`,
  );
  return row?.at == null ? null : new Date(row.at);
}

export async function openTask(tx: Tx, runId: string, step: string): Promise<string | undefined> {
  return (
    await tx.first(
      sql<{
        task_id: string;
      }>`select task_id from task where workspace_id = current_workspace() and run_id = ${runId} and step_id = ${step} and closed_at is null limit 1`,
    )
  )?.task_id;
}
