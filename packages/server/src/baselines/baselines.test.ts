import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

/** Seven hours; 2 March 2026 is a Monday. */
const day = 420;
const newProject = async () =>
  (await world.tomas.ok("createProject", { params: { w: world.w }, body: { name: "Move the rare-books room", start: "2026-03-02T09:00" } }))
    .id;
const add = (p: string, title: string, body: object = {}) =>
  world.tomas.ok("addProjectTask", { params: { w: world.w, p }, body: { title, workingMinutes: day, ...body } });
const planOf = (p: string) => world.tomas.ok("getPlan", { params: { w: world.w, p } });

test("a baseline keeps the dates that were, whatever the plan does afterwards, and several stand side by side", async () => {
  const p = await newProject();
  const pack = await add(p, "Pack");
  const first = await world.tomas.ok("takeBaseline", { params: { w: world.w, p }, body: { name: "As agreed" } });
  expect(first).toMatchObject({ name: "As agreed", finish: "2026-03-02T17:00", tasks: 1, takenBy: { name: "Tomas Brandt" } });
  await world.tomas.call("changeTask", { params: { w: world.w, t: pack.id }, version: pack.version, body: { workingMinutes: 3 * day } });
  const second = await world.tomas.ok("takeBaseline", { params: { w: world.w, p }, body: { name: "After the flood" } });
  expect(second.finish).toBe("2026-03-04T17:00");
  const { items } = await world.tomas.ok("listBaselines", { params: { w: world.w, p } });
  expect(items.map((item) => item.name)).toEqual(["After the flood", "As agreed"]);
  const { entries } = await world.tomas.ok("getBaseline", { params: { w: world.w, p, b: first.id } });
  expect(entries).toEqual([{ taskId: pack.id, title: "Pack", start: "2026-03-02T09:00", finish: "2026-03-02T17:00", workingMinutes: day }]);
  await world.tomas.ok("removeBaseline", { params: { w: world.w, p, b: first.id } });
  expect((await world.tomas.call("getBaseline", { params: { w: world.w, p, b: first.id } })).status).toBe(404);
  await world.tomas.ok("removeBaseline", { params: { w: world.w, p, b: second.id } });
  expect((await world.tomas.ok("listBaselines", { params: { w: world.w, p } })).items).toEqual([]);
  for (const _ of [1, 2]) expect(await world.tomas.ok("restoreBaseline", { params: { w: world.w, p, b: first.id } })).toEqual(first);
  expect((await world.tomas.ok("listBaselines", { params: { w: world.w, p } })).items).toEqual([first]);
  expect((await world.tomas.ok("getBaseline", { params: { w: world.w, p, b: first.id } })).entries).toEqual(entries);
});

test("constraints, work that began, pins and pauses of a task are kept and computed with, and undone by giving the old ones back", async () => {
  const p = await newProject();
  const pack = await add(p, "Pack", { planning: { constraint: { type: "MSO", at: "2026-03-05T09:00" } } });
  const carry = await add(p, "Carry", { planning: { pinned: { start: "2026-03-03T09:00" } } });
  const scan = await add(p, "Scan", { workingMinutes: 2 * day, planning: { pauses: [{ after: day, minutes: day }] } });
  // Where nothing waits for anything, nothing is called critical.
  await world.tomas.ok("addLink", { params: { w: world.w, p }, body: { fromId: carry.id, toId: pack.id } });
  const of = async (id: string) => (await planOf(p)).entries.find((entry) => entry.taskId === id);
  expect(await of(pack.id)).toMatchObject({ start: "2026-03-05T09:00", critical: true, drivenBy: { kind: "constraint" } });
  expect(await of(carry.id)).toMatchObject({ start: "2026-03-03T09:00", finish: "2026-03-03T17:00" });
  expect(await of(scan.id)).toMatchObject({ finish: "2026-03-04T17:00" });
  const change = async (id: string, planning: object) =>
    world.tomas.call("changeTask", {
      params: { w: world.w, t: id },
      version: (await world.tomas.ok("getTask", { params: { w: world.w, t: id } })).version,
      body: { planning },
    });
  const before = await planOf(p);
  expect((await change(pack.id, { started: "2026-03-02T09:00", remainingMinutes: 60 })).status).toBe(200);
  expect(await of(pack.id)).toMatchObject({ start: "2026-03-02T09:00", finish: "2026-03-02T17:00", drivenBy: { kind: "actual" } });
  expect((await change(pack.id, pack.plan?.planning ?? {})).status).toBe(200);
  expect((await planOf(p)).entries).toEqual(before.entries);
  expect((await change(pack.id, { constraint: { type: "FNLT" } })).status).toBe(400);
  expect((await change(pack.id, { started: "2026-02-30T09:00" })).status).toBe(400);
});

test("a lag may be a share of the task before it", async () => {
  const p = await newProject();
  const [varnish, back] = [await add(p, "Varnish", { workingMinutes: 2 * day }), await add(p, "Put back")];
  await world.tomas.ok("addLink", {
    params: { w: world.w, p },
    body: { fromId: varnish.id, toId: back.id, lagMinutes: 50, lagKind: "percent" },
  });
  expect((await planOf(p)).entries.find((entry) => entry.taskId === back.id)?.start).toBe("2026-03-05T09:00");
});
