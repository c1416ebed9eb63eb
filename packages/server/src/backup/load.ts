import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { z } from "zod";
import { operatingRefusal } from "../config/index.ts";
import { type ArchiveEntry, textOf } from "./archive.ts";
import { tablesOf } from "./tables.ts";

const tableEntry = z.object({ table: z.string(), columns: z.array(z.string()) });
const sequenceEntries = z.array(z.object({ name: z.string(), value: z.string().regex(/^-?\d+$/) }));

/**
 * Loads the rows of a logical backup into a database at the same schema, inside the caller's transaction. What the
 * migrations themselves put in is replaced. Until `finish`, foreign keys wait, triggers of ours rest and the wall is
 * down for the owner, all inside the transaction: nobody else ever sees it.
 */
export async function startLoading(client: pg.Client): Promise<{ take(entry: ArchiveEntry): Promise<void>; finish(): Promise<number> }> {
  const tables = await tablesOf(client);
  const known = new Map(tables.map((table) => [table.name, table]));
  const keys = await foreignKeys(client);
  for (const { table, name } of keys) await client.query(`alter table ${table} alter constraint ${name} deferrable initially deferred`);
  if (tables.length > 0) await client.query(`truncate ${tables.map((table) => table.name).join(", ")}`);
  for (const { name, walled } of tables)
    await client.query(`alter table ${name} disable trigger user${walled ? `; alter table ${name} no force row level security` : ""}`);
  let current: z.infer<typeof tableEntry> | null = null;
  let feed: Feed | null = null;
  let rows = 0;
  const close = async () => {
    rows += (await feed?.end()) ?? 0;
    feed = null;
  };
  return {
    take: async ({ name, bytes }) => {
      if (name === "tables/sequences.json") {
        const sequences = sequenceEntries.parse(JSON.parse(await textOf(bytes)));
        for (const { name: sequence, value } of sequences)
          await client.query("select setval(to_regclass($1), $2::bigint)", [sequence, value]);
      } else if (name.endsWith("/table.json")) {
        await close();
        current = tableEntry.parse(JSON.parse(await textOf(bytes)));
        const table = known.get(current.table);
        // Names go into statements, so only those that this very schema has.
        if (!table || !current.columns.every((column) => table.columns.includes(column)))
          throw operatingRefusal("backup_damaged", { file: "The file", reason: `it has a table ${current.table} that its schema has not` });
      } else if (current) {
        feed ??= openFeed(client, `copy ${current.table} (${current.columns.join(", ")}) from stdin`);
        for await (const chunk of bytes) await feed.write(chunk);
      }
    },
    finish: async () => {
      await close();
      await client.query("set constraints all immediate");
      for (const { name, walled } of tables)
        await client.query(`alter table ${name} enable trigger user${walled ? `; alter table ${name} force row level security` : ""}`);
      for (const { table, name } of keys) await client.query(`alter table ${table} alter constraint ${name} not deferrable`);
      return rows;
    },
  };
}

type Feed = { write(chunk: Uint8Array): Promise<void>; end(): Promise<number> };

/** A COPY that takes chunk after chunk, though a table's rows lie in several entries. */
function openFeed(client: pg.Client, statement: string): Feed {
  const stream = client.query(copyFrom(statement));
  const through = new TransformStream<Uint8Array, Uint8Array>();
  const writer = through.writable.getWriter();
  const done = pipeline(through.readable as unknown as AsyncIterable<Uint8Array>, stream);
  // A row that the table refuses ends the stream before the writer does.
  done.catch((error: Error) => writer.abort(error).catch(() => undefined));
  return {
    write: (chunk) => Promise.race([writer.write(chunk), done.then(() => undefined)]),
    end: async () => {
      await writer.close().catch(() => undefined);
      await done;
      return stream.rowCount;
    },
  };
}

/** Only those that are not deferrable yet: those that are have been made so by a migration and stay so. */
async function foreignKeys(client: pg.Client): Promise<{ table: string; name: string }[]> {
  const { rows } = await client.query<{ table: string; name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as "table", quote_ident(k.conname) as name
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and not k.condeferrable and k.conparentid = 0 and n.nspname not in ('graphile_worker')`);
  return rows;
}
