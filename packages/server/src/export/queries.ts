import { may } from "@rondo/core/access";
import { invariant } from "@rondo/core/kernel";
import type { Database, Tx } from "../database/index.ts";
import { refuse } from "../http/index.ts";
import { version } from "../installation/index.ts";
import { countOf, freeze, head, people, roleNow, rowsAfter } from "./store.ts";
import { type ExportTable, exportTables } from "./tables.ts";

export type Counts = Record<string, number>;

/**
 * Writes everything in a workspace as one JSON document, as of one moment: its head, how many of each there are, then
 * the lists. Never more than a batch in memory. A document that breaks off has no closing brace, and one whose lists do
 * not hold what its counts say is never finished. Its moment is that at which it began; the right to it must hold until its end, so who it is
 * for (null: whoever runs this installation) is asked for before each batch.
 */
export async function writeExport(
  database: Database,
  workspaceId: string,
  personId: string | null,
  now: Date,
  write: (text: string) => Promise<void>,
): Promise<Counts> {
  const mustStill = async (): Promise<void> => {
    if (personId === null) return;
    const role = await roleNow(database.directory, workspaceId, personId);
    if (role === null || !may("workspace.export", { workspace: role })) refuse("forbidden", { who: "an admin", role: "admin" });
  };
  return database.inWorkspace(
    workspaceId,
    async (tx) => {
      await freeze(tx);
      const named = await people(tx);
      const counts: Counts = { people: named.length };
      for (const table of exportTables) counts[table.noun] = await countOf(tx, table.table);
      const beginning = {
        format: "rondo-workspace",
        formatVersion: 1,
        rondo: version,
        exportedAt: now.toISOString(),
        workspace: await head(tx),
        counts,
        people: named,
      };
      await write(JSON.stringify(beginning).slice(0, -1));
      for (const table of exportTables) {
        const written = await writeList(tx, table, write, mustStill);
        invariant(written === counts[table.noun], `the export wrote ${written} ${table.noun} of ${counts[table.noun]}`);
      }
      await write("}\n");
      return counts;
    },
    "read",
  );
}

/** Some events are kilobytes; this keeps a batch around a megabyte. */
const batch = 500;

async function writeList(
  tx: Tx,
  table: ExportTable,
  write: (text: string) => Promise<void>,
  mustStill: () => Promise<void>,
): Promise<number> {
  await write(`,\n${JSON.stringify(table.noun)}:[`);
  let written = 0;
  for (let after: string[] | null = null; ;) {
    await mustStill();
    const rows: Awaited<ReturnType<typeof rowsAfter>> = await rowsAfter(tx, table, after, batch);
    if (rows.length > 0) await write(`${written === 0 ? "\n" : ",\n"}${rows.map(({ row }) => JSON.stringify(row)).join(",\n")}`);
    written += rows.length;
    if (rows.length < batch) break;
    after = rows.at(-1)?.place ?? null;
  }
  await write("]");
  return written;
}
