import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { scheduleTimeLags } from "@rondo/core/schedule";
import { readRcp, readSch, readSm, type BenchmarkReading } from "./index.ts";

const shared = resolve(process.env["RONDO_SHARED_DATA"] ?? resolve(import.meta.dirname, "../../../../../shared/data"), "psplib");
const here = existsSync(shared);
if (!here) console.warn(`Skipped: no benchmark files at ${shared}; set RONDO_SHARED_DATA to where they are.`);

function table(path: string): string[][] {
  return here
    ? readFileSync(resolve(shared, path), "utf8")
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.split(","))
    : [];
}

function files(folder: string, ending: string): string[] {
  return here ? readdirSync(resolve(shared, folder)).filter((name) => name.endsWith(ending)) : [];
}

function finish(reading: BenchmarkReading): number {
  const dates = scheduleTimeLags(reading.network);
  return dates.feasible ? dates.finish : Number.POSITIVE_INFINITY;
}

test.skipIf(!here).each(["j30", "j60", "j120"])("the longest path of every %s sample is the published one", (set) => {
  const published = new Map(table("best-known.csv").map(([, instance, length]) => [instance, Number(length)]));
  const samples = files(set, ".sm");
  expect(samples.length).toBeGreaterThanOrEqual(48);
  const wrong = samples.filter((name) => finish(readSm(readFileSync(resolve(shared, set, name)))) !== published.get(name));
  expect(wrong).toEqual([]);
});

test.skipIf(!here)("no Patterson optimum is shorter than its longest path", () => {
  const optima = table("patterson/optimum.csv");
  expect(optima.length).toBeGreaterThanOrEqual(30);
  for (const [name, optimum] of optima)
    expect([name, finish(readRcp(readFileSync(resolve(shared, "patterson", name!)))) <= Number(optimum)]).toEqual([name, true]);
});

test.skipIf(!here)("no RCPSP/max optimum is shorter than its longest path, and its time lags are kept", () => {
  const samples = files("rcpsp-max/sm_j10", ".SCH");
  const optima = new Map(table("rcpsp-max/sm_j10-optimum.csv").map(([name, optimum]) => [name, optimum]));
  expect(samples.length).toBeGreaterThanOrEqual(27);
  for (const name of samples) {
    const reading = readSch(readFileSync(resolve(shared, "rcpsp-max/sm_j10", name)));
    const dates = scheduleTimeLags(reading.network);
    const optimum = Number(optima.get(name));
    if (!dates.feasible) expect(optima.get(name)).toBe("unsat");
    else {
      if (Number.isFinite(optimum)) expect(dates.finish).toBeLessThanOrEqual(optimum);
      reading.network.from.forEach((from, arc) =>
        expect(dates.earlyStart[reading.network.to[arc]!]! - dates.earlyStart[from]!).toBeGreaterThanOrEqual(reading.network.lag[arc]!),
      );
    }
  }
});
