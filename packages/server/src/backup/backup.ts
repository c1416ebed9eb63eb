import { stat } from "node:fs/promises";
import { operatingRefusal, reasonOf } from "../config/index.ts";
import { connect, readApplied, readInstallation } from "../migration/index.ts";
import { Refusal } from "@rondo/core/kernel";
import { writeArchive } from "./archive.ts";
import { addDataFiles } from "./data-files.ts";
import { addTables } from "./logical.ts";
import { type Manifest, manifestName } from "./manifest.ts";
import { addCluster } from "./physical.ts";

export type BackupInput = {
  /** The database as its owner. */
  url: string;
  /** Physical for the Postgres that Rondo brings; logical for any other, and on demand (`portable`). */
  kind: Manifest["kind"];
  dataDirectory: string;
  /** Left out of the backup when it lies in the data directory. */
  backupDirectory: string;
  file: string;
  /** Version of Rondo. */
  version: string;
  /** Called with the bytes taken so far, uncompressed. */
  onProgress?: (bytes: number) => void;
};

export type Backup = { file: string; bytes: number; manifest: Manifest };

/**
 * Backs up a running installation, while people go on working: the database, uploaded files, settings and secret, into
 * one file. Refuses with `database_unreachable`, `backup_failed`; nothing stays behind under the final name then.
 */
export async function backup(input: BackupInput): Promise<Backup> {
  const manifest = await describe(input);
  try {
    await writeArchive(input.file, async (archive) => {
      let bytes = 0;
      const counted: typeof archive = {
        add: async (name, size, content) => {
          await archive.add(name, size, content);
          bytes += size;
          input.onProgress?.(bytes);
        },
      };
      const description = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
      await counted.add(manifestName, description.length, description);
      await (input.kind === "physical" ? addCluster : addTables)(counted, input.url);
      await addDataFiles(counted, input.dataDirectory, input.backupDirectory);
    });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw operatingRefusal("backup_failed", { reason: reasonOf(error) });
  }
  return { file: input.file, bytes: (await stat(input.file)).size, manifest };
}

/** A name that sorts by time and says what made it: rondo-20260302T081500Z-before-upgrade.tar.gz. */
export function backupName(at: Date, what: string): string {
  return `rondo-${at.toISOString().replace(/[-:]|\.\d+/g, "")}-${what}.tar.gz`;
}

async function describe({ url, kind, version }: BackupInput): Promise<Manifest> {
  const client = await connect(url);
  try {
    const installation = await readInstallation(client);
    if (installation === null) throw operatingRefusal("backup_failed", { reason: "this database was never set up by Rondo" });
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version') as version");
    return {
      format: 1,
      kind,
      madeAt: new Date().toISOString(),
      rondo: version,
      postgres: rows[0]!.version.split(" ")[0]!,
      schema: (await readApplied(client)).length,
      epoch: installation.epoch,
      installation: installation.id,
    };
  } finally {
    await client.end().catch(() => undefined);
  }
}
