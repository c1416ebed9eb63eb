import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { heavy, normal, type Traces } from "./look-alikes.fixture.ts";
import { measured } from "./measured.fixture.ts";
import { sketched } from "./published.fixture.ts";

const folder = resolve(process.env["RONDO_SHARED_DATA"] ?? resolve(import.meta.dirname, "../../../../../shared/data"), "eventlogs");
const here = existsSync(folder);
if (!here) console.warn(`Skipped: no real logs at ${folder}; set RONDO_SHARED_DATA to where they are.`);

/** Activities of each case: enough of XES for this. */
function casesOf(file: string): string[][] {
  const bytes = readFileSync(resolve(folder, file));
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  return text
    .split("<trace>")
    .slice(1)
    .map((trace) =>
      trace
        .split("<event>")
        .slice(1)
        .flatMap((event) => /key="concept:name"\s+value="([^"]*)"/.exec(event)?.[1] ?? []),
    )
    .filter((own) => own.length > 0);
}

/** The same of a table, by the names of its columns. */
function rowsOf(file: string, caseColumn: string, activityColumn: string): string[][] {
  const [head = [], ...rows] = readFileSync(resolve(folder, file), "utf8")
    .split(/\r?\n/)
    .filter((line) => line !== "")
    .map((line) => [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? ""));
  const [id, activity] = [head.indexOf(caseColumn), head.indexOf(activityColumn)];
  return [...Map.groupBy(rows, (row) => row[id] ?? "").values()].map((own) => own.map((row) => row[activity] ?? ""));
}

const logs = (): Traces => [
  { name: "helpdesk", cases: casesOf("helpdesk.xes.gz") },
  { name: "hiring", cases: casesOf("hiring_log_high.xes.gz") },
  { name: "reviewing", cases: casesOf("reviewing.xes") },
  { name: "fines", cases: casesOf("roadtraffic100traces.xes") },
  { name: "compensation", cases: casesOf("running-example.xes") },
  { name: "receipt", cases: rowsOf("receipt.csv", "case:concept:name", "concept:name") },
  { name: "orders", cases: rowsOf("interval_event_log.csv", "case:concept:name", "concept:name") },
];
const proving = process.env["RONDO_PROVE"] === "1";
const seeds = [2, 4, 6, 8, 10, 12, 14, 16, 18, 20];

test.skipIf(!here).each([
  ["normal", normal, 0.96],
  ["heavy", heavy, 0.85],
] as const)("cases of seven real logs in disguise, alone and in a dozen, %s noise", (name, noise, least) => {
  const real = logs();
  const dozen = [...real, ...sketched(["sepsis", "loanApplication", "purchaseToPay", "teleclaims", "repair"])];
  console.info(measured(`five real logs, ${name}`, real.slice(0, 5), noise, seeds, proving).says);
  console.info(measured(`seven real logs, ${name}`, real, noise, seeds, proving).says);
  const { ari, precision, says } = measured(`a dozen, seven of them real, ${name}`, dozen, noise, seeds, proving);
  console.info(says);
  expect(ari).toBeGreaterThanOrEqual(least);
  expect(precision).toBeGreaterThanOrEqual(0.99);
});

test.skipIf(!here)("two systems that share the letters by which they name their steps: shown, not held to anything", () => {
  const letters = ["a12", "a22"].map((name) => ({ name, cases: casesOf(`${name}f0n10.xes.gz`) }));
  const { precision, says } = measured("letters among seven real logs, normal", [...letters, ...logs()], normal, seeds, proving);
  console.info(says);
  expect(precision).toBeGreaterThan(0.7);
});
