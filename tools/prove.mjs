// npm run prove: the same tests with large counts, and those that only make sense with them. Prints a table.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { enter, install, modernNode, nodeFlags, root } from "./enter.mjs";

await enter(async () => {
  install();
  const folder = mkdtempSync(join(tmpdir(), "rondo-prove-"));
  const report = join(folder, "report.json");
  // Given words choose among the files: `npm run prove -- kills`. Stories in a browser have counts of their own.
  const args = [
    "run",
    "--project",
    "unit",
    "--project",
    "server",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ];
  const vitest = join("node_modules", "vitest", "vitest.mjs");
  const { status } = spawnSync(modernNode(), [...nodeFlags, vitest, ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, RONDO_PROVE: "1" },
  });
  const results = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")).testResults : [];
  rmSync(folder, { recursive: true, force: true });
  print(results);
  if (status !== 0 || results.length === 0) process.exitCode = 1;
});

function print(results) {
  const rows = results.map((file) => {
    const count = (status) => file.assertionResults.filter((test) => test.status === status).length;
    const seconds = (file.endTime - file.startTime) / 1000;
    return [relative(root, file.name), String(count("passed")), String(count("failed")), seconds.toFixed(1)];
  });
  const table = [["proved by", "passed", "failed", "seconds"], ...rows.toSorted((a, b) => a[0].localeCompare(b[0]))];
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  for (const row of table)
    console.log(row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join("  "));
}
