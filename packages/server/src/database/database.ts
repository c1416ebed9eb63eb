import type { Socket } from "node:net";
import type pg from "pg";
import { atSeam } from "../faults/index.ts";
import { invariant } from "@rondo/core/kernel";
import { OutcomeUnknown, isAway, isRetryable } from "./failure.ts";
import { endPool, openPool } from "./pool.ts";
import { type Tx, queriesOn } from "./query.ts";

export type Database = {
  /**
   * One transaction as role `app` that sees this workspace alone. Run again, whole, after a deadlock or a serialization
   * failure. Throws OutcomeUnknown when the connection dies during the commit.
   */
  inWorkspace<T>(workspaceId: string, work: (tx: Tx) => Promise<T>, mode?: "read" | "write"): Promise<T>;
  /** Single statements as role `identity`: people, and which workspaces they are in. */
  readonly directory: Tx;
  /** Single statements as role `worker`: ids of workspaces and of due moments, nothing else. */
  readonly rounds: Tx;
  readonly pools: { readonly app: pg.Pool; readonly identity: pg.Pool; readonly worker: pg.Pool };
  /** The installation's epoch: the first part of every cursor. */
  readonly epoch: number;
  /** The number of the last migration; null when no answer comes. */
  lastMigration(): Promise<number | null>;
  close(): Promise<void>;
};

export function openDatabase(input: { urls: { app: string; worker: string; identity: string }; epoch: number; size?: number }): Database {
  const size = input.size ?? 16;
  const pools = {
    app: openPool(input.urls.app, "rondo app", size, { pipeline: true }),
    identity: openPool(input.urls.identity, "rondo identity", Math.max(4, size >> 1)),
    worker: openPool(input.urls.worker, "rondo worker", 3),
  };
  return {
    pools,
    epoch: input.epoch,
    directory: queriesOn(pools.identity as Pick<pg.ClientBase, "query">),
    rounds: queriesOn(pools.worker as Pick<pg.ClientBase, "query">),
    inWorkspace: (workspaceId, work, mode = "write") => again((attempt) => transaction(pools.app, workspaceId, mode, attempt > 1, work)),
    lastMigration: async () =>
      pools.app.query<{ number: number }>("select coalesce(max(number), 0)::int as number from public.migration").then(
        ({ rows }) => rows[0]!.number,
        () => null,
      ),
    close: async () => void (await Promise.all(Object.values(pools).map(endPool))),
  };
}

async function transaction<T>(
  pool: pg.Pool,
  workspaceId: string,
  mode: "read" | "write",
  isAgain: boolean,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  invariant(uuid.test(workspaceId), "a workspace id that is no UUID came as far as the database");
  const client = await pool.connect();
  let broken: Error | boolean = false;
  let committing = false;
  const pending: Promise<unknown>[] = [];
  try {
    const pipe = inBatches(client);
    const begun = pipe.query(`begin${mode === "read" ? " read only" : ""}; set local rondo.workspace = '${workspaceId}'`);
    pending.push(begun);
    begun.catch(() => undefined);
    const tx = queriesOn(pipe, pending, isAgain);
    const result = await work(tx);
    await begun;
    tx.flush();
    committing = mode === "write";
    if (committing) atSeam("commit.begun");
    const commit = pipe.query("commit");
    await firstFailure([...pending, commit]);
    invariant((await commit).command === "COMMIT", "a statement failed and its error was swallowed, so that nothing was committed");
    if (committing) atSeam("commit.done");
    for (const follows of tx.after) follows();
    return result;
  } catch (thrown) {
    // After a statement nobody waited for has failed, the others only say that the transaction is broken off.
    const error = await firstFailure(pending).then(
      () => thrown,
      (first: unknown) => first,
    );
    broken = isAway(error);
    if (broken && committing) throw new OutcomeUnknown("the connection died during the commit", { cause: error });
    if (!broken) await client.query("rollback").catch(() => void (broken = true));
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * Statements that are sent in one turn of the event loop go out in one write: `begin` with the first one, the last ones
 * with `commit`. Each write wakes a backend, which costs both sides more than a small statement does.
 */
function inBatches(client: pg.PoolClient): Pick<pg.ClientBase, "query"> {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  const query = (...given: unknown[]): unknown => {
    if (stream.writableCorked === 0) {
      stream.cork();
      process.nextTick(() => stream.uncork());
    }
    return (client.query as (...args: unknown[]) => unknown).apply(client, given);
  };
  return { query } as Pick<pg.ClientBase, "query">;
}

/** Waits for all; throws the error of the first in order that failed. */
async function firstFailure(work: readonly Promise<unknown>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(work)) if (outcome.status === "rejected") throw outcome.reason;
}

/** Deadlocks and serialization failures are answered by doing the whole unit again, never a part of it. */
async function again<T>(work: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      if (attempt === 5 || !isRetryable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt));
    }
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
