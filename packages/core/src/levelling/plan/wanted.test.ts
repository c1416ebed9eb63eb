import fc from "fast-check";
import { expect, test } from "vitest";
import { compileCalendar, parseWall, standardCalendar } from "../../calendar/index.ts";
import { People, schedulePlan, type Plan, type PlanLink, type PlanTask } from "../../plan/index.ts";
import { levelPlan, type LevelledPlan, type Staffing } from "../index.ts";

const once = { seed: 1, passes: 20, shouldStop: () => false };
const hour = 60;

const task = (id: string, hours: number, more: Partial<PlanTask> = {}): PlanTask => ({
  id,
  parent: null,
  title: id,
  workingMinutes: hours * hour,
  ...more,
});
const after = (from: string, to: string): PlanLink => ({ from, to, type: "FS", lag: { minutes: 0, kind: "working" } });
const planOf = (tasks: PlanTask[], links: PlanLink[] = [], more: Partial<Plan> = {}): Plan => ({
  start: "2026-03-02T08:00",
  calendar: standardCalendar,
  tasks,
  links,
  ...more,
});
const person = (id: string, ...roles: string[]) => ({ id, name: id, units: 1, roles });
const all = (person: string, ...tasks: string[]) => tasks.map((task) => ({ task, person, units: 1 }));
const startsOf = ({ scheduled }: LevelledPlan) => scheduled.entries.map((entry) => entry.start);

test("a plan scheduled from its finish is levelled from there: the earlier task goes before the later one, and the reason says so", () => {
  const levelled = levelPlan(
    planOf([task("a", 8), task("b", 8), task("c", 8)], [after("a", "c")], { finish: "2026-03-13T17:00" }),
    { people: [person("mei")], assignments: all("mei", "a", "b", "c") },
    once,
  );
  expect(levelled.findings).toEqual([]);
  expect(startsOf(levelled).toSorted()).toEqual(["2026-03-11T08:00", "2026-03-12T08:00", "2026-03-13T08:00"]);
  expect(levelled.scheduled.finish).toBe("2026-03-13T17:00");
  const moved = levelled.moves.find((move) => move.because.code === "busyFrom");
  expect(moved).toMatchObject({ notBefore: null, because: { params: { person: "mei" } } });
  expect(moved?.notAfter).toBe(levelled.scheduled.entries.find((entry) => entry.id === moved?.task)?.finish);
});

test("a task that is as late as possible goes as late as its people allow, and everything else as early", () => {
  const levelled = levelPlan(
    planOf(
      [task("a", 16), task("b", 8, { constraint: { type: "ALAP" } }), task("c", 8), task("end", 0)],
      [after("a", "end"), after("b", "end"), after("c", "end")],
    ),
    { people: [person("mei")], assignments: all("mei", "a", "b", "c") },
    once,
  );
  expect(levelled.findings).toEqual([]);
  expect(levelled.scheduled.finish).toBe("2026-03-05T17:00");
  expect(levelled.scheduled.entries[1]!.start).toBe("2026-03-05T08:00");
  expect(levelled.moves.find((move) => move.task === "b")).toMatchObject({ because: { code: "late" }, notBefore: "2026-03-05T08:00" });
});

test("where nobody is asked for too much, a task that is as late as possible stays so", () => {
  const { plan, moves } = levelPlan(
    planOf([task("a", 16), task("b", 8, { constraint: { type: "ALAP" } })]),
    { people: [person("mei"), person("ada")], assignments: [...all("mei", "a"), ...all("ada", "b")] },
    once,
  );
  expect(moves).toEqual([]);
  expect(plan.tasks[1]!.constraint).toEqual({ type: "ALAP" });
});

test("a task that may be interrupted is done around what its person must do besides, and says in how many pieces", () => {
  const busy = { from: "2026-03-03T08:00", to: "2026-03-04T00:00", units: 1, what: "desk" };
  const staffing = { people: [{ ...person("mei"), taken: [busy] }], assignments: all("mei", "a") };
  const levelled = levelPlan(planOf([task("a", 16, { interruptible: true })]), staffing, once);
  expect(levelled.scheduled).toMatchObject({ finish: "2026-03-04T17:00" });
  expect(levelled.moves).toMatchObject([
    {
      task: "a",
      start: "2026-03-02T08:00",
      notBefore: null,
      pauses: [{ after: 480, minutes: 480 }],
      because: { code: "interrupted", params: { pieces: 2 } },
    },
  ]);
  expect(levelPlan(planOf([task("a", 16)]), staffing, once).scheduled.finish).toBe("2026-03-05T17:00");
  // Levelling it again begins from the whole task.
  expect(levelPlan(levelled.plan, { ...staffing, people: [person("mei")] }, once).plan.tasks[0]!.pauses).toBeUndefined();
});

test("a place for a role goes to whoever lets the plan end soonest, nobody is taken twice, and too few are told", () => {
  const people = [person("mei", "editor"), person("ada", "editor", "printer"), person("tom")];
  const places = ["a", "b"].map((id) => ({ task: id, role: "editor", units: 1 }));
  const levelled = levelPlan(planOf([task("a", 8), task("b", 8)]), { people, assignments: [], placeholders: places }, once);
  expect(levelled.scheduled.finish).toBe("2026-03-02T17:00");
  expect(levelled.moves.flatMap((move) => move.assigned.map((one) => one.person)).toSorted()).toEqual(["ada", "mei"]);
  expect(levelled.moves[0]).toMatchObject({ because: { code: "assigned", params: { role: "editor" } }, notBefore: null });
  const both = levelPlan(
    planOf([task("a", 8)]),
    { people, assignments: all("mei", "a"), placeholders: [{ task: "a", role: "editor", units: 1, count: 2 }] },
    once,
  );
  expect(both.moves[0]!.assigned).toEqual([{ role: "editor", person: "ada", units: 1 }]);
  expect(both.findings).toMatchObject([{ code: "level.role_short", params: { role: "editor", wanted: 2, there: 1 } }]);
});

const wanted = fc
  .record({
    hours: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 2, maxLength: 12 }),
    links: fc.array(fc.tuple(fc.nat(11), fc.nat(11), fc.constantFrom("FS", "SS", "FF"), fc.integer({ min: 0, max: 8 })), { maxLength: 8 }),
    people: fc.array(fc.tuple(fc.nat(11), fc.nat(2), fc.constantFrom(0.5, 1)), { maxLength: 14 }),
    places: fc.array(fc.tuple(fc.nat(11), fc.constantFrom("editor", "printer"), fc.constantFrom(0.5, 1)), { maxLength: 5 }),
    special: fc.array(fc.constantFrom("plain", "late", "interruptible"), { minLength: 12, maxLength: 12 }),
    back: fc.boolean(),
  })
  .map(({ hours, links, people, places, special, back }) => {
    const name = (index: number): string => String.fromCharCode(97 + index);
    const tasks = hours.map((length, index) =>
      task(
        name(index),
        length,
        special[index] === "late" ? { constraint: { type: "ALAP" } } : special[index] === "interruptible" ? { interruptible: true } : {},
      ),
    );
    const kept = links.filter(([from, to]) => from < to && to < hours.length);
    const plan = planOf(
      tasks,
      kept.map(([from, to, type, lag]) => ({ from: name(from), to: name(to), type, lag: { minutes: lag * hour, kind: "working" } })),
      back ? { finish: "2026-06-12T17:00" } : {},
    );
    const once = <T extends [number, unknown, number]>(list: T[]): T[] => [
      ...new Map(list.filter(([index]) => index < hours.length).map((one) => [`${one[0]} ${String(one[1])}`, one])).values(),
    ];
    const staffing: Staffing = {
      people: [person("p0", "editor"), person("p1", "editor", "printer"), person("p2", "printer")],
      assignments: once(people).map(([index, at, units]) => ({ task: name(index), person: `p${at}`, units })),
      placeholders: once(places).map(([index, role, units]) => ({ task: name(index), role, units })),
    };
    return { plan, staffing };
  });

test("from either end, as late as possible, in pieces and by role: nobody is asked for more than there is, all work is done, and links hold", () => {
  const calendar = compileCalendar(standardCalendar, { from: parseWall("2020-01-01T00:00")!, to: parseWall("2032-01-01T00:00")! });
  fc.assert(
    fc.property(wanted, ({ plan, staffing }) => {
      const levelled = levelPlan(plan, staffing, once);
      const spans = new Map(
        levelled.scheduled.entries.map((entry) => [entry.id, [parseWall(entry.start)!, parseWall(entry.finish)!] as const]),
      );
      const pieces = (id: string): [number, number][] => {
        const [start, finish] = spans.get(id)!;
        let [from, done] = [start, 0];
        const found: [number, number][] = [];
        for (const { after: worked, minutes } of levelled.plan.tasks.find((one) => one.id === id)!.pauses ?? []) {
          const end = calendar.add(from, worked - done);
          found.push([from, end]);
          [from, done] = [calendar.next(calendar.add(end, minutes)), worked];
        }
        return [...found, [from, finish]];
      };
      for (const one of plan.tasks)
        expect(pieces(one.id).reduce((sum, [from, to]) => sum + calendar.between(from, to), 0)).toBe(one.workingMinutes);
      const work = [
        ...staffing.assignments,
        ...levelled.moves.flatMap((move) => move.assigned.map((given) => ({ ...given, task: move.task }))),
      ];
      const short = levelled.findings.reduce(
        (sum, { code, params }) => sum + (code === "level.role_short" ? Number(params!["wanted"]) - Number(params!["there"]) : 0),
        0,
      );
      expect(work.length + short).toBe(staffing.assignments.length + staffing.placeholders!.length);
      for (const { id } of staffing.people) {
        const own = work
          .filter((one) => one.person === id)
          .flatMap((one) => pieces(one.task).map(([from, to]) => ({ from, to, units: one.units, task: one.task })));
        for (const { from, to } of own)
          if (from < to)
            expect(
              own.filter((other) => other.from <= from && from < other.to).reduce((sum, other) => sum + other.units, 0),
            ).toBeLessThanOrEqual(1);
      }
      for (const { from, to, type, lag } of plan.links) {
        const [[start, finish], [nextStart, nextFinish]] = [spans.get(from)!, spans.get(to)!];
        const [left, right] = [type === "SS" ? start : finish, type === "FF" ? nextFinish : nextStart];
        expect(calendar.between(left, right)).toBeGreaterThanOrEqual(lag.minutes);
      }
      // Levelling only ever pushes away from the end it counts from.
      const before = schedulePlan(plan);
      if (plan.finish === undefined) expect(levelled.scheduled.finish >= before.finish).toBe(true);
      else expect(levelled.scheduled.start <= before.start).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("where dates follow people, whoever takes a place works it in their own hours, and somebody away is not asked before they are back", () => {
  const mornings = [0, 1, 2, 3, 4, 5, 6].map((day) => (day < 5 ? [{ from: 480, to: 720 }] : []));
  const half = { person: "mei", week: mornings, leave: [] };
  const away = { person: "tomas", week: null, leave: [{ from: "2026-03-02", to: "2026-03-03" }] };
  const staffing = (hours: NonNullable<Staffing["hours"]>): Staffing => ({
    people: [person("mei", "archivist"), person("tomas", "archivist")],
    assignments: [],
    placeholders: [{ task: "a", role: "archivist" }],
    hours,
  });
  const taken = ({ moves, scheduled }: LevelledPlan) => [
    moves[0]?.assigned[0]?.person,
    scheduled.entries[0]!.start,
    scheduled.entries[0]!.finish,
  ];
  const one = planOf([task("a", 8)]);
  expect(taken(levelPlan(one, staffing([half, away]), once))).toEqual(["mei", "2026-03-02T08:00", "2026-03-03T12:00"]);
  const long = planOf([task("a", 40)]);
  expect(taken(levelPlan(long, staffing([half, away]), once))).toEqual(["tomas", "2026-03-04T08:00", "2026-03-10T17:00"]);
});

test("somebody's own hours are counted once: part-time work of theirs is levelled in the hours that they have", () => {
  const mornings = [0, 1, 2, 3, 4, 5, 6].map((day) => (day < 5 ? [{ from: 480, to: 720 }] : []));
  const hours = [{ person: "mei", week: mornings, leave: [{ from: "2026-03-03", to: "2026-03-03" }] }];
  const people = new People({ calendar: standardCalendar }, hours);
  const crewed = [task("a", 8), task("b", 8)].map((one) => ({ ...one, ...people.crewOf(["mei"], one) }));
  const plan = planOf(crewed, [], { calendars: people.calendars });
  const levelled = levelPlan(plan, { people: [person("mei")], assignments: all("mei", "a", "b"), hours }, once);
  expect(levelled.findings).toEqual([]);
  expect(startsOf(levelled).toSorted()).toEqual(["2026-03-02T08:00", "2026-03-05T08:00"]);
  expect(levelled.scheduled.finish).toBe("2026-03-06T12:00");
});
