import pg from "pg";
import type { Statement } from "./gathered.ts";
import { inBatches } from "./pool.ts";

/**
 * A transaction that is one statement: that, and the workspace it is in, go out before a single Sync. Postgres takes what
 * stands between two of those for one transaction and commits it at the second ("Pipelining" in its manual), which saves
 * three statements that would be read, run and answered for themselves. It answers that all is committed, or why nothing is.
 * `patience`: milliseconds that it waits for a lock; null: as long as any other statement does.
 */
export async function inWhole<Row>(
  client: pg.PoolClient,
  workspaceId: string,
  statement: Statement,
  patience: number | null,
): Promise<Row[]> {
  const pipe = inBatches(client);
  const enter = entering(workspaceId, patience);
  const known = prepared.get(client) ?? new Set();
  prepared.set(client, known);
  if (!known.has(enter.name)) {
    known.add(enter.name);
    pipe.query(enter).catch(() => known.delete(enter.name));
  }
  return new Promise<Row[]>((resolve, reject) => {
    // The way in has a result too.
    pipe.query(new Whole(enter, statement, (error, results) => (error ? reject(error) : resolve(results.at(-1)?.rows as Row[]))));
  });
}

type Named = Statement & { readonly name: string };

/** Prepared once for each connection, ahead of the first such transaction. No row comes back. */
function entering(workspaceId: string, patience: number | null): Named {
  const text = "select where set_config('rondo.workspace', $1, true) is null";
  if (patience === null) return { name: "enter", text, values: [workspaceId] };
  return { name: `enter ${patience}`, text: `${text} or set_config('lock_timeout', '${patience}ms', true) is null`, values: [workspaceId] };
}

/** The ways in that a connection knows. */
const prepared = new WeakMap<pg.PoolClient, Set<string>>();

class Whole extends pg.Query {
  readonly #enter: Named;

  constructor(enter: Named, statement: Statement, done: (error: Error | null, results: pg.QueryResult[]) => void) {
    super(statement, done as never);
    this.#enter = enter;
  }

  /** What pg calls to send it; `enter` is prepared already. */
  prepare(wire: Wire): void {
    wire.bind({ statement: this.#enter.name, values: this.#enter.values });
    wire.execute({});
    (pg.Query.prototype as unknown as { prepare(wire: Wire): void }).prepare.call(this, wire);
  }
}

type Wire = { bind(of: { statement: string | undefined; values: unknown[] }): void; execute(of: object): void };
