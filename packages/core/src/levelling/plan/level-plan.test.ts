import fc from "fast-check";
import { expect, test } from "vitest";
import { parseWall, standardCalendar } from "../../calendar/index.ts";
import { schedulePlan, type Plan, type PlanLink, type PlanTask } from "../../plan/index.ts";
import { levelPlan, type Staffing } from "../index.ts";

const once = { seed: 1, passes: 20, shouldStop: () => false };
const hour = 60;

function planOf(tasks: PlanTask[], links: PlanLink[] = []): Plan {
  return { start: "2026-03-02T08:00", calendar: standardCalendar, tasks, links };
}

function task(id: string, hours: number, more: Partial<PlanTask> = {}): PlanTask {
  return { id, parent: null, title: id, workingMinutes: hours * hour, ...more };
}

const mei: Staffing = {
  people: [{ id: "mei", name: "Mei", units: 1 }],
  assignments: ["a", "b"].map((id) => ({ task: id, person: "mei", units: 1 })),
};

test("two tasks of one person follow each other, and the reason names the first", () => {
  const { scheduled, moves, findings } = levelPlan(planOf([task("a", 8), task("b", 4)]), mei, once);
  expect(findings).toEqual([]);
  expect(scheduled.finish).toBe("2026-03-03T12:00");
  expect(moves).toHaveLength(1);
  expect(moves[0]).toMatchObject({ was: "2026-03-02T08:00" });
  expect(moves[0]!.reason).toMatch(/^Mei is on “[ab]” until 2026-03-0/);
});

test("half a person twice at once needs no move", () => {
  const halves = { ...mei, assignments: mei.assignments.map((assignment) => ({ ...assignment, units: 0.5 })) };
  expect(levelPlan(planOf([task("a", 8), task("b", 4)]), halves, once).moves).toEqual([]);
});

test("what is begun, pinned or held by a hard date stays, and what is left over is told", () => {
  const { scheduled, findings } = levelPlan(
    planOf([task("a", 8, { started: "2026-03-02T08:00" }), task("b", 4, { pinned: { start: "2026-03-02T10:00" } }), task("c", 4)]),
    { ...mei, assignments: [...mei.assignments, { task: "c", person: "mei", units: 1 }] },
    once,
  );
  expect(scheduled.entries.map((entry) => entry.start)).toEqual(["2026-03-02T08:00", "2026-03-02T10:00", "2026-03-03T08:00"]);
  expect(findings).toMatchObject([{ code: "level.overloaded", subject: "mei" }]);
});

test("a task that follows a moved one says so", () => {
  const { moves } = levelPlan(
    planOf([task("a", 4), task("b", 4), task("c", 4)], [{ from: "b", to: "c", type: "FS", lag: { minutes: 0, kind: "working" } }]),
    mei,
    { ...once, passes: 1 },
  );
  // b leads on to c and a to nothing, so b comes first
  expect(moves.map(({ task: id }) => id)).toEqual(["a"]);
  const tied = levelPlan(
    planOf([task("a", 8), task("b", 12), task("c", 4)], [{ from: "a", to: "c", type: "FS", lag: { minutes: 0, kind: "working" } }]),
    { ...mei, people: [{ ...mei.people[0]!, taken: [{ from: "2026-03-02T08:00", to: "2026-03-03T08:00", units: 1, what: "desk" }] }] },
    { ...once, passes: 1 },
  );
  expect(tied.moves.find((move) => move.task === "c")?.reason).toBe("It follows “a”, which was moved.");
});

test("time that is taken already is left alone, and named where nothing else is in the way", () => {
  const { scheduled, moves } = levelPlan(
    planOf([task("a", 4)]),
    { ...mei, people: [{ ...mei.people[0]!, taken: [{ from: "2026-03-02T00:00", to: "2026-03-04T00:00", units: 0.5, what: "desk" }] }] },
    once,
  );
  expect(scheduled.entries[0]!.start).toBe("2026-03-04T08:00");
  expect(moves[0]!.reason).toBe("Mei is taken until 2026-03-04 08:00.");
});

test("what fits between somebody's days off keeps off them, what may be interrupted goes around them, and longer work is done as before", () => {
  const part = (tasks: PlanTask[]) =>
    levelPlan(
      planOf(tasks),
      {
        people: [{ id: "mei", name: "Mei", units: 0.6, daysOff: [1, 4, 5, 6] }],
        assignments: tasks.map(({ id }) => ({ task: id, person: "mei", units: 0.6 })),
      },
      once,
    ).scheduled.entries.map(({ start, finish }) => `${start.slice(8)} ${finish.slice(8)}`);
  expect(part([task("a", 8), task("b", 8)]).toSorted()).toEqual(["02T08:00 02T17:00", "04T08:00 04T17:00"]);
  expect(part([task("a", 12)])).toEqual(["04T08:00 05T12:00"]);
  expect(part([task("a", 12, { interruptible: true })])).toEqual(["02T08:00 04T12:00"]);
  expect(part([task("a", 40)])).toEqual(["02T08:00 06T17:00"]);
});

test("two people whose days off leave nothing between them are not waited for forever", () => {
  const two: Staffing = {
    people: [
      { id: "mei", name: "Mei", units: 0.5, daysOff: [0, 2, 4] },
      { id: "tomas", name: "Tomás", units: 0.5, daysOff: [1, 3] },
    ],
    assignments: ["mei", "tomas"].map((person) => ({ task: "a", person, units: 0.5 })),
  };
  expect(levelPlan(planOf([task("a", 4)]), two, once).moves).toEqual([]);
});

const plans = fc
  .record({
    hours: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 2, maxLength: 14 }),
    links: fc.array(fc.tuple(fc.nat(13), fc.nat(13), fc.constantFrom("FS", "SS", "FF", "SF"), fc.integer({ min: -8, max: 8 })), {
      maxLength: 10,
    }),
    people: fc.array(fc.tuple(fc.nat(13), fc.nat(2), fc.constantFrom(0.5, 1)), { maxLength: 20 }),
    dated: fc.array(fc.tuple(fc.nat(13), fc.constantFrom("SNET", "FNET"), fc.integer({ min: 1, max: 20 })), { maxLength: 3 }),
  })
  .map(({ hours, links, people, dated }) => {
    const name = (index: number): string => String.fromCharCode(97 + index);
    const constraintOf = new Map(
      dated.map(([index, type, day]) => [index, { type: type as "SNET" | "FNET", at: `2026-03-${String(day).padStart(2, "0")}T10:00` }]),
    );
    const tasks = hours.map((length, index) => {
      const constraint = constraintOf.get(index);
      return task(name(index), length, constraint ? { constraint } : {});
    });
    const kept = links.filter(([from, to]) => from < to && to < hours.length);
    const plan = planOf(
      tasks,
      kept.map(([from, to, type, lag]) => ({
        from: name(from),
        to: name(to),
        type: type as "FS",
        lag: { minutes: lag * hour, kind: "working" },
      })),
    );
    const seen = new Set<string>();
    const assignments = people
      .filter(([index, person]) => index < hours.length && !seen.has(`${index} ${person}`) && seen.add(`${index} ${person}`))
      .map(([index, person, units]) => ({ task: name(index), person: `p${person}`, units }));
    return {
      plan,
      staffing: { people: [0, 1, 2].map((at) => ({ id: `p${at}`, name: `P${at}`, units: 1 })), assignments } satisfies Staffing,
    };
  });

test("nobody is asked for more than there is, no link breaks, nothing moves earlier, and only moved tasks differ", () => {
  fc.assert(
    fc.property(plans, ({ plan, staffing }) => {
      const before = schedulePlan(plan);
      const { scheduled, moves, plan: levelled } = levelPlan(plan, staffing, once);
      const spans = scheduled.entries.map((entry) => [parseWall(entry.start)!, parseWall(entry.finish)!] as const);
      for (const person of staffing.people) {
        const own = staffing.assignments.filter((assignment) => assignment.person === person.id);
        for (const { task: id } of own) {
          const [at, until] = spans[plan.tasks.findIndex((other) => other.id === id)]!;
          if (at >= until) continue;
          const used = own
            .filter((other) => {
              const [from, to] = spans[plan.tasks.findIndex((row) => row.id === other.task)]!;
              return from <= at && at < to;
            })
            .reduce((sum, other) => sum + other.units, 0);
          expect(used).toBeLessThanOrEqual(1);
        }
      }
      // The scheduler keeps links; what levelling gave it are later starts alone.
      expect(schedulePlan(levelled).entries).toEqual(scheduled.entries);
      expect(levelled.links).toEqual(plan.links);
      const moved = new Set(moves.map((move) => move.task));
      plan.tasks.forEach((row, index) => {
        const [was, is] = [parseWall(before.entries[index]!.start)!, spans[index]![0]];
        if (!moved.has(row.id)) expect(is).toBe(was);
        else expect(is).toBeGreaterThan(was);
      });
    }),
    { numRuns: 200 },
  );
});
