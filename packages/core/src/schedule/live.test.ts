import fc from "fast-check";
import { expect, test } from "vitest";
import { buildNetwork } from "../plan/build.ts";
import { LiveSchedule, schedule, type Network } from "./index.ts";
import { planArbitrary } from "./plans.fixture.ts";

const edit = fc.record({
  task: fc.nat(30),
  minutes: fc.constantFrom(0, 60, 480, 700, 2400),
  constraint: fc.constantFrom(0, 0, 1, 2, 3, 4, 5, 6, 7),
  at: fc.integer({ min: 0, max: 20 }),
});

/** As somebody would: another duration, another constraint. */
function apply(
  net: Network,
  rows: number,
  { task, minutes, constraint, at }: { task: number; minutes: number; constraint: number; at: number },
): number {
  const node = task % rows;
  if (net.kind[node] !== 0) return node;
  net.duration[node] = net.remaining[node] = minutes;
  net.constraint[node] = net.actualStart[node]! > -2e9 ? 0 : constraint;
  net.constraintAt[node] = constraint > 1 ? net.start + at * 720 : -2_147_483_648;
  return node;
}

test("after any edits everything is as if the whole plan were computed again", () => {
  fc.assert(
    fc.property(planArbitrary, fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 }), (plan, rounds) => {
      const { net } = buildNetwork(plan);
      const live = new LiveSchedule(net);
      for (const round of rounds) {
        live.update(round.map((one) => apply(net, plan.tasks.length, one)));
        const whole = schedule(net);
        const shown = ({ dates, slack, start, finish }: Pick<LiveSchedule, "dates" | "slack" | "start" | "finish">) => ({
          start,
          finish,
          ...dates,
          ...slack,
        });
        expect(shown(live)).toEqual(shown(whole));
      }
    }),
    { numRuns: Number(process.env["RONDO_RUNS"] ?? 150) },
  );
});

test("taking edits back, the last one first, gives every date and slack back exactly", () => {
  fc.assert(
    fc.property(planArbitrary, fc.array(edit, { minLength: 1, maxLength: 5 }), (plan, edits) => {
      const { net } = buildNetwork(plan);
      const live = new LiveSchedule(net);
      const columns = [net.duration, net.remaining, net.constraint, net.constraintAt];
      const shown = () =>
        JSON.stringify([
          live.start,
          live.finish,
          Object.values(live.dates).map((column) => [...column]),
          Object.values(live.slack).map((column) => [...column]),
        ]);
      const before = shown();
      const old = edits.map((one) => {
        const node = one.task % plan.tasks.length;
        const was = columns.map((column) => column[node]!);
        live.update([apply(net, plan.tasks.length, one)]);
        return { node, was };
      });
      for (const { node, was } of old.toReversed()) {
        columns.forEach((column, index) => (column[node] = was[index]!));
        live.update([node]);
      }
      expect(shown()).toBe(before);
    }),
    { numRuns: Number(process.env["RONDO_RUNS"] ?? 100) },
  );
});
