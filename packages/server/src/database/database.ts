import type { RawBuilder } from "kysely";
import type pg from "pg";
import { atSeam } from "../faults/index.ts";
import { invariant } from "@rondo/core/kernel";
import { OutcomeUnknown, isAway, isRetryable } from "./failure.ts";
import { type Querying, endPool, inBatches, openPool } from "./pool.ts";
import { takeBack } from "./apart.ts";
import { type Tx, queriesOn, statementOf } from "./query.ts";
import { type Write, writingOn } from "./together.ts";
import { inWhole } from "./whole.ts";

export type Database = {
  /**
   * One transaction as role `app` that sees this workspace alone. Run again, whole, after a deadlock or a serialization
   * failure. Throws OutcomeUnknown when the connection dies during the commit.
   */
  inWorkspace<T>(workspaceId: string, work: (tx: Tx) => Promise<T>, mode?: "read" | "write"): Promise<T>;
  /** The same by another clock: every now() of its transactions, of statements and of columns, is what that one says. */
  at(clock: () => Date): Pick<Database, "inWorkspace">;
  /**
   * One statement that commits by itself, on a connection that no transaction waits for, so that one which is open may ask
   * for it. It waits for a lock for half a second at most.
   */
  briefly<Row>(workspaceId: string, query: RawBuilder<Row>): Promise<Row[]>;
  /** Single statements as role `identity`: people, and which workspaces they are in. */
  readonly directory: Tx;
  /** Single statements as role `worker`: ids of workspaces and of due moments, nothing else. */
  readonly rounds: Tx;
  readonly pools: { readonly app: pg.Pool; readonly brief: pg.Pool; readonly identity: pg.Pool; readonly worker: pg.Pool };
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
    brief: openPool(input.urls.app, "rondo brief", 2, { pipeline: true }),
    identity: openPool(input.urls.identity, "rondo identity", Math.max(4, size >> 1)),
    worker: openPool(input.urls.worker, "rondo worker", 3),
  };
  const write = writingOn(pools.app);
  return {
    pools,
    epoch: input.epoch,
    directory: queriesOn(pools.identity as Pick<pg.ClientBase, "query">),
    rounds: queriesOn(pools.worker as Pick<pg.ClientBase, "query">),
    inWorkspace: (workspaceId, work, mode = "write") =>
      again((attempt) => transaction(pools.app, write, workspaceId, mode, attempt > 1, work, null)),
    at: (clock) => ({
      inWorkspace: (workspaceId, work, mode = "write") =>
        again((attempt) => transaction(pools.app, write, workspaceId, mode, attempt > 1, work, clock)),
    }),
    briefly: (workspaceId, query) => briefly(pools.brief, workspaceId, query),
    lastMigration: async () =>
      pools.app.query<{ number: number }>("select coalesce(max(number), 0)::int as number from public.migration").then(
        ({ rows }) => rows[0]!.number,
        () => null,
      ),
    close: async () => void (await Promise.all(Object.values(pools).map(endPool))),
  };
}

async function briefly<Row>(pool: pg.Pool, workspaceId: string, query: RawBuilder<Row>): Promise<Row[]> {
  const client = await pool.connect();
  let away = false;
  try {
    return await inWhole<Row>(client, workspaceId, statementOf(query), 500);
  } catch (error) {
    away = isAway(error);
    throw error;
  } finally {
    client.release(away);
  }
}

/** It begins, and takes a connection, with its first statement; what only writes what it has gathered needs neither. */
async function transaction<T>(
  pool: pg.Pool,
  write: Write,
  workspaceId: string,
  mode: "read" | "write",
  isAgain: boolean,
  work: (tx: Tx) => Promise<T>,
  clock: (() => Date) | null,
): Promise<T> {
  invariant(uuid.test(workspaceId), "a workspace id that is no UUID came as far as the database");
  let connected: Promise<pg.PoolClient> | undefined;
  const pending: Promise<unknown>[] = [];
  let broken: Error | boolean = false;
  let committing = false;
  const begin = (): Promise<pg.PoolClient> => {
    if (connected !== undefined) return connected;
    connected = pool.connect();
    const begun = connected.then((client) =>
      inBatches(client).query(
        `begin${mode === "read" ? " read only" : ""}; set local rondo.workspace = '${workspaceId}'${clock === null ? "" : toldBy(clock)}`,
      ),
    );
    begun.catch(() => undefined);
    pending.push(begun);
    return connected;
  };
  const pipe = { query: (...given: [string]) => begin().then((client) => inBatches(client).query(...given)) } as Querying;
  const tx = queriesOn(pipe, pending, isAgain);
  if (clock !== null) void begin(); // what is gathered goes out together with others, which are of the present
  try {
    const result = await work(tx);
    await pending[0];
    if (connected !== undefined) {
      committing = mode === "write";
      await commit(pipe, tx, pending, committing);
    } else if (!tx.gathered.isEmpty) await write(workspaceId, tx.gathered);
    tx.undoing.length = 0;
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
    if (!(error instanceof OutcomeUnknown)) takeBack(tx);
    if (!broken) await connected?.then((client) => client.query("rollback")).catch(() => void (broken = true));
    throw error;
  } finally {
    await connected?.then(
      (client) => client.release(broken),
      () => undefined,
    );
  }
}

/** Until the transaction ends, Postgres finds now() of the schema `past` before its own (db/migrations/0067_told_past.sql). */
function toldBy(clock: () => Date): string {
  return `; set local search_path = past, pg_catalog, public, pg_temp; set local past.now = '${clock().toISOString()}'`;
}

type Gathering = ReturnType<typeof queriesOn>;

async function commit(pipe: Querying, tx: Gathering, pending: readonly Promise<unknown>[], writes: boolean): Promise<void> {
  tx.flush();
  if (writes) atSeam("commit.begun");
  const committed = pipe.query("commit");
  await firstFailure([...pending, committed]);
  invariant((await committed).command === "COMMIT", "a statement failed and its error was swallowed, so that nothing was committed");
  if (writes) atSeam("commit.done");
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
