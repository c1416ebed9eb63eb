import { Refusal } from "@rondo/core/kernel";

/**
 * Every expected "no" of starting and looking after a server, as opposed to those of its HTTP surface (`refusals` in
 * `@rondo/contract`): the exit code of the `rondo` command and one line that says what to do. `{name}` parts are filled
 * from the refusal's params. Codes and exit codes are stable; scripts may rely on them.
 */
export const operatingRefusals = {
  settings_invalid: { exit: 2, line: "{problems}" },
  file_unreadable: { exit: 3, line: "{file} can't be read: {reason}" },
  backup_damaged: { exit: 3, line: "{file} is not a whole backup: {reason}. Take another one." },
  port_taken: { exit: 4, line: "Port {port} is taken: stop what is using it, or give another with --port (--port 0 takes any free one)." },
  data_directory_unwritable: {
    exit: 5,
    line: "The data directory {directory} can't be written ({reason}): give this user the right to it, or another directory with --data.",
  },
  data_directory_in_use: {
    exit: 6,
    line: "Another Rondo (process {pid}) is using the data directory {directory}: stop that one, or give this one another directory with --data.",
  },
  database_unreachable: { exit: 7, line: "The database can't be reached ({reason}): check that it runs and that DATABASE_URL is right." },
  schema_newer: {
    exit: 8,
    line: "The database is of a newer Rondo (its schema is {database}, this version knows {known}): start the newer version, or restore a backup made before the upgrade.",
  },
  migration_changed: {
    exit: 9,
    line: "Migration {name} is not the one this database was built with: restore db/migrations from the release; applied migrations are never edited.",
  },
  migration_failed: {
    exit: 9,
    line: "Migration {name} failed and was undone ({reason}): the database is as it was; report this, and start the version before meanwhile.",
  },
  database_unsuitable: { exit: 10, line: "This database can't be used: {reason}." },
  postgres_not_packed: {
    exit: 14,
    line: "No Postgres is packed for this machine ({platform} {architecture}): set DATABASE_URL to a PostgreSQL 17 or newer, or use the container.",
  },
  postgres_needs_account: {
    exit: 14,
    line: "Postgres does not run as root, and no other account can run it ({reason}): start Rondo as an ordinary user, or set DATABASE_URL.",
  },
  postgres_start_failed: { exit: 14, line: "Postgres did not start in {directory}: {reason} Its log is in log/ there." },
  not_empty: {
    exit: 11,
    line: "{place} already holds data and a restore never overwrites: give an empty place, or move what is there away.",
  },
  no_installation: {
    exit: 13,
    line: "There is no Rondo in {directory}: name its data directory with --data, or start one there with rondo start.",
  },
  workspace_unknown: {
    exit: 13,
    line: "There is no workspace {named} here: give its address (the part after /w/ in the browser), its name or its id. rondo user add --role owner makes a new one.",
  },
  backup_failed: { exit: 12, line: "The backup was not made, and nothing was left behind: {reason}." },
} as const satisfies Record<string, { exit: number; line: string }>;

export type OperatingRefusalCode = keyof typeof operatingRefusals;

/** The refusal to throw; `params` fill the line of the table above. */
export function operatingRefusal(code: OperatingRefusalCode, params: Readonly<Record<string, unknown>>): Refusal {
  return new Refusal(code, params);
}

/** The line for a person and the exit code, or null when the error is none of the above. */
export function describeOperatingRefusal(error: unknown): { code: OperatingRefusalCode; exit: number; line: string } | null {
  if (!(error instanceof Refusal) || !Object.hasOwn(operatingRefusals, error.code)) return null;
  const code = error.code as OperatingRefusalCode;
  const { exit, line } = operatingRefusals[code];
  return { code, exit, line: line.replace(/\{(\w+)\}/g, (_, name: string) => String(error.params[name] ?? "?")) };
}

/** The words of an unknown error, without the noise: an AggregateError (two addresses tried) has an empty message of its own. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
