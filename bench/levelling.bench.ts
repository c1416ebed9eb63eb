import { standardCalendar } from "@rondo/core/calendar";
import { levelPlan, type Staffing } from "@rondo/core/levelling";
import type { Plan, PlanLink, PlanTask } from "@rondo/core/plan";

/**
 * Levelling of a plan with 20 people, each task one person's for one to five days, two links a task. One pass is the latest-start
 * rule; the rest is what looking further brings. CPU time of one thread, best of three.
 */
const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size > 0);

for (const size of sizes.length > 0 ? sizes : [500, 2000, 10_000]) {
  const { plan, staffing } = planOf(size);
  const runs = [1, 2, 3].map(() => timed(() => levelPlan(plan, staffing, { seed: 1, passes: 1, shouldStop: () => false })));
  const [first] = runs.toSorted((a, b) => a.ms - b.ms);
  const more = timed(() => levelPlan(plan, staffing, { seed: 1, passes: 40, shouldStop: () => false }));
  console.log(
    `levelling: ${size} tasks, 20 people: ${first!.ms.toFixed(0)} ms CPU, finish ${first!.value.scheduled.finish}; 40 passes ${more.ms.toFixed(0)} ms, finish ${more.value.scheduled.finish}; without regard for people ${first!.value.unlevelledFinish}`,
  );
}

function planOf(size: number): { plan: Plan; staffing: Staffing } {
  let state = 20_260_302;
  const random = (count: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * count);
  };
  const tasks = Array.from({ length: size }, (_, index): PlanTask => ({ id: `t${index}`, parent: null, title: `Task ${index}`, workingMinutes: 480 * (1 + random(5)) }));
  const links: PlanLink[] = [];
  for (let to = 1; to < size; to++)
    for (const from of new Set([Math.max(0, to - 1 - random(60)), Math.max(0, to - 1 - random(200))]))
      links.push({ from: `t${from}`, to: `t${to}`, type: "FS", lag: { minutes: 0, kind: "working" } });
  const people = Array.from({ length: 20 }, (_, index) => ({ id: `p${index}`, name: `Person ${index}`, units: 1 }));
  const assignments = tasks.map((task) => ({ task: task.id, person: `p${random(20)}`, units: 1 }));
  return { plan: { start: "2026-03-02T08:00", calendar: standardCalendar, tasks, links }, staffing: { people, assignments } };
}

function timed<T>(work: () => T): { ms: number; value: T } {
  const began = process.cpuUsage().user;
  const value = work();
  return { ms: (process.cpuUsage().user - began) / 1000, value };
}
