import { openInstallation } from "@rondo/server/upkeep";
import type { Command } from "../command.ts";
import { exit } from "../exit.ts";
import { configOf, installationOptions } from "../settings.ts";

export const command: Command = {
  name: "migrate",
  summary: "Bring the database's schema up to date, with a backup first (start does the same)",
  usage: "rondo migrate [--data DIR] [--database-url URL]",
  options: installationOptions,
  run: async (input, io) => {
    const database = await openInstallation(await configOf(input), (line) => io.err(`${line}\n`));
    await database.stop();
    const { applied, epoch } = database;
    if (input.json) io.out(`${JSON.stringify({ applied, epoch })}\n`);
    else io.out(applied.length === 0 ? "The schema is up to date.\n" : `Applied ${applied.join(", ")}.\n`);
    return exit.done;
  },
};
