import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { groupAlike } from "./families.ts";
import { heavy, lookAlikesOf, normal, score } from "./look-alikes.fixture.ts";

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

const logs = {
  helpdesk: "helpdesk.xes.gz",
  hiring: "hiring_log_high.xes.gz",
  reviewing: "reviewing.xes",
  fines: "roadtraffic100traces.xes",
  compensation: "running-example.xes",
};

test.skipIf(!here).each([
  ["normal", normal, 0.85],
  ["heavy", heavy, 0.7],
] as const)("cases of five real logs in disguise, %s noise", (name, noise, least) => {
  const traces = Object.entries(logs).map(([log, file]) => ({ name: log, cases: casesOf(file) }));
  for (let seed = 1; seed <= 10; seed += 1) {
    const planted = lookAlikesOf(traces, seed, noise);
    const labels = planted.cases.map(() => "");
    for (const [label, group] of groupAlike(planted.cases).groups.entries())
      for (const member of group.members) labels[member] = String(label);
    const { ari, precision, recall } = score(planted.truth, labels);
    console.info(
      `real logs ${name} seed ${seed}: adjusted Rand ${ari.toFixed(3)}, pair precision ${precision.toFixed(4)}, recall ${recall.toFixed(3)}`,
    );
    expect(ari).toBeGreaterThanOrEqual(least);
  }
});
