import { expect, test } from "vitest";
import { forecastPlan } from "./index.ts";
import { caseOf } from "./projects.fixture.ts";

const count = 1000;

test("of 1,000 generated projects with common shocks as many end by their 50, 80 and 95 % dates as promised, give or take 4 points", () => {
  const kept = { p50: 0, p80: 0, p95: 0 };
  for (let seed = 1; seed <= count; seed++) {
    const { plan, history, finish } = caseOf(seed);
    const forecast = forecastPlan({ plan, history, ranges: [], runs: 150, seed });
    for (const key of ["p50", "p80", "p95"] as const) if (finish <= forecast[key]!) kept[key] += 100 / count;
  }
  console.info(
    `Forecasts kept, of ${count} projects: 50 % in ${kept.p50.toFixed(1)}, 80 % in ${kept.p80.toFixed(1)}, 95 % in ${kept.p95.toFixed(1)} of a hundred.`,
  );
  expect(Math.abs(kept.p50 - 50)).toBeLessThanOrEqual(4);
  expect(Math.abs(kept.p80 - 80)).toBeLessThanOrEqual(4);
  expect(Math.abs(kept.p95 - 95)).toBeLessThanOrEqual(4);
});
