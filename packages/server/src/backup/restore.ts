import { createWriteStream } from "node:fs";
import { chown, mkdir, readFile, readdir, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { operatingRefusal, reasonOf, secretFile } from "../config/index.ts";
import { connect, migrate, readInstallation } from "../migration/index.ts";
import { type Home, lockDataDirectory, openHome, openPostgres, prepareDataDirectory } from "../postgres/index.ts";
import { type ArchiveEntry, readArchive } from "./archive.ts";
import { startLoading } from "./load.ts";
import { type Manifest, manifestName, readManifest } from "./manifest.ts";
import { emptyDirectories, passwordFile } from "./physical.ts";
import { beginAgain } from "./void.ts";

export type RestoreInput = {
  file: string;
  dataDirectory: string;
  /** A database to load a logical backup into; null for the Postgres that Rondo brings. */
  databaseUrl: string | null;
  /** RONDO_SECRET, or null to take the one in the backup. */
  secret: string | null;
  log?: (line: string) => void;
  onProgress?: (bytes: number) => void;
};

export type Restored = { manifest: Manifest; epoch: number; kind: Manifest["kind"] };

/**
 * Puts a backup into an empty place, and only there; the server must not run on it. A new epoch begins, everybody signs
 * in again. When it refuses or is killed, the place holds no half-restored database: files get their names, and rows
 * their commit, at the very end. Refuses with `file_unreadable`, `backup_damaged`, `not_empty`, `schema_newer`,
 * `data_directory_in_use`, `database_unsuitable`.
 */
export async function restore(input: RestoreInput): Promise<Restored> {
  const manifest = await readManifest(input.file);
  if (manifest.kind === "logical") return restoreRows(input, manifest);
  if (input.databaseUrl !== null) {
    throw operatingRefusal("database_unsuitable", {
      reason:
        "this backup holds the files of the Postgres that Rondo brings; restore it without a database URL, or take one with rondo backup --portable",
    });
  }
  await restoreCluster(input, manifest);
  const postgres = await openPostgres({ dataDirectory: input.dataDirectory, ...(input.log ? { log: input.log } : {}) });
  try {
    return { manifest, kind: "physical", epoch: await transaction(postgres.url, (client) => beginAgain(client, manifest.epoch)) };
  } finally {
    await postgres.stop();
  }
}

async function restoreCluster(input: RestoreInput, manifest: Manifest): Promise<void> {
  prepareDataDirectory(input.dataDirectory);
  const lock = lockDataDirectory(input.dataDirectory);
  try {
    const home = openHome(input.dataDirectory);
    if ((await readdir(dirname(home.data))).includes("data"))
      throw operatingRefusal("not_empty", { place: `The data directory ${input.dataDirectory}` });
    // Named as the launcher's own drafts are: what a kill leaves of it, the next start clears away.
    const draft = join(home.directory, `data.new-restore-${process.pid}`);
    const incoming = await incomingOf(input.dataDirectory);
    try {
      await makeDirectory(draft, home);
      for (const name of emptyDirectories) await makeDirectory(join(draft, name), home);
      await unpack(input, { cluster: draft, data: incoming, home });
      await rename(join(incoming, passwordFile), home.password);
      await publishData(incoming, input);
      await rename(draft, home.data);
    } finally {
      await rm(draft, { recursive: true, force: true });
      await rm(incoming, { recursive: true, force: true });
    }
    input.log?.(`Unpacked a backup of ${manifest.madeAt}.`);
  } finally {
    lock.release();
  }
}

async function restoreRows(input: RestoreInput, manifest: Manifest): Promise<Restored> {
  prepareDataDirectory(input.dataDirectory);
  const incoming = await incomingOf(input.dataDirectory);
  const postgres = await openPostgres({
    dataDirectory: input.dataDirectory,
    ...(input.databaseUrl === null ? {} : { databaseUrl: input.databaseUrl }),
    ...(input.log ? { log: input.log } : {}),
  });
  try {
    const used = await withClient(postgres.url, readInstallation);
    if (used !== null) throw operatingRefusal("not_empty", { place: "The database" });
    // To the backup's own schema first: its rows fit that one, and the migrations after it carry them on.
    const secret = input.secret ?? "for the moment; the passwords are set anew below, or at the next start";
    await migrate({ url: postgres.url, secret, upTo: manifest.schema });
    const epoch = await transaction(postgres.url, async (client) => {
      const loading = await startLoading(client);
      await unpack(input, { data: incoming, tables: loading.take });
      const rows = await loading.finish().catch((error: Error) => {
        throw operatingRefusal("backup_damaged", { file: input.file, reason: reasonOf(error) });
      });
      input.log?.(`Loaded ${rows} rows.`);
      return beginAgain(client, manifest.epoch);
    });
    await publishData(incoming, input);
    // On to this version's schema, and with the passwords that the next start will use.
    const own = input.secret ?? (await readFile(join(input.dataDirectory, secretFile), "utf8").catch(() => null))?.trim();
    if (own) await migrate({ url: postgres.url, secret: own });
    return { manifest, kind: "logical", epoch };
  } finally {
    await rm(incoming, { recursive: true, force: true });
    await postgres.stop();
  }
}

type Targets = { cluster?: string; data: string; tables?: (entry: ArchiveEntry) => Promise<void>; home?: Home };

async function unpack(input: RestoreInput, targets: Targets): Promise<void> {
  let bytes = 0;
  await readArchive(input.file, async (entry) => {
    const [kind, ...rest] = entry.name.split("/");
    const path = rest.join("/");
    if (entry.name === manifestName) await drain(entry);
    else if (kind === "cluster" && targets.cluster) await write(entry, join(targets.cluster, path), targets.home);
    else if (kind === "data") await write(entry, join(targets.data, path), path === passwordFile ? targets.home : undefined);
    else if (kind === "tables" && targets.tables) await targets.tables(entry);
    else throw operatingRefusal("backup_damaged", { file: input.file, reason: `it has an entry "${entry.name}" that no such backup has` });
    bytes += entry.size;
    input.onProgress?.(bytes);
  });
}

async function write(entry: ArchiveEntry, path: string, home: Home | undefined): Promise<void> {
  await makeDirectory(dirname(path), home);
  // Flushed one by one: what a power cut right after "restored" would leave must be the whole of it.
  await pipeline(Readable.from(entry.bytes), createWriteStream(path, { mode: 0o600, flush: true }));
  await giveTo(path, home);
}

async function makeDirectory(path: string, home: Home | undefined): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) await giveTo(made, home);
}

async function giveTo(path: string, home: Home | undefined): Promise<void> {
  const { uid, gid } = home?.account ?? {};
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}

async function drain({ bytes }: ArchiveEntry): Promise<void> {
  for await (const _ of bytes);
}

async function incomingOf(dataDirectory: string): Promise<string> {
  const path = join(resolve(dataDirectory), ".restoring");
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { recursive: true, mode: 0o700 });
  return path;
}

/** Uploaded files, settings and secret take their places; each is a rename within one disk. */
async function publishData(incoming: string, { dataDirectory }: RestoreInput): Promise<void> {
  for (const name of await readdir(incoming)) {
    if (name === passwordFile) continue;
    const target = join(dataDirectory, name);
    await rm(target, { recursive: true, force: true });
    await rename(join(incoming, name), target);
  }
}

type Client = Awaited<ReturnType<typeof connect>>;

async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = await connect(url);
  try {
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function transaction<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  return withClient(url, async (client) => {
    await client.query("begin");
    const result = await use(client);
    await client.query("commit");
    return result;
  });
}
