import { readFile, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import pg from "pg";
import { operatingRefusal } from "../config/index.ts";
import type { ArchiveWriter } from "./archive.ts";
import { exactly, filesBelow } from "./data-files.ts";

/**
 * Copies the files of a running cluster, as the manual's "low level API" says (continuous-archiving, 25.3.4): start,
 * copy in any order and state, stop, then the log in between, from which the copy recovers to the moment of the stop.
 * A temporary slot keeps that log from being recycled, however long the copy takes; it goes with the session.
 */
export async function addCluster(archive: ArchiveWriter, url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: "rondo backup" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ directory: string; spaces: number }>(
      "select current_setting('data_directory') as directory, (select count(*)::int from pg_tablespace where spcname not in ('pg_default', 'pg_global')) as spaces",
    );
    const { directory, spaces } = rows[0]!;
    if (spaces > 0)
      throw operatingRefusal("backup_failed", {
        reason: "the cluster has tablespaces of its own, whose files lie elsewhere; use --portable",
      });
    await client.query("select pg_create_physical_replication_slot('rondo_backup_' || pg_backend_pid(), true, true)");
    const started = await client.query<{ file: string }>("select pg_walfile_name(pg_backup_start('rondo', fast => true)) as file");
    for await (const path of filesBelow(directory, (path, top) => !skipped(relative(directory, path).split(sep).join("/"), top))) {
      const found = await stat(path).catch(() => null);
      if (found) await add(archive, directory, path, found.size);
    }
    const stopped = await client.query<{ label: string; last: string; size: number }>(
      "select labelfile as label, pg_walfile_name(lsn) as last, (select setting::int from pg_settings where name = 'wal_segment_size') as size from pg_backup_stop(wait_for_archive => false)",
    );
    const { label, last, size } = stopped.rows[0]!;
    await archive.add("cluster/backup_label", Buffer.byteLength(label), Buffer.from(label));
    for (const segment of segmentsBetween(started.rows[0]!.file, last, size))
      await add(archive, directory, join(directory, "pg_wal", segment), size);
    const password = await readFile(join(dirname(directory), "password"));
    await archive.add(`data/${passwordFile}`, password.length, password);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The password of the cluster's owner lies beside the cluster, not in it. */
export const passwordFile = "postgres-password";

/** Directories that a cluster must have although the backup holds no file in them. */
export const emptyDirectories = [
  "pg_wal/archive_status",
  "pg_wal/summaries",
  "pg_replslot",
  "pg_dynshmem",
  "pg_notify",
  "pg_serial",
  "pg_snapshots",
  "pg_stat_tmp",
  "pg_subtrans",
  "pg_stat",
  "pg_tblspc",
  "pg_twophase",
  "pg_commit_ts",
  "pg_logical/mappings",
  "pg_logical/snapshots",
  "pg_multixact/members",
  "pg_multixact/offsets",
  "pg_xact",
] as const;

/** What the manual says to leave out: it is made anew at start, or belongs to the running server. */
function skipped(path: string, top: boolean): boolean {
  if (top && /^(postmaster\.(pid|opts)|backup_label.*|tablespace_map.*|current_logfiles.*)$/.test(path)) return true;
  return (
    /^pg_(wal|replslot|dynshmem|notify|serial|snapshots|stat_tmp|subtrans)\//.test(path) ||
    /(^|\/)(pgsql_tmp[^/]*|pg_internal\.init[^/]*|t\d+_\d+[^/]*)$/.test(path)
  );
}

async function add(archive: ArchiveWriter, directory: string, path: string, size: number): Promise<void> {
  await archive.add(`cluster/${relative(directory, path).split(sep).join("/")}`, size, exactly(path, size));
}

/** Names of the log's segments from one to another, both included: timeline, then a number in two halves of 32 bits' worth of log. */
export function segmentsBetween(first: string, last: string, segmentSize: number): string[] {
  const timeline = first.slice(0, 8);
  const perFile = 0x1_0000_0000 / segmentSize;
  const number = (name: string) => parseInt(name.slice(8, 16), 16) * perFile + parseInt(name.slice(16, 24), 16);
  const hex = (value: number) => value.toString(16).toUpperCase().padStart(8, "0");
  const names: string[] = [];
  for (let segment = number(first); segment <= number(last); segment++)
    names.push(timeline + hex(Math.floor(segment / perFile)) + hex(segment % perFile));
  return names;
}
