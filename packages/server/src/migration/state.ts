import type pg from "pg";
import { operatingRefusal } from "../config/index.ts";
import type { Migration } from "./files.ts";

/** The one row of table `installation`. The epoch rises when a restore, move or import makes old cursors meaningless. */
export type Installation = { readonly id: string; readonly rolePrefix: string; readonly epoch: number; readonly createdAt: Date };
export type Applied = { readonly number: number; readonly name: string; readonly checksum: string };

/** Null for a database that was never migrated. */
export async function readInstallation(client: pg.ClientBase): Promise<Installation | null> {
  const { rows } = await client.query<{ there: boolean }>("select to_regclass('public.installation') is not null as there");
  if (!rows[0]!.there) return null;
  const found = await client.query<{ id: string; role_prefix: string; epoch: number; created_at: Date }>(
    "select id, role_prefix, epoch::int as epoch, created_at from public.installation",
  );
  const row = found.rows[0];
  return row ? { id: row.id, rolePrefix: row.role_prefix, epoch: row.epoch, createdAt: row.created_at } : null;
}

export async function readApplied(client: pg.ClientBase): Promise<Applied[]> {
  const { rows } = await client.query<Applied>("select number, name, checksum from public.migration order by number");
  return rows;
}

/** Begins a new epoch: whoever holds a cursor of the old one is told to read everything again. */
export async function beginEpoch(client: pg.ClientBase, above = 0): Promise<number> {
  const { rows } = await client.query<{ epoch: number }>(
    "update public.installation set epoch = greatest(epoch, $1::bigint) + 1 returning epoch::int as epoch",
    [above],
  );
  return rows[0]!.epoch;
}

/** Refuses with `schema_newer` or `migration_changed` unless what was applied is a beginning of the files. */
export function checkAgainst(done: readonly Applied[], files: readonly Migration[]): void {
  if (done.length > files.length) throw operatingRefusal("schema_newer", { database: done.length, known: files.length });
  done.forEach((applied, index) => {
    const file = files[index]!;
    if (applied.number !== file.number || applied.name !== file.name || applied.checksum !== file.checksum) {
      throw operatingRefusal("migration_changed", { name: applied.name });
    }
  });
}
