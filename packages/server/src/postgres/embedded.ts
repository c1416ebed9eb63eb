import { realpathSync } from "node:fs";
import { operatingRefusal } from "../config/index.ts";
import { prepareCluster, readPassword } from "./cluster.ts";
import { makeDoor, removeDoor, urlThrough } from "./door.ts";
import { openHome, prepareDataDirectory } from "./home.ts";
import { type Keeper, keep } from "./keeper.ts";
import { lockDataDirectory } from "./lock.ts";
import { type Packer, findBinaries, npmPacker, runnable } from "./packer.ts";
import { disownPidFile, readPidFile } from "./pid-file.ts";
import type { Postgres } from "./postgres.ts";
import { type Launch, type Postmaster, adopt, launch, stop, waitUntilReady } from "./postmaster.ts";
import { commandLine, identify } from "./process.ts";
import { assertSafe } from "./settings.ts";

type Options = {
  readonly dataDirectory: string;
  readonly log: (line: string) => void;
  readonly packer: Packer | undefined;
};

/**
 * Our own Postgres on a data directory. The lock is held from here to `stop`, so exactly one process launches, adopts
 * or stops the server. The server outlives a killed Node on purpose (nothing it acknowledged is in danger, and a stop
 * by force would cost recovery); the next start adopts it.
 */
export async function openEmbedded({ dataDirectory, log, packer }: Options): Promise<Postgres> {
  const packed = findBinaries(packer ?? npmPacker);
  prepareDataDirectory(dataDirectory);
  const directory = realpathSync(dataDirectory);
  const lock = lockDataDirectory(directory);
  try {
    const home = openHome(directory);
    const binaries = runnable(packed, home.account, home.copies);
    await prepareCluster(home, binaries, log);
    const server = await run({ home, binaries, log });
    return { ...server, embedded: true, stop: once(() => server.stop().finally(lock.release)) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function run(parts: Omit<Launch, "door" | "url">): Promise<Omit<Postgres, "embedded">> {
  const { home, log } = parts;
  const orphan = await adoptOrphan(parts);
  const door = orphan?.door ?? (await makeDoor(home));
  const url = urlThrough(door, readPassword(home));
  const options = { ...parts, door, url };
  const first = orphan?.postmaster ?? (await launch(options));
  try {
    assertSafe(first.found);
  } catch (error) {
    await stop(first.identity, parts);
    throw error;
  }
  const keeper = keep(first, { launch: () => launch(options), log });
  return {
    url,
    version: first.found.version,
    pid: () => keeper.current()?.identity.pid ?? null,
    restarts: keeper.restarts,
    stop: async () => {
      await stopKept(keeper, parts);
      removeDoor(door, home);
    },
  };
}

/**
 * The server a killed Node left behind, if it is ours (it names our directory and knows our password) and of the
 * packed version. Another version is stopped, so that an upgrade takes effect; a stranger's process id is disowned.
 */
async function adoptOrphan(parts: Omit<Launch, "door" | "url">) {
  const { home, binaries, log } = parts;
  const file = readPidFile(home);
  const identity = file === null ? null : identify(file.pid);
  if (file === null || identity === null) return null;
  const command = commandLine(identity.pid);
  if (command !== null && !command.includes(home.data)) {
    disownPidFile(home, file);
    return null;
  }
  // Launched a moment before Node was killed, it may not have said yet where it listens.
  const door = file.door;
  if (door === null) {
    await stop(identity, parts);
    return null;
  }
  const found = await waitUntilReady(urlThrough(door, readPassword(home)), home, identity);
  if (found === null) return null;
  if (found.dataDirectory !== home.data) throw operatingRefusal("data_directory_in_use", { directory: home.data, pid: identity.pid });
  if (found.version !== binaries.version) {
    log(`Postgres ${found.version} still runs; stopping it for ${binaries.version}.`);
    await stop(identity, parts);
    return null;
  }
  log("Taking over the Postgres that was left running.");
  return { door, postmaster: adopt(identity, found) satisfies Postmaster };
}

async function stopKept(keeper: Keeper, parts: Omit<Launch, "door" | "url">): Promise<void> {
  const last = await keeper.release();
  if (last !== null) await stop(last.identity, parts);
}

function once(run: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= run());
}
