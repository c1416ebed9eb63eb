import { rememberAddress } from "./address.ts";
import { type Config, isLoopback, operatingRefusal } from "./config/index.ts";
import { demoOwner } from "./installation/index.ts";
import { composeNode, freePort } from "./node.ts";
import type { Opened } from "./upkeep/index.ts";
import { anyWorkspace } from "./workspaces/index.ts";
import { removeHalfMade, seedWorld } from "./worlds/index.ts";

/** A node that listens on an opened installation, and the address to open. */
export async function serveOn(installation: Opened, config: Config): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const port = config.port === 0 ? await freePort(config.host) : config.port;
  const publicUrl = config.publicUrl ?? `http://${shownHost(config.host)}:${port}`;
  const node = await composeNode({ config, urls: installation.urls, epoch: Number(installation.epoch), publicUrl });
  try {
    if (config.demo) {
      await removeHalfMade(node.system, "all"); // nobody else works in a demo's data
      if ((await demoOwner(node.system.database.directory)) === undefined)
        await seedWorld(node.system, node.app, { world: "library", demo: true });
    }
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
