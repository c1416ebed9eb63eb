import { expect, test } from "vitest";
import { block, leaf, LogBuilder } from "../mining/index.ts";
import { changed, crew, type Scenario, scenarioOf, simulate } from "./index.ts";

function line(servers: number, load: number, extra: Partial<Scenario> = {}): Scenario {
  return {
    unit: "minutes",
    arrivals: { kind: "exponential", mean: 10 / (servers * load) },
    activities: { Scan: { duration: { kind: "exponential", mean: 10 }, people: crew("desk", servers) } },
    paths: [{ weight: 1, tree: leaf("Scan") }],
    again: 0,
    workInProgress: null,
    ...extra,
  };
}

/** Erlang C by the recurrence of Erlang B: the mean time in an M/M/c queue and its service, which takes 10. */
function timeInSystem(servers: number, load: number): number {
  const a = servers * load;
  let b = 1;
  for (let k = 1; k <= servers; k += 1) b = (a * b) / (k + a * b);
  const waits = b / (1 - load * (1 - b));
  return 10 + (waits * 10) / (servers * (1 - load));
}

test.each([
  [1, 0.5],
  [1, 0.8],
  [2, 0.8],
  [5, 0.8],
  [10, 0.9],
])("%d servers at load %d: time in system and utilisation are what queueing theory says", (servers, load) => {
  const { leadTime, utilisation } = simulate(line(servers, load), { runs: 120_000, seed: 7 });
  const expected = timeInSystem(servers, load);
  // Three times the half interval: one in a thousand seeds would fall out, and this one is fixed.
  expect(Math.abs(leadTime.mean - expected)).toBeLessThan(Math.max(leadTime.margin * 1.5, expected * 0.01));
  expect(leadTime.margin / expected).toBeLessThan(0.1);
  expect(utilisation["desk"]).toBeCloseTo(load, 1);
});

test("with constant work an M/D/1 queue waits half as long (Pollaczek and Khinchine)", () => {
  const scenario = line(1, 0.8);
  const { steps } = simulate(
    { ...scenario, activities: { Scan: { duration: { kind: "constant", mean: 10 }, people: crew("desk", 1) } } },
    { runs: 120_000, seed: 3 },
  );
  expect(steps[0]!.meanWait / 20).toBeGreaterThan(0.93);
  expect(steps[0]!.meanWait / 20).toBeLessThan(1.07);
});

const threeSteps: Scenario = {
  unit: "minutes",
  arrivals: { kind: "exponential", mean: 20 },
  activities: {
    Receive: { duration: { kind: "exponential", mean: 5 }, people: crew("counter", 1) },
    Scan: { duration: { kind: "exponential", mean: 18 }, people: crew("scanner", 1) },
    Check: { duration: { kind: "exponential", mean: 8 }, people: crew("checker", 1) },
  },
  paths: [{ weight: 1, tree: block("sequence", ["Receive", "Scan", "Check"].map(leaf)) }],
  again: 0,
  workInProgress: null,
};

test("the planted constraint is found, and a second person there gains what theory says", () => {
  const asIs = simulate(threeSteps, { runs: 120_000, seed: 11 });
  expect(asIs.bottleneck).toMatchObject({ activity: "Scan", people: "scanner" });
  const withOneMore = simulate(changed(threeSteps, [{ kind: "people", name: "scanner", count: 2 }]), { runs: 120_000, seed: 11 });
  // An open line of exponential steps: each is an M/M/c queue by itself (Burke, Jackson).
  const theory = 18 / (1 - 0.9) - (18 + (18 * 0.45 ** 2) / (1 - 0.45 ** 2));
  const gain = asIs.leadTime.mean - withOneMore.leadTime.mean;
  expect(Math.abs(gain - theory)).toBeLessThan(1.5 * (asIs.leadTime.margin + withOneMore.leadTime.margin));
});

test("one seed gives one result, and parallel parts take as long as the longest", () => {
  const both: Scenario = {
    ...threeSteps,
    arrivals: { kind: "constant", mean: 1000 },
    paths: [{ weight: 1, tree: block("parallel", ["Receive", "Scan"].map(leaf)) }],
    activities: {
      Receive: { duration: { kind: "constant", mean: 5 }, people: [] },
      Scan: { duration: { kind: "constant", mean: 18 }, people: [] },
    },
  };
  expect(simulate(both, { runs: 100, seed: 1 }).leadTime).toMatchObject({ p50: 18, p95: 18 });
  expect(simulate(threeSteps, { runs: 500, seed: 5 })).toEqual(simulate(threeSteps, { runs: 500, seed: 5 }));
});

test("a limit on work in progress keeps the work inside, and dropping a step takes its time away", () => {
  const limited = simulate(changed(threeSteps, [{ kind: "limit", workInProgress: 1 }]), { runs: 2_000, seed: 2 });
  expect(limited.bottleneck).toBeNull();
  const shorter = simulate(changed(threeSteps, [{ kind: "drop", activity: "Scan" }]), { runs: 20_000, seed: 2 });
  expect(shorter.leadTime.mean).toBeLessThan(simulate(threeSteps, { runs: 20_000, seed: 2 }).leadTime.mean / 3);
});

test("a scenario measured from a log of a line has its people, times and constraint", () => {
  const builder = new LogBuilder();
  // One request each hour; scanning takes 55 minutes, the rest five.
  let scanned = 0;
  for (let run = 0; run < 300; run += 1) {
    const each = builder.caseOf(`R${run}`);
    const arrived = run * 60;
    scanned = Math.max(arrived + 5, scanned) + (run % 3 === 0 ? 70 : 45);
    for (const [activity, done, resource] of [
      ["Receive", arrived + 5, "Amira"],
      ["Scan", scanned, "Bo"],
      ["Return", scanned + 5, "Carla"],
    ] as const)
      builder.addEvent(each, { activity, time: done * 60_000, resource });
  }
  const scenario = scenarioOf(builder.done());
  const { bottleneck, utilisation } = simulate(scenario, { runs: 3_000, seed: 4 });
  expect(bottleneck).toMatchObject({ activity: "Scan", people: "Bo" });
  expect(utilisation["Bo"]).toBeGreaterThan(0.8);
});
