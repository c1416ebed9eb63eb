import { resolve } from "node:path";
import { backup, backupName } from "@rondo/server/backup";
import { joinInstallation, version } from "@rondo/server/upkeep";
import type { Command } from "../command.ts";
import { exit } from "../exit.ts";
import { bytesText, progress } from "../progress.ts";
import { existingConfigOf, installationOptions } from "../settings.ts";

export const command: Command = {
  name: "backup",
  summary: "Back up everything into one file, while people go on working",
  usage: "rondo backup [-o FILE] [--portable] [--data DIR] [--database-url URL]",
  options: {
    output: { type: "string", short: "o", value: "FILE", help: "Where to; standard: a name with the time, in the backup directory" },
    portable: {
      type: "boolean",
      help: "Rows instead of files: for another Postgres or another machine; a database of your own is always backed up so",
    },
    ...installationOptions,
  },
  run: async (input, io) => {
    const config = await existingConfigOf(input);
    const database = await joinInstallation(config);
    const bar = progress(io);
    const kind = database.embedded && !input.options["portable"] ? "physical" : "logical";
    const output = input.options["output"];
    const file = typeof output === "string" ? resolve(output) : resolve(config.backupDirectory, backupName(new Date(), kind));
    try {
      const { dataDirectory, backupDirectory } = config;
      const made = await backup({
        url: database.url,
        kind,
        dataDirectory,
        backupDirectory,
        file,
        version,
        onProgress: (bytes) => bar.show(`${bytesText(bytes)} read`),
      });
      bar.end();
      const words =
        kind === "physical" ? "physical: the files of the Postgres that Rondo brings" : "logical: rows, for any Postgres that Rondo takes";
      io.out(
        input.json
          ? `${JSON.stringify(made)}\n`
          : `${made.file}: ${bytesText(made.bytes)} (${words}). Keep it as safe as the data itself.\n`,
      );
      return exit.done;
    } finally {
      bar.end();
      await database.stop();
    }
  },
};
