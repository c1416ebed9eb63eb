import { expect, test } from "vitest";
import { heavy, lookAlikes, normal, score } from "./look-alikes.fixture.ts";
import { found } from "./measured.fixture.ts";

const proving = process.env["RONDO_PROVE"] === "1";
const seeds = Array.from({ length: proving ? 20 : 2 }, (_, index) => 201 + index);

test.each([
  ["normal", normal, 0.93, 0.85],
  ["heavy", heavy, proving ? 0.85 : 0.8, 0.75],
] as const)("twelve families of only four, %s noise, are mostly found among sixty one-offs", (name, noise, mean, least) => {
  const scores = seeds.map((seed) => {
    const planted = lookAlikes(seed, noise, { each: 4 });
    return score(planted.truth, found(planted));
  });
  const [ari, precision] = [scores.map((one) => one.ari), scores.map((one) => one.precision)];
  const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  console.info(
    `families of four, ${name}, seeds ${seeds[0]} to ${seeds.at(-1)}: adjusted Rand mean ${average(ari).toFixed(3)}, worst ${Math.min(...ari).toFixed(3)}; pair precision mean ${average(precision).toFixed(3)}, worst ${Math.min(...precision).toFixed(3)}`,
  );
  expect(average(ari)).toBeGreaterThanOrEqual(mean);
  expect(Math.min(...ari)).toBeGreaterThanOrEqual(least);
});
