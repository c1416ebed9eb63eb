import { execFileSync, spawnSync } from "node:child_process";
import { operatingRefusal } from "../config/index.ts";

/** The account a child process runs under; empty for our own. */
export type Account = { readonly uid?: number; readonly gid?: number };

/** Postgres refuses to run as root, so root needs another account; everyone else is the account themselves. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * The account for a new cluster. It must have an entry in the user database (initdb looks its own name up), and none
 * is created: an account of our name, else one meant for databases, else the one every Unix has.
 */
export function chooseAccount(): Account {
  if (!isRoot()) return {};
  for (const name of ["rondo", "postgres", "_postgres", "nobody"]) {
    const uid = idOf("-u", name);
    const gid = idOf("-g", name);
    if (uid === undefined || uid === 0 || gid === undefined) continue;
    if (canEnter({ uid, gid }, "/")) return { uid, gid };
  }
  throw operatingRefusal("postgres_needs_account", {
    reason: "none named rondo, postgres or nobody can be used",
  });
}

/** Whether the account may enter a directory. Asked of the system itself, so that access lists count too. */
export function canEnter(account: Account, directory: string): boolean {
  if (account.uid === undefined) return true;
  return spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", directory], { ...account, cwd: "/", stdio: "ignore" }).status === 0;
}

/** Whether the account can run a program, shared libraries included. */
export function canRun(account: Account, program: string): boolean {
  return spawnSync(program, ["--version"], { ...account, cwd: "/", stdio: "ignore" }).status === 0;
}

function idOf(which: "-u" | "-g", name: string): number | undefined {
  try {
    const text = execFileSync("id", [which, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    const id = Number(text);
    // macOS says -2 for nobody; the system calls take it unsigned.
    return Number.isInteger(id) ? id >>> 0 : undefined;
  } catch {
    return undefined;
  }
}
