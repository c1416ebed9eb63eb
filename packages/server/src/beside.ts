import type { FastifyInstance } from "fastify";
import { knownAddress } from "./address.ts";
import { type Config, operatingRefusal } from "./config/index.ts";
import { migrate } from "./migration/index.ts";
import { composeNode } from "./node.ts";
import { findRunning } from "./postgres/index.ts";
import type { System } from "./system.ts";
import { joinInstallation, openInstallation } from "./upkeep/index.ts";

/**
 * Does one thing to an installation from the command line, beside a running server or without one: everything wired,
 * nothing listening. Readers of a running server find what it wrote by themselves.
 */
export async function besideServer<T>(
  config: Config,
  log: (line: string) => void,
  work: (system: System, app: FastifyInstance) => Promise<T>,
): Promise<T> {
  const running = config.databaseUrl === null && findRunning(config.dataDirectory) !== null;
  const opened = running ? await joined(config, log) : await openInstallation(config, log);
  try {
    const node = await composeNode({
      config: { ...config, logLevel: "silent" },
      urls: opened.urls,
      epoch: opened.epoch,
      publicUrl: await knownAddress(config),
      poolSize: 4,
    });
    try {
      return await work(node.system, node.app);
    } finally {
      await node.close();
    }
  } finally {
    await opened.stop();
  }
}

/** A running server has brought the schema up to date already; of an older one, this command is not the upgrade. */
async function joined(config: Config, log: (line: string) => void) {
  const { url, stop } = await joinInstallation(config, log);
  const migrated = await migrate({
    url,
    secret: config.secret,
    beforeChange: async () => {
      throw operatingRefusal("database_unsuitable", {
        reason: "the running server is of an older version: stop it and start this one first",
      });
    },
  });
  return { ...migrated, stop };
}
