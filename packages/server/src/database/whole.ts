import pg from "pg";
import type { Statement } from "./gathered.ts";
import { inBatches } from "./pool.ts";

/**
 * A transaction that is one statement: that, and the workspace it is in, go out before a single Sync. Postgres takes what
 * stands between two of those for one transaction and commits it at the second ("Pipelining" in its manual), which saves
 * three statements that would be read, run and answered for themselves. It answers that all is committed, or why nothing is.
 * `patient`: it waits for locks as any other statement does, and not for moments alone.
 */
export async function writeWhole(client: pg.PoolClient, workspaceId: string, statement: Statement, patient: boolean): Promise<void> {
  const pipe = inBatches(client);
  const enter = entering(workspaceId, patient);
  const known = prepared.get(client) ?? new Set();
  prepared.set(client, known);
  if (!known.has(enter.name)) {
    known.add(enter.name);
    pipe.query(enter).catch(() => known.delete(enter.name));
  }
  await new Promise<void>((resolve, reject) => {
    pipe.query(new Whole(enter, statement, (error) => (error === null ? resolve() : reject(error))));
  });
}

type Named = Statement & { readonly name: string };

/** Prepared once for each connection, ahead of the first such transaction. No row comes back. */
function entering(workspaceId: string, patient: boolean): Named {
  const text = "select where set_config('rondo.workspace', $1, true) is null";
  if (patient) return { name: "enter", text, values: [workspaceId] };
  return { name: "enter shortly", text: `${text} or set_config('lock_timeout', '50ms', true) is null`, values: [workspaceId] };
}

/** The ways in that a connection knows. */
const prepared = new WeakMap<pg.PoolClient, Set<string>>();

class Whole extends pg.Query {
  readonly #enter: Named;

  constructor(enter: Named, statement: Statement, done: (error: Error | null) => void) {
    super(statement, (error) => done(error ?? null));
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
