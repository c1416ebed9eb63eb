import { readMspdi } from "@rondo/formats/mspdi";
import { schedulePlan } from "@rondo/core/plan";
import { expect, test } from "vitest";
import { add, change, datesOf, day, link, newProject, planOf, server, withServer, world } from "./plans.fixture.ts";

withServer();

const follow = async (p: string, ownHours = true) => {
  const { version } = await world.tomas.ok("getProject", { params: { w: world.w, p } });
  return await world.tomas.ok("changeProject", { params: { w: world.w, p }, version, body: { ownHours } });
};
const away = (from: string, to: string) => leave([{ from, to, note: "At the fair" }]);
const leave = (list: { from: string; to: string; note: string }[]) =>
  world.mei.ok("changeMyLeave", { params: { w: world.w }, body: { leave: list, standInId: null } });
const hours = (week: { from: number; to: number }[][] | null) =>
  world.mei.ok("changeMyHours", { params: { w: world.w }, body: { hours: week } });
const mornings = [0, 1, 2, 3, 4, 5, 6].map((weekday) => (weekday < 5 ? [{ from: 540, to: 720 }] : []));

/** Mei packs for two days and Tomas carries for one, after her. */
async function move() {
  const p = await newProject();
  const pack = await add(p, "Pack", { workingMinutes: 2 * day, ownerId: world.mei.personId });
  const carry = await add(p, "Carry", { ownerId: world.tomas.personId });
  await link(p, pack.id, carry.id);
  return { p, pack, carry };
}

test("a project is worked in its own hours until it is told to follow people's; then leave and part-time move its dates, and what waits for them", async () => {
  const { p } = await move();
  await away("2026-03-03", "2026-03-04");
  expect(await datesOf(p)).toMatchObject({
    Pack: ["2026-03-02T09:00", "2026-03-03T17:00"],
    Carry: ["2026-03-04T09:00", "2026-03-04T17:00"],
  });
  expect(await follow(p)).toMatchObject({ ownHours: true, finish: "2026-03-06T17:00" });
  expect(await datesOf(p)).toMatchObject({
    Pack: ["2026-03-02T09:00", "2026-03-05T17:00"],
    Carry: ["2026-03-06T09:00", "2026-03-06T17:00"],
  });
  await hours(mornings);
  // Fourteen hours are three on Monday, none on two days of leave, and then three a day.
  expect((await datesOf(p))["Pack"]).toEqual(["2026-03-02T09:00", "2026-03-10T11:00"]);
  await hours(null);
  await leave([]);
  expect((await datesOf(p))["Pack"]).toEqual(["2026-03-02T09:00", "2026-03-03T17:00"]);
  expect(await follow(p, false)).toMatchObject({ ownHours: false });
});

test("what only waited for somebody comes back when they are there after all, and stays where it was put by a date", async () => {
  const { p } = await move();
  await follow(p);
  await add(p, "Label", { ownerId: world.mei.personId });
  await add(p, "Count", { ownerId: world.mei.personId, notBeforeWall: "2026-03-09T09:00" });
  await away("2026-03-02", "2026-03-06");
  expect(await datesOf(p)).toMatchObject({
    Pack: ["2026-03-09T09:00", "2026-03-10T17:00"],
    Label: ["2026-03-09T09:00", "2026-03-09T17:00"],
  });
  await away("2026-03-02", "2026-03-03");
  expect(await datesOf(p)).toMatchObject({
    Pack: ["2026-03-04T09:00", "2026-03-05T17:00"],
    Label: ["2026-03-04T09:00", "2026-03-04T17:00"],
    Count: ["2026-03-09T09:00", "2026-03-09T17:00"],
  });
  await follow(p, false);
  expect(await datesOf(p)).toMatchObject({
    Pack: ["2026-03-02T09:00", "2026-03-03T17:00"],
    Label: ["2026-03-02T09:00", "2026-03-02T17:00"],
  });
  // Tomas was there all the time: links only push, and his task stays where Mei's had pushed it.
  expect((await datesOf(p))["Carry"]?.[0]).toBe("2026-03-11T09:00");
  await leave([]);
});

test("whoever reads the plan is told of the people it follows, and only of these; lists and journal know of the new dates", async () => {
  const { w, tomas } = world;
  const { p } = await move();
  await follow(p);
  await away("2026-03-03", "2026-03-03");
  const { hours: told } = await planOf(p);
  expect(told).toEqual([{ personId: world.mei.personId, week: null, leave: [{ from: "2026-03-03", to: "2026-03-03" }] }]);
  expect((await tomas.ok("getPlanColumns", { params: { w, p }, query: {} })).hours).toEqual(told);
  expect((await tomas.ok("getProject", { params: { w, p } })).finish).toBe("2026-03-05T17:00");
  const { items } = await world.ines.ok("listJournal", { params: { w }, query: { subject: p } });
  expect(items[0]).toMatchObject({ name: "schedule.recomputed" });
  await follow(p, false);
  expect((await planOf(p)).hours).toEqual([]);
  await leave([]);
});

test("given to somebody else a task follows them, one by one, many at once, or by a place that they take", async () => {
  const { w, tomas } = world;
  const { p, pack } = await move();
  await follow(p);
  await away("2026-03-02", "2026-03-03");
  expect((await datesOf(p))["Pack"]).toEqual(["2026-03-04T09:00", "2026-03-05T17:00"]);
  const { version } = await tomas.ok("getTask", { params: { w, t: pack.id } });
  await change({ id: pack.id, version }, { ownerId: tomas.personId, notBeforeWall: null });
  expect((await datesOf(p))["Pack"]).toEqual(["2026-03-02T09:00", "2026-03-03T17:00"]);
  const scan = await add(p, "Scan", { workingMinutes: 2 * day });
  expect((await datesOf(p))["Scan"]).toEqual(["2026-03-02T09:00", "2026-03-03T17:00"]);
  await tomas.ok("changeRows", {
    params: { w },
    body: { changes: [{ kind: "task", id: scan.id, set: { ownerId: world.mei.personId } }] },
  });
  expect((await datesOf(p))["Scan"]).toEqual(["2026-03-04T09:00", "2026-03-05T17:00"]);
  await add(p, "Label", { planning: { placeholders: [{ role: "archivist", percent: 100, count: 1 }] } });
  await tomas.ok("putFilling", { params: { w, p }, body: { role: "archivist", to: world.mei.personId } });
  expect((await datesOf(p))["Label"]).toEqual(["2026-03-04T09:00", "2026-03-04T17:00"]);
  await leave([]);
});

test("completed work stays where it was done, whoever is away afterwards", async () => {
  const { w, tomas } = world;
  const { p, pack } = await move();
  await follow(p);
  await tomas.ok("completeTask", { params: { w, t: pack.id }, body: {} });
  const done = (await datesOf(p))["Pack"];
  await away("2026-03-02", "2026-03-10");
  expect((await datesOf(p))["Pack"]).toEqual(done);
  await leave([]);
});

test("the plan goes out with the calendars of its people by their names, and another program computes the same dates", async () => {
  const { p } = await move();
  await follow(p);
  await hours(mornings);
  await away("2026-03-03", "2026-03-03");
  const dates = await datesOf(p);
  const answer = await fetch(`${server.url}/api/workspaces/${world.w}/projects/${p}/files/mspdi`, {
    headers: { cookie: world.tomas.cookie },
  });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect(new TextDecoder().decode(bytes)).toMatch(/<Name>Mei Tanaka<\/Name>\s*<IsBaseCalendar>/);
  const { plan } = readMspdi(bytes);
  const scheduled = schedulePlan(plan);
  const titles = plan.tasks.map((task) => task.title);
  expect(Object.fromEntries(scheduled.entries.map(({ start, finish }, row) => [titles[row], [start, finish]]))).toMatchObject(dates);
  await hours(null);
  await leave([]);
});
