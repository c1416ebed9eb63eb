import { mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { AnswerOf, operations } from "@rondo/contract";
import { Refusal } from "@rondo/core/kernel";
import { backup, backupName, readManifest } from "../backup/index.ts";
import { type Config, describeOperatingRefusal } from "../config/index.ts";
import { refuse } from "../http/index.ts";
import { version } from "../installation/index.ts";
import { findRunning } from "../postgres/index.ts";

export type Backup = AnswerOf<typeof operations.makeBackup>;

/** Newest first. What can't be read is listed as damaged, so that nobody counts on it. */
export async function listBackups(directory: string): Promise<Backup[]> {
  const names = (await readdir(directory).catch(() => []))
    .filter((name) => /^rondo-.+\.tar\.gz$/.test(name))
    .sort()
    .reverse();
  return Promise.all(
    names.map(async (name) => {
      const file = join(directory, name);
      const { size, mtime } = await stat(file);
      const manifest = await readManifest(file).catch(() => null);
      return { name, bytes: size, at: manifest?.madeAt ?? mtime.toISOString(), kind: manifest?.kind ?? "damaged" };
    }),
  );
}

/** Of the files of the Postgres that Rondo brings, of the rows of any other. One at a time on a node. */
export async function makeBackup(config: Config, now: Date): Promise<Backup> {
  if (underWay.has(config.backupDirectory)) refuse("conflict");
  underWay.add(config.backupDirectory);
  try {
    await mkdir(config.backupDirectory, { recursive: true });
    const name = backupName(now, "by-hand");
    const made = await backup({
      ...source(config),
      dataDirectory: config.dataDirectory,
      backupDirectory: config.backupDirectory,
      file: join(config.backupDirectory, name),
      version,
    });
    return { name, bytes: made.bytes, at: made.manifest.madeAt, kind: made.manifest.kind };
  } catch (error) {
    throw told(error);
  } finally {
    underWay.delete(config.backupDirectory);
  }
}

const underWay = new Set<string>();

function source(config: Config): { url: string; kind: "physical" | "logical" } {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, kind: "logical" };
  const running = findRunning(config.dataDirectory);
  if (running === null)
    refuse("backup_unsupported", { reason: "The Postgres of this data directory is not this server's. Use rondo backup where it runs." });
  return { url: running.url, kind: "physical" };
}

/** What the commands say in one line on a terminal, said in an answer. */
function told(error: unknown): unknown {
  if ((error as { code?: unknown } | null)?.code === "ENOSPC") return new Refusal("storage_full");
  const operating = describeOperatingRefusal(error);
  if (operating !== null)
    return new Refusal(/ENOSPC|no space left/i.test(operating.line) ? "storage_full" : "backup_unsupported", { reason: operating.line });
  const { code } = (error ?? {}) as { code?: unknown };
  return code === "EACCES" || code === "EROFS" || code === "ENOENT" || code === "ENOTDIR"
    ? new Refusal("backup_unsupported", { reason: "The backup directory can't be written." })
    : error;
}
