import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import { registerDueMoments } from "../slices.ts";
import { createSweeper } from "../sweep/index.ts";

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

/** An offer of Tomas's to Mei that had to be decided within an hour. */
async function offered(): Promise<string> {
  const { ines, tomas, mei, w } = world;
  const p = (await tomas.ok("createProject", { params: { w }, body: { name: "Move the rare-books room" } })).id;
  const c = (await ines.ok("createProcess", { params: { w }, body: { name: "Look after a reading room", definition } })).id;
  await ines.ok("publish", { params: { w, p: c }, body: {} });
  const { id: h } = await tomas.ok("planHandover", {
    params: { w, p },
    body: { title: "The new room is ready", processId: c, receiverId: mei.personId, items: ["Shelves"], acceptWithinMinutes: 60 },
  });
  await tomas.ok("offerHandover", { params: { w, h } });
  return h;
}

/** The time to accept has passed, and what is due is swept. */
async function passes(h: string): Promise<void> {
  const { database, live } = server.system;
  const sweeper = createSweeper({ database, live, log: { warn() {}, error() {}, info() {} } as never });
  registerDueMoments(sweeper, server.system);
  await database.inWorkspace(world.w, (tx) =>
    tx.change(
      sql`update due_moment set due_at = now() - interval '1 second' where workspace_id = current_workspace() and subject_id = ${h}`,
    ),
  );
  await sweeper.sweepNow();
}

const told = (h: string) =>
  server.system.database.inWorkspace(world.w, (tx) =>
    tx.rows(
      sql<{
        name: string;
        home: string;
      }>`select name, home_kind as home from event where workspace_id = current_workspace() and subject_id = ${h} order by version`,
    ),
  );

test("when the time to accept has passed the record says so once, and it can still be decided", async () => {
  const h = await offered();
  await passes(h);
  await passes(h);
  expect((await told(h)).map((event) => event.name)).toEqual(["handover.planned", "handover.offered", "handover.overdue"]);
  expect(await world.mei.ok("returnHandover", { params: { w: world.w, h }, body: { reason: "No keys" } })).toMatchObject({
    state: "returned",
  });
});

test("one that was decided in time is never overdue", async () => {
  const h = await offered();
  await world.mei.ok("returnHandover", { params: { w: world.w, h }, body: { reason: "No keys" } });
  await passes(h);
  expect((await told(h)).map((event) => event.name)).toEqual(["handover.planned", "handover.offered", "handover.returned"]);
});

test("a receiver who left has no say, and the process's owner has it instead", async () => {
  const h = await offered();
  const { ines, mei, w } = world;
  await ines.ok("removeMember", { params: { w, m: mei.personId } });
  expect(await ines.ok("getHandover", { params: { w, h } })).toMatchObject({ to: { receiver: { id: ines.personId } }, mayDecide: true });
});

test("each round that was returned keeps its reason, and whoever may offer sees that they may again", async () => {
  const { ines, tomas, w } = world;
  const p = (await tomas.ok("createProject", { params: { w }, body: { name: "Move the map room" } })).id;
  const c = (await ines.ok("createProcess", { params: { w }, body: { name: "Look after the map room", definition } })).id;
  await ines.ok("publish", { params: { w, p: c }, body: {} });
  const { id: h } = await tomas.ok("planHandover", {
    params: { w, p },
    body: { title: "The maps are there", processId: c, items: ["Cases"] },
  });
  for (const reason of ["No keys", "No light"]) {
    await tomas.ok("offerHandover", { params: { w, h } });
    await ines.ok("returnHandover", { params: { w, h }, body: { reason } });
  }
  expect(await tomas.ok("getHandover", { params: { w, h } })).toMatchObject({
    state: "returned",
    rounds: 2,
    mayOffer: true,
    earlier: [
      { round: 1, reason: "No keys", decidedBy: { id: ines.personId } },
      { round: 2, reason: "No light" },
    ],
  });
  await tomas.ok("offerHandover", { params: { w, h } });
  const { items } = await tomas.ok("listInterfaces", { params: { w } });
  expect(items.find((pair) => pair.project.id === p)).toMatchObject({
    to: { kind: "process", id: c, name: "Look after the map room" },
    offers: 3,
    accepted: 0,
    returned: 2,
    returnRate: 1,
    open: 1,
  });
});
