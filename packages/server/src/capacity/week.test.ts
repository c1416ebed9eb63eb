import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, type TestServer, type World, digitise, libraryOn, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;

beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const week = (who: Client, from?: string) =>
  who.ok("getMyWeek", { params: { w: world.w }, ...(from !== undefined && { query: { from } }) });
const monday = (day: string, weeks: number): string => {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7) + 7 * weeks);
  return at.toISOString().slice(0, 10);
};

test("a task stands on the day it was put on, in My day it comes on that day with the reason, and others do not see one's week", async () => {
  const { w, ines, tomas } = world;
  const { today } = await week(ines);
  const next = monday(today, 1);
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Order archival boxes", effortMinutes: 90 } });
  const here = async (who: Client) => (await week(who)).items.find((item) => item.task.id === task.id);
  expect(await here(ines)).toMatchObject({ day: null, by: null, minutes: 90, measured: false });
  const put = await ines.ok("changeTask", { params: { w, t: task.id }, version: task.version, body: { notBefore: `${next}T12:00:00Z` } });
  expect(await here(ines)).toMatchObject({ day: next, by: "put" });
  expect((await ines.ok("getMyDay", { params: { w } })).items.find((item) => item.task.id === task.id)).toMatchObject({
    bucket: "coming",
    why: { code: "notYet" },
  });
  await ines.ok("changeTask", { params: { w, t: task.id }, version: put.version, body: { notBefore: "2026-01-05T08:00:00Z" } });
  expect(await here(ines)).toMatchObject({ day: today, by: "put" });
  expect((await ines.ok("getMyDay", { params: { w } })).items.find((item) => item.task.id === task.id)).toMatchObject({
    bucket: "act",
    why: { code: "planned" },
  });
  expect(await here(tomas)).toBeUndefined();
});

test("the days have the hours of the calendar, less leave, and a week begins on its Monday", async () => {
  const { w, tomas } = world;
  const { today } = await week(tomas);
  const from = monday(today, 2);
  const before = await week(tomas, from);
  expect(before.from).toBe(from);
  expect(before.days.map((one) => one.availableMinutes)).toEqual([420, 420, 420, 420, 420, 0, 0]);
  await tomas.ok("changeMyLeave", {
    params: { w },
    body: { leave: [{ from: before.days[1]!.day, to: before.days[2]!.day, note: "" }], standInId: null },
  });
  expect((await week(tomas, before.days[4]!.day)).days.map((one) => one.availableMinutes)).toEqual([420, 0, 0, 420, 420, 0, 0]);
});

test("one's own hours hold in one's week and load, holidays stay everybody's, and without any the calendar holds again", async () => {
  const { w, ines, mei } = world;
  const from = monday((await week(mei)).today, 3);
  const mornings = [0, 1, 2, 3, 4, 5, 6].map((day) => (day === 2 || day > 3 ? [] : [{ from: 540, to: 720 }]));
  const mine = await mei.ok("changeMyHours", { params: { w }, body: { hours: mornings } });
  expect(mine.hours).toEqual(mornings);
  expect(mine.calendar[2]!.length).toBeGreaterThan(0);
  const hours = async () => (await week(mei, from)).days.map((one) => one.availableMinutes);
  expect(await hours()).toEqual([180, 180, 0, 180, 0, 0, 0]);
  const load = async () =>
    (await ines.ok("getCapacity", { params: { w }, query: { from, weeks: 1 } })).items.find((one) => one.person.id === mei.personId)!;
  expect(await load()).toMatchObject({ hours: mornings, weeks: [{ workingMinutes: 540, availableMinutes: 540 }] });

  const [standard] = (await ines.ok("listCalendars", { params: { w } })).items;
  const closed = { from: (await week(mei, from)).days[1]!.day, to: (await week(mei, from)).days[1]!.day, name: "Closed", shifts: [] };
  const { version } = await ines.ok("changeCalendar", {
    params: { w, c: standard!.id },
    version: standard!.version,
    body: { exceptions: [...standard!.exceptions, closed] },
  });
  expect(await hours()).toEqual([180, 0, 0, 180, 0, 0, 0]);
  await ines.ok("changeCalendar", { params: { w, c: standard!.id }, version, body: { exceptions: standard!.exceptions } });

  await ines.ok("changeCapacity", { params: { w, m: mei.personId }, body: { reservedPercent: 0, leave: [] } });
  expect((await load()).hours).toEqual(mornings);
  await mei.ok("changeMyLeave", { params: { w }, body: { leave: [], standInId: null } });
  expect(await hours()).toEqual([180, 180, 0, 180, 0, 0, 0]);
  await ines.ok("changeCapacity", { params: { w, m: mei.personId }, body: { reservedPercent: 0, leave: [], hours: null } });
  expect(await hours()).toEqual([420, 420, 420, 420, 420, 0, 0]);
});

test("hours without any work, out of order, or somebody else's are refused", async () => {
  const { w, mei, tomas } = world;
  const empty = [0, 1, 2, 3, 4, 5, 6].map(() => []);
  expect(await mei.call("changeMyHours", { params: { w }, body: { hours: empty } })).toMatchObject({
    status: 422,
    body: { code: "calendar_has_no_work" },
  });
  const wrong = [[{ from: 540, to: 720 }], [{ from: 720, to: 540 }], [], [], [], [], []];
  expect(await mei.call("changeMyHours", { params: { w }, body: { hours: wrong } })).toMatchObject({ body: { code: "invalid_request" } });
  expect(
    await tomas.call("changeCapacity", { params: { w, m: mei.personId }, body: { reservedPercent: 0, leave: [], hours: null } }),
  ).toMatchObject({ status: 403 });
});

test("a step of a run stands on today, because its run waits", async () => {
  const { w, ines } = world;
  const { id: p, version } = await ines.ok("createProcess", { params: { w }, body: { name: "Digitise a volume", definition: digitise } });
  await ines.ok("changeProcess", {
    params: { w, p },
    version,
    body: { fillings: [{ role: "desk", personId: ines.personId, teamId: null }] },
  });
  await ines.ok("publish", { params: { w, p }, body: {} });
  await ines.ok("startRun", { params: { w, p }, body: { answers: { volume: "Codex" } } });
  const { items, today } = await week(ines);
  expect(items.find((item) => item.task.home.kind === "run")).toMatchObject({ day: today, by: "waits", minutes: null });
});
