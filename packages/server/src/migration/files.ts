import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { invariant } from "@rondo/core/kernel";
import { home } from "../config/index.ts";

/** One file of db/migrations. `number` counts from 1 without gaps; `checksum` is SHA-256 of the text, in hex. */
export type Migration = { readonly number: number; readonly name: string; readonly sql: string; readonly checksum: string };

export const migrationsDirectory = join(home, "db", "migrations");

/** The migrations in order. A wrong name, a gap or a double number is a mistake of ours and throws a Bug. */
export async function readMigrations(directory: string = migrationsDirectory): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name, index) => {
      const number = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]);
      invariant(
        number === index + 1,
        `db/migrations/${name} should be number ${String(index + 1).padStart(4, "0")}: names are NNNN_what_it_makes.sql, without gaps`,
      );
      // A checkout on Windows may have turned the line ends; that is no change.
      const sql = (await readFile(join(directory, name), "utf8")).replaceAll("\r\n", "\n");
      return { number, name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}
