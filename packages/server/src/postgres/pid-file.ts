import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Home } from "./home.ts";
import type { Door } from "./settings.ts";

/** What a postmaster says about itself in `postmaster.pid`. */
export type PidFile = { readonly pid: number; readonly door: Door | null; readonly status: string };

/** Null when there is no file or it is not written to its end yet. */
export function readPidFile(home: Home): PidFile | null {
  let lines: string[];
  try {
    lines = readFileSync(pathOf(home), "utf8").split("\n");
  } catch {
    return null;
  }
  // pid, data directory, start time, port, first socket directory, first address, shared memory key, status.
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  const socketDirectory = lines[4] ?? "";
  if (!Number.isInteger(pid) || pid <= 0) return null;
  const door = port > 0 ? (socketDirectory === "" ? { port } : { socketDirectory, port }) : null;
  return { pid, door, status: (lines[7] ?? "").trim() };
}

/**
 * Frees a cluster whose pid file names a process id that another program has got since: Postgres would take that one
 * for a postmaster and refuse for ever (the usual case in a container, where ids begin at 1 each time). Only the id
 * is exchanged, for that of a process just ended: the shared memory key stays, by which Postgres makes sure that no
 * backend of the old server lives on.
 */
export function disownPidFile(home: Home, found: PidFile): void {
  const dead = spawnSync(process.execPath, ["--version"], { stdio: "ignore" }).pid;
  const text = readFileSync(pathOf(home), "utf8");
  writeFileSync(pathOf(home), text.replace(/^\d+/, String(dead)));
  if (found.door !== null && "socketDirectory" in found.door)
    rmSync(join(found.door.socketDirectory, `.s.PGSQL.${found.door.port}.lock`), { force: true });
}

function pathOf(home: Home): string {
  return join(home.data, "postmaster.pid");
}
