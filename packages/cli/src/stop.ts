import type { Io } from "./command.ts";
import { exit } from "./exit.ts";

/** npm and a Node that hands its signals on deliver one Ctrl-C twice, within a few milliseconds. */
const oneCtrlC = 500;

/** Waits for Ctrl-C or SIGTERM. After it, a second Ctrl-C ends the process at once; nothing acknowledged is lost by that. */
export function untilStopped(io: Io): Promise<void> {
  return new Promise((resolve) => {
    let first: number | null = null;
    const stop = () => {
      const now = performance.now();
      if (first === null) {
        first = now;
        if (io.isTerminal) io.err("\nStopping; Ctrl-C again to force.\n");
        resolve();
      } else if (now - first > oneCtrlC) process.exit(exit.interrupted);
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  });
}
