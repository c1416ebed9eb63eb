import type { Socket } from "node:net";
import type pg from "pg";
import { atSeam } from "../faults/index.ts";
import { invariant } from "@rondo/core/kernel";
import { OutcomeUnknown, isAway, isRetryable } from "./failure.ts";
import { endPool, openPool } from "./pool.ts";
import { type Tx, queriesOn } from "./query.ts";
import { Whole, entering } from "./whole.ts";

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
  const pipe = inBatches(client);
  const pending: Promise<unknown>[] = [];
  let broken: Error | boolean = false;
  let committing = false;
  const begin = (): void => {
    if (pending.length > 0) return;
    pending.push(pipe.query(`begin${mode === "read" ? " read only" : ""}; set local rondo.workspace = '${workspaceId}'`));
    pending[0]?.catch(() => undefined);
  };
  try {
    // It begins with its first statement; what only writes what it has gathered needs no beginning.
    const tx = queriesOn({ query: (...given: [string]) => (begin(), pipe.query(...given)) } as Querying, pending, isAgain);
    const result = await work(tx);
    await pending[0];
    committing = mode === "write";
    await (pending.length > 0 ? commit(pipe, tx, pending, committing) : writeWhole(client, pipe, workspaceId, tx));
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
    if (!broken && pending.length > 0) await client.query("rollback").catch(() => void (broken = true));
    throw error;
  } finally {
    client.release(broken);
  }
}

type Querying = Pick<pg.ClientBase, "query">;
type Gathering = ReturnType<typeof queriesOn>;

async function commit(pipe: Querying, tx: Gathering, pending: readonly Promise<unknown>[], writes: boolean): Promise<void> {
  tx.flush();
  if (writes) atSeam("commit.begun");
  const committed = pipe.query("commit");
  await firstFailure([...pending, committed]);
  invariant((await committed).command === "COMMIT", "a statement failed and its error was swallowed, so that nothing was committed");
  if (writes) atSeam("commit.done");
}

/** Nothing was asked and nothing is there to be asked: one statement and its commit, or nothing at all. */
async function writeWhole(client: pg.PoolClient, pipe: Querying, workspaceId: string, tx: Gathering): Promise<void> {
  const statement = tx.gathered();
  if (statement === undefined) return;
  if (!prepared.has(client)) {
    prepared.add(client);
    pipe.query(entering(workspaceId)).catch(() => prepared.delete(client));
  }
  atSeam("commit.begun");
  await new Promise<void>((resolve, reject) => {
    pipe.query(new Whole(workspaceId, statement, (error) => (error === null ? resolve() : reject(error))));
  });
  atSeam("commit.done");
}

/** Connections that can enter a workspace without a beginning. */
const prepared = new WeakSet<pg.PoolClient>();

/**
 * Statements that are sent in one turn of the event loop go out in one write: `begin` with the first one, the last ones
 * with `commit`. Each write wakes a backend, which costs both sides more than a small statement does.
 */
function inBatches(client: pg.PoolClient): Querying {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  const query = (...given: unknown[]): unknown => {
    if (stream.writableCorked === 0) {
      stream.cork();
      process.nextTick(() => stream.uncork());
    }
    return (client.query as (...args: unknown[]) => unknown).apply(client, given);
  };
  return { query } as Querying;
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
