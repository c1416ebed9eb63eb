import fc from "fast-check";
import { expect, test } from "vitest";
import { formatWall } from "../calendar/index.ts";
import { planArbitrary } from "../schedule/plans.fixture.ts";
import { type Plan, type PlanChange, PlanPreview, type PlanTask, schedulePlan } from "./index.ts";

fc.configureGlobal({ numRuns: Number(process.env["RONDO_RUNS"] ?? 100) });

const otherwise: fc.Arbitrary<(task: PlanTask) => PlanTask> = fc.constantFrom<(task: PlanTask) => PlanTask>(
  (task) => ({ ...task, workingMinutes: task.workingMinutes + 480 }),
  (task) => ({ ...task, workingMinutes: 0 }),
  (task) => ({ ...task, constraint: { type: "SNET", at: "2026-03-11T08:00" } }),
  (task) => ({ ...task, constraint: { type: "ALAP" } }),
  (task) => ({ ...task, pinned: { start: "2026-03-12T10:00" } }),
  (task) => ({ ...task, pauses: [{ after: 60, minutes: 480 }] }),
  ({ constraint: _, pinned: _pinned, started: _started, ...task }) => task,
);

test("whatever a hand tries one after another, all stands where the whole plan with that change would stand", () => {
  const tried = fc.record({
    row: fc.nat(7),
    otherwise,
    freed: fc.boolean(),
    linked: fc.option(fc.tuple(fc.nat(7), fc.nat(7)), { freq: 8 }),
  });
  const linkPolicy = fc.constantFrom("earliest" as const, "conflict" as const, "gap" as const);
  fc.assert(
    fc.property(planArbitrary, linkPolicy, fc.array(tried, { minLength: 1, maxLength: 6 }), (made, policy, tries) => {
      const before = schedulePlan(made).entries;
      const tasks = made.tasks.map((task, row) => ({ ...task, stood: { start: before[row]!.start, finish: before[row]!.finish } }));
      const plan: Plan = { ...made, linkPolicy: policy, tasks };
      const preview = new PlanPreview(plan);
      for (const { row: at, otherwise: change, freed, linked } of tries) {
        const row = at % tasks.length;
        const task = { ...change(tasks[row]!), stood: { ...tasks[row]!.stood, free: freed } };
        const [a, b] = (linked ?? [0, 0]).map((one) => one % tasks.length).toSorted((x, y) => x - y) as [number, number];
        const links: PlanChange["links"] =
          linked && a !== b && tasks[a]!.parent === null && tasks[b]!.parent === null && tasks[a]!.id !== "S"
            ? [{ from: tasks[a]!.id, to: tasks[b]!.id, type: "FS", lag: { minutes: 0, kind: "working" } }]
            : [];
        const whole = schedulePlan({ ...plan, tasks: tasks.with(row, task), links: [...plan.links, ...links] });
        const placed = preview.place({ row, task, free: freed ? [row] : [], links });
        expect([formatWall(placed.finish), [...placed.starts].map(formatWall), [...placed.finishes].map(formatWall)]).toEqual([
          whole.finish,
          whole.entries.map((entry) => entry.start),
          whole.entries.map((entry) => entry.finish),
        ]);
      }
    }),
  );
});
