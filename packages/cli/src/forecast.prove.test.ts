import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { backtest, casesThrough, workDone } from "@rondo/core/forecast";
import { caseCount } from "@rondo/core/mining";
import { readLog } from "./log.ts";

const shared = resolve(process.env["RONDO_SHARED_DATA"] ?? resolve(import.meta.dirname, "../../../../shared/data"), "eventlogs");
const here = existsSync(shared);
if (!here) console.warn(`Skipped: no event logs at ${shared}; set RONDO_SHARED_DATA to where they are.`);

/** Weekly origins over the whole log: "at least so many in 85 of 100 cases", and an interval that should hold 80 %. */
test.skipIf(!here).each([
  ["helpdesk.xes.gz", 14],
  ["helpdesk.xes.gz", 28],
  ["receipt.csv", 14],
  ["receipt.csv", 28],
])("%s, %d days: promises are kept nearer to what they say than by the plain daily draw", async (name, horizon) => {
  const { log } = await readLog(resolve(shared, name), {}, { out() {}, err() {}, isTerminal: false });
  const ends = Array.from({ length: caseCount(log) }, (_, k) => ({
    activity: log.activity[log.offsets[k + 1]! - 1]!,
    at: log.time[log.offsets[k + 1]! - 1]!,
  }));
  const { finished, open } = casesThrough(ends);
  const { daily } = workDone(
    finished,
    open,
    ends.reduce((high, { at }) => Math.max(high, at), 0),
  )!;
  const options = { share: 0.85, runs: 1000, seed: 1 };
  const plain = backtest(daily, horizon, { ...options, draw: "days", adaptive: false });
  const ours = backtest(daily, horizon, { ...options, draw: "weeks", adaptive: true });
  const said = (one: typeof ours): string =>
    `${(100 * one.promiseKept).toFixed(0)} % kept, interval holds ${(100 * one.covered).toFixed(0)} %`;
  console.info(`${name}, ${horizon} days, ${ours.origins} weeks: plain daily draw ${said(plain)}; Rondo ${said(ours)}`);
  expect(Math.abs(ours.covered - 0.8)).toBeLessThanOrEqual(Math.abs(plain.covered - 0.8) + 0.005);
  expect(Math.abs(ours.promiseKept - 0.85)).toBeLessThanOrEqual(Math.max(0.07, Math.abs(plain.promiseKept - 0.85)));
});
