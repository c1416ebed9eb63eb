import fc from "fast-check";
import { expect, test } from "vitest";
import { checkStarts, level, type Problem } from "../index.ts";

const forever = { seed: 1, shouldStop: () => false };

/** Every start of every task up to a horizon that holds some shortest schedule; -1 where there is none. */
function shortest(problem: Problem, horizon: number): number {
  const size = problem.network.durations.length;
  const starts = Array.from({ length: size }, () => 0);
  let best = -1;
  const place = (task: number): void => {
    if (task === size) {
      const makespan = Math.max(...starts.map((start, i) => start + problem.network.durations[i]!));
      if ((best < 0 || makespan < best) && checkStarts(problem, starts).length === 0) best = makespan;
      return;
    }
    for (let at = 0; at <= horizon; at++) {
      starts[task] = at;
      place(task + 1);
    }
  };
  place(0);
  return best;
}

const problems = fc
  .record({
    durations: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 }),
    arcs: fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.integer({ min: -3, max: 2 })), { minLength: 2, maxLength: 5 }),
    demands: fc.array(fc.tuple(fc.nat(2), fc.nat(3)), { minLength: 4, maxLength: 4 }),
  })
  .map(({ durations, arcs, demands }): Problem => {
    const kept = arcs.filter(([a, b]) => a !== b);
    return {
      network: {
        durations: Int32Array.from(durations),
        from: Int32Array.from(kept, ([a]) => a),
        to: Int32Array.from(kept, ([, b]) => b),
        lag: Int32Array.from(kept, ([, , lag]) => lag),
      },
      capacities: [2, 3],
      demands,
    };
  });

test("with maximum times the shortest schedule is that of trying every start, and none is said where there is none", () => {
  let infeasible = 0;
  fc.assert(
    fc.property(problems, (problem) => {
      const result = level(problem, forever);
      const wanted = shortest(problem, 8);
      expect(result.proven).toBe(true);
      expect(result.infeasible).toBe(wanted < 0);
      if (wanted < 0) {
        infeasible++;
        return;
      }
      expect(result.makespan).toBe(wanted);
      expect(checkStarts(problem, result.starts!)).toEqual([]);
    }),
    { numRuns: 300, seed: 4 },
  );
  expect(infeasible).toBeGreaterThan(10);
});
