import { realpathSync } from "node:fs";
import { readPassword } from "./cluster.ts";
import { urlThrough } from "./door.ts";
import { openHome } from "./home.ts";
import { holderOf } from "./lock.ts";
import { readPidFile } from "./pid-file.ts";

/**
 * The database of another Rondo process that holds this data directory now, for commands that work beside a running
 * server (backup, doctor). Null when nobody holds it, or its Postgres is not up.
 */
export function findRunning(dataDirectory: string): { readonly url: string; readonly pid: number } | null {
  let directory: string;
  try {
    directory = realpathSync(dataDirectory);
  } catch {
    return null;
  }
  const holder = holderOf(directory);
  if (holder === null) return null;
  const home = openHome(directory);
  const door = readPidFile(home)?.door ?? null;
  return door === null ? null : { url: urlThrough(door, readPassword(home)), pid: holder.pid };
}
