import { simpleBound } from "../packages/core/src/levelling/bounds.ts";
import { compileInstance, type Instance } from "../packages/core/src/levelling/instance.ts";
import { tuningOf } from "../packages/core/src/levelling/level.ts";
import { cells, randomProject } from "../packages/core/src/levelling/progen.fixture.ts";
import { Search, type Tuning } from "../packages/core/src/levelling/search.ts";

/**
 * Settings of the search beside others, on random projects that nobody chose: ProGen's cells of j30, j60 and j120, as many of each
 * that there are 108 where resources are scarce (where they are not, nearly every setting finds the optimum). The average makespan
 * above the lower bound, at the same number of schedules; less is better. `RONDO_BENCH_SCHEDULES` (5000), `RONDO_BENCH_SEEDS` (1);
 * sizes as words behind the command.
 */
const schedules = Number(process.env["RONDO_BENCH_SCHEDULES"] ?? 5000);
const seeds = Number(process.env["RONDO_BENCH_SEEDS"] ?? 1);
const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size > 0);

for (const size of sizes.length > 0 ? sizes : [30, 60, 120]) {
  const instances = scarce(size);
  const used = tuningOf(instances[0]!.instance, { seed: 1, schedules, shouldStop: () => false });
  const [first, last] = used.mutation;
  const middle = (first + last) / 2;
  const others: Record<string, Partial<Tuning>> = {
    "as it is": {},
    "keys change as often at the end as at first": { mutation: [middle, middle] },
    "keys change twice as often": { mutation: [first * 2, last * 2] },
    "keys change half as often": { mutation: [first / 2, last / 2] },
    "half as many members": { population: Math.round(used.population / 2) },
    "twice as many members": { population: used.population * 2 },
    "three schedules for a child": { brief: false },
    "shaken more": { shake: Math.min(0.8, used.shake * 2 + 0.05) },
    "shaken less": { shake: used.shake / 2 },
    "narrower windows": { window: [used.window[0] / 2, used.window[1] / 2] },
    "wider windows": { window: [used.window[0] + 0.1, used.window[1] + 0.1] },
    "less noise at first": { noise: [used.noise[0] / 2, used.noise[1] / 2] },
    "serial at first": { eager: 0 },
  };
  console.log(`search: ${instances.length} random projects of ${size} tasks, ${schedules} schedules, ${seeds} seeds`);
  for (const [name, other] of Object.entries(others)) {
    const over = Array.from({ length: seeds }, (_, seed) => average(instances, { ...used, ...other }, seed + 1));
    const mean = over.reduce((sum, one) => sum + one, 0) / seeds;
    console.log(
      `search: ${name}: ${mean.toFixed(2)} % above the lower bound${seeds > 1 ? ` (${over.map((one) => one.toFixed(2)).join(", ")})` : ""}`,
    );
  }
}

type Case = { readonly instance: Instance; readonly bound: number };

function scarce(size: number): Case[] {
  const hard = cells(size).filter(({ factor, strength }) => factor >= 0.5 && strength <= 0.3);
  return Array.from({ length: 108 }, (_, at): Case => {
    const problem = randomProject(hard[at % hard.length]!, at + 1);
    return { instance: compileInstance(problem)!, bound: simpleBound(problem) };
  });
}

function average(cases: readonly Case[], tuning: Tuning, seed: number): number {
  let sum = 0;
  for (const { instance, bound } of cases) {
    const search = new Search(instance, seed, tuning, { most: schedules, elapsed: (built) => built / schedules });
    search.step(schedules, bound, () => false);
    sum += (search.bestMakespan / bound - 1) * 100;
  }
  return sum / cases.length;
}
