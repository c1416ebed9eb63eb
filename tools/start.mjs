// npm start: from a fresh clone to a running Rondo. Installs, builds, then becomes `rondo start`.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { become, enter, install, isModern, modernNode, nodeFlags, root } from "./enter.mjs";
import { buildWeb } from "./web-build.mjs";

await enter(async () => {
  install();
  const given = process.argv.slice(2);
  const seeding = given[0] === "--seed";
  if (!seeding) buildWeb();
  const main = join(root, "packages", "cli", "bin", "rondo.mjs");
  const args = seeding ? ["seed", ...given.slice(1)] : ["start", ...given];
  if (!isModern()) return become(modernNode(), [...nodeFlags, main, ...args]);
  // This very process: nothing stands between the terminal and the server.
  process.argv = [process.argv[0], main, ...args];
  await import(pathToFileURL(main).href);
});
