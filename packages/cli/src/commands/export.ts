import { resolve } from "node:path";
import type { Command } from "../command.ts";
import { exit } from "../exit.ts";
import { bytesText } from "../progress.ts";
import { serverFunction } from "../seam.ts";
import { existingConfigOf, installationOptions } from "../settings.ts";

export const command: Command = {
  name: "export",
  summary: "Write everything of a workspace into one archive of open formats",
  usage: "rondo export --workspace W -o ARCHIVE [--data DIR] [--database-url URL]",
  options: {
    workspace: { type: "string", value: "W", help: "Workspace, by its address or id" },
    output: { type: "string", short: "o", value: "ARCHIVE", help: "File to write" },
    ...installationOptions,
  },
  run: async (input, io) => {
    const { workspace, output } = input.options;
    const problems = [
      ...(workspace ? [] : ["--workspace is missing: its address or id"]),
      ...(output ? [] : ["-o is missing: the file to write"]),
    ];
    if (typeof workspace !== "string" || typeof output !== "string" || problems.length > 0) {
      io.err(`${problems.join("\n")}\n`);
      return exit.usage;
    }
    const exportWorkspace = await serverFunction("exportWorkspace");
    const made = await exportWorkspace(await existingConfigOf(input), { workspace, file: resolve(output) }, (line) => io.err(`${line}\n`));
    io.out(input.json ? `${JSON.stringify(made)}\n` : `${made.file}: ${bytesText(made.bytes)}\n`);
    return exit.done;
  },
};
