import { type Client, type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

/** Tomas leads a project that only he and the owner see; Mei is in the team that takes on what it delivers. */
let p: string;
let team: string;
beforeEach(async () => {
  const { ines, tomas, mei, w } = world;
  p = (await tomas.ok("createProject", { params: { w }, body: { name: "Move the rare-books room", everyone: null } })).id;
  team = (await ines.ok("createTeam", { params: { w }, body: { name: "Conservation", memberIds: [mei.personId] } })).id;
});

const plan = (body: object = {}) =>
  world.tomas.ok("planHandover", {
    params: { w: world.w, p },
    body: { title: "Volumes that need a box", teamId: team, items: ["List by shelf", "Boxes in four sizes"], ...body },
  });
const on = (h: string) => ({ params: { w: world.w, h } });
const acceptAll = async (who: Client, h: string, items: readonly { id: string }[]) => {
  for (const item of items) await who.ok("acceptItem", { params: { w: world.w, h, i: item.id } });
};
const offered = async () => {
  const planned = await plan();
  await world.tomas.ok("offerHandover", on(planned.id));
  return planned;
};

test("a team takes on what a project delivers: whoever is in it returns it with a reason or accepts it, and no run starts", async () => {
  const { mei, tomas, w } = world;
  const { id: h, items, to } = await offered();
  expect(to).toEqual({ kind: "team", id: team, name: "Conservation", receiver: null });
  expect(await mei.ok("getHandover", on(h))).toMatchObject({ state: "offered", mayDecide: true, mayOffer: false });
  expect((await mei.call("acceptHandover", on(h))).body).toMatchObject({ code: "acceptance_incomplete" });
  await mei.ok("returnHandover", { ...on(h), body: { reason: "Shelf 4 is missing from the list" } });
  await tomas.ok("offerHandover", on(h));
  await acceptAll(mei, h, items);
  expect(await mei.ok("acceptHandover", on(h))).toMatchObject({
    state: "accepted",
    rounds: 2,
    runId: null,
    decidedBy: { name: "Mei Tanaka" },
    earlier: [{ reason: "Shelf 4 is missing from the list" }],
  });
  expect((await mei.ok("listHandovers", { params: { w }, query: { team } })).items.map((one) => one.id)).toEqual([h]);
});

test("whoever is in the team and the admins decide; others neither decide nor read it, and who leaves the team no longer does", async () => {
  const { ines, tomas, mei, freya, stranger, w } = world;
  const { id: h } = await offered();
  expect(await ines.ok("getHandover", on(h))).toMatchObject({ mayDecide: true });
  expect((await tomas.call("returnHandover", { ...on(h), body: { reason: "I can't say" } })).body).toMatchObject({
    code: "forbidden",
    params: { who: "the team", role: "admin" },
  });
  for (const who of [freya, stranger]) expect((await who.call("getHandover", on(h))).status).toBe(404);
  await ines.ok("changeTeam", { params: { w, team }, body: { memberIds: [freya.personId] }, version: 1 });
  expect((await mei.call("getHandover", on(h))).body).toMatchObject({ code: "handover_not_found" });
  expect((await mei.ok("listHandovers", { params: { w } })).items.map((one) => one.id)).not.toContain(h);
  expect(await freya.ok("getHandover", on(h))).toMatchObject({ mayDecide: true });
  expect((await freya.ok("listHandovers", { params: { w } })).items.map((one) => one.id)).toContain(h);
});

test("an admin who does not see the project decides for a team", async () => {
  const { ines, mei, w } = world;
  const { id: h } = await offered();
  await ines.ok("changeTeam", { params: { w, team }, body: { memberIds: [] }, version: 1 });
  const { version } = (await ines.ok("listMembers", { params: { w } })).items.find((one) => one.id === mei.personId)!;
  expect((await mei.call("getHandover", on(h))).status).toBe(404);
  await ines.ok("changeMember", { params: { w, m: mei.personId }, body: { role: "admin" }, version });
  expect(await mei.ok("getHandover", on(h))).toMatchObject({ mayDecide: true });
  await ines.ok("changeMember", { params: { w, m: mei.personId }, body: { role: "member" }, version: version + 1 });
});

test("a handover goes to a process or to a team, not to both, to neither, or to a team that is not here", async () => {
  const { ines, tomas, stranger, w } = world;
  const c = (await ines.ok("createProcess", { params: { w }, body: { name: "Look after a reading room" } })).id;
  const elsewhere = (await stranger.ok("getMe")).workspaces[0]!.id;
  const theirs = (await stranger.ok("createTeam", { params: { w: elsewhere }, body: { name: "Theirs" } })).id;
  const ask = (body: object) =>
    tomas.call("planHandover", { params: { w, p }, body: { title: "The new room", items: ["Shelves"], ...body } });
  for (const body of [{}, { processId: c, teamId: team }, { teamId: team, receiverId: tomas.personId }])
    expect((await ask(body)).status).toBe(400);
  expect((await ask({ teamId: theirs })).body).toMatchObject({ code: "team_not_found" });
});

test("a handover to a team is offered by its milestone, with its time to accept in the workspace's working time", async () => {
  const { tomas, mei, w } = world;
  const { id: taskId } = await tomas.ok("addProjectTask", { params: { w, p }, body: { title: "List is ready", milestone: true } });
  const { id: h } = await plan({ taskId, acceptWithinMinutes: 420 });
  await tomas.ok("completeTask", { params: { w, t: taskId }, body: {} });
  const { state, acceptBy, offeredAt } = await mei.ok("getHandover", on(h));
  expect(state).toBe("offered");
  expect(Date.parse(acceptBy as string)).toBeGreaterThan(Date.parse(offeredAt as string));
});

test("the map of interfaces shows how long teams let wait and how much they return, to whoever sees the project", async () => {
  const { tomas, ines, mei, w } = world;
  const { id: h } = await offered();
  await mei.ok("returnHandover", { ...on(h), body: { reason: "No boxes" } });
  await tomas.ok("offerHandover", on(h));
  const mapOf = async (who: Client) => (await who.ok("listInterfaces", { params: { w } })).items.filter((pair) => pair.project.id === p);
  expect(await mapOf(tomas)).toMatchObject([
    { to: { kind: "team", id: team, name: "Conservation" }, offers: 2, accepted: 0, returned: 1, returnRate: 1, open: 1 },
  ]);
  expect(await mapOf(ines)).toHaveLength(1);
  expect(await mapOf(mei)).toEqual([]);
});

test("a team that is deleted leaves its name in what was handed over to it, and admins decide what it left open", async () => {
  const { ines, tomas, mei, w } = world;
  const { id: h, items } = await offered();
  await ines.ok("deleteTeam", { params: { w, team } });
  expect((await mei.call("getHandover", on(h))).status).toBe(404);
  expect(await tomas.ok("getHandover", on(h))).toMatchObject({ to: { kind: "team", id: null, name: "Conservation" }, mayDecide: false });
  await acceptAll(ines, h, items);
  expect(await ines.ok("acceptHandover", on(h))).toMatchObject({ state: "accepted" });
  const { items: pairs } = await ines.ok("listInterfaces", { params: { w } });
  expect(pairs.find((pair) => pair.project.id === p)).toMatchObject({ to: { id: null, name: "Conservation" }, accepted: 1 });
});

test("a project that is made from a template hands over to the same team, or says what it was called", async () => {
  const { ines, w } = world;
  await plan();
  const template = await ines.ok("saveTemplate", { params: { w, p }, body: { name: "Move a room" } });
  const use = async (name: string) => {
    const { id } = await ines.ok("useTemplate", { params: { w, t: template.id }, body: { name } });
    return (await ines.ok("listHandovers", { params: { w }, query: { project: id } })).items;
  };
  expect(await use("Move the map room")).toMatchObject([{ state: "planned", to: { kind: "team", id: team } }]);
  await ines.ok("deleteTeam", { params: { w, team } });
  expect(await use("Move the music room")).toMatchObject([{ to: { kind: "team", id: null, name: "Conservation" } }]);
});

test("what is said to a team stands at the team, for its members and admins to hear", async () => {
  const { mei } = world;
  const { id: h } = await offered();
  await mei.ok("returnHandover", { ...on(h), body: { reason: "No boxes" } });
  const events = await server.system.database.inWorkspace(world.w, (tx) =>
    tx.rows(
      sql<{
        name: string;
        kind: string;
        id: string;
      }>`select name, home_kind as kind, home_id as id from event where workspace_id = current_workspace() and subject_id = ${h} order by version`,
    ),
  );
  expect(events).toEqual([
    { name: "handover.planned", kind: "project", id: p },
    { name: "handover.offered", kind: "team", id: team },
    { name: "handover.returned", kind: "project", id: p },
  ]);
});
