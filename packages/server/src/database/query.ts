import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type RawBuilder } from "kysely";
import type { ClientBase } from "pg";
import { Gathered, type Kind, type Statement, named } from "./gathered.ts";

/** What a store needs to read and write: made of one connection, usually inside a transaction. */
export type Tx = {
  /**
   * Rows of one kind that nothing waits for but the commit. They are gathered, and go out with those of other kinds as one
   * statement: before the next other statement, or with the commit.
   */
  put<Item>(kind: Kind<Item>, ...items: readonly Item[]): Promise<void>;
  /** What is gathered and not sent yet is not written. */
  forget(): void;
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
  /** Not the first try of this transaction: what an earlier one took for granted did not hold. */
  readonly again: boolean;
  /** Runs after the commit, and not at all without one; what it does may be lost in a crash. */
  afterCommit(work: () => void): void;
  /** What is to run then, so far: whatever takes a part back takes its work out. */
  readonly after: (() => void)[];
  /** What this process keeps besides for the transaction is undone with it, or with the part in which it was done. */
  ifTakenBack(undo: () => void): void;
  readonly undoing: (() => void)[];
};

/** The statements of one connection; `pending` gathers what a transaction has on its way, and `flush` sends what is gathered. */
export function queriesOn(
  client: Pick<ClientBase, "query">,
  pending?: Promise<unknown>[],
  again = false,
): Tx & {
  flush(): void;
  /** What is gathered and not sent. */ readonly gathered: Gathered;
} {
  const after: (() => void)[] = [];
  const undoing: (() => void)[] = [];
  const gathered = new Gathered();
  const behind = async (work: Promise<unknown>): Promise<void> => {
    if (pending === undefined) return void (await work);
    work.catch(() => undefined); // told by the transaction
    pending.push(work);
  };
  const flush = (): Promise<void> => {
    if (gathered.isEmpty) return Promise.resolve();
    const statement = gathered.statement();
    gathered.clear();
    return behind(client.query(statement));
  };
  const send = async <Row>(query: RawBuilder<Row>) => {
    void flush();
    return client.query<Row & Record<string, unknown>>(statementOf(query));
  };
  return {
    flush: () => void flush(),
    gathered,
    forget: () => gathered.clear(),
    async put(kind, ...items) {
      for (const item of items)
        if (!gathered.take(kind, item)) {
          void flush();
          gathered.take(kind, item);
        }
      if (pending === undefined) await flush();
    },
    rows: async (query) => (await send(query)).rows,
    first: async (query) => (await send(query)).rows[0],
    change: async (query) => (await send(query)).rowCount ?? 0,
    behind,
    again,
    afterCommit: (work) => (pending === undefined ? work() : void after.push(work)),
    after,
    ifTakenBack: (undo) => void undoing.push(undo),
    undoing,
  };
}

export function statementOf(query: RawBuilder<unknown>): Statement {
  const { sql, parameters } = query.compile(compiler);
  return named(sql, parameters as unknown[]);
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
