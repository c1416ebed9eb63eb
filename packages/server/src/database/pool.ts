import type { Socket } from "node:net";
import pg from "pg";

/** Timestamps stay text in ISO form with Z, bigints stay text: rows are data, not objects. */
const types = {
  getTypeParser(oid: number, format?: "text" | "binary"): (value: string) => unknown {
    if (oid === timestamptz) return toInstant;
    if (oid === date || oid === int8) return String;
    return pg.types.getTypeParser(oid, format ?? "text") as (value: string) => unknown;
  },
};
const timestamptz = 1184;
const date = 1082;
const int8 = 20;

/**
 * A pool of one role's connections. Statements wait at most 5 s for a lock and 30 s in all; a transaction that is left
 * idle is ended by Postgres, so that no bug of ours holds back the journal's readers or vacuum. Under the wall a plan
 * knows nothing of its workspace anyway, so each statement is planned once for a connection and not six times.
 */
export function openPool(connectionString: string, name: string, size: number, extra: { pipeline?: boolean } = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: size,
    application_name: name,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    allowExitOnIdle: true,
    types,
    ...extra,
    options:
      "-c timezone=UTC -c datestyle=ISO -c lock_timeout=5000 -c statement_timeout=30000 -c idle_in_transaction_session_timeout=15000 -c plan_cache_mode=force_generic_plan",
  });
  pool.on("error", () => undefined); // an idle connection that died is replaced at the next use
  // One that dies between two statements of a transaction tells nobody else: unheard, it would end the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** Ends a pool and waits until its connections are closed (pg's own `end` does not): then Postgres may stop unmissed. */
export async function endPool(pool: pg.Pool): Promise<void> {
  let open = pool.totalCount;
  let limit: NodeJS.Timeout | undefined;
  const closed = new Promise<void>((resolve) => {
    if (open === 0) resolve();
    pool.on("remove", () => {
      if ((open -= 1) === 0) resolve();
    });
    // Not unreferenced: idle connections keep nothing alive, and the process would end in the middle of its stop.
    limit = setTimeout(resolve, 2_000);
  });
  await pool.end();
  await closed;
  clearTimeout(limit);
}

/** "2026-11-21 23:00:00.123456+00" as "2026-11-21T23:00:00.123Z"; what a screen needs is milliseconds. */
function toInstant(text: string): string {
  const point = text.indexOf(".");
  const seconds = `${text.slice(0, 10)}T${text.slice(11, 19)}`;
  if (point < 0) return `${seconds}.000Z`;
  return `${seconds}.${text
    .slice(point + 1, text.indexOf("+", point))
    .slice(0, 3)
    .padEnd(3, "0")}Z`;
}

export type Querying = Pick<pg.ClientBase, "query">;

/**
 * Statements that are sent in one turn of the event loop go out in one write: `begin` with the first one, the last ones
 * with `commit`. Each write wakes a backend, which costs both sides more than a small statement does.
 */
export function inBatches(client: pg.PoolClient): Querying {
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
