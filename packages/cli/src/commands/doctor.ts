import { examine, joinInstallation } from "@rondo/server/upkeep";
import { hasError } from "@rondo/core/kernel";
import type { Command } from "../command.ts";
import { exit } from "../exit.ts";
import { bytesText } from "../progress.ts";
import { existingConfigOf, installationOptions } from "../settings.ts";

export const command: Command = {
  name: "doctor",
  summary: "Look at an installation and say what is wrong with it; changes nothing",
  usage: "rondo doctor [--data DIR] [--database-url URL]",
  options: installationOptions,
  run: async (input, io) => {
    const config = await existingConfigOf(input);
    const database = await joinInstallation(config);
    const found = await examine(config, database).finally(database.stop);
    const code = hasError(found.findings) ? exit.findings : exit.done;
    if (input.json) {
      io.out(`${JSON.stringify(found)}\n`);
      return code;
    }
    const rows: [string, string][] = [
      ["Rondo", found.rondo],
      ["Node", found.node],
      ["Postgres", `${found.postgres}, ${found.embedded ? "brought by Rondo" : "your own"}`],
      ["Schema", `${found.schema.applied} of ${found.schema.known} migrations, epoch ${found.epoch ?? "none yet"}`],
      ["Data directory", found.dataDirectory],
      ["Free there", bytesText(found.freeBytes)],
      ["Database", bytesText(found.databaseBytes)],
      ["Reader lag", found.readerLagSeconds === null ? "no journal yet" : `${found.readerLagSeconds.toFixed(1)} s`],
    ];
    io.out(rows.map(([name, value]) => `${name.padEnd(16)}${value}\n`).join(""));
    io.out(
      found.findings.length === 0
        ? "\nNothing is wrong.\n"
        : `\n${found.findings.map(({ severity, message }) => `${severity}: ${message}\n`).join("")}`,
    );
    return code;
  },
};
