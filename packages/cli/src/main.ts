import { readFile, readdir } from "node:fs/promises";
import type { RefusalCode } from "@rondo/contract";
import { Refusal } from "@rondo/core/kernel";
import type { Command, Io } from "./command.ts";
import { exit } from "./exit.ts";
import { helpOf, helpOfAll, shapeOf } from "./help.ts";
import { lineOf } from "./main-line.ts";
import { nearest, parse } from "./parse.ts";

/** Runs one command line (without `node` and the script) and returns its exit code. Never throws. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  try {
    const names = await commandNames();
    const [first, ...rest] = args;
    if (first === undefined || first === "--help" || first === "-h" || first === "help") return await helpForAll(names, args, io);
    if (first === "--version" || first === "-v") {
      io.out(`${(JSON.parse(await readFile(new URL("../../../package.json", import.meta.url), "utf8")) as { version: string }).version}\n`);
      return exit.done;
    }
    if (!names.includes(first)) {
      const near = nearest(first, names);
      io.err(
        first.startsWith("-")
          ? `A command comes first: rondo <command> [options]; see rondo --help\n`
          : `There is no command "${first}": ${near ? `did you mean rondo ${near}?` : "see rondo --help"}\n`,
      );
      return exit.usage;
    }
    const command = await load(first);
    const parsed = parse(command, rest);
    if ("problem" in parsed) {
      io.err(`${parsed.problem}\n`);
      return exit.usage;
    }
    if (!parsed.help) return await command.run(parsed.input, io);
    io.out(parsed.input.json ? `${JSON.stringify(shapeOf(command))}\n` : helpOf(command));
    return exit.done;
  } catch (error) {
    return await report(error, io);
  }
}

/** The same for this process: its arguments, streams and end. */
export async function runProcess(): Promise<void> {
  // `rondo … | head` closes the pipe early; that is no error of ours.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(exit.done);
      throw error;
    });
  }
  const io: Io = {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
  };
  const code = await main(process.argv.slice(2), io);
  // Not left to the event loop: a forgotten timer must not hold up a script. Pipes are written asynchronously, so wait for them.
  process.stdout.write("", () => process.stderr.write("", () => process.exit(code)));
}

const commandsDirectory = new URL("./commands/", import.meta.url);

async function commandNames(): Promise<string[]> {
  const files = await readdir(commandsDirectory);
  return files.flatMap((file) => (file.endsWith(".ts") && !file.endsWith(".test.ts") ? [file.slice(0, -3)] : [])).sort();
}

async function load(name: string): Promise<Command> {
  return ((await import(new URL(`${name}.ts`, commandsDirectory).href)) as { command: Command }).command;
}

async function helpForAll(names: readonly string[], args: readonly string[], io: Io): Promise<number> {
  const named = args[0] === "help" ? args.slice(1).find((word) => names.includes(word)) : undefined;
  if (named !== undefined) io.out(helpOf(await load(named)));
  else {
    const commands = await Promise.all(names.map(load));
    io.out(args.includes("--json") ? `${JSON.stringify({ commands: commands.map(shapeOf) })}\n` : helpOfAll(commands));
  }
  return exit.done;
}

async function report(error: unknown, io: Io): Promise<number> {
  if (error instanceof Refusal) {
    // Loaded late: offline commands need nothing of the server until one of them refuses.
    const { describeOperatingRefusal } = await import("@rondo/server/config");
    const operating = describeOperatingRefusal(error);
    io.err(`${operating?.line ?? lineOf(error)}\n`);
    return operating?.exit ?? (unreadable.has(error.code) ? exit.unreadable : exit.refused);
  }
  io.err(`A mistake in Rondo, please report it:\n${error instanceof Error ? error.stack : String(error)}\n`);
  return exit.bug;
}

const unreadable = new Set<string>(["unreadable", "format_unknown", "too_large", "too_complex", "bad_json"] satisfies RefusalCode[]);
