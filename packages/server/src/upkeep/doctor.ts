import { access, constants, statfs } from "node:fs/promises";
import type { Finding } from "@rondo/core/kernel";
import pg from "pg";
import type { Config } from "../config/index.ts";
import { checkAgainst, connect, passwordOf, readApplied, readInstallation, readMigrations, rolesOf, withUser } from "../migration/index.ts";
import { version } from "./version.ts";

export type Examination = {
  rondo: string;
  node: string;
  postgres: string;
  embedded: boolean;
  schema: { applied: number; known: number };
  epoch: number | null;
  dataDirectory: string;
  freeBytes: number;
  databaseBytes: number;
  /** How far the journal's readers are held back by the oldest transaction still open, in seconds; null without a journal. */
  readerLagSeconds: number | null;
  findings: Finding[];
};

/** Looks at an installation and says what is wrong with it; changes nothing. `url` connects as the schema's owner. */
export async function examine(config: Config, { url, embedded }: { url: string; embedded: boolean }): Promise<Examination> {
  const findings: Finding[] = [];
  const say = (severity: Finding["severity"], code: string, message: string) => void findings.push({ severity, code, message });
  const disk = await statfs(config.dataDirectory);
  const freeBytes = disk.bavail * disk.bsize;
  if (freeBytes < 200_000_000)
    say(
      "error",
      "disk_full",
      `Only ${Math.floor(freeBytes / 1e6)} MB are free where the data directory is: make room before Postgres has to stop.`,
    );
  else if (freeBytes < 2_000_000_000)
    say("warning", "disk_low", `Only ${(freeBytes / 1e9).toFixed(1)} GB are free where the data directory is.`);
  await access(config.dataDirectory, constants.W_OK).catch(() =>
    say("error", "data_directory_unwritable", `The data directory ${config.dataDirectory} can't be written.`),
  );
  const client = await connect(url);
  try {
    const settings = await settingsOf(client);
    for (const name of ["fsync", "full_page_writes", "synchronous_commit", "data_checksums"] as const) {
      if (settings[name] === "off")
        say(
          name === "data_checksums" ? "warning" : "error",
          `${name}_off`,
          `Postgres runs with ${name} = off: what was acknowledged can be lost in a power cut. Turn it on.`,
        );
    }
    if (embedded && settings.server_version !== pinnedPostgres)
      say(
        "info",
        "postgres_not_pinned",
        `Postgres ${settings.server_version} is running and this Rondo brings ${pinnedPostgres}: it changes at the next start.`,
      );
    const known = await readMigrations();
    const installation = await readInstallation(client);
    const applied = installation === null ? [] : await readApplied(client);
    checkAgainst(applied, known);
    if (applied.length < known.length)
      say(
        "warning",
        "schema_behind",
        `${known.length - applied.length} migrations are waiting: rondo migrate, or the next start, applies them.`,
      );
    if (installation !== null) await examineRoles(client, { url, secret: config.secret, prefix: installation.rolePrefix }, say);
    const readerLagSeconds = await lagOf(client);
    if ((readerLagSeconds ?? 0) > 60)
      say(
        "warning",
        "reader_lag",
        `A transaction has been open for ${Math.round(readerLagSeconds!)} s and holds back live updates and notices: find it in pg_stat_activity.`,
      );
    return {
      rondo: version,
      node: process.versions.node,
      postgres: settings.server_version,
      embedded,
      schema: { applied: applied.length, known: known.length },
      epoch: installation?.epoch ?? null,
      dataDirectory: config.dataDirectory,
      freeBytes,
      databaseBytes: Number(settings.bytes),
      readerLagSeconds,
      findings,
    };
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The minor that the pinned npm packages hold; a test compares them. */
export const pinnedPostgres = "18.4";

type Say = (severity: Finding["severity"], code: string, message: string) => void;

async function settingsOf(client: pg.ClientBase) {
  const { rows } = await client.query<
    Record<"server_version" | "fsync" | "full_page_writes" | "synchronous_commit" | "data_checksums" | "bytes", string>
  >(
    "select split_part(current_setting('server_version'), ' ', 1) as server_version, current_setting('fsync') as fsync, current_setting('full_page_writes') as full_page_writes, current_setting('synchronous_commit') as synchronous_commit, current_setting('data_checksums') as data_checksums, pg_database_size(current_database())::text as bytes",
  );
  return rows[0]!;
}

async function examineRoles(
  client: pg.ClientBase,
  { url, secret, prefix }: { url: string; secret: string; prefix: string },
  say: Say,
): Promise<void> {
  const { rows } = await client.query<{ rolname: string; loose: boolean }>(
    "select rolname, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as loose from pg_roles where rolname = any ($1)",
    [Object.values(rolesOf(prefix))],
  );
  for (const role of Object.values(rolesOf(prefix))) {
    const found = rows.find((row) => row.rolname === role);
    if (!found) say("error", "role_missing", `The database role ${role} is missing: rondo migrate makes it again.`);
    else if (found.loose)
      say(
        "error",
        "role_too_strong",
        `The database role ${role} may do more than it should, which can open the wall between workspaces: alter role "${role}" nosuperuser nobypassrls nocreaterole nocreatedb noreplication.`,
      );
    else if (!(await logsIn(withUser(url, role, passwordOf(secret, role)))))
      say(
        "error",
        "role_locked_out",
        `The database role ${role} can't log in with this secret: use the installation's RONDO_SECRET, or run rondo migrate to set the passwords anew.`,
      );
  }
}

async function logsIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  const reached = await client.connect().then(
    () => true,
    () => false,
  );
  await client.end().catch(() => undefined);
  return reached;
}

/** Readers stop below the oldest transaction that may still write: its age is their lag. */
async function lagOf(client: pg.ClientBase): Promise<number | null> {
  const { rows } = await client.query<{ there: boolean; lag: number }>(
    "select to_regclass('public.event') is not null as there, coalesce(extract(epoch from max(now() - xact_start)), 0)::float8 as lag from pg_stat_activity where backend_xid is not null and datname = current_database()",
  );
  return rows[0]!.there ? rows[0]!.lag : null;
}
