import { expect, test } from "vitest";
import { nearestWork } from "./nearest.ts";

const onboarding = ["Sign contract", "Collect documents", "Verify identity", "Open account"];
const earlier = [
  { name: "Onboarding Brandt", steps: onboarding, at: 300 },
  { name: "Onboarding Kestrel", steps: [...onboarding, "Welcome call"], at: 100 },
  { name: "Kundenstart Nordwind", steps: onboarding, at: 200 },
  { name: "Move the rare-books room", steps: ["Measure shelves", "Hire vans", "Carry the incunabula"], at: 50 },
];

test("the nearest earlier work is named with how alike it is, how often it was done and since when", () => {
  const [nearest] = nearestWork("Onboarding Varga", [], earlier);
  expect([earlier[nearest?.place ?? -1]?.name, nearest?.times, nearest?.since]).toEqual(["Onboarding Brandt", 3, 100]);
  expect(nearestWork("Something new", onboarding, earlier)[0]).toMatchObject({ times: 3, since: 100 });
});

test("what is like nothing has no nearest work", () => {
  expect(nearestWork("Paint the fence", ["Buy paint", "Dry"], earlier)).toEqual([]);
  expect(nearestWork("Anything", [], [])).toEqual([]);
});

test("a process was done as often as it was run", () => {
  const process = { name: "Scan on request", steps: [], at: 7 };
  const times = (runs: number) => nearestWork("Scan on request", [], [{ ...process, times: runs }])[0]?.times;
  expect([times(60), times(0), nearestWork("Scan on request", [], [process])[0]?.times]).toEqual([60, 0, 1]);
});
