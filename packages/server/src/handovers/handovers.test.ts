import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const definition = {
  purpose: "",
  roles: [],
  fields: [],
  intake: [],
  deliverable: null,
  steps: [
    { id: "check", title: "Check the climate", instructions: "", kind: "task" as const, role: null, due: null, fields: [], checklist: [] },
  ],
};

/** Tomas leads the project; Mei receives in a process that only its members see. */
let p: string;
let c: string;
beforeEach(async () => {
  const { ines, tomas, mei, w } = world;
  p = (
    await tomas.ok("createProject", {
      params: { w },
      body: { name: "Move the rare-books room", start: "2026-03-02T09:00", everyone: null },
    })
  ).id;
  c = (await ines.ok("createProcess", { params: { w }, body: { name: "Look after a reading room", definition } })).id;
  await ines.ok("publish", { params: { w, p: c }, body: {} });
  void mei;
});

const plan = (body: object = {}) =>
  world.tomas.ok("planHandover", {
    params: { w: world.w, p },
    body: {
      title: "The new room is ready",
      processId: c,
      receiverId: world.mei.personId,
      items: ["Shelves are fixed", "Climate is logged"],
      ...body,
    },
  });
const milestone = () => world.tomas.ok("addProjectTask", { params: { w: world.w, p }, body: { title: "Room ready", milestone: true } });
const on = (h: string) => ({ params: { w: world.w, h } });
const acceptAll = async (h: string, items: { id: string }[]) => {
  for (const item of items) await world.mei.ok("acceptItem", { params: { w: world.w, h, i: item.id } });
};

test("a handover that is planned at a milestone is offered when the milestone is done", async () => {
  const { id: taskId } = await milestone();
  const planned = await plan({ taskId, acceptWithinMinutes: 420 });
  expect(planned).toMatchObject({
    state: "planned",
    rounds: 0,
    mayDecide: false,
    from: { taskTitle: "Room ready" },
    to: { receiver: { name: "Mei Tanaka" } },
  });
  await world.tomas.ok("completeTask", { params: { w: world.w, t: taskId }, body: {} });
  const offered = await world.mei.ok("getHandover", on(planned.id));
  expect(offered).toMatchObject({ state: "offered", rounds: 1, mayDecide: true });
  expect(Date.parse(offered.acceptBy as string)).toBeGreaterThan(Date.parse(offered.offeredAt as string));
  await world.tomas.ok("reopenTask", { params: { w: world.w, t: taskId } });
  await world.tomas.ok("completeTask", { params: { w: world.w, t: taskId }, body: {} });
  expect(await world.mei.ok("getHandover", on(planned.id))).toMatchObject({ rounds: 1 });
});

test("a handover is accepted item by item, and its acceptance starts a run of the process", async () => {
  const { id: h, items } = await plan();
  await world.tomas.ok("offerHandover", on(h));
  await world.mei.ok("acceptItem", { params: { w: world.w, h, i: items[0]!.id } });
  expect((await world.mei.call("acceptHandover", on(h))).body).toMatchObject({ code: "acceptance_incomplete" });
  await acceptAll(h, items);
  await world.mei.ok("unacceptItem", { params: { w: world.w, h, i: items[1]!.id } });
  expect((await world.mei.call("acceptHandover", on(h))).status).toBe(409);
  await acceptAll(h, items);
  const accepted = await world.mei.ok("acceptHandover", on(h));
  expect(accepted).toMatchObject({
    state: "accepted",
    decidedBy: { name: "Mei Tanaka" },
    mayDecide: false,
    items: [{ accepted: { by: { name: "Mei Tanaka" } } }, {}],
  });
  const run = await world.ines.ok("getRun", { params: { w: world.w, r: accepted.runId as string } });
  expect(run).toMatchObject({ title: "The new room is ready", startedVia: "handover", requester: "Tomas Brandt", state: "running" });
  for (const call of [
    world.mei.call("acceptHandover", on(h)),
    world.mei.call("returnHandover", { ...on(h), body: { reason: "Too late" } }),
    world.tomas.call("offerHandover", on(h)),
  ])
    expect((await call).body).toMatchObject({ code: "handover_decided" });
});

test("a returned handover comes back with its reason, and what was accepted stays so in the next round", async () => {
  const { id: h, items } = await plan();
  await world.tomas.ok("offerHandover", on(h));
  await world.mei.ok("acceptItem", { params: { w: world.w, h, i: items[0]!.id } });
  const returned = await world.mei.ok("returnHandover", { ...on(h), body: { reason: "The logger is missing" } });
  expect(returned).toMatchObject({ state: "returned", reason: "The logger is missing", decidedBy: { name: "Mei Tanaka" } });
  expect((await world.mei.call("acceptItem", { params: { w: world.w, h, i: items[1]!.id } })).body).toMatchObject({
    code: "handover_decided",
  });
  const again = await world.tomas.ok("offerHandover", on(h));
  expect(again).toMatchObject({
    state: "offered",
    rounds: 2,
    reason: null,
    items: [{ accepted: { by: { name: "Mei Tanaka" } } }, { accepted: null }],
  });
  expect(await world.tomas.ok("offerHandover", on(h))).toMatchObject({ rounds: 2 });
});

test("without a named receiver the process's owner decides", async () => {
  const { id: h } = await plan({ receiverId: null });
  expect(await world.tomas.ok("offerHandover", on(h))).toMatchObject({ to: { receiver: { name: "Ines Okafor" } }, mayDecide: false });
  expect((await world.tomas.call("returnHandover", { ...on(h), body: { reason: "I can't say" } })).status).toBe(403);
  expect(await world.ines.ok("getHandover", on(h))).toMatchObject({ mayDecide: true });
});

test("one that is not offered yet can't be decided, and the receiver can't offer it", async () => {
  const { id: h, items } = await plan();
  expect((await world.mei.call("acceptItem", { params: { w: world.w, h, i: items[0]!.id } })).body).toMatchObject({
    code: "handover_not_offered",
  });
  expect((await world.mei.call("offerHandover", on(h))).status).toBe(403);
});

test("either side reads it, and nobody else: not a guest, not a stranger, not by a foreign id", async () => {
  const closed = await world.ines.ok("createProcess", { params: { w: world.w }, body: { name: "Insurance", definition, everyone: null } });
  const h = (
    await world.ines.ok("planHandover", {
      params: { w: world.w, p },
      body: { title: "Insured", processId: closed.id, receiverId: null, items: ["Policy"] },
    })
  ).id;
  expect((await world.tomas.call("getHandover", on(h))).status).toBe(200); // the project's side
  expect((await world.mei.call("getHandover", on(h))).body).toMatchObject({ code: "handover_not_found" });
  expect((await world.mei.ok("listHandovers", { params: { w: world.w }, query: { project: p } })).items).toEqual([]);
  for (const who of [world.freya, world.stranger]) expect((await who.call("getHandover", on(h))).status).toBe(404);
  expect(
    (
      await world.tomas.call("planHandover", {
        params: { w: world.w, p },
        body: { title: "To nowhere", processId: closed.id, items: ["x"] },
      })
    ).body,
  ).toMatchObject({ code: "process_not_found" });
  const other = await world.tomas.ok("createProject", { params: { w: world.w }, body: { name: "Other" } });
  const { id: foreign } = await world.tomas.ok("addProjectTask", {
    params: { w: world.w, p: other.id },
    body: { title: "Elsewhere", milestone: true },
  });
  expect(
    (
      await world.tomas.call("planHandover", {
        params: { w: world.w, p },
        body: { title: "At a foreign milestone", processId: c, taskId: foreign, items: ["x"] },
      })
    ).body,
  ).toMatchObject({ code: "task_not_found" });
});

test("the receiver finds what waits for them in the list, whichever side it is asked for", async () => {
  const { id: h } = await plan();
  for (const query of [{ project: p }, { process: c }, {}])
    expect((await world.mei.ok("listHandovers", { params: { w: world.w }, query })).items.map((one) => one.id)).toContain(h);
});

test("of two who decide at once, one decides", async () => {
  const { id: h, items } = await plan();
  await world.tomas.ok("offerHandover", on(h));
  await acceptAll(h, items);
  const both = await Promise.all([
    world.mei.call("acceptHandover", on(h)),
    world.ines.call("returnHandover", { ...on(h), body: { reason: "Not now" } }),
  ]);
  expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
});

test("its history names the title, both people and the reason, at the side that has to hear of it", async () => {
  const { id: h } = await plan();
  await world.tomas.ok("offerHandover", on(h));
  await world.mei.ok("returnHandover", { ...on(h), body: { reason: "The logger is missing" } });
  const events = await server.system.database.inWorkspace(world.w, (tx) =>
    tx.rows(
      sql<{
        name: string;
        home: string;
        data: Record<string, unknown>;
      }>`select name, home_kind as home, data from event where subject_id = ${h} order by version`,
    ),
  );
  expect(events.map((event) => [event.name, event.home])).toEqual([
    ["handover.planned", "project"],
    ["handover.offered", "process"],
    ["handover.returned", "project"],
  ]);
  expect(events[1]?.data).toMatchObject({
    title: "The new room is ready",
    receiverId: world.mei.personId,
    offeredBy: world.tomas.personId,
    round: 1,
  });
  expect(events[2]?.data).toMatchObject({ reason: "The logger is missing", offeredBy: world.tomas.personId });
});
