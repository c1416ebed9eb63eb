import { randomBytes, randomUUID } from "node:crypto";
import { access, constants, link, mkdir, open, readFile, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { operatingRefusal, reasonOf } from "./operating.ts";
import { type Config, type Sources, readConfig } from "./read.ts";

/** Name of the file in the data directory that holds the secret when RONDO_SECRET is not set. */
export const secretFile = "secret";

/** The same for a command that looks after an installation that is there: a mistyped directory is refused, not made into one. */
export async function openExistingConfig(sources: Omit<Sources, "file">): Promise<Config> {
  const { databaseUrl, dataDirectory } = readConfig({ ...sources, ...(await fileOf(sources)) });
  const there = (name: string): Promise<boolean> =>
    stat(join(dataDirectory, name)).then(
      () => true,
      () => false,
    );
  if (databaseUrl === null && !(await there("postgres/data")) && !(await there("postgres.pointer")))
    throw operatingRefusal("no_installation", { directory: dataDirectory });
  return openConfig(sources);
}

/**
 * Reads the settings (with `rondo.config.json` of the data directory), makes the data directory and, when none is given,
 * the secret in it. Refuses with `settings_invalid`, `data_directory_unwritable`.
 */
export async function openConfig(sources: Omit<Sources, "file">): Promise<Config> {
  const draft = readConfig({ ...sources, ...(await fileOf(sources)) });
  await makeDataDirectory(draft.dataDirectory);
  return { ...draft, secret: draft.secret ?? (await ownSecret(draft.dataDirectory)) };
}

async function fileOf(sources: Omit<Sources, "file">): Promise<{ file?: unknown }> {
  let directory: string;
  try {
    const { data, demo } = sources.options;
    directory = readConfig({ options: { data, demo }, env: { RONDO_DATA: sources.env["RONDO_DATA"] } }).dataDirectory;
  } catch {
    return {}; // an unusable directory is one problem of the list that the whole reading makes
  }
  const file = await readSettingsFile(join(directory, "rondo.config.json"));
  // The file lies in the data directory, so it can't say where that is.
  if (typeof file === "object" && file !== null && "dataDirectory" in file) {
    throw operatingRefusal("settings_invalid", {
      problems: "dataDirectory in rondo.config.json: that file lies in the data directory; set RONDO_DATA or --data instead.",
    });
  }
  return file === undefined ? {} : { file };
}

async function readSettingsFile(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    // A directory that can't be entered is reported as such when it is made, a line later.
    if (error.code === "ENOENT" || error.code === "ENOTDIR" || error.code === "EACCES") return undefined;
    throw operatingRefusal("settings_invalid", { problems: `${path} can't be read: ${error.message}` });
  });
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw operatingRefusal("settings_invalid", { problems: `${path} is not valid JSON: ${reasonOf(error)}` });
  }
}

async function makeDataDirectory(directory: string): Promise<void> {
  try {
    await makeEach(directory);
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw operatingRefusal("data_directory_unwritable", { directory, reason: reasonOf(error) });
  }
}

/** Not `recursive`: Node never returns from that where a file system answers ENOENT for a name it won't take, as /proc does. */
async function makeEach(directory: string): Promise<void> {
  if ((await stat(directory).catch(() => null))?.isDirectory()) return;
  if (dirname(directory) !== directory) await makeEach(dirname(directory));
  await mkdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
}

async function ownSecret(directory: string): Promise<string> {
  const path = join(directory, secretFile);
  const read = async () => (await readFile(path, "utf8")).trim();
  try {
    return checked(await read(), path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  // Written whole under another name, then linked: two starts at once agree on the first, and a kill leaves no half secret.
  const draft = `${path}.${randomUUID()}`;
  try {
    const handle = await open(draft, "w", 0o600);
    await handle.writeFile(`${randomBytes(32).toString("hex")}\n`);
    await handle.sync();
    await handle.close();
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  } catch (error) {
    throw operatingRefusal("data_directory_unwritable", { directory, reason: reasonOf(error) });
  } finally {
    await rm(draft, { force: true });
  }
  return checked(await read(), path);
}

function checked(secret: string, path: string): string {
  if (secret.length < 32)
    throw operatingRefusal("settings_invalid", {
      problems: `${path} holds fewer than 32 characters: put the secret back from a backup, or remove the file to make a new one (people then sign in again).`,
    });
  return secret;
}
