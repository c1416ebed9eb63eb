import pg from "pg";

/** What a transaction of one statement writes. */
export type Statement = { readonly text: string; readonly values: unknown[]; readonly name?: string };

/** Prepared once for each connection, ahead of the first such transaction. No row comes back. */
export const entering = (workspaceId: string): Statement => ({
  name: "enter",
  text: "select where set_config('rondo.workspace', $1, true) is null",
  values: [workspaceId],
});

/**
 * A transaction that is one statement: that, and the workspace it is in, go out before a single Sync. Postgres takes what
 * stands between two of those for one transaction and commits it at the second ("Pipelining" in its manual), which saves
 * three statements that would be read, run and answered for themselves. It answers that all is committed, or why nothing is.
 */
export class Whole extends pg.Query {
  readonly #workspaceId: string;

  constructor(workspaceId: string, statement: Statement, done: (error: Error | null) => void) {
    super(statement, (error) => done(error ?? null));
    this.#workspaceId = workspaceId;
  }

  /** What pg calls to send it; `enter` is prepared already. */
  prepare(wire: Wire): void {
    const { name, values } = entering(this.#workspaceId);
    wire.bind({ statement: name, values });
    wire.execute({});
    (pg.Query.prototype as unknown as { prepare(wire: Wire): void }).prepare.call(this, wire);
  }
}

type Wire = { bind(of: { statement: string | undefined; values: unknown[] }): void; execute(of: object): void };
