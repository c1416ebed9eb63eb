// npm run check: the quick part of npm test (types, lint, unused, unit), for while one works.
import { enter, install } from "./enter.mjs";
import { Tally, checkFormat, checkTypes, findUnused, lint, runTests } from "./steps.mjs";

await enter(async () => {
  install();
  const tally = new Tally();
  for (const step of [checkFormat, checkTypes, lint, findUnused]) for (const result of step()) tally.add(result);
  tally.add(await runTests("unit"));
  console.log(String(tally));
  if (!tally.succeeded) process.exitCode = 1;
});
