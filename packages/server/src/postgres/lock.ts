import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { operatingRefusal } from "../config/index.ts";
import { type ProcessIdentity, identify, isAlive } from "./process.ts";

export type DataDirectoryLock = { release(): void };

const fileName = "rondo.lock";

/**
 * One Rondo process on one data directory. Postgres has a lock of its own, but it lets a second process in as a
 * client (or adopter); this one names who is there.
 *
 * Node has no flock. The file is made complete under another name and linked into place, so nobody ever reads half of
 * it, and it names its process together with the moment that began, so a reused process id does not hold it.
 */
export function lockDataDirectory(directory: string): DataDirectoryLock {
  const path = join(directory, fileName);
  const mine = JSON.stringify(identify(process.pid));
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    while (!link(draft, path)) {
      const theirs = read(path);
      const holder = theirs === null ? null : parse(theirs);
      if (holder !== null && isAlive(holder)) throw operatingRefusal("data_directory_in_use", { directory, pid: holder.pid });
      if (theirs !== null) clearStale(path, theirs);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    release: () => {
      if (read(path) === mine) rmSync(path, { force: true });
    },
  };
}

/** Who holds the directory now; null when nobody does. */
export function holderOf(directory: string): ProcessIdentity | null {
  const text = read(join(directory, fileName));
  const holder = text === null ? null : parse(text);
  return holder !== null && isAlive(holder) ? holder : null;
}

function link(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** Another starter may have replaced the stale lock since it was read: then what we took away is put back. */
function clearStale(path: string, stale: string): void {
  const aside = `${path}.stale-${randomBytes(6).toString("hex")}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (read(aside) !== stale) link(aside, path);
  rmSync(aside, { force: true });
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function parse(text: string): ProcessIdentity | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("pid" in value) || !("began" in value)) return null;
    const { pid, began } = value;
    return typeof pid === "number" && typeof began === "string" ? { pid, began } : null;
  } catch {
    return null;
  }
}
