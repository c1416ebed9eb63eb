import { sql } from "kysely";
import type { Tx } from "../database/index.ts";

export type EntryRow = { entry_id: string; person_id: string; person_name: string | null; day: string; minutes: number; note: string };
export type PersonRow = { id: string; name: string | null };

export async function entriesOf(tx: Tx, taskId: string): Promise<EntryRow[]> {
  return tx.rows(sql<EntryRow>`
    select e.entry_id, e.person_id, p.name as person_name, e.day::text as day, e.minutes, e.note
    from time_entry e join identity.person p on p.id = e.person_id
    where e.workspace_id = current_workspace() and e.task_id = ${taskId} and e.deleted_at is null
    order by e.day desc, e.created_at desc, e.entry_id desc limit 200`);
}

export async function followersOf(tx: Tx, taskId: string): Promise<PersonRow[]> {
  return tx.rows(
    sql<PersonRow>`select p.id, p.name from following f join identity.person p on p.id = f.person_id where f.workspace_id = current_workspace() and f.task_id = ${taskId} order by f.since, p.id`,
  );
}

export async function spentOn(tx: Tx, taskId: string): Promise<number> {
  return (
    (
      await tx.first(
        sql<{ spent: number }>`select spent_minutes as spent from task where workspace_id = current_workspace() and task_id = ${taskId}`,
      )
    )?.spent ?? 0
  );
}

export async function insertEntry(
  tx: Tx,
  entry: { id: string; taskId: string; personId: string; day: string; minutes: number; note: string },
): Promise<void> {
  await tx.change(
    sql`insert into time_entry (workspace_id, entry_id, task_id, person_id, day, minutes, note) values (current_workspace(), ${entry.id}, ${entry.taskId}, ${entry.personId}, ${entry.day}::date, ${entry.minutes}, ${entry.note})`,
  );
}

/** Somebody's own entry, into the trash or back; undefined when there is none such to be moved. */
export async function setEntryDeleted(
  tx: Tx,
  taskId: string,
  entryId: string,
  personId: string,
  deleted: boolean,
): Promise<{ minutes: number } | undefined> {
  return tx.first(sql<{ minutes: number }>`
    update time_entry set deleted_at = ${deleted ? sql`now()` : sql`null`}
    where workspace_id = current_workspace() and task_id = ${taskId} and entry_id = ${entryId} and person_id = ${personId} and (deleted_at is null) = ${deleted} returning minutes`);
}

/** Under the task's lock: what was worked on it, with its next version. */
export async function addSpent(tx: Tx, taskId: string, minutes: number): Promise<number> {
  return (
    (
      await tx.first(sql<{ version: number }>`
    update task set spent_minutes = greatest(0, spent_minutes + ${minutes}::int), version = version + 1 where workspace_id = current_workspace() and task_id = ${taskId} returning version`)
    )?.version ?? 0
  );
}

export async function timerOf(tx: Tx, personId: string, lock: boolean): Promise<{ task_id: string; started_at: string } | undefined> {
  return tx.first(
    sql<{
      task_id: string;
      started_at: string;
    }>`select task_id, started_at from timer where workspace_id = current_workspace() and person_id = ${personId} ${lock ? sql`for update` : sql``}`,
  );
}

/** False when one was started at the same moment. */
export async function insertTimer(tx: Tx, personId: string, taskId: string, at: string): Promise<boolean> {
  return (
    (await tx.change(
      sql`insert into timer (workspace_id, person_id, task_id, started_at) values (current_workspace(), ${personId}, ${taskId}, ${at}) on conflict do nothing`,
    )) > 0
  );
}

export async function deleteTimer(tx: Tx, personId: string): Promise<void> {
  await tx.change(sql`delete from timer where workspace_id = current_workspace() and person_id = ${personId}`);
}

export async function setFollowing(tx: Tx, taskId: string, personId: string, on: boolean): Promise<boolean> {
  return (
    (await tx.change(
      on
        ? sql`insert into following (workspace_id, task_id, person_id) values (current_workspace(), ${taskId}, ${personId}) on conflict do nothing`
        : sql`delete from following where workspace_id = current_workspace() and task_id = ${taskId} and person_id = ${personId}`,
    )) > 0
  );
}

export async function zoneOf(tx: Tx): Promise<string> {
  return (await tx.first(sql<{ zone: string }>`select zone from workspace where workspace_id = current_workspace()`))?.zone ?? "UTC";
}
