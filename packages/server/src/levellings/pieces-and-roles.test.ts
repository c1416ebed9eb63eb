import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

/** A working day is seven hours; 2 March and 1 June 2026 are Mondays. */
const day = 420;

async function projectFrom(start: string, ...hours: number[]) {
  const { w, tomas } = world;
  const p = (await tomas.ok("createProject", { params: { w }, body: { name: "Move the rare-books room", start } })).id;
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

test("a task that asks for a role and has nobody is proposed to somebody with that skill who is free; accepting gives it, taking back takes it", async () => {
  const { w, tomas, ines } = world;
  const { p } = await projectFrom("2026-03-02T09:00", day);
  const mine = (await ines.ok("getMe", {})).person.id;
  for (const who of [tomas, ines]) await who.ok("putMySkills", { params: { w }, body: { skills: ["Bookbinding"] } });
  const { id } = await tomas.ok("addProjectTask", {
    params: { w, p },
    body: { title: "Rebind the atlas", workingMinutes: day, planning: { placeholders: [{ role: "Bookbinding", percent: 50 }] } },
  });
  const levelling = await proposed(p);
  const move = levelling.moves.find((one) => one.taskId === id)!;
  expect(move).toMatchObject({ notBefore: null, because: { code: "assigned" }, assigned: [{ person: { id: mine }, role: "Bookbinding" }] });
  await tomas.ok("acceptLevelling", { params: { w, p, l: levelling.id }, body: {} });
  expect(await tomas.ok("getTask", { params: { w, t: id } })).toMatchObject({
    owner: { id: mine },
    plan: { planning: { assignments: [{ personId: mine, percent: 50, role: "Bookbinding" }] } },
  });
  await tomas.ok("revertLevelling", { params: { w, p, l: levelling.id } });
  expect(await tomas.ok("getTask", { params: { w, t: id } })).toMatchObject({
    owner: null,
    plan: { planning: { placeholders: [{ role: "Bookbinding", percent: 50, count: 1 }] } },
  });
});

test("a task that may be interrupted gets pauses, which accepting writes and taking back removes; one as late as possible gets a date", async () => {
  const { w, tomas, ines } = world;
  const { p, me, tasks } = await projectFrom("2026-06-01T09:00", 2 * day, day);
  await ines.ok("changeCapacity", {
    params: { w, m: me },
    body: { reservedPercent: 0, leave: [{ from: "2026-06-02", to: "2026-06-02", note: "" }] },
  });
  const [long, late] = tasks.map((task) => task.id);
  await tomas.ok("changeTask", { params: { w, t: long! }, version: 1, body: { planning: { interruptible: true } } });
  await tomas.ok("changeTask", { params: { w, t: late! }, version: 1, body: { planning: { constraint: { type: "ALAP" } } } });
  const levelling = await proposed(p);
  await tomas.ok("acceptLevelling", { params: { w, p, l: levelling.id }, body: {} });
  const planning = async (t: string) => (await tomas.ok("getTask", { params: { w, t } })).plan!.planning;
  expect(levelling.moves.find((move) => move.taskId === long)).toMatchObject({
    because: { code: "interrupted" },
    pauses: [{ after: day, minutes: day }],
  });
  expect((await planning(long!)).pauses).toEqual([{ after: day, minutes: day }]);
  expect(await planning(late!)).toMatchObject({ levelled: { notBefore: "2026-06-04T09:00", reason: { code: "late" } } });
  expect((await planning(late!)).constraint).toBeUndefined();
  await tomas.ok("revertLevelling", { params: { w, p, l: levelling.id } });
  expect(await planning(long!)).toEqual({ interruptible: true });
  expect(await planning(late!)).toEqual({ constraint: { type: "ALAP" } });
  await ines.ok("changeCapacity", { params: { w, m: me }, body: { reservedPercent: 0, leave: [] } });
});

test("two tasks that take half of somebody go on together, and a second person on one of them is waited for", async () => {
  const { w, tomas, mei } = world;
  const { p, me, tasks } = await projectFrom("2026-08-03T09:00", day, day, day);
  const [one, other, whole] = tasks.map((task) => task.id);
  const give = (t: string, assignments: object[]) =>
    tomas.ok("changeTask", { params: { w, t }, version: 1, body: { planning: { assignments } } as never });
  for (const t of [one!, other!]) await give(t, [{ personId: me, percent: 50 }]);
  await give(whole!, [{ personId: mei.personId, percent: 100 }]);
  const { moves } = await proposed(p);
  // The third takes its owner all day, and so goes after the two.
  expect(moves.map((move) => [move.taskId, move.start])).toEqual([[whole, "2026-08-04T09:00"]]);
});

test("a place is given to nobody who has left since it was proposed", async () => {
  const { w, tomas, ines, mei } = world;
  const { p } = await projectFrom("2026-03-02T09:00", day);
  await mei.ok("putMySkills", { params: { w }, body: { skills: ["Gilding"] } });
  const planning = { placeholders: [{ role: "Gilding", percent: 50, count: 1 }] };
  const { id } = await tomas.ok("addProjectTask", { params: { w, p }, body: { title: "Gild the edges", workingMinutes: day, planning } });
  const levelling = await proposed(p);
  expect(levelling.moves.find((one) => one.taskId === id)?.assigned).toMatchObject([{ person: { id: mei.personId } }]);
  await ines.ok("removeMember", { params: { w, m: mei.personId } });
  await tomas.ok("acceptLevelling", { params: { w, p, l: levelling.id }, body: {} });
  expect(await tomas.ok("getTask", { params: { w, t: id } })).toMatchObject({ owner: null, plan: { planning } });
});

test("where dates follow people an absence is counted once: work goes on after it, and whoever takes a place works it in their own hours", async () => {
  const { w, tomas, ines } = world;
  const { p, me } = await projectFrom("2027-03-01T09:00", 360);
  const mornings = [0, 1, 2, 3, 4, 5, 6].map((weekday) => (weekday < 5 ? [{ from: 540, to: 720 }] : []));
  await ines.ok("changeCapacity", {
    params: { w, m: me },
    body: { reservedPercent: 0, leave: [{ from: "2027-03-02", to: "2027-03-02", note: "" }], hours: mornings },
  });
  const { version } = await tomas.ok("getProject", { params: { w, p } });
  await tomas.ok("changeProject", { params: { w, p }, version, body: { ownHours: true } });
  expect(await proposed(p)).toMatchObject({
    state: "proposed",
    moves: [],
    unlevelledFinish: "2027-03-03T12:00",
    finish: "2027-03-03T12:00",
  });
  await tomas.ok("putMySkills", { params: { w }, body: { skills: ["Gilding"] } });
  const { id } = await tomas.ok("addProjectTask", {
    params: { w, p },
    body: { title: "Gild the spine", workingMinutes: 360, planning: { placeholders: [{ role: "Gilding" }] } },
  });
  const levelling = await proposed(p);
  expect(levelling).toMatchObject({ state: "proposed", finish: "2027-03-05T12:00" });
  await tomas.ok("acceptLevelling", { params: { w, p, l: levelling.id }, body: {} });
  const { entries } = await tomas.ok("getPlan", { params: { w, p } });
  expect(entries.map((entry) => entry.finish).toSorted()).toEqual(["2027-03-03T12:00", "2027-03-05T12:00"]);
  expect((await tomas.ok("getTask", { params: { w, t: id } })).owner?.id).toBe(me);
  await tomas.ok("revertLevelling", { params: { w, p, l: levelling.id } });
  await ines.ok("changeCapacity", { params: { w, m: me }, body: { reservedPercent: 0, leave: [], hours: null } });
});
