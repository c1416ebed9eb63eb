import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A process id alone is reused (in a container at every start): with the moment it began it names one process. */
export type ProcessIdentity = { readonly pid: number; readonly began: string };

/** Null when no such process lives; a zombie does not. */
export function identify(pid: number): ProcessIdentity | null {
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  const began = process.platform === "linux" ? beganOnLinux(pid) : beganElsewhere(pid);
  return began === null ? null : { pid, began };
}

export function isAlive(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.began === identity.began;
}

/** The command line, or null where it cannot be read. */
export function commandLine(pid: number): string | null {
  if (process.platform === "win32") return null;
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return ps(pid, "command=");
  } catch {
    return null;
  }
}

/** Resolves when the condition holds, looking every `every` milliseconds; false after `limit` milliseconds. */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  { every, limit }: { every: number; limit: number },
): Promise<boolean> {
  const end = performance.now() + limit;
  while (!(await condition())) {
    if (performance.now() > end) return false;
    await pause(every);
  }
  return true;
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

let bootId: string | undefined;

function beganOnLinux(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the name in brackets and may hold spaces and brackets; state is the first after it,
    // start in ticks since boot the twentieth (proc_pid_stat(5), field 22).
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return null;
    bootId ??= readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${bootId}:${fields[19]}`;
  } catch {
    return null;
  }
}

function beganElsewhere(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    const forbidden = error instanceof Error && "code" in error && error.code === "EPERM";
    if (!forbidden) return null;
  }
  return process.platform === "win32" ? "unknown" : ps(pid, "lstart=");
}

function ps(pid: number, column: string): string {
  return execFileSync("ps", ["-o", column, "-p", String(pid)], { encoding: "utf8" }).trim();
}
