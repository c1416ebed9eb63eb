import { expect, test } from "vitest";
import fc from "fast-check";
import { checkStarts, level, type Problem } from "./index.ts";
import { randomProject } from "./progen.fixture.ts";

const forever = { shouldStop: () => false };

/** Tries every order of tasks: the shortest schedule of a small problem without circles is among them. */
function shortest(problem: Problem): number {
  const { durations, from, to, lag } = problem.network;
  const size = durations.length;
  let best = Number.POSITIVE_INFINITY;
  const starts = new Int32Array(size).fill(-1);
  const place = (placed: number): void => {
    if (placed === size) {
      best = Math.min(best, Math.max(...starts.map((start, task) => start + durations[task]!)));
      return;
    }
    for (let task = 0; task < size; task++) {
      if (starts[task]! >= 0) continue;
      let at = 0;
      let open = false;
      from.forEach((before, arc) => {
        if (to[arc] !== task) return;
        if (starts[before]! < 0) open = true;
        at = Math.max(at, starts[before]! + lag[arc]!);
      });
      if (open) continue;
      while (!fits(problem, starts, task, at)) at++;
      starts[task] = at;
      place(placed + 1);
      starts[task] = -1;
    }
  };
  place(0);
  return best;
}

function fits(problem: Problem, starts: Int32Array, task: number, at: number): boolean {
  const { durations } = problem.network;
  for (let t = at; t < at + durations[task]!; t++)
    for (const [r, capacity] of problem.capacities.entries()) {
      let used = problem.demands[task]![r]!;
      starts.forEach((start, other) => {
        if (start >= 0 && start <= t && t < start + durations[other]!) used += problem.demands[other]![r]!;
      });
      if (used > capacity) return false;
    }
  return true;
}

const problems = fc
  .record({
    durations: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 6 }),
    arcs: fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.integer({ min: 0, max: 6 })), { maxLength: 6 }),
    resources: fc.integer({ min: 0, max: 6 }),
    seeds: fc.array(fc.nat(1000), { minLength: 36, maxLength: 36 }),
  })
  .map(({ durations, arcs, resources, seeds }): Problem => {
    const kept = arcs.filter(([a, b]) => a < b && b < durations.length);
    const column = (pick: (arc: [number, number, number]) => number): Int32Array => Int32Array.from(kept, pick);
    return {
      network: {
        durations: Int32Array.from(durations),
        from: column(([a]) => a),
        to: column(([, b]) => b),
        lag: column(([, , lag]) => lag),
      },
      capacities: Array.from({ length: resources }, (_, r) => 3 + (seeds[r]! % 200)),
      demands: durations.map((_, task) => Array.from({ length: resources }, (__, r) => seeds[task * 6 + r]! % (4 + (seeds[r]! % 200)))),
    };
  });

test("a small problem is solved as trying every order solves it, and the schedule keeps every time and capacity", () => {
  fc.assert(
    fc.property(problems, fc.nat(100), (problem, seed) => {
      const result = level(problem, { seed, schedules: 3000, ...forever });
      expect(checkStarts(problem, result.starts!)).toEqual([]);
      expect(result.makespan).toBe(shortest(problem));
      expect(result.lowerBound).toBeLessThanOrEqual(result.makespan);
    }),
    { numRuns: 60 },
  );
});

test("as many schedules are built as were asked for, and no more", () => {
  const cell = { tasks: 120, complexity: 1.5, factor: 1, strength: 0.1 };
  const problem = randomProject(cell, 1);
  for (const schedules of [1, 2, 3, 4, 501, 1000]) {
    const result = level(problem, { seed: 1, schedules, ...forever });
    expect([schedules, result.schedules, checkStarts(problem, result.starts!)]).toEqual([schedules, schedules, []]);
  }
});

test("the same seed and number of schedules give the same schedule", () => {
  fc.assert(
    fc.property(problems, (problem) => {
      const once = level(problem, { seed: 7, schedules: 600, ...forever });
      const again = level(problem, { seed: 7, schedules: 600, ...forever });
      expect(again).toEqual(once);
    }),
    { numRuns: 20 },
  );
});

test("the checker sees a time not kept, a capacity passed, and a start before zero", () => {
  const problem: Problem = {
    network: {
      durations: Int32Array.of(3, 3),
      from: Int32Array.of(0),
      to: Int32Array.of(1),
      lag: Int32Array.of(1),
    },
    capacities: [1],
    demands: [[1], [1]],
  };
  expect(checkStarts(problem, [0, 3])).toEqual([]);
  expect(checkStarts(problem, [0, 0])).toHaveLength(3); // the arc, and two tasks that see two in use
  expect(checkStarts(problem, [0, 2])).toEqual(["resource 0 holds 1, but 2 are used at 2"]);
  expect(checkStarts(problem, [-3, 0])).toEqual(["task 0 starts at -3"]);
});

test("a task that wants more than there is can't be levelled, and is named", () => {
  const problem: Problem = {
    network: { durations: Int32Array.of(1), from: new Int32Array(0), to: new Int32Array(0), lag: new Int32Array(0) },
    capacities: [1],
    demands: [[2]],
  };
  expect(level(problem, { seed: 1, ...forever })).toMatchObject({ starts: null, infeasible: true });
});
