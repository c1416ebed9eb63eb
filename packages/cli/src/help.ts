import type { Command } from "./command.ts";
import { everywhere } from "./parse.ts";

export function helpOf(command: Command): string {
  const options = { ...command.options, ...everywhere };
  const rows = Object.entries(options).map(([name, { type, short, value, help }]) => [
    `${short ? `-${short}, ` : ""}--${name}${type === "string" ? ` ${value ?? "VALUE"}` : ""}`,
    help,
  ]);
  return `${command.summary}\n\nUsage: ${command.usage}\n\nOptions:\n${columns(rows)}\n`;
}

export function helpOfAll(commands: readonly Command[]): string {
  const rows = commands.map(({ name, summary }) => [name, summary]);
  return `Rondo: work management that knows a process from a project.\n\nUsage: rondo <command> [options]\n\nCommands:\n${columns(rows)}\n\nrondo <command> --help tells more; --json prints results for programs. Exit codes: docs/operations/exit-codes.md\n`;
}

/** The same, for `--help --json`. */
export function shapeOf({ name, summary, usage, options, positionals }: Command): unknown {
  return { name, summary, usage, options: { ...options, ...everywhere }, positionals: positionals ?? [] };
}

function columns(rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map(([first]) => first!.length));
  return rows.map(([first, second]) => `  ${first!.padEnd(width)}  ${second}`).join("\n");
}
