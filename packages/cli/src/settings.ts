import { type Config, openConfig, openExistingConfig } from "@rondo/server/config";
import type { Command, Input } from "./command.ts";

/** Options of every command that works on an installation. */
export const installationOptions: Command["options"] = {
  data: { type: "string", value: "DIR", help: "Data directory (standard: .rondo in the clone)" },
  "database-url": { type: "string", value: "URL", help: "A Postgres of your own, instead of the one that Rondo brings" },
};

/** The configuration from options, environment and rondo.config.json; refuses with every problem listed. */
export async function configOf({ options }: Input): Promise<Config> {
  return openConfig({ options, env: process.env });
}

/** The same for what looks after an installation and never makes one. */
export async function existingConfigOf({ options }: Input): Promise<Config> {
  return openExistingConfig({ options, env: process.env });
}
