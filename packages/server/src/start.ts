import { rememberAddress } from "./address.ts";
import { type Config, isLoopback, operatingRefusal } from "./config/index.ts";
import { demoOwner } from "./installation/index.ts";
import { composeNode, freePort } from "./node.ts";
import { openInstallation } from "./upkeep/index.ts";
import { seedWorld } from "./worlds/index.ts";
import { anyWorkspace } from "./workspaces/index.ts";

export type Server = { readonly url: string; stop(): Promise<void> };

/**
 * Everything from nothing: Postgres, migrations (after a backup), the node, listening. Answers the address to open; on a
 * new installation it carries the one-time token of the set-up, with --demo the one that signs in, in its fragment, which
 * no proxy and no log sees.
 */
export async function startServer(config: Config): Promise<Server> {
  if (config.demo && !isLoopback(config.host)) throw operatingRefusal("settings_invalid", { problems: "--demo signs in whoever opens the address, so it listens on this machine alone: leave --host out" });
  const installation = await openInstallation(config);
  try {
    const port = config.port === 0 ? await freePort(config.host) : config.port;
    const publicUrl = config.publicUrl ?? `http://${shownHost(config.host)}:${port}`;
    const node = await composeNode({ config, urls: installation.urls, epoch: Number(installation.epoch), publicUrl });
    try {
      if (config.demo && (await demoOwner(node.system.database.directory)) === undefined) await seedWorld(node.system, node.app, { world: "library", demo: true });
      await node.app.listen({ port, host: config.host });
    } catch (error) {
      await node.close();
      if ((error as { code?: string }).code === "EADDRINUSE") throw operatingRefusal("port_taken", { port, host: config.host });
      throw error;
    }
    await rememberAddress(config, publicUrl);
    node.begin();
    return {
      url: await addressToOpen(node, publicUrl, config),
      async stop() {
        await node.close();
        await installation.stop();
      },
    };
  } catch (error) {
    await installation.stop();
    throw error;
  }
}

async function addressToOpen(node: Awaited<ReturnType<typeof composeNode>>, publicUrl: string, config: Config): Promise<string> {
  const { identity } = node.system;
  if (config.demo) return `${publicUrl}/demo#${await identity.makeToken("demo")}`;
  if (!(await anyWorkspace(node.system.database.directory))) return `${publicUrl}/setup#${await identity.makeToken("set-up")}`;
  return publicUrl;
}

/** What a browser on this machine can open: 0.0.0.0 and :: are no addresses to type, and passkeys need a name. */
function shownHost(host: string): string {
  if (isLoopback(host) || host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}
