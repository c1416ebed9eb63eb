import { randomBytes } from "node:crypto";
import { accessSync, chownSync, constants, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { operatingRefusal, reasonOf } from "../config/index.ts";
import { type Account, canEnter, chooseAccount, isRoot } from "./account.ts";

/**
 * Where the cluster lives and who owns it. All paths belong to `account`.
 *
 *     data/       Postgres's own directory
 *     log/        the server's log, one file a weekday, and start.log of the last start
 *     socket/     mode 0700; elsewhere when this path is too long for a socket
 *     password    of the role "migrator", mode 0600
 */
export type Home = {
  readonly directory: string;
  readonly data: string;
  readonly log: string;
  readonly password: string;
  readonly account: Account;
  /** Where binaries are copied to if they cannot run in place; the first that can be written is taken. */
  readonly copies: readonly string[];
};

/** Written instead of the cluster when root's data directory is closed to every other account, e.g. under /root. */
const pointerName = "postgres.pointer";
const elsewhere = "/var/lib/rondo";

/** Makes the data directory ready and finds or makes the cluster's home. Call it under the lock. */
export function openHome(dataDirectory: string): Home {
  const here = join(dataDirectory, "postgres");
  const pointer = join(dataDirectory, pointerName);
  if (existsSync(pointer)) return home(readFileSync(pointer, "utf8").trim(), null);
  if (existsSync(join(here, "data"))) return home(here, null);
  const account = chooseAccount();
  if (canEnter(account, dataDirectory)) return home(here, account);
  // Not derived from the path: a data directory that was deleted and made anew must not find the old cluster.
  const away = join(elsewhere, randomBytes(8).toString("hex"));
  try {
    mkdirSync(elsewhere, { recursive: true, mode: 0o755 });
    const made = home(away, account);
    writeFileSync(join(away, "belongs-to"), `${dataDirectory}\n`);
    writeFileSync(pointer, `${away}\n`, { mode: 0o600 });
    return made;
  } catch (error) {
    throw operatingRefusal("postgres_needs_account", {
      reason: `user id ${account.uid} can reach neither ${dataDirectory} nor ${elsewhere} (${reasonOf(error)})`,
    });
  }
}

export function prepareDataDirectory(directory: string): void {
  try {
    // Root's is passed through by the account that runs Postgres, which needs no more than the right to enter.
    mkdirSync(directory, { recursive: true, mode: isRoot() ? 0o711 : 0o700 });
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw operatingRefusal("data_directory_unwritable", { directory, reason: reasonOf(error) });
  }
}

export function makeOwned(directory: string, account: Account): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  own(directory, account);
}

export function own(path: string, account: Account): void {
  if (account.uid !== undefined && account.gid !== undefined) chownSync(path, account.uid, account.gid);
}

function home(directory: string, account: Account | null): Home {
  const data = join(directory, "data");
  const owner = account ?? ownerOf(existsSync(data) ? data : directory);
  const made = {
    directory,
    data,
    log: join(directory, "log"),
    password: join(directory, "password"),
    account: owner,
    // Root's copy serves every data directory; another account has the place beside its own cluster.
    copies: [...(isRoot() ? [join(elsewhere, "binaries")] : []), join(dirname(directory), "binaries")],
  };
  makeOwned(directory, owner);
  makeOwned(made.log, owner);
  return made;
}

/** A cluster keeps the account it was made with: Postgres refuses a directory of another owner. */
function ownerOf(path: string): Account {
  if (!isRoot()) return {};
  const { uid, gid } = statSync(path);
  if (uid === 0) return chooseAccount();
  return { uid, gid };
}
