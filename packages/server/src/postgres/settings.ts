import { operatingRefusal } from "../config/index.ts";
import { type Probe, safetySettings } from "./probe.ts";

/** Written anew at each start; a person's own settings go in the second file and win. */
export const settingsFile = "rondo.conf";
export const localSettingsFile = "local.conf";

/** What may be tuned. Sized for one machine that also does other work: the idle server stays near 25 MB. */
export function fileSettings(): string {
  const settings: Record<string, string> = {
    max_connections: "100",
    shared_buffers: "64MB",
    work_mem: "8MB",
    maintenance_work_mem: "64MB",
    effective_cache_size: "512MB",
    // Planning for a disk with a moving head costs index scans; none is assumed.
    random_page_cost: "1.1",
    // Compiling costs more than our statements run.
    jit: "off",
    // Fewer resident processes: asynchronous reads pay off on scans far larger than ours.
    io_method: "sync",
    autovacuum_max_workers: "2",
    // A table that an import just filled is not planned for as an empty one for a whole minute.
    autovacuum_naptime: "15s",
    autovacuum_worker_slots: "4",
    max_parallel_workers: "2",
    max_parallel_workers_per_gather: "1",
    max_logical_replication_workers: "0",
    max_wal_senders: "2",
    max_replication_slots: "2",
    // Backups copy the files while the server runs, which needs the log at this level.
    wal_level: "replica",
    min_wal_size: "80MB",
    max_wal_size: "1GB",
    checkpoint_completion_target: "0.9",
    idle_in_transaction_session_timeout: "60s",
    lock_timeout: "15s",
    timezone: "UTC",
    log_timezone: "UTC",
    logging_collector: "on",
    log_directory: "../log",
    log_filename: "postgres-%a.log",
    log_file_mode: "0600",
    log_rotation_age: "1d",
    log_rotation_size: "0",
    log_truncate_on_rotation: "on",
    log_line_prefix: "%m [%p] %u@%d ",
    log_min_duration_statement: "1s",
    log_lock_waits: "on",
    log_checkpoints: "off",
    // Parameters are people's data.
    log_parameter_max_length: "0",
    log_parameter_max_length_on_error: "0",
  };
  // The default there (open_datasync) leaves writes in the drive's cache.
  if (process.platform === "darwin") settings["wal_sync_method"] = "fsync_writethrough";
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`);
  return `# Written by Rondo at each start. Put your own settings in ${localSettingsFile} beside this file.\n${lines.join("")}`;
}

/** What may not be tuned: the door, and the promises. Given on the command line, which no file can override. */
export function commandLineSettings(door: Door): string[] {
  const settings = {
    ...("socketDirectory" in door
      ? {
          listen_addresses: "",
          unix_socket_directories: quoteList(door.socketDirectory),
          unix_socket_permissions: "0700",
        }
      : { listen_addresses: "127.0.0.1", unix_socket_directories: "" }),
    port: String(door.port),
    ssl: "off",
    fsync: "on",
    full_page_writes: "on",
    synchronous_commit: "on",
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** How clients get in: a socket in a closed directory, or (Windows) a port on the loopback. */
export type Door = { readonly socketDirectory: string; readonly port: number } | { readonly port: number };

/** A role or database can carry its own `synchronous_commit`, so what counts is what a connection sees. */
export function assertSafe(found: Probe): void {
  for (const name of safetySettings)
    if (found.settings[name] !== "on")
      throw operatingRefusal("database_unsuitable", {
        reason: `it runs with ${name}=${found.settings[name]}, with which a crash can lose what was acknowledged`,
      });
}

/** Nothing of the caller's environment reaches Postgres: PGDATA, PGPORT, LC_ALL and the like would change it. */
export function environment(): Record<string, string> {
  const kept = ["PATH", "SystemRoot", "TMPDIR", "TEMP", "TMP"];
  const env: Record<string, string> = { LC_ALL: "C", TZ: "UTC" };
  for (const name of kept) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  return env;
}

function quoteList(directory: string): string {
  return `"${directory.replaceAll('"', '""')}"`;
}
