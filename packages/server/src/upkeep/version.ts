import { readFileSync } from "node:fs";
import { join } from "node:path";
import { home } from "../config/index.ts";

/** Version of the product, from the clone's package.json. */
export const version = (JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as { version: string }).version;
