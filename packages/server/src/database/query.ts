import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type RawBuilder } from "kysely";
import type { ClientBase } from "pg";

/** What a store needs to read and write: made of one connection, usually inside a transaction. */
export type Tx = {
  /** All rows of a query. */
  rows<Row>(query: RawBuilder<Row>): Promise<Row[]>;
  /** The first row, if there is one. */
  first<Row>(query: RawBuilder<Row>): Promise<Row | undefined>;
  /** How many rows a statement changed. */
  change(query: RawBuilder<unknown>): Promise<number>;
  /**
   * For statements that nothing waits for but the commit: they are on their way, in order, and when one fails so does the
   * transaction. Outside a transaction there is nobody to tell, so there it is waited for.
   */
  behind(work: Promise<unknown>): Promise<void>;
  /** Runs after the commit, and not at all without one; what it does may be lost in a crash. */
  afterCommit(work: () => void): void;
  /** What is to run then, so far: whatever takes a part back takes its work out. */
  readonly after: (() => void)[];
};

export function queriesOn(client: Pick<ClientBase, "query">, pending?: Promise<unknown>[]): Tx {
  const after: (() => void)[] = [];
  const send = async <Row>(query: RawBuilder<Row>) => {
    const { sql, parameters } = query.compile(compiler);
    const name = nameOf(sql);
    return client.query<Row & Record<string, unknown>>({ text: sql, values: parameters as unknown[], ...(name && { name }) });
  };
  return {
    rows: async (query) => (await send(query)).rows,
    first: async (query) => (await send(query)).rows[0],
    change: async (query) => (await send(query)).rowCount ?? 0,
    async behind(work) {
      if (pending === undefined) return void (await work);
      work.catch(() => undefined); // told by the transaction
      pending.push(work);
    },
    afterCommit: (work) => (pending === undefined ? work() : void after.push(work)),
    after,
  };
}

/** Kysely writes the SQL; the connection is ours, so that a transaction opens with its workspace in one round trip. */
const compiler = new Kysely<Record<string, never>>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/**
 * Each text is prepared once per connection: under row-level security planning costs more than running. Texts that vary
 * without end (long lists of fragments) must not fill the server's memory, so their number is limited.
 */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= 2_000) return undefined;
  const name = `q${names.size}`;
  names.set(text, name);
  return name;
}
const names = new Map<string, string>();
