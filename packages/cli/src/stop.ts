import type { Io } from "./command.ts";
import { exit } from "./exit.ts";

/** npm and a Node that hands its signals on deliver one Ctrl-C twice, within a few milliseconds. */
const oneCtrlC = 500;

/** Work under way has this long after a mistake of ours; what it leaves undone is as after a kill, which loses nothing. */
const drainLimit = 10_000;

/**
 * Waits for Ctrl-C or SIGTERM. After it, a second Ctrl-C ends the process at once; nothing acknowledged is lost by that.
 * An error that nobody caught ends it too, with exit code 70: what state it left behind is not known, so the process says
 * so, finishes what it has accepted, and lets its keeper start a fresh one.
 */
export function untilStopped(io: Io): Promise<number> {
  return new Promise((resolve) => {
    let first: number | null = null;
    const stop = () => {
      const now = performance.now();
      if (first === null) {
        first = now;
        if (io.isTerminal) io.err("\nStopping; Ctrl-C again to force.\n");
        resolve(exit.done);
      } else if (now - first > oneCtrlC) process.exit(exit.interrupted);
    };
    process.on("uncaughtException", (error) => {
      io.err(`A mistake in Rondo, please report it; stopping:\n${error instanceof Error ? error.stack : String(error)}\n`);
      setTimeout(() => process.exit(exit.bug), drainLimit).unref();
      resolve(exit.bug);
    });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  });
}
