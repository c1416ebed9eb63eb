import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { operatingRefusal } from "../config/index.ts";
import { connect } from "../migration/index.ts";
import type { ArchiveWriter } from "./archive.ts";
import { sequencesOf, tablesOf } from "./tables.ts";

/** Rows of one table in one entry; a tar entry states its size first, so a table of unknown length is cut into these. */
const chunkSize = 4 * 1024 * 1024;

/**
 * Every row of every table, in one snapshot: what was committed when it began, and nothing after. Restoring does not
 * depend on the order of the tables (foreign keys are deferred there).
 */
export async function addTables(archive: ArchiveWriter, url: string): Promise<void> {
  const client = await connect(url);
  try {
    await client.query("begin isolation level repeatable read read only");
    const tables = await tablesOf(client);
    const closed = tables.filter((table) => !table.readable).map((table) => table.name);
    if (closed.length > 0)
      throw operatingRefusal("backup_failed", { reason: `the database's user does not see every row of ${closed.join(", ")}` });
    const sequences = Buffer.from(JSON.stringify(await sequencesOf(client)));
    await archive.add("tables/sequences.json", sequences.length, sequences);
    for (const [index, { name, columns }] of tables.entries()) {
      const list = Buffer.from(JSON.stringify({ table: name, columns }));
      const folder = `tables/${String(index + 1).padStart(4, "0")}`;
      await archive.add(`${folder}/table.json`, list.length, list);
      await addRows(archive, folder, client, name, columns);
    }
    await client.query("commit");
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function addRows(
  archive: ArchiveWriter,
  folder: string,
  client: pg.Client,
  table: string,
  columns: readonly string[],
): Promise<void> {
  let chunks: Uint8Array[] = [];
  let size = 0;
  let count = 0;
  const flush = async () => {
    if (size === 0) return;
    await archive.add(`${folder}/${String(++count).padStart(6, "0")}.copy`, size, Buffer.concat(chunks));
    chunks = [];
    size = 0;
  };
  for await (const chunk of client.query(copyTo(`copy ${table} (${columns.join(", ")}) to stdout`)) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= chunkSize) await flush();
  }
  await flush();
}
