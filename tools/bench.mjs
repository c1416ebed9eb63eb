// npm run bench: prints the figures of every bench/*.bench.ts, or of those whose name holds a given word.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Stop, enter, install, modernNode, nodeFlags, root, run } from "./enter.mjs";

await enter(async () => {
  install();
  const folder = join(root, "bench");
  const words = process.argv.slice(2).filter((word) => !word.startsWith("-"));
  const files = (existsSync(folder) ? readdirSync(folder) : []).filter(
    (name) => name.endsWith(".bench.ts") && (words.length === 0 || words.some((word) => name.includes(word))),
  );
  if (files.length === 0) throw new Stop("There is no such benchmark in bench/.", 2);
  for (const name of files.toSorted()) {
    console.log(`\n${name.replace(".bench.ts", "")}`);
    if ((await run(modernNode(), [...nodeFlags, join("bench", name)])) !== 0) process.exitCode = 1;
  }
});
