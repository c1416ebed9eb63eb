import { randomUUID } from "node:crypto";
import pg from "pg";
import { type Answer, callOperation } from "../client.ts";
import type { Owner } from "../rondo.ts";

/** One request and what came of it: `answer` is null when the connection ended before one came. */
export type Entry = {
  readonly key: string;
  readonly kind: "create" | "complete";
  readonly taskId: string | null;
  answer: Answer | null;
  error: string | null;
};

/** Writes that are under way, and the record of what was acknowledged. */
export type Ledger = {
  readonly entries: Entry[];
  write(server: { url: string }, until: { over: boolean }): Promise<void>;
  repeat(server: { url: string }, entry: Entry): Promise<Answer>;
};

export function openLedger(owner: Owner): Ledger {
  const entries: Entry[] = [];
  const send = (server: { url: string }, entry: Entry): Promise<Answer> => {
    const headers = { ...owner.at(server), "idempotency-key": entry.key };
    if (entry.kind === "create")
      return callOperation(server, "createTask", { params: { w: owner.w }, body: { title: entry.key } }, headers);
    return callOperation(server, "completeTask", { params: { w: owner.w, t: entry.taskId as string }, body: {} }, headers);
  };
  const attempt = async (server: { url: string }, kind: Entry["kind"], taskId: string | null): Promise<Entry> => {
    const entry: Entry = { key: randomUUID(), kind, taskId, answer: null, error: null };
    entries.push(entry);
    try {
      entry.answer = await send(server, entry);
    } catch (error) {
      entry.error = reasonOf(error);
    }
    return entry;
  };
  return {
    entries,
    // One writer: makes a task, completes it, and again, until it is over.
    async write(server, until) {
      while (!until.over) {
        const made = await attempt(server, "create", null);
        if (made.answer?.status === 201 && !until.over) await attempt(server, "complete", idOf(made));
        else if (made.answer?.status !== 201) await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    repeat: send,
  };
}

export const acknowledged = (entries: readonly Entry[]): Entry[] => entries.filter(({ answer }) => answer !== null && answer.status < 300);

/**
 * What is not as it was promised, in words; empty when all is. Every acknowledged change stands in the database, no key
 * did its work twice, each task's events are its versions 1, 2, 3 …, and what is complete has exactly one completion.
 */
export async function faultsIn(url: string, entries: readonly Entry[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tasks } = await client.query<{
      id: string;
      title: string;
      version: number;
      closed: boolean;
      completions: number;
      events: number;
      last: number | null;
      names: string[];
    }>(`
      select t.task_id as id, t.title, t.version, t.closed_at is not null as closed,
        (select count(*)::int from completion c where c.workspace_id = t.workspace_id and c.task_id = t.task_id) as completions,
        count(e.version)::int as events, max(e.version) as last, array_agg(e.name order by e.version) as names
      from task t left join event e on e.workspace_id = t.workspace_id and e.subject_id = t.task_id
      group by t.workspace_id, t.task_id`);
    const byId = new Map(tasks.map((task) => [task.id, task]));
    const times = Map.groupBy(tasks, (task) => task.title);
    const done = acknowledged(entries);
    return [
      ...done.filter((entry) => entry.kind === "create" && !byId.has(idOf(entry))).map((entry) => `acknowledged task ${entry.key} is lost`),
      ...done
        .filter((entry) => entry.kind === "complete" && byId.get(entry.taskId as string)?.closed !== true)
        .map((entry) => `acknowledged completion of ${entry.taskId} is lost`),
      ...[...times].filter(([, list]) => list.length > 1).map(([title, list]) => `key ${title} made ${list.length} tasks`),
      ...tasks
        .filter((task) => task.events !== task.version || task.last !== task.version)
        .map((task) => `task ${task.id} is at version ${task.version} and has ${task.events} events up to ${task.last}`),
      ...tasks
        .filter((task) => task.names.join() !== (task.closed ? "task.created,task.completed" : "task.created"))
        .map((task) => `task ${task.id} has the events ${task.names.join()}`),
      ...tasks
        .filter((task) => task.completions !== (task.closed ? 1 : 0))
        .map((task) => `task ${task.id} has ${task.completions} completions`),
    ];
  } finally {
    await client.end();
  }
}

function idOf(entry: Entry): string {
  return (entry.answer!.body as { id: string }).id;
}

function reasonOf(error: unknown): string {
  const cause = (error as { cause?: { code?: string; message?: string } }).cause;
  return cause?.code ?? cause?.message ?? String(error);
}
