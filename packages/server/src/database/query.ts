import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type RawBuilder } from "kysely";
import type { ClientBase } from "pg";
import type { Statement } from "./whole.ts";

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
};

/**
 * What is written together: parts of a `with` that read the rows of `items`. All parts of a statement see what was there
 * before it, so no two rows of it may be about the same thing: `about` names them.
 */
export type Kind<Item> = {
  readonly name: string;
  about(item: Item): readonly string[];
  readonly columns: string;
  text(items: string): string;
  /** What has to be so of these, as a condition over the parts and values; where it is not, the transaction is done again. */
  holds?(items: readonly Item[], value: (of: unknown) => string): string | null;
};

/** The statements of one connection; `pending` gathers what a transaction has on its way, and `flush` sends what is gathered. */
export function queriesOn(
  client: Pick<ClientBase, "query">,
  pending?: Promise<unknown>[],
  again = false,
): Tx & {
  flush(): void;
  /** What is gathered, as the one statement that it becomes; it is not sent. */ gathered(): Statement | undefined;
} {
  const after: (() => void)[] = [];
  const gathered = new Map<Kind<never>, unknown[]>();
  const subjects = new Set<string>();
  const run = async <Row>(text: string, values: unknown[]) => client.query<Row & Record<string, unknown>>(named(text, values));
  const behind = async (work: Promise<unknown>): Promise<void> => {
    if (pending === undefined) return void (await work);
    work.catch(() => undefined); // told by the transaction
    pending.push(work);
  };
  const takeGathered = (): Statement | undefined => {
    if (gathered.size === 0) return undefined;
    const kinds = [...gathered].sort(([a], [b]) => (a.name < b.name ? -1 : 1));
    const values: unknown[] = [];
    // Each mix of how many there are of each kind would be a text of its own, to be planned by each connection.
    const limit = kinds.every(([, items]) => items.length <= few) ? few : most;
    const single = kinds.filter(([, items]) => items.length > 1).length < 2;
    const parts = kinds.map(([{ columns, text: part }, items]) =>
      part(single && items.length === 1 ? oneOf(columns, items[0] as object, values) : manyOf(columns, items, limit, values)),
    );
    const holds = kinds.flatMap(([{ holds: of }, items]) => of?.(items as never, (value) => `$${values.push(value)}`) ?? []);
    const text = `with ${parts.join(",\n")}\nselect${holds.length === 0 ? "" : ` must_hold(${holds.join(" and ")})`}`;
    gathered.clear();
    subjects.clear();
    return named(text, values);
  };
  const flush = (): Promise<void> => {
    const statement = takeGathered();
    return statement === undefined ? Promise.resolve() : behind(client.query(statement));
  };
  const send = async <Row>(query: RawBuilder<Row>) => {
    void flush();
    const { sql, parameters } = query.compile(compiler);
    return run<Row>(sql, parameters as unknown[]);
  };
  return {
    flush: () => void flush(),
    gathered: takeGathered,
    forget() {
      gathered.clear();
      subjects.clear();
    },
    async put(kind, ...items) {
      for (const item of items) {
        const about = kind.about(item);
        if (about.some((one) => subjects.has(one)) || (gathered.get(kind)?.length ?? 0) >= most) void flush();
        for (const one of about) subjects.add(one);
        const list = gathered.get(kind);
        if (list === undefined) gathered.set(kind, [item]);
        else list.push(item);
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
function named(text: string, values: unknown[]): Statement {
  let name = names.get(text);
  if (name === undefined) {
    if (names.size >= 2_000) return { text, values };
    name = `q${names.size}`;
    names.set(text, name);
  }
  return { text, values, name };
}
const names = new Map<string, string>();

/** One item: its values as parameters, which costs a third less than reading them out of JSON, and needs no join. */
function oneOf(columns: string, item: object, values: unknown[]): string {
  const known = item as Readonly<Record<string, unknown>>;
  const each = typesOf(columns).map(({ name, type }) => {
    const value = known[name] ?? null;
    return `$${values.push(value !== null && type === "jsonb" ? JSON.stringify(value) : value)}::${type} as "${name}"`;
  });
  return `(select ${each.join(", ")})`;
}

/** The limit tells the planner how many there are: it takes a hundred for granted, and would read whole tables for them. */
function manyOf(columns: string, items: readonly unknown[], limit: number, values: unknown[]): string {
  return `(select * from jsonb_to_recordset($${values.push(JSON.stringify(items))}::jsonb) as i(${columns}) limit ${limit})`;
}

function typesOf(columns: string): { name: string; type: string }[] {
  return columns.split(",").map((column) => {
    const [name = "", type = ""] = column.trim().split(" ");
    return { name: name.replaceAll('"', ""), type };
  });
}

/** Items of one kind in one statement. */
const [few, most] = [32, 1_000];
