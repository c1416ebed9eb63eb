import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { operatingRefusal, reasonOf } from "../config/index.ts";
import { type Home, own } from "./home.ts";
import { type Binaries, program } from "./packer.ts";
import { environment, fileSettings, settingsFile, localSettingsFile } from "./settings.ts";

/** The role of the URL: it owns the schema and makes the roles the server works as. */
export const ownerRole = "migrator";
export const databaseName = "rondo";

/** Makes the cluster if there is none, and writes this version's settings into it. */
export async function prepareCluster(home: Home, binaries: Binaries, log: (line: string) => void): Promise<void> {
  if (!existsSync(home.data)) await createCluster(home, binaries, log);
  const major = Number(readFileSync(join(home.data, "PG_VERSION"), "utf8"));
  if (major !== Number.parseInt(binaries.version, 10))
    throw operatingRefusal("database_unsuitable", {
      reason: `${home.data} was made by PostgreSQL ${major}, and this Rondo brings ${binaries.version}`,
    });
  const path = join(home.data, settingsFile);
  writeFileSync(path, fileSettings());
  own(path, home.account);
}

export function readPassword(home: Home): string {
  try {
    return readFileSync(home.password, "utf8").trim();
  } catch (error) {
    throw operatingRefusal("postgres_start_failed", { directory: home.directory, reason: `${reasonOf(error)}.` });
  }
}

/** Under another name until it is whole: a kill in the middle leaves no half cluster that looks like one. */
async function createCluster(home: Home, binaries: Binaries, log: (line: string) => void): Promise<void> {
  for (const name of readdirSync(home.directory))
    if (name.startsWith("data.new-")) rmSync(join(home.directory, name), { recursive: true, force: true });
  log("Creating the database.");
  const draft = join(home.directory, `data.new-${randomBytes(6).toString("hex")}`);
  writeFileSync(home.password, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
  own(home.password, home.account);
  try {
    await promisify(execFile)(program(binaries, "initdb"), initdbArguments(draft, home.password), {
      ...home.account,
      cwd: home.directory,
      env: environment(),
    });
  } catch (error) {
    throw operatingRefusal("postgres_start_failed", { directory: home.directory, reason: reasonOf(error) });
  }
  appendFileSync(join(draft, "postgresql.conf"), `\ninclude_if_exists = '${settingsFile}'\ninclude_if_exists = '${localSettingsFile}'\n`);
  renameSync(draft, home.data);
}

function initdbArguments(directory: string, passwordFile: string): string[] {
  return [
    `--pgdata=${directory}`,
    `--username=${ownerRole}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // The builtin provider: indexes must not change their order when the system's C library is updated.
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--data-checksums",
    "--no-instructions",
  ];
}
