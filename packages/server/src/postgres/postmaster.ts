import { type ChildProcess, execFile, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { operatingRefusal, reasonOf } from "../config/index.ts";
import { type Home, own } from "./home.ts";
import { type Binaries, program } from "./packer.ts";
import { readPidFile } from "./pid-file.ts";
import { type Probe, ensureDatabase, errorCode, probe } from "./probe.ts";
import { type ProcessIdentity, identify, isAlive, pause, waitUntil } from "./process.ts";
import { type Door, commandLineSettings, environment } from "./settings.ts";

/** A running server process, ours by birth or by adoption. */
export type Postmaster = { readonly identity: ProcessIdentity; readonly died: Promise<void>; readonly found: Probe };

export type Launch = {
  readonly home: Home;
  readonly binaries: Binaries;
  readonly door: Door;
  readonly url: string;
  readonly log: (line: string) => void;
};

/** After a kill, backends hold shared memory until they notice; measured at most 1.5 s, asked for 15. */
const conflictLimit = 15_000;
const conflicts = /shared memory block .* is still in use|lock file ".*" already exists|could not bind|Address already in use/;

/** Recovery replays the log since the last checkpoint: seconds at our sizes, and killing it would only start it over. */
const recoveryLimit = 600_000;

/** Starts the server and returns when a real connection was answered. */
export async function launch(options: Launch): Promise<Postmaster> {
  const end = performance.now() + conflictLimit;
  for (;;) {
    const outcome = await tryLaunch(options);
    if ("identity" in outcome) return outcome;
    if (!conflicts.test(outcome.reason) || performance.now() > end)
      throw operatingRefusal("postgres_start_failed", { directory: options.home.directory, reason: outcome.reason });
    await pause(250);
  }
}

/** Watches a server that is not our child. */
export function adopt(identity: ProcessIdentity, found: Probe): Postmaster {
  const died = new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (isAlive(identity)) return;
      clearInterval(timer);
      resolve();
    }, 200);
    timer.unref();
  });
  return { identity, died, found };
}

/** Ends sessions and stops; 20 s on, the way that leaves recovery to the next start. */
export async function stop(identity: ProcessIdentity, { home, binaries }: Pick<Launch, "home" | "binaries">): Promise<void> {
  if (process.platform === "win32") return stopOnWindows(home, binaries);
  const signals = [
    ["SIGINT", 20_000],
    ["SIGQUIT", 10_000],
    ["SIGKILL", 5_000],
  ] as const;
  for (const [signal, limit] of signals) {
    if (!isAlive(identity)) return;
    process.kill(identity.pid, signal);
    if (await waitUntil(() => !isAlive(identity), { every: 10, limit })) return;
  }
}

/** Waits for the first answer while the process lives; null when it ended before. */
export async function waitUntilReady(url: string, home: Home, identity: ProcessIdentity): Promise<Probe | null> {
  let answer: Probe | null = null;
  const look = async () => {
    if (!isAlive(identity)) return true;
    const file = readPidFile(home);
    // Asking earlier only fills the server's log with refusals.
    if (file?.pid !== identity.pid || file.status !== "ready") return false;
    answer = await ask(url, home);
    return answer !== null;
  };
  if (!(await waitUntil(look, { every: 15, limit: recoveryLimit })))
    throw operatingRefusal("postgres_start_failed", {
      directory: home.directory,
      reason: "it is not ready after 10 minutes.",
    });
  return answer;
}

async function tryLaunch({ home, binaries, door, url }: Launch): Promise<Postmaster | { reason: string }> {
  const startLog = join(home.log, "start.log");
  writeFileSync(startLog, "", { mode: 0o600 });
  own(startLog, home.account);
  const output = openSync(startLog, "a");
  const child = spawn(program(binaries, "postgres"), ["-D", home.data, ...commandLineSettings(door)], {
    ...home.account,
    cwd: home.directory,
    env: { ...environment(), PG_OOM_ADJUST_FILE: "/proc/self/oom_score_adj", PG_OOM_ADJUST_VALUE: "0" },
    stdio: ["ignore", output, output],
    // Its own session: Ctrl-C in the terminal reaches Node alone, which finishes its requests before it stops this.
    detached: true,
    windowsHide: true,
  });
  closeSync(output);
  const ended = endOf(child);
  const identity = child.pid === undefined ? null : identify(child.pid);
  if (identity !== null) {
    shield(identity.pid);
    child.unref();
    const found = await waitUntilReady(url, home, identity);
    if (found !== null) return { identity, died: ended.then(() => {}), found };
  }
  const reason = await ended;
  return { reason: [reason, readFileSync(startLog, "utf8").trim().split("\n").slice(-5).join(" ")].join(" ").trim() };
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(reasonOf(error)));
    child.once("exit", (code, signal) => resolve(`It ended with ${signal ?? `code ${code}`}.`));
  });
}

/** Out of memory, the kernel shall take a backend or Node rather than the postmaster. Root alone may ask for it. */
function shield(pid: number): void {
  if (process.platform !== "linux") return;
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, "-900");
  } catch {
    // Not allowed to: the usual score holds.
  }
}

async function ask(url: string, home: Home): Promise<Probe | null> {
  try {
    return await probe(url);
  } catch (error) {
    const code = errorCode(error);
    if (code === "3D000") {
      await ensureDatabase(url);
      return null;
    }
    // A wrong password will not become right by waiting.
    if (code?.startsWith("28"))
      throw operatingRefusal("postgres_start_failed", { directory: home.directory, reason: `${reasonOf(error)}.` });
    return null;
  }
}

async function stopOnWindows(home: Home, binaries: Binaries): Promise<void> {
  const run = promisify(execFile);
  await run(program(binaries, "pg_ctl"), ["stop", "-D", home.data, "-m", "fast", "-t", "20", "-w"]).catch(() =>
    run(program(binaries, "pg_ctl"), ["stop", "-D", home.data, "-m", "immediate", "-w"]),
  );
}
