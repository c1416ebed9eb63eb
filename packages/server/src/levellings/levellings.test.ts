import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

/** A working day is seven hours; 2 March 2026 is a Monday. */
const day = 420;

async function projectOf(...hours: number[]) {
  const { w, tomas } = world;
  const p = (await tomas.ok("createProject", { params: { w }, body: { name: "Move the rare-books room", start: "2026-03-02T09:00" } })).id;
  const me = (await tomas.ok("getMe", {})).person.id;
  const tasks = [];
  for (const minutes of hours)
    tasks.push(
      await tomas.ok("addProjectTask", { params: { w, p }, body: { title: `Task ${tasks.length}`, workingMinutes: minutes, ownerId: me } }),
    );
  return { p, me, tasks };
}

/** Looks until it is through; a thread starts and ends in some hundred milliseconds. */
async function proposed(p: string) {
  const { w, tomas } = world;
  const { id } = await tomas.ok("proposeLevelling", { params: { w, p }, body: { seconds: 1 } });
  return await expect
    .poll(async () => tomas.ok("getLevelling", { params: { w, p, l: id } }), { timeout: 60_000 })
    .not.toMatchObject({ state: "running" })
    .then(() => tomas.ok("getLevelling", { params: { w, p, l: id } }));
}

const startsOf = async (p: string) =>
  (await world.tomas.ok("getPlan", { params: { w: world.w, p } })).entries.map((entry) => entry.start).toSorted();

test("two tasks of one person are proposed one after the other, and nothing moves before that is accepted; taking it back is exact", async () => {
  const { w, tomas } = world;
  const { p } = await projectOf(2 * day, day);
  const levelling = await proposed(p);
  expect(levelling).toMatchObject({ state: "proposed", unlevelledFinish: "2026-03-03T17:00", finish: "2026-03-04T17:00" });
  expect(levelling.moves).toHaveLength(1);
  expect(levelling.moves[0]!.reason).toContain("is on “Task");
  expect(await startsOf(p)).toEqual(["2026-03-02T09:00", "2026-03-02T09:00"]);
  const accepted = await tomas.ok("acceptLevelling", { params: { w, p, l: levelling.id }, body: {} });
  expect(accepted.moves[0]!.accepted).toBe(true);
  expect((await startsOf(p))[1]).toBe(levelling.moves[0]!.start);
  const put = await tomas.ok("getTask", { params: { w, t: levelling.moves[0]!.taskId } });
  expect(put.plan?.planning.levelled).toEqual({
    notBefore: put.plan?.notBeforeWall,
    because: levelling.moves[0]!.reason,
    reason: levelling.moves[0]!.because,
  });
  const reverted = await tomas.ok("revertLevelling", { params: { w, p, l: levelling.id } });
  expect(reverted.moves[0]!.accepted).toBe(false);
  expect((await tomas.ok("getTask", { params: { w, t: put.id } })).plan?.planning).toEqual({});
  expect(await startsOf(p)).toEqual(["2026-03-02T09:00", "2026-03-02T09:00"]);
});

test("taking back leaves what was dated otherwise since, and moves can be accepted one by one", async () => {
  const { w, tomas } = world;
  const { p } = await projectOf(day, day, day);
  const levelling = await proposed(p);
  const [first, second] = levelling.moves.map((move) => move.taskId);
  await tomas.ok("acceptLevelling", { params: { w, p, l: levelling.id }, body: { taskIds: [first!] } });
  const accepted = await tomas.ok("acceptLevelling", { params: { w, p, l: levelling.id }, body: { taskIds: [second!] } });
  expect(accepted.moves.filter((move) => move.accepted)).toHaveLength(2);
  const task = await tomas.ok("getTask", { params: { w, t: first! } });
  await tomas.ok("changeTask", { params: { w, t: first! }, version: task.version, body: { notBeforeWall: "2026-03-16T09:00" } });
  await tomas.ok("revertLevelling", { params: { w, p, l: levelling.id } });
  expect(await startsOf(p)).toEqual(["2026-03-02T09:00", "2026-03-02T09:00", "2026-03-16T09:00"]);
});

test("somebody's leave and the tasks of other projects are left alone", async () => {
  const { w, tomas, ines } = world;
  const { p, me } = await projectOf(day);
  await ines.ok("changeCapacity", {
    params: { w, m: me },
    body: { reservedPercent: 0, leave: [{ from: "2026-03-02", to: "2026-03-20", note: "" }] },
  });
  const levelling = await proposed(p);
  expect(levelling.moves[0]!.start >= "2026-03-23").toBe(true);
  await ines.ok("changeCapacity", { params: { w, m: me }, body: { reservedPercent: 0, leave: [] } });
  await tomas.ok("cancelLevelling", { params: { w, p, l: levelling.id } });
  expect(await tomas.ok("getLevelling", { params: { w, p, l: levelling.id } })).toMatchObject({ state: "proposed" });
});

test("the ledger has projects and processes by week, with what makes them up", async () => {
  const { w, ines } = world;
  const { me } = await projectOf(3 * day);
  await ines.ok("changeCapacity", {
    params: { w, m: me },
    body: { reservedPercent: 20, leave: [{ from: "2026-03-04", to: "2026-03-04", note: "Fair" }] },
  });
  const { from, items } = await ines.ok("getCapacity", { params: { w }, query: { from: "2026-03-05", weeks: "2" } });
  expect(from).toBe("2026-03-02");
  const mine = items.find((one) => one.person.id === me)!;
  expect(mine).toMatchObject({ reservedPercent: 20, leave: [{ note: "Fair" }], version: 3 });
  expect(mine.weeks[0]).toMatchObject({
    week: "2026-03-02",
    workingMinutes: 5 * day,
    leaveMinutes: day,
    availableMinutes: Math.round(4 * day * 0.8),
  });
  expect(mine.weeks[0]!.items.some((item) => item.kind === "project" && item.name === "Move the rare-books room: Task 0")).toBe(true);
  expect(mine.weeks[0]!.overloadMinutes).toBeGreaterThan(0);
});

test("whoever shows a plan asks for what people do beside it", async () => {
  const { w, ines } = world;
  const { me, p } = await projectOf(3 * day);
  const query = { from: "2026-03-02", weeks: "1" };
  const weekOf = async (without: object) =>
    (await ines.ok("getCapacity", { params: { w }, query: { ...query, ...without } })).items.find((one) => one.person.id === me)!.weeks[0]!;
  const [all, others] = [await weekOf({}), await weekOf({ without: p })];
  expect(others.availableMinutes).toBe(all.availableMinutes);
  expect(all.projectMinutes - others.projectMinutes).toBeGreaterThanOrEqual(3 * day);
  expect(others.recurringMinutes).toBe(all.recurringMinutes);
});

test("nothing is put on the days off that somebody has of their own", async () => {
  const { w, ines, tomas } = world;
  const { p, me } = await projectOf(day, day, day);
  const startsAt = async () => {
    const levelling = await proposed(p);
    await tomas.ok("acceptLevelling", { params: { w, p, l: levelling.id }, body: {} });
    const starts = await startsOf(p);
    await tomas.ok("revertLevelling", { params: { w, p, l: levelling.id } });
    return starts.toSorted().map((at) => new Date(`${at.slice(0, 10)}T00:00:00Z`));
  };
  const weekday = (at: Date) => (at.getUTCDay() + 6) % 7;
  const plain = await startsAt();
  const off = weekday(plain[1]!);
  const hours = [0, 1, 2, 3, 4, 5, 6].map((one) => (one === off || one > 4 ? [] : [{ from: 540, to: 1020 }]));
  await ines.ok("changeCapacity", { params: { w, m: me }, body: { reservedPercent: 0, leave: [], hours } });
  const own = await startsAt();
  expect(own[0]).toEqual(plain[0]);
  expect(own.map(weekday)).not.toContain(off);
  await ines.ok("changeCapacity", { params: { w, m: me }, body: { reservedPercent: 0, leave: [], hours: null } });
});

test("several people on a task are each asked for as much as they give of it, its owner for all unless it says less", async () => {
  const { w, ines, tomas, mei } = world;
  const { me, p, tasks } = await projectOf(2 * day);
  const minutesOf = async (person: string) => {
    const items = (await ines.ok("getCapacity", { params: { w }, query: { from: "2026-03-02", weeks: "1" } })).items.find(
      (one) => one.person.id === person,
    )!.weeks[0]!.items;
    return items.filter((item) => item.name === "Move the rare-books room: Task 0").reduce((sum, item) => sum + item.minutes, 0);
  };
  const [mine, hers] = [await minutesOf(me), await minutesOf(mei.personId)];
  const assign = (list: object[]) =>
    tomas.ok("getPlan", { params: { w, p } }).then(({ tasks: [task] }) =>
      tomas.call("changeTask", {
        params: { w, t: tasks[0]!.id },
        version: task!.version,
        body: { planning: { assignments: list } } as never,
      }),
    );
  expect((await assign([{ personId: mei.personId, percent: 50 }])).status).toBe(200);
  expect([await minutesOf(me), (await minutesOf(mei.personId)) - hers]).toEqual([mine, day]);
  expect(
    (
      await assign([
        { personId: mei.personId, percent: 25 },
        { personId: me, percent: 75 },
      ])
    ).status,
  ).toBe(200);
  expect([mine - (await minutesOf(me)), (await minutesOf(mei.personId)) - hers]).toEqual([day / 2, day / 2]);
  expect((await assign([{ personId: p, percent: 50 }])).status).toBe(400);
  expect(
    (
      await assign([
        { personId: me, percent: 50 },
        { personId: me, percent: 20 },
      ])
    ).status,
  ).toBe(400);
});

test("a forecast says what is missing, and once tasks are done it is made, kept and held against the end", async () => {
  const { w, tomas } = world;
  const { p } = await projectOf(day);
  const thin = await tomas.ok("makeForecast", { params: { w, p }, body: {} });
  expect(thin).toMatchObject({ p50: null, findings: [{ code: "forecast.thin" }] });
  const past = await projectOf(...Array.from({ length: 9 }, () => day));
  for (const task of past.tasks) await tomas.ok("completeTask", { params: { w, t: task.id }, body: {} });
  const made = await tomas.ok("makeForecast", { params: { w, p }, body: {} });
  expect(made.basis).toMatchObject({ finishedTasks: 9 });
  expect(made.p50! <= made.p80! && made.p80! <= made.p95!).toBe(true);
  await tomas.ok("completeProject", { params: { w, p }, body: { withOpenTasks: true } });
  const later = await tomas.ok("makeForecast", { params: { w, p: (await projectOf(day)).p }, body: {} });
  expect(later.record.count).toBe(1);
});
