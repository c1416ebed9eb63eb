import { type Config, isLoopback, operatingRefusal } from "./config/index.ts";
import { openInstallation } from "./upkeep/index.ts";

export type Server = { readonly url: string; stop(): Promise<void> };

/**
 * Everything from nothing: Postgres, migrations (after a backup), the node, listening. Answers the address to open; on a
 * new installation it carries the one-time token of the set-up, with --demo the one that signs in, in its fragment, which
 * no proxy and no log sees.
 */
export async function startServer(config: Config): Promise<Server> {
  if (config.demo && !isLoopback(config.host))
    throw operatingRefusal("settings_invalid", {
      problems: "--demo signs in whoever opens the address, so it listens on this machine alone: leave --host out",
    });
  // Everything else is read from disk while Postgres starts: that takes several times as long.
  const rest = import("./serving.ts");
  rest.catch(() => undefined);
  const installation = await openInstallation(config);
  try {
    return await (await rest).serveOn(installation, config);
  } catch (error) {
    await installation.stop();
    throw error;
  }
}
