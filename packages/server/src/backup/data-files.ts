import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import type { ArchiveWriter } from "./archive.ts";

/**
 * Adds what lies in the data directory beside the cluster: uploaded files, the secret, the settings. Taken after the
 * rows: an upload's file is there before its row is, so every row of the backup finds its file in it.
 */
export async function addDataFiles(archive: ArchiveWriter, dataDirectory: string, backupDirectory: string): Promise<void> {
  const backups = resolve(backupDirectory);
  for await (const path of filesBelow(
    dataDirectory,
    (path, top) => !(top && ours.test(relative(dataDirectory, path))) && resolve(path) !== backups && !path.endsWith(".partial"),
  )) {
    const found = await stat(path).catch(() => null);
    if (found) await archive.add(`data/${relative(dataDirectory, path).split(sep).join("/")}`, found.size, exactly(path, found.size));
  }
}

/** The cluster and its copies, locks, other backups, and the sample world. */
const ours = /^(postgres|postgres\.pointer|binaries.*|rondo\.lock.*|backups|demo|log|secret\.\d+)$/;

/** Regular files below a directory, in a fixed order; what vanishes meanwhile is passed over. */
export async function* filesBelow(directory: string, wanted: (path: string, top: boolean) => boolean, top = true): AsyncGenerator<string> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(directory, entry.name);
    if (!wanted(path, top)) continue;
    if (entry.isDirectory()) yield* filesBelow(path, wanted, false);
    else if (entry.isFile()) yield path;
  }
}

/**
 * Exactly `size` bytes of a file that may grow, shrink or vanish while it is read: cut off, or filled with zeros. For
 * the cluster's files the write-ahead log in the same backup puts right whatever this gets wrong.
 */
export async function* exactly(path: string, size: number): AsyncGenerator<Uint8Array> {
  let left = size;
  try {
    if (size > 0) {
      for await (const chunk of createReadStream(path, { end: size - 1, highWaterMark: 256 * 1024 })) {
        left -= (chunk as Uint8Array).length;
        yield chunk as Uint8Array;
      }
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  while (left > 0) {
    const zeros = new Uint8Array(Math.min(left, 256 * 1024));
    left -= zeros.length;
    yield zeros;
  }
}
