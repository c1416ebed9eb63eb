/** Where a command writes. `out` is for the result alone; `err` for progress and for everything a person should know beside it. */
export type Io = { out(text: string): void; err(text: string): void; isTerminal: boolean };

export type Option = { type: "string" | "boolean"; short?: string; value?: string; help: string };

/**
 * One subcommand of `rondo`, in src/commands/<name>.ts as the export `command`. `--help` and `--json` come by
 * themselves. `run` returns the exit code, or throws a Refusal, which is printed in one line with its exit code.
 */
export type Command = {
  name: string;
  summary: string;
  usage: string;
  options: Record<string, Option>;
  positionals?: { name: string; many?: boolean; required?: boolean }[];
  run(input: Input, io: Io): Promise<number>;
};

export type Input = { options: Record<string, string | boolean | undefined>; positionals: string[]; json: boolean };
