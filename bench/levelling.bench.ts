import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileCalendar, parseWall, standardCalendar } from "@rondo/core/calendar";
import { levelPlan, type Staffing } from "@rondo/core/levelling";
import type { Plan, PlanLink, PlanTask } from "@rondo/core/plan";

/**
 * Levelling of a plan with 20 people, each task one person's for one to five days, two links a task. One pass is the latest-start
 * rule; the rest is what looking further brings. CPU time of one thread, best of three. Where `tj3` (TaskJuggler) is installed the
 * same plan is given to it, and its finish and CPU time stand beside. It interrupts tasks unasked, so that Rondo is asked twice:
 * with tasks that may be interrupted (`rondo level --interrupt`) and with tasks that are done in one piece.
 */
const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size > 0);

for (const size of sizes.length > 0 ? sizes : [500, 2000, 10_000]) {
  const { plan, staffing } = planOf(size);
  const other = taskJuggler(plan, staffing);
  for (const interruptible of [true, false]) {
    const asked = { ...plan, tasks: plan.tasks.map((task) => ({ ...task, interruptible })) };
    const runs = [1, 2, 3].map(() => timed(() => levelPlan(asked, staffing, { seed: 1, passes: 1, shouldStop: () => false })));
    const [first] = runs.toSorted((a, b) => a.ms - b.ms);
    const more = timed(() => levelPlan(asked, staffing, { seed: 1, passes: 40, shouldStop: () => false }));
    const torn = first!.value.moves.filter((move) => move.pauses.length > 0).length;
    console.log(
      `levelling: ${size} tasks, 20 people, ${interruptible ? `interrupted where it helps (${torn} were)` : "each in one piece"}: ${first!.ms.toFixed(0)} ms CPU, finish ${first!.value.scheduled.finish}; 40 passes ${more.ms.toFixed(0)} ms, finish ${more.value.scheduled.finish}; without regard for people ${first!.value.unlevelledFinish}`,
    );
    if (!other) continue;
    const beside = (finish: string): string => (finish <= other.finish ? "no later" : "later");
    console.log(
      `levelling: … TaskJuggler ${other.ms.toFixed(0)} ms CPU, finish ${other.finish}, with ${other.torn} tasks interrupted: Rondo is ${(other.ms / first!.ms).toFixed(0)} times as fast and finishes ${beside(first!.value.scheduled.finish)} with one pass, ${beside(more.value.scheduled.finish)} with 40`,
    );
  }
}

function planOf(size: number): { plan: Plan; staffing: Staffing } {
  let state = 20_260_302;
  const random = (count: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * count);
  };
  const tasks = Array.from({ length: size }, (_, index): PlanTask => ({
    id: `t${index}`,
    parent: null,
    title: `Task ${index}`,
    workingMinutes: 480 * (1 + random(5)),
  }));
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

/** The same plan levelled by TaskJuggler 3, started and all; null where it is not installed. */
function taskJuggler(plan: Plan, staffing: Staffing): { ms: number; torn: number; finish: string } | null {
  if (spawnSync("tj3", ["--version"], { stdio: "ignore" }).status !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), "rondo-tj-"));
  try {
    const waits = new Map<string, string[]>();
    for (const { from, to } of plan.links) waits.set(to, [...(waits.get(to) ?? []), from]);
    const who = new Map(staffing.assignments.map(({ task, person }) => [task, person]));
    const lines = [
      `project p "Plan" ${plan.start.replace("T", "-")} +20y { timezone "UTC" timingresolution 60min workinghours mon - fri 8:00 - 12:00, 13:00 - 17:00 workinghours sat, sun off }`,
      ...staffing.people.map(({ id, name }) => `resource ${id} "${name}"`),
      ...plan.tasks.map(
        ({ id, title, workingMinutes }) =>
          `task ${id} "${title}" { effort ${workingMinutes / 60}h allocate ${who.get(id)} ${
            waits.has(id)
              ? `depends ${waits
                  .get(id)!
                  .map((one) => `!${one}`)
                  .join(", ")}`
              : ""
          } }`,
      ),
      'taskreport out "out" { formats csv columns id, start, end timeformat "%Y-%m-%dT%H:%M" loadunit days }',
    ];
    writeFileSync(join(folder, "plan.tjp"), lines.join("\n"));
    // The shell counts what it waited for: two lines, its own time and that of its children.
    const run = spawnSync("sh", ["-c", "tj3 --silent --no-color plan.tjp > said 2>&1; times"], { cwd: folder, encoding: "utf8" });
    const ms = (run.stdout.trim().split("\n")[1] ?? "").split(" ").reduce((sum, text) => sum + clock(text), 0);
    const rows = [...readFileSync(join(folder, "out.csv"), "utf8").matchAll(/"(t\d+)";"([\dT:-]+)";"([\dT:-]+)"/g)];
    const minutes = new Map(plan.tasks.map((task) => [task.id, task.workingMinutes]));
    const calendar = compileCalendar(plan.calendar, { from: parseWall(plan.start)! - 525_600, to: parseWall(plan.start)! + 20 * 525_600 });
    const torn = rows.filter(
      ([, id = "", start = "", end = ""]) => calendar.between(parseWall(start)!, parseWall(end)!) > minutes.get(id)!,
    ).length;
    return {
      ms,
      torn,
      finish:
        rows
          .map(([, , , end = ""]) => end)
          .toSorted()
          .at(-1) ?? "",
    };
  } catch (error) {
    console.log(`levelling: TaskJuggler gave no schedule: ${String(error)}`);
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** "1m2.34s" in milliseconds. */
function clock(text: string): number {
  const [, minutes = "0", seconds = "0"] = /^(\d+)m([\d.]+)s$/.exec(text.trim()) ?? [];
  return (Number(minutes) * 60 + Number(seconds)) * 1000;
}
