import type { Command } from "../command.ts";
import { exit } from "../exit.ts";
import { serverFunction } from "../seam.ts";
import { configOf, installationOptions } from "../settings.ts";

export const command: Command = {
  name: "seed",
  summary: "Put a sample world into an installation, as a workspace of its own",
  usage: "rondo seed WORLD [--again] [--data DIR] [--database-url URL]",
  options: { again: { type: "boolean", help: "Once more, as another workspace of the same people" }, ...installationOptions },
  positionals: [{ name: "WORLD", required: true }],
  run: async (input, io) => {
    const seedWorld = await serverFunction("seedWorld");
    const seeded = await seedWorld(
      await configOf(input),
      { world: input.positionals[0]!, again: input.options["again"] === true },
      (line) => io.err(`${line}\n`),
    );
    const counts = Object.entries(seeded.counts).map(([noun, count]) => `${count} ${noun}`);
    io.out(input.json ? `${JSON.stringify(seeded)}\n` : `Seeded ${counts.join(", ")}.\n`);
    return exit.done;
  },
};
