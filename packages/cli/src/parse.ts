import { parseArgs } from "node:util";
import type { Command, Input } from "./command.ts";

/** The words after the command's name, sorted into options and positionals; or the one line that says what is wrong with them. */
export function parse(command: Command, args: readonly string[]): Parsed {
  const options = { ...command.options, ...everywhere };
  let values: Record<string, string | boolean | undefined>;
  let positionals: string[];
  try {
    ({ values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      strict: true,
      options: Object.fromEntries(
        Object.entries(options).map(([name, { type, short }]) => [name, short === undefined ? { type } : { type, short }]),
      ),
    }) as { values: typeof values; positionals: string[] });
  } catch (error) {
    return { problem: explain(error as Error & { code?: string }, command, args) };
  }
  const help = values["help"] === true;
  const shape = command.positionals ?? [];
  const missing = shape[positionals.length];
  const many = shape.some((positional) => positional.many);
  if (!help && missing?.required) return { problem: `${missing.name} is missing: ${command.usage}` };
  if (!help && !many && positionals.length > shape.length)
    return { problem: `"${positionals[shape.length]}" is one word too many: ${command.usage}` };
  return { input: { options: values, positionals, json: values["json"] === true }, help };
}

export type Parsed = { problem: string } | { input: Input; help: boolean };

export const everywhere: Command["options"] = {
  json: { type: "boolean", help: "Print the result as JSON on standard output, and nothing else there" },
  help: { type: "boolean", short: "h", help: "Show this help" },
};

/** The known word nearest to a mistyped one, when it is near enough to be meant. */
export function nearest(word: string, known: readonly string[]): string | null {
  const best = known.map((other) => ({ other, distance: distance(word, other) })).sort((a, b) => a.distance - b.distance)[0];
  // Two letters changed places count as two.
  return best && best.distance <= (word.length > 3 ? Math.max(2, Math.floor(word.length / 3)) : 1) ? best.other : null;
}

function explain(error: Error & { code?: string }, command: Command, args: readonly string[]): string {
  const names = [...Object.keys(command.options), ...Object.keys(everywhere)];
  if (error.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
    const given = /'(--?[^']+)'/.exec(error.message)?.[1] ?? args.find((word) => word.startsWith("-")) ?? "?";
    const near = nearest(given.replace(/^-+/, "").split("=")[0]!, names);
    return `There is no option ${given} for rondo ${command.name}: ${near ? `did you mean --${near}?` : `see rondo ${command.name} --help`}`;
  }
  const option = /'(?:-\w, )?--([\w-]+)/.exec(error.message)?.[1];
  const kind = option === undefined ? undefined : { ...command.options, ...everywhere }[option];
  if (kind?.type === "string") return `--${option} needs a value: --${option}=${kind.value ?? "VALUE"}`;
  if (kind) return `--${option} takes no value: leave it out`;
  return error.message;
}

/** Levenshtein. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}
