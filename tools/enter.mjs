// What every command of the clone does first. Plain JavaScript, because a Node older than 24 may be what runs it, and
// nothing is installed yet.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const oldestNode = 24;

/** A reason to end that the person can act on: printed alone, without a stack. */
export class Stop extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Runs a command's body and turns its end into an exit code. */
export async function enter(body) {
  try {
    await body();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.exitCode;
  }
}

/** Installs what the lock file names and node_modules lacks. A few milliseconds when nothing does. */
export function install() {
  if (isInstalled()) return;
  process.stderr.write("Installing what is missing (once; about a minute) …\n");
  // Exactly what the lock file says; tools/complete-lock.mjs keeps it whole for every platform.
  // Nothing we use needs an install script: the launcher makes the library links of Postgres itself.
  const { command, args } = npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
  const done = spawnSync(command, args, {
    cwd: root,
    encoding: "utf8",
    shell: process.platform === "win32" && command === "npm",
  });
  if (done.status !== 0)
    throw new Stop(`npm ci failed; check the network and try again.\n${lastLines(`${done.stdout ?? ""}${done.stderr ?? done.error}`, 15)}`);
}

/** The Node that runs the TypeScript sources: this one if it is new enough, else the one npm installed. */
export function modernNode() {
  if (isModern()) return process.execPath;
  const name = process.platform === "win32" ? "node.exe" : "node";
  for (const folder of readdirNodePackages()) {
    const path = join(root, "node_modules", folder, "bin", name);
    if (existsSync(path)) return path;
  }
  throw new Stop(
    `Rondo needs Node ${oldestNode} or newer, and npm has none for this machine (${process.platform} ${process.arch}): install it from https://nodejs.org and try again.`,
  );
}

export function isModern() {
  return Number.parseInt(process.versions.node, 10) >= oldestNode;
}

/** Arguments for a Node that runs our sources. */
export const nodeFlags = ["--disable-warning=ExperimentalWarning"];

/** Runs a program to its end with our own output; resolves with its exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(signal === null ? code : 128 + signalNumber(signal)));
  });
}

/**
 * Becomes another program: truly where Node can (the process, its id and 40 MB are not kept twice), else as a parent
 * that passes on signals and the exit code.
 */
export async function become(command, args) {
  if (process.execve !== undefined && process.platform !== "win32") {
    // It is marked experimental, and the warning would be the first thing a person sees.
    process.removeAllListeners("warning");
    process.execve(command, [command, ...args], process.env);
  }
  const child = spawn(command, args, { cwd: process.cwd(), stdio: "inherit" });
  // In a terminal Ctrl-C reaches the child as well; the server takes two at once as one.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(signal === null ? code : 128 + signalNumber(signal)));
  });
}

export function lastLines(text, count) {
  return text.trim().split("\n").slice(-count).join("\n");
}

/**
 * npm writes what it installed beside it; comparing that with the lock file needs no stamp of ours, and an
 * installation by hand counts too. Optional packages of other platforms are in the lock file alone.
 */
function isInstalled() {
  const wanted = readJson(join(root, "package-lock.json"))?.packages;
  const installed = readJson(join(root, "node_modules", ".package-lock.json"))?.packages;
  if (wanted === undefined) throw new Stop("package-lock.json is missing: get the clone whole again.");
  if (installed === undefined) return false;
  return Object.entries(wanted).every(([path, { version, optional, peer, link }]) => {
    if (!path.startsWith("node_modules/")) return true;
    const found = installed[path];
    if (found === undefined) return optional === true || peer === true;
    return link === true || found.version === version;
  });
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

function npm(args) {
  const script = process.env.npm_execpath;
  if (script !== undefined && /\.c?js$/.test(script)) return { command: process.execPath, args: [script, ...args] };
  return { command: "npm", args };
}

function readdirNodePackages() {
  const platform = process.platform === "win32" ? "win" : process.platform;
  return [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`];
}

function signalNumber(signal) {
  return { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 1;
}
