import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { backup, backupName } from "../backup/index.ts";
import type { Config } from "../config/index.ts";
import { type Migrated, migrate } from "../migration/index.ts";
import { findRunning, openPostgres } from "../postgres/index.ts";
import { version } from "./version.ts";

/** A database that is up, migrated, and has its roles; `stop` stops the Postgres if it is ours. */
export type Opened = Migrated & {
  /** As the owner of the schema. */
  readonly url: string;
  readonly embedded: boolean;
  readonly postgresVersion: string;
  stop(): Promise<void>;
};

/**
 * Opens the installation's database, the one way in for `start` and for every command: Postgres, then the migrations,
 * with a backup first when they change a database that is in use. Throws operating refusals.
 */
export async function openInstallation(config: Config, log: (line: string) => void = () => undefined): Promise<Opened> {
  const postgres = await openPostgres({
    dataDirectory: config.dataDirectory,
    log,
    ...(config.databaseUrl === null ? {} : { databaseUrl: config.databaseUrl }),
  });
  try {
    const migrated = await migrate({
      url: postgres.url,
      secret: config.secret,
      beforeChange: () => backupBeforeUpgrade(config, postgres, log),
    });
    return { ...migrated, url: postgres.url, embedded: postgres.embedded, postgresVersion: postgres.version, stop: () => postgres.stop() };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/**
 * The same for a command that may run beside a server: when one holds the data directory, its Postgres is used as it
 * is, and `stop` leaves it running.
 */
export async function joinInstallation(
  config: Config,
  log: (line: string) => void = () => undefined,
): Promise<{ url: string; embedded: boolean; stop(): Promise<void> }> {
  const running = config.databaseUrl === null ? findRunning(config.dataDirectory) : null;
  if (running !== null) return { url: running.url, embedded: true, stop: async () => undefined };
  const postgres = await openPostgres({
    dataDirectory: config.dataDirectory,
    log,
    ...(config.databaseUrl === null ? {} : { databaseUrl: config.databaseUrl }),
  });
  return { url: postgres.url, embedded: postgres.embedded, stop: () => postgres.stop() };
}

/** Enough to go back a few upgrades; a cluster's backup is some megabytes at first and grows with the work in it. */
const keptBackups = 5;

async function backupBeforeUpgrade(
  config: Config,
  postgres: { url: string; embedded: boolean },
  log: (line: string) => void,
): Promise<void> {
  const file = join(config.backupDirectory, backupName(new Date(), "before-upgrade"));
  log(`Backing up to ${file} before the schema changes.`);
  const { url, embedded } = postgres;
  await backup({
    url,
    kind: embedded ? "physical" : "logical",
    dataDirectory: config.dataDirectory,
    backupDirectory: config.backupDirectory,
    file,
    version,
  });
  const made = (await readdir(config.backupDirectory)).filter((name) => /^rondo-\d{8}T\d{6}Z-before-upgrade\.tar\.gz$/.test(name)).sort();
  for (const old of made.slice(0, -keptBackups)) await rm(join(config.backupDirectory, old), { force: true });
}
