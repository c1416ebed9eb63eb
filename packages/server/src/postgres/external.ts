import { operatingRefusal, reasonOf } from "../config/index.ts";
import type { Postgres } from "./postgres.ts";
import { type Probe, probe, safetySettings } from "./probe.ts";

/** 17 brought the builtin C.UTF-8 collation provider and the `pg_maintain` rights the migrations use. */
const oldestMajor = 17;

export async function openExternal(url: string, log: (line: string) => void): Promise<Postgres> {
  const found = await reach(url);
  if (found.major < oldestMajor)
    throw operatingRefusal("database_unsuitable", {
      reason: `it is PostgreSQL ${found.version}, and Rondo needs ${oldestMajor} or newer`,
    });
  for (const name of safetySettings)
    if (found.settings[name] === "off" && name !== "data_checksums")
      log(`The database runs with ${name}=off: a power cut can lose what Rondo has acknowledged.`);
  return { url, version: found.version, embedded: false, pid: () => null, restarts: () => 0, stop: async () => {} };
}

async function reach(url: string): Promise<Probe> {
  try {
    return await probe(url);
  } catch (error) {
    throw operatingRefusal("database_unreachable", { reason: reasonOf(error), database: withoutPassword(url) });
  }
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return "DATABASE_URL";
  const shown = new URL(url);
  if (shown.password !== "") shown.password = "***";
  if (shown.searchParams.has("password")) shown.searchParams.set("password", "***");
  return shown.href;
}
