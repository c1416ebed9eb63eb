// npm test: everything there is to check, from a fresh clone. The last line is the result.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { findBrowser, installBrowser } from "./browser.mjs";
import { enter, install, root } from "./enter.mjs";
import { Tally, checkFormat, checkTypes, findUnused, lint, runTests } from "./steps.mjs";
import { buildWeb } from "./web-build.mjs";

await enter(async () => {
  install();
  const tally = new Tally();
  const began = performance.now();
  for (const step of [checkFormat, checkTypes, lint, findUnused]) for (const result of step()) tally.add(result);
  buildWeb(); // the servers that tests start serve it, and the size budget is read from it
  for (const project of ["unit", "server"]) {
    console.log(`\n${project} tests`);
    const result = await runTests(project);
    // A project whose tests all vanished (a pattern that matches nothing any more) must not look like a success.
    if (!(result.passed > 0) && !(result.failed > 0)) console.log(`✗ no ${project} test ran`);
    tally.add(result.passed > 0 || result.failed > 0 ? result : { ...result, failed: 1, faults: [`no ${project} test ran`] });
  }
  if (existsSync(join(root, "e2e"))) tally.add(await browserStories());
  console.log(`\n${((performance.now() - began) / 1000).toFixed(0)} s`);
  console.log(String(tally));
  if (!tally.succeeded) process.exitCode = 1;
});

async function browserStories() {
  console.log("\nbrowser stories");
  const browser = (await findBrowser()) ?? (await installBrowser((line) => console.log(line)));
  if (browser === null) {
    console.log(
      "Skipped: there is no Chromium or Chrome on this machine and none could be installed. Install one, or set RONDO_BROWSER to its path.",
    );
    return { skipped: 1 };
  }
  console.log(`with ${browser}`);
  try {
    buildWeb();
  } catch (error) {
    console.log(`✗ ${error.message}`);
    return { failed: 1, faults: [`the web app: ${error.message}`] };
  }
  return runTests("e2e", { env: { RONDO_BROWSER: browser } });
}
