import { sql } from "kysely";
import type { Sentence, Told } from "@rondo/core/kernel";
import type { Action, Answers } from "@rondo/core/run";
import type { Kind, Tx } from "../../database/index.ts";

export type ActionRow = { action_id: string; run_id: string; act: Action; attempts: number };

export async function insertAction(tx: Tx, action: NewAction): Promise<void> {
  await tx.put(newActions, action);
}

type NewAction = { readonly id: string; readonly runId: string; readonly stepId: string; readonly act: Action; readonly attempts: number };

const newActions: Kind<NewAction> = {
  name: "action",
  about: ({ id }) => [`action ${id}`],
  columns: `id uuid, "runId" uuid, "stepId" text, act jsonb, attempts int`,
  text: (items) => `ordered as (
    insert into action (workspace_id, action_id, run_id, step_id, act, attempts)
    select current_workspace(), id, "runId", "stepId", act, attempts from ${items} as a)`,
};

/** Takes it for one more attempt; nothing when it is closed. */
export async function claimAction(tx: Tx, actionId: string): Promise<ActionRow | undefined> {
  return tx.first(sql<ActionRow>`
    update action set attempts = attempts + 1 where workspace_id = current_workspace() and action_id = ${actionId} and closed_at is null
    returning action_id, run_id, act, attempts`);
}

/** Takes the open calls of a run that have no moment of their own, without these, each for one more attempt. */
export async function claimLeft(tx: Tx, runId: string, without: readonly string[]): Promise<ActionRow[]> {
  return tx.rows(sql<ActionRow>`
    update action a set attempts = attempts + 1
    where a.workspace_id = current_workspace() and a.run_id = ${runId} and a.closed_at is null and a.act->>'do' in ('http', 'mail') and a.action_id <> all(${without}::uuid[])
      and not exists (select from due_moment d where d.workspace_id = a.workspace_id and d.kind = 'action' and d.subject_id = a.action_id)
    returning action_id, run_id, act, attempts`);
}

export type Closing = {
  readonly id: string;
  readonly as: "done" | "failed" | "dropped";
  readonly failure: string | null;
  /** Null: whoever has it in hand. */ readonly attempts: number | null;
};

/** Closes it, and nothing of it is due any more; false where that happened before, or a later attempt has it. */
export async function closeAction(tx: Tx, { id, as, failure, attempts }: Closing): Promise<boolean> {
  const count = await tx.change(sql`
    with closed as (
      update action set closed_at = now(), closed_as = ${as}, failure = ${failure}
      where workspace_id = current_workspace() and action_id = ${id} and closed_at is null ${attempts === null ? sql`` : sql`and attempts = ${attempts}`} returning workspace_id, action_id),
    gone as (delete from due_moment d using closed c where d.workspace_id = c.workspace_id and d.kind = 'action' and d.subject_id = c.action_id)
    select from closed`);
  return count === 1;
}

/** Closes several that were tried so often, and answers which of them were open. */
export async function closeActions(tx: Tx, closings: readonly Closing[]): Promise<Set<string>> {
  const rows = await tx.rows(sql<{ action_id: string }>`
    with closed as (
      update action a set closed_at = now(), closed_as = c.as, failure = c.failure
      from unnest(${closings.map(({ id }) => id)}::uuid[], ${closings.map((one) => one.as)}::text[], ${closings.map(({ failure }) => failure)}::text[], ${closings.map(({ attempts }) => attempts)}::int[]) as c(id, "as", failure, attempts)
      where a.workspace_id = current_workspace() and a.action_id = c.id and a.closed_at is null and (c.attempts is null or a.attempts = c.attempts) returning a.workspace_id, a.action_id),
    gone as (delete from due_moment d using closed c where d.workspace_id = c.workspace_id and d.kind = 'action' and d.subject_id = c.action_id)
    select action_id from closed`);
  return new Set(rows.map((row) => row.action_id));
}

/** The same together with what else is written, where all of them are in hand: where one is not, the transaction is done again. */
export async function expectClosed(tx: Tx, closings: readonly Closing[]): Promise<ReadonlySet<string>> {
  await tx.put(closedActions, ...closings);
  return new Set(closings.map(({ id }) => id));
}

const closedActions: Kind<Closing> = {
  name: "settled action",
  about: ({ id }) => [`action ${id}`],
  columns: `id uuid, "as" text, failure text, attempts int`,
  text: (items) => `settled as (
    update action a set closed_at = now(), closed_as = c.as, failure = c.failure
    from ${items} as c
    where a.workspace_id = current_workspace() and a.action_id = c.id and a.closed_at is null and (c.attempts is null or a.attempts = c.attempts) returning a.action_id)`,
  holds: (items, value) => `(select count(*) from settled) = ${value(items.length)}::int`,
};

/** False where it is closed, or a later attempt has it. */
export async function noteFailure(tx: Tx, actionId: string, attempts: number, { message, said }: Told): Promise<boolean> {
  return (
    (await tx.change(
      sql`update action set failure = ${message},
        tries = coalesce(tries, '[]') || jsonb_build_object('number', ${attempts}::int, 'at', to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'failure', ${message}::text${said === undefined ? sql`` : sql`, 'said', ${JSON.stringify(said)}::jsonb`})
        where workspace_id = current_workspace() and action_id = ${actionId} and closed_at is null and attempts = ${attempts}`,
    )) === 1
  );
}

/** Open actions of a run. */
export async function actionsOf(tx: Tx, runId: string): Promise<{ action_id: string }[]> {
  return tx.rows(sql<{ action_id: string }>`
    select action_id from action where workspace_id = current_workspace() and run_id = ${runId} and closed_at is null`);
}

export type TriedRow = {
  readonly token: number;
  readonly does: Action["do"];
  readonly attempts: number;
  readonly tries: readonly { readonly number: number; readonly at: string; readonly failure: string; readonly said?: Sentence }[] | null;
  readonly failure: string | null;
  readonly closed_at: string | null;
  readonly due_at: string | null;
  /** How the run took its end, and with which words. */
  readonly ended: "action.done" | "action.failed" | null;
  readonly message: string | null;
  readonly said: Sentence | null;
};

/** A token, and the open action that it waits for. */
export type TokenAt = { readonly id: number; readonly task: string | null };

/** What these tokens had done or have done now, in order. An open action is found by the task that its token holds. */
export async function triedAt(tx: Tx, runId: string, tokens: readonly TokenAt[]): Promise<TriedRow[]> {
  if (tokens.length === 0) return [];
  return tx.rows(sql<TriedRow>`
    with at as (select * from jsonb_to_recordset(${JSON.stringify(tokens)}::jsonb) as t(id int, task text)),
    told as (
      select at.id as token, e.name, data->>'task' as task, data->>'message' as message, data->'said' as said, version
      from event e join at on (data->>'token')::int = at.id
      where workspace_id = current_workspace() and subject_id = ${runId} and name in ('action.done', 'action.failed')
      union all select id, null, task, null, null, null from at where task is not null)
    select token, act->>'do' as does, a.attempts, tries, a.failure, closed_at, d.due_at, name as ended, message, said
    from told join action a on a.workspace_id = current_workspace() and a.run_id = ${runId} and a.action_id::text = told.task
      and (told.name is not null or a.closed_at is null)
    left join due_moment d on d.workspace_id = a.workspace_id and d.kind = 'action' and d.subject_id = a.action_id
    order by token, version nulls last`);
}

/** The messages that a run waits for now, in place of those before. */
export async function setListeners(
  tx: Tx,
  runId: string,
  to: readonly { readonly name: string; readonly key: string | null }[],
): Promise<void> {
  await tx.change(sql`delete from listener where workspace_id = current_workspace() and run_id = ${runId}`);
  if (to.length > 0)
    await tx.change(sql`
      insert into listener (workspace_id, run_id, name, key, any_key)
      select distinct current_workspace(), ${runId}::uuid, name, coalesce(key, ''), key is null from jsonb_to_recordset(${JSON.stringify(to)}::jsonb) as l(name text, key text)`);
}

/** The run is over, and waits for none. */
export async function endListening(tx: Tx, runId: string): Promise<void> {
  await tx.put(endedListeners, { id: runId });
}

const endedListeners: Kind<{ readonly id: string }> = {
  name: "listeners ended",
  about: ({ id }) => [`listeners ${id}`],
  columns: "id uuid",
  text: (items) => `unheard as (delete from listener l using ${items} as e where l.workspace_id = current_workspace() and l.run_id = e.id)`,
};

/** Runs that wait for a message, in the order in which they are locked. */
export async function listeningTo(tx: Tx, name: string, key: string | null): Promise<string[]> {
  const rows = await tx.rows(sql<{ run_id: string }>`
    select distinct run_id from listener where workspace_id = current_workspace() and name = ${name} and (any_key or key = coalesce(${key}, '')) order by run_id`);
  return rows.map((row) => row.run_id);
}

export async function keepMessage(
  tx: Tx,
  message: { id: string; name: string; key: string | null; answers: Answers; by: string | null },
): Promise<void> {
  await tx.change(sql`
    insert into message (workspace_id, message_id, name, key, answers, sent_by)
    values (current_workspace(), ${message.id}, ${message.name}, ${message.key}, ${JSON.stringify(message.answers)}::jsonb, ${message.by})`);
}

/** Takes the oldest kept message that fits; those older than thirty days are forgotten on the way. */
export async function takeMessage(tx: Tx, name: string, key: string | null): Promise<{ key: string | null; answers: Answers } | undefined> {
  await tx.change(
    sql`delete from message where workspace_id = current_workspace() and name = ${name} and sent_at < now() - interval '30 days'`,
  );
  return tx.first(sql<{ key: string | null; answers: Answers }>`
    delete from message where workspace_id = current_workspace() and message_id = (
      select message_id from message where workspace_id = current_workspace() and name = ${name} ${key === null ? sql`` : sql`and key = ${key}`}
      order by sent_at, message_id limit 1)
    returning key, answers`);
}

export async function isListening(tx: Tx, runId: string, name: string, key: string | null): Promise<boolean> {
  return (
    (await tx.first(
      sql`select 1 from listener where workspace_id = current_workspace() and run_id = ${runId} and name = ${name} and (any_key or key = coalesce(${key}, ''))`,
    )) !== undefined
  );
}
