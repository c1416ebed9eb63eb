import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, libraryOn, startTestServer } from "../../../testkit/src/index.ts";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

test("a team is made, changed and deleted, each told once with its version", async () => {
  const { w, ines, tomas, mei } = world;
  const team = await ines.ok("createTeam", { params: { w }, body: { name: "Digitisation", memberIds: [tomas.personId] } });
  expect(team).toMatchObject({ name: "Digitisation", members: [{ name: "Tomas Brandt" }], version: 1 });
  const changed = await ines.ok("changeTeam", {
    params: { w, team: team.id },
    body: { name: "Scanning", memberIds: [mei.personId, tomas.personId] },
    version: 1,
  });
  expect(changed).toMatchObject({ name: "Scanning", members: [{ name: "Mei Tanaka" }, { name: "Tomas Brandt" }], version: 2 });
  expect(await ines.call("changeTeam", { params: { w, team: team.id }, body: { name: "Late" }, version: 1 })).toMatchObject({
    status: 412,
    body: { code: "version_stale" },
  });
  await ines.ok("deleteTeam", { params: { w, team: team.id } });
  expect(await ines.ok("listTeams", { params: { w } })).toEqual({ items: [] });
  const { items } = await ines.ok("listJournal", { params: { w }, query: { subject: team.id } });
  expect(items.map(({ name, version }) => [name, version])).toEqual([
    ["team.deleted", 3],
    ["team.changed", 2],
    ["team.created", 1],
  ]);
});

test("a member's teams can be set from the member, and the teams' versions follow", async () => {
  const { w, ines, tomas } = world;
  const one = await ines.ok("createTeam", { params: { w }, body: { name: "Conservation" } });
  const two = await ines.ok("createTeam", { params: { w }, body: { name: "Reading room", memberIds: [tomas.personId] } });
  expect(await ines.ok("changeMember", { params: { w, m: tomas.personId }, body: { teamIds: [one.id] }, version: 1 })).toMatchObject({
    role: "member",
    teams: [{ name: "Conservation" }],
  });
  expect((await ines.ok("listTeams", { params: { w } })).items.map(({ id, members, version }) => [id, members.length, version])).toEqual([
    [one.id, 1, 2],
    [two.id, 0, 2],
  ]);
});

test("teams are made of members, by admins, in their own workspace", async () => {
  const { w, ines, mei, freya, stranger } = world;
  expect(await ines.call("createTeam", { params: { w }, body: { name: "Mixed", memberIds: [stranger.personId] } })).toMatchObject({
    status: 404,
    body: { code: "member_not_found" },
  });
  expect(await mei.call("createTeam", { params: { w }, body: { name: "Mine" } })).toMatchObject({ status: 403 });
  expect(await freya.call("listTeams", { params: { w } })).toMatchObject({ status: 403 });
  const elsewhere = (await stranger.ok("getMe")).workspaces[0]!.id;
  const theirs = await stranger.ok("createTeam", { params: { w: elsewhere }, body: { name: "Theirs" } });
  expect(await ines.call("changeTeam", { params: { w, team: theirs.id }, body: { name: "Ours" }, version: 1 })).toMatchObject({
    status: 404,
    body: { code: "team_not_found" },
  });
  expect(await ines.call("deleteTeam", { params: { w, team: theirs.id } })).toMatchObject({
    status: 404,
    body: { code: "team_not_found" },
  });
  expect(await ines.call("changeMember", { params: { w, m: mei.personId }, body: { teamIds: [theirs.id] }, version: 1 })).toMatchObject({
    status: 404,
    body: { code: "team_not_found" },
  });
  expect(await ines.call("invite", { params: { w }, body: { teamIds: [theirs.id] } })).toMatchObject({
    status: 404,
    body: { code: "team_not_found" },
  });
});
