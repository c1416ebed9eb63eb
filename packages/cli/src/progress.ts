import type { Io } from "./command.ts";

export type Progress = { show(text: string): void; end(): void };

/** One line on standard error that rewrites itself, and only when a person is looking at it. */
export function progress({ err, isTerminal }: Io): Progress {
  let shown = 0;
  const show = (text: string) => {
    if (!isTerminal) return;
    err(`\r${text.padEnd(shown)}`);
    shown = text.length;
  };
  return {
    show,
    end: () => {
      if (shown > 0) err(`\r${" ".repeat(shown)}\r`);
      shown = 0;
    },
  };
}

export function bytesText(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.ceil(bytes / 1_000)} kB`
    : bytes < 1_000_000_000
      ? `${(bytes / 1_000_000).toFixed(1)} MB`
      : `${(bytes / 1_000_000_000).toFixed(2)} GB`;
}
