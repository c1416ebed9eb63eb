import pg from "pg";
import type { Statement } from "./gathered.ts";
import { inBatches } from "./pool.ts";

/**
 * A transaction that is one statement: that, and the workspace it is in, go out before a single Sync. Postgres takes what
 * stands between two of those for one transaction and commits it at the second ("Pipelining" in its manual), which saves
 * three statements that would be read, run and answered for themselves. It answers that all is committed, or why nothing is.
 */
export async function inWhole<Row>(client: pg.PoolClient, workspaceId: string, statement: Statement, manner: Manner): Promise<Row[]> {
  const pipe = inBatches(client);
  const enter: Named = {
    name: `enter ${manner}`,
    text: `select where ${[inWorkspace, ...manners[manner]].join(" or ")}`,
    values: [workspaceId],
  };
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

/**
 * How it waits: for locks as any other statement does; for locks for moments alone; and not for the disk either, so that
 * it is durable when whatever commits after it is.
 */
export type Manner = "patiently" | "shortly" | "lightly";
const inWorkspace = "set_config('rondo.workspace', $1, true) is null";
const manners: Readonly<Record<Manner, readonly string[]>> = {
  patiently: [],
  shortly: ["set_config('lock_timeout', '50ms', true) is null"],
  lightly: ["set_config('lock_timeout', '500ms', true) is null", "set_config('synchronous_commit', 'off', true) is null"],
};

type Named = Statement & { readonly name: string };

/** The ways in that a connection knows: prepared once for each, ahead of the first such transaction. */
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
