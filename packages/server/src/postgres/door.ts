import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { databaseName, ownerRole } from "./cluster.ts";
import { type Home, makeOwned, own } from "./home.ts";
import type { Door } from "./settings.ts";

/** A socket's whole path may have 103 bytes on macOS and 107 on Linux; Postgres adds "/.s.PGSQL.5432.lock". */
const longestDirectory = 80;
const port = 5432;

/** Made once and kept over restarts of the server, so that the URL stays true. */
export async function makeDoor(home: Home): Promise<Door> {
  if (process.platform === "win32") return { port: await freePort() };
  const inside = join(home.directory, "socket");
  if (fits(inside)) {
    makeOwned(inside, home.account);
    chmodSync(inside, 0o700);
    return { socketDirectory: inside, port };
  }
  const parent = fits(join(tmpdir(), "rondo-XXXXXX")) ? tmpdir() : "/tmp";
  const made = mkdtempSync(join(parent, "rondo-"));
  own(made, home.account);
  return { socketDirectory: made, port };
}

/** Removes a door that stands outside the home; the one inside stays for the next start. */
export function removeDoor(door: Door, home: Home): void {
  if ("socketDirectory" in door && !door.socketDirectory.startsWith(home.directory))
    rmSync(door.socketDirectory, { recursive: true, force: true });
}

export function urlThrough(door: Door, password: string): string {
  const url = new URL(`postgres://${ownerRole}:${encodeURIComponent(password)}@127.0.0.1:${door.port}/${databaseName}`);
  if ("socketDirectory" in door) url.searchParams.set("host", door.socketDirectory);
  return url.href;
}

function fits(directory: string): boolean {
  return Buffer.byteLength(directory) <= longestDirectory;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port: free } = server.address() as AddressInfo;
      server.close(() => resolve(free));
    });
  });
}
