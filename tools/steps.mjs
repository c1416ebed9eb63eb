// The steps of `npm test` and `npm run check`, and what came of them.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { lastLines, modernNode, nodeFlags, root, run } from "./enter.mjs";

/** Adds up what ran: `{ passed, failed, skipped }`, and keeps what failed by its name: the end of a long output is what is read. */
export class Tally {
  passed = 0;
  failed = 0;
  skipped = 0;
  faults = [];

  add({ passed = 0, failed = 0, skipped = 0, faults = [] }) {
    this.passed += passed;
    this.failed += failed;
    this.skipped += skipped;
    this.faults.push(...faults);
  }

  /** Having run nothing is no success. */
  get succeeded() {
    return this.failed === 0 && this.passed > 0;
  }

  toString() {
    const faults = this.faults.map((fault) => `✗ ${fault}\n`).join("");
    return `${faults}${this.passed} passed, ${this.failed} failed${this.skipped > 0 ? `, ${this.skipped} skipped` : ""}`;
  }
}

/** One check for each TypeScript project. */
/** Several checkers at once each read the types that all of them share: three times the work on two cores, and no sooner. */
const once = ["--singleThreaded"];

export function checkTypes() {
  const compiler = join("node_modules", "typescript", "bin", "tsc");
  const projects = ["tsconfig.json", ...readdirSync(join(root, "packages")).map((name) => `packages/${name}/tsconfig.json`)];
  return projects.filter((path) => existsSync(join(root, path))).map((path) => check(`types: ${path}`, compiler, ["-p", path, ...once]));
}

export function lint() {
  return [check("lint", join("node_modules", "oxlint", "bin", "oxlint"), ["--type-aware", "--deny-warnings"])];
}

export function checkFormat() {
  return [check("format", join("node_modules", "oxfmt", "bin", "oxfmt"), ["--check"])];
}

export function findUnused() {
  return [check("knip", join("node_modules", "knip", "bin", "knip.js"), ["--no-progress"])];
}

/**
 * Runs one Vitest project and counts its tests; a file that could not even be read counts as one failure. Where the process that
 * ran a file died under it, that file alone is run once more, and it is said: Node 24 now and then ends itself while it frees
 * WebAssembly (https://github.com/nodejs/node/issues/64500). What ends it by itself does so again, and fails.
 */
export async function runTests(project, options = {}) {
  const first = await runOnce(project, options);
  if (first.unfinished.length === 0) return first;
  console.log(`the process that ran them died, once more: ${first.unfinished.join(", ")}`);
  const { args = [], ...others } = options;
  const again = await runOnce(project, { ...others, args: [...args.filter((arg) => arg.startsWith("--")), ...first.unfinished] });
  const failed = again.failed || (again.unfinished.length > 0 ? 1 : 0);
  return {
    passed: first.passed + again.passed,
    failed,
    skipped: first.skipped + (again.skipped ?? 0),
    faults: [...(again.faults ?? []), ...again.unfinished.map((file) => `${file}: the process that ran it died twice`)],
  };
}

async function runOnce(project, { env = {}, args = [] }) {
  const folder = mkdtempSync(join(tmpdir(), "rondo-report-"));
  const report = join(folder, "report.json");
  try {
    const vitest = join("node_modules", "vitest", "vitest.mjs");
    const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${report}`];
    const code = await run(modernNode(), [...nodeFlags, vitest, "run", "--project", project, "--passWithNoTests", ...reporters, ...args], {
      env: { ...process.env, ...env },
    });
    return count(report, code, project);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs one tool; quiet when it passes. */
function check(name, script, args) {
  const began = performance.now();
  const done = spawnSync(modernNode(), [...nodeFlags, script, ...args], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (done.status === 0) {
    console.log(`✓ ${name} (${seconds} s)`);
    return { passed: 1 };
  }
  console.log(`✗ ${name} (${seconds} s)\n${lastLines(`${done.stdout ?? ""}${done.stderr ?? ""}${done.error ?? ""}`, 60)}`);
  return { failed: 1, faults: [name] };
}

function count(report, code, project) {
  if (!existsSync(report)) return { failed: 1, faults: [`${project}: no report`], unfinished: [] };
  const { testResults, numPassedTests: passed, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, "utf8"));
  const unread = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  ).length;
  const failed = numFailedTests + unread;
  console.log(`the slowest: ${slowest(testResults).join(", ")}`);
  const faults = testResults.filter(({ status }) => status === "failed").flatMap(faultsOf);
  const unfinished = code === 0 ? [] : testResults.filter(isUnfinished).map(({ name }) => relative(root, name));
  if (failed === 0 && unfinished.length > 0) {
    const theirs = testResults.filter(isUnfinished).flatMap(({ assertionResults }) => assertionResults);
    const skipped = testResults
      .filter((file) => !isUnfinished(file))
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status !== "passed").length;
    return { passed: passed - theirs.filter(({ status }) => status === "passed").length, failed: 0, skipped, faults, unfinished };
  }
  // Errors outside of any test (an unhandled rejection, a set-up that failed) show in the exit code alone.
  if (failed === 0 && code !== 0) return { passed, failed: 1, faults: [`${project}: an error outside of any test`], unfinished: [] };
  return { passed, failed, skipped: numPendingTests + numTodoTests, faults, unfinished: [] };
}

/** A file with a test that was begun or waited when all was over; one that is left out by a word is "skipped". */
function isUnfinished({ assertionResults }) {
  return assertionResults.some(({ status }) => status === "pending");
}

/** Where a run's time goes, to be seen before it grows. */
function slowest(files) {
  const timed = files.map(({ name, startTime, endTime }) => ({ file: relative(root, name), seconds: (endTime - startTime) / 1_000 }));
  return timed
    .toSorted((one, other) => other.seconds - one.seconds)
    .slice(0, 8)
    .map(({ file, seconds }) => `${file} ${seconds.toFixed(0)} s`);
}

/** What failed in a file, each with the beginning of what it said. */
function faultsOf({ name, message, assertionResults }) {
  const file = relative(root, name);
  const failed = assertionResults.filter(({ status }) => status === "failed");
  if (failed.length === 0) return [`${file}: ${brief(message)}`];
  return failed.map(({ fullName, failureMessages }) => `${file} > ${fullName}: ${brief(failureMessages.join("\n"))}`);
}

function brief(text) {
  return text.slice(0, 2000);
}
