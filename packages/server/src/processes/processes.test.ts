import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, digitise, libraryOn, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

test("whoever is made the owner of a process that only its members see is one of them, and can publish it", async () => {
  const { ines, mei, w } = world;
  const process = await ines.ok("createProcess", { params: { w }, body: { name: "Insure a loan", definition: digitise, everyone: null } });
  expect((await mei.call("getProcess", { params: { w, p: process.id } })).status).toBe(404);
  await ines.ok("changeProcess", { params: { w, p: process.id }, version: process.version, body: { ownerId: mei.personId } });
  expect(await mei.ok("getProcess", { params: { w, p: process.id } })).toMatchObject({ mine: "manager", owner: { id: mei.personId } });
  await mei.ok("publish", { params: { w, p: process.id }, body: {} });
});

test("a role can't be filled with a team, person or calendar of another workspace", async () => {
  const { ines, stranger, w } = world;
  const elsewhere = (await stranger.ok("getMe")).workspaces[0]!.id;
  const team = await stranger.ok("createTeam", { params: { w: elsewhere }, body: { name: "Theirs" } });
  const calendar = (await stranger.ok("listCalendars", { params: { w: elsewhere } })).items[0]!;
  const process = await ines.ok("createProcess", { params: { w }, body: { name: "Order a book", definition: digitise } });
  const tried = (body: object) => ines.call("changeProcess", { params: { w, p: process.id }, version: process.version, body });
  expect(await tried({ fillings: [{ role: "desk", personId: null, teamId: team.id }] })).toMatchObject({
    status: 404,
    body: { code: "team_not_found" },
  });
  expect(await tried({ fillings: [{ role: "desk", personId: stranger.personId, teamId: null }] })).toMatchObject({
    status: 404,
    body: { code: "member_not_found" },
  });
  expect(await tried({ calendarId: calendar.id })).toMatchObject({ status: 404, body: { code: "calendar_not_found" } });
});
