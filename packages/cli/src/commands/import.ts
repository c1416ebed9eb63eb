import { access, constants } from "node:fs/promises";
import { resolve } from "node:path";
import { operatingRefusal, reasonOf } from "@rondo/server/config";
import type { Command } from "../command.ts";
import { exit } from "../exit.ts";
import { serverFunction } from "../seam.ts";
import { existingConfigOf, installationOptions } from "../settings.ts";

export const command: Command = {
  name: "import",
  summary: "Read a file of another system into a workspace, with a report of what was read and what could not be",
  usage: "rondo import FILE --workspace W [--as E] [--again] [--data DIR] [--database-url URL]",
  options: {
    workspace: { type: "string", value: "W", help: "Workspace, by its address or id" },
    as: { type: "string", value: "E", help: "E-mail of the member who imports; standard: an owner" },
    again: { type: "boolean", help: "Import as a copy even if this very file was imported before" },
    ...installationOptions,
  },
  positionals: [{ name: "FILE", required: true }],
  run: async (input, io) => {
    const { workspace, as } = input.options;
    if (typeof workspace !== "string" || workspace === "") {
      io.err("--workspace is missing: its address or id\n");
      return exit.usage;
    }
    const file = resolve(input.positionals[0]!);
    await access(file, constants.R_OK).catch((error: Error) => {
      throw operatingRefusal("file_unreadable", { file, reason: reasonOf(error) });
    });
    const importFile = await serverFunction("importFile");
    const report = await importFile(
      await existingConfigOf(input),
      { file, workspace, as: typeof as === "string" ? as : null, again: input.options["again"] === true },
      (line) => io.err(`${line}\n`),
    );
    io.out(
      input.json
        ? `${JSON.stringify(report)}\n`
        : `${report.made.map(({ kind, name }) => `Made the ${kind} “${name}”\n`).join("")}${report.counts.map(({ noun, read, carried }) => `${carried} of ${read} ${spaced(noun)}\n`).join("")}${report.findings.map(({ severity, message }) => `${severity}: ${message}\n`).join("")}`,
    );
    return report.findings.some(({ severity }) => severity === "error") ? exit.findings : exit.done;
  },
};

/** "checkItems" as people write it. */
function spaced(noun: string): string {
  return noun.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
