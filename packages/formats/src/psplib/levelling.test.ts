import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { checkStarts, level } from "@rondo/core/levelling";
import { readRcp, readSch, readSm } from "./index.ts";

const shared = resolve(process.env["RONDO_SHARED_DATA"] ?? resolve(import.meta.dirname, "../../../../../shared/data"), "psplib");
const here = existsSync(shared);
if (!here) console.warn(`Skipped: no benchmark files at ${shared}; set RONDO_SHARED_DATA to where they are.`);

/** Best known makespan of each instance, or `unsat`. */
function table(path: string, name: number, best: number): Map<string, string> {
  if (!here) return new Map();
  const lines = readFileSync(resolve(shared, path), "utf8").trim().split("\n").slice(1);
  return new Map(lines.map((line) => [line.split(",")[name]!, line.split(",")[best]!]));
}

function files(folder: string, ending: string): string[] {
  return readdirSync(resolve(shared, folder))
    .filter((name) => name.endsWith(ending))
    .toSorted();
}

/** Dead ends, not seconds: the same on every machine. */
function within(rounds: number): { seed: number; shouldStop: () => boolean } {
  let left = rounds;
  return { seed: 1, shouldStop: () => --left < 0 };
}

test.skipIf(!here)("every RCPSP/max sample has its optimum, or is shown to have no schedule", () => {
  const wanted = table("rcpsp-max/sm_j10-optimum.csv", 0, 1);
  for (const name of files("rcpsp-max/sm_j10", ".SCH")) {
    const reading = readSch(readFileSync(resolve(shared, "rcpsp-max/sm_j10", name)));
    const result = level(reading, within(100_000));
    expect([name, result.infeasible ? "unsat" : String(result.makespan), result.proven]).toEqual([name, wanted.get(name), true]);
    if (result.starts !== null) expect(checkStarts(reading, result.starts)).toEqual([]);
  }
});

test.skipIf(!here)("every Patterson sample has its optimum, shown to be one", () => {
  const wanted = table("patterson/optimum.csv", 0, 1);
  for (const name of files("patterson", ".rcp")) {
    const reading = readRcp(readFileSync(resolve(shared, "patterson", name)));
    const result = level(reading, within(100_000));
    expect(checkStarts(reading, result.starts!)).toEqual([]);
    expect([name, String(result.makespan), result.proven]).toEqual([name, wanted.get(name), true]);
  }
});

test.skipIf(!here).each([
  ["j30", 0.06],
  ["j60", 0.55],
  ["j120", 2.35],
])("with 5,000 schedules %s samples are on average at most %d % longer than the best known, and all are kept", (set, most) => {
  const wanted = table("best-known.csv", 1, 4);
  let gap = 0;
  const names = files(set, ".sm");
  for (const name of names) {
    const reading = readSm(readFileSync(resolve(shared, set, name)));
    const result = level(reading, { seed: 1, schedules: 5000, shouldStop: () => false });
    expect(checkStarts(reading, result.starts!)).toEqual([]);
    expect(result.lowerBound).toBeLessThanOrEqual(Number(wanted.get(name)));
    gap += (result.makespan / Number(wanted.get(name)) - 1) * 100;
  }
  expect(gap / names.length).toBeLessThan(most);
});
