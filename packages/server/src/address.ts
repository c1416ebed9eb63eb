import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "./config/index.ts";

const fileName = "address";

/** What a command beside the server writes links with: the address that is set, else where the server last listened. */
export async function knownAddress(config: Config): Promise<string> {
  if (config.publicUrl !== null) return config.publicUrl;
  const last = await readFile(join(config.dataDirectory, fileName), "utf8").catch(() => "");
  return URL.canParse(last.trim()) ? last.trim() : `http://${config.host}:${config.port}`;
}

export async function rememberAddress(config: Config, url: string): Promise<void> {
  await writeFile(join(config.dataDirectory, fileName), `${url}\n`);
}
