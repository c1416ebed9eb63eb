import { standardCalendar, type CalendarDefinition } from "@rondo/core/calendar";
import { schedulePlan, type Plan, type PlanLink, type PlanTask } from "@rondo/core/plan";
import { LiveSchedule, schedule, type Network } from "@rondo/core/schedule";
import { buildNetwork } from "../packages/core/src/plan/build.ts";

/**
 * Full recompute of a large plan: three calendars (office hours with holidays, nights, around the clock), all four link types,
 * a tenth of the links with lag or lead, a fifth of those elapsed, 3 % "not before". CPU time of one thread, best of five.
 */
const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size > 0);

for (const size of sizes.length > 0 ? sizes : [10_000, 100_000, 1_000_000]) {
  const plan = largePlan(size);
  const built = buildNetwork(plan);
  const passes = best(size > 500_000 ? 3 : 5, () => schedule(built.net));
  console.log(
    `schedule: ${size} tasks, ${plan.links.length} links: both passes and slack ${passes} ms CPU; ${((passes * 1e6) / (size + plan.links.length)).toFixed(0)} ns a task or link`,
  );
  if (size > 500_000) continue;
  console.log(`schedule: ${size} tasks: reading the plan, passes and texts ${best(3, () => schedulePlan(plan))} ms CPU`);
  const { wall, cpu } = edits(built.net, 1000);
  const told = ([half, most, longest]: readonly string[]): string => `50 % in ${half} ms, 95 % in ${most} ms, the longest ${longest} ms`;
  console.log(`schedule: ${size} tasks: one edit (another duration of a random task), 1000 of them: ${told(wall)}; of CPU ${told(cpu)}`);
}

/** How long a kept schedule takes to follow an edit: half, 95 of 100, the longest. Wall time has in it what others do on the machine. */
function edits(net: Network, count: number): { wall: string[]; cpu: string[] } {
  const live = new LiveSchedule(net);
  const random = mulberry(7);
  const [wall, cpu]: [number[], number[]] = [[], []];
  for (let edit = 0; edit < count; edit++) {
    const node = Math.floor(random() * net.size);
    net.duration[node] = net.remaining[node] = Math.floor(random() * 40) * 60;
    const [began, used] = [performance.now(), process.threadCpuUsage()];
    live.update([node]);
    const { user, system } = process.threadCpuUsage(used);
    wall.push(performance.now() - began);
    cpu.push((user + system) / 1000);
  }
  const shares = (times: number[]): string[] => {
    times.sort((a, b) => a - b);
    return [0.5, 0.95, 1].map((share) => times[Math.min(count - 1, Math.floor(share * count))]!.toFixed(2));
  };
  return { wall: shares(wall), cpu: shares(cpu) };
}

function largePlan(size: number): Plan {
  const random = mulberry(20_260_302);
  const holidays = Array.from({ length: 30 }, (_, year) =>
    ["01-01", "05-01", "10-03", "12-25", "12-26"].map((day) => ({
      from: `${2026 + year}-${day}`,
      to: `${2026 + year}-${day}`,
      name: "",
      shifts: [],
    })),
  ).flat();
  const night: CalendarDefinition = {
    week: [
      [{ from: 1320, to: 1440 }],
      ...Array.from({ length: 4 }, () => [
        { from: 0, to: 360 },
        { from: 1320, to: 1440 },
      ]),
      [{ from: 0, to: 360 }],
      [],
    ],
    exceptions: [],
  };
  const tasks = Array.from({ length: size }, (_, index): PlanTask => ({
    id: String(index),
    parent: null,
    title: `Task ${index}`,
    workingMinutes: Math.floor(random() * 40) * 60,
    ...(random() < 0.2 ? { calendar: "night" } : random() < 0.1 ? { elapsed: true } : {}),
    ...(random() < 0.03
      ? {
          constraint: {
            type: "SNET" as const,
            at: `${2026 + Math.floor(random() * 3)}-06-0${1 + Math.floor(random() * 9)}T08:00`,
          },
        }
      : {}),
  }));
  const links: PlanLink[] = [];
  while (links.length < size * 2) {
    const from = Math.floor(random() * (size - 1));
    const to = Math.min(size - 1, from + 1 + Math.floor(random() * Math.min(size, 5000)));
    const kind = random() < 0.2 ? "elapsed" : "working";
    links.push({
      from: String(from),
      to: String(to),
      type: random() < 0.7 ? "FS" : (["SS", "FF", "SF"] as const)[Math.floor(random() * 3)]!,
      lag: { minutes: random() < 0.1 ? Math.floor(random() * 20 - 5) * 60 : 0, kind },
    });
  }
  return {
    start: "2026-03-02T08:00",
    calendar: { ...standardCalendar, exceptions: holidays },
    calendars: { night },
    tasks,
    links,
  };
}

function best(times: number, run: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let time = 0; time < times; time++) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return Math.round(least);
}

function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
