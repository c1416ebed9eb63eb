import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { checkStarts, level } from "@rondo/core/levelling";
import { readSm } from "./index.ts";

const shared = resolve(process.env["RONDO_SHARED_DATA"] ?? resolve(import.meta.dirname, "../../../../../shared/data"), "psplib");
const here = existsSync(shared);
if (!here) console.warn(`Skipped: no benchmark files at ${shared}; set RONDO_SHARED_DATA to where they are.`);

/** Seconds of processor time of one thread for each instance, so that a busy machine gives the same answer as a quiet one. */
test.skipIf(!here).each([
  ["j30", 2, 0],
  ["j60", 10, 0.15],
  ["j120", 10, 0.85],
])("%s: %d s of processor time each, at most %d %% above the best known on average", (set, seconds, most) => {
  const lines = readFileSync(resolve(shared, "best-known.csv"), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  const best = new Map(lines.map((cells) => [cells[1]!, Number(cells[4])]));
  const names = readdirSync(resolve(shared, set)).filter((name) => name.endsWith(".sm"));
  const sums = { gap: 0, met: 0, proven: 0, seconds: 0 };
  for (const name of names) {
    const reading = readSm(readFileSync(resolve(shared, set, name)));
    const began = process.cpuUsage().user;
    const used = (): number => (process.cpuUsage().user - began) / 1e6;
    const result = level(reading, { seed: 1, seconds, shouldStop: () => used() >= seconds, elapsed: () => used() / seconds });
    expect(checkStarts(reading, result.starts!)).toEqual([]);
    sums.gap += (result.makespan / best.get(name)! - 1) * 100;
    sums.met += result.makespan <= best.get(name)! ? 1 : 0;
    sums.proven += result.proven ? 1 : 0;
    sums.seconds += used();
  }
  console.info(
    `${set}: ${names.length} instances, ${(sums.gap / names.length).toFixed(3)} % above the best known, ${sums.met} meet it, ${sums.proven} shown to be optimal, ${(sums.seconds / names.length).toFixed(1)} s each.`,
  );
  expect(sums.gap / names.length).toBeLessThanOrEqual(most);
});
