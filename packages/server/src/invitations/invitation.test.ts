import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, callOperation, libraryOn, startTestServer } from "../../../testkit/src/index.ts";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const tokenOf = ({ url }: { url: string }): string => new URL(url).pathname.split("/").at(-1) as string;
const asNobody = (token: string, person: { name: string; email: string; password?: string } | null) =>
  callOperation(
    server,
    "acceptInvitation",
    { params: { token }, body: { person: person && { password: "a long enough pass phrase", ...person } } },
    { origin: server.url },
  );

test("a new person accepts, is signed in, and is in the teams they were invited to", async () => {
  const { w, ines } = world;
  const team = await ines.ok("createTeam", { params: { w }, body: { name: "Digitisation" } });
  const made = await ines.ok("invite", { params: { w }, body: { email: "Amara@Lindgren.example", role: "member", teamIds: [team.id] } });
  expect(made).toMatchObject({ mailed: false, invitation: { email: "amara@lindgren.example", role: "member", invitedBy: "Ines Okafor" } });
  expect(await callOperation(server, "getInvitation", { params: { token: tokenOf(made) } }, {})).toMatchObject({
    status: 200,
    body: { workspace: "Lindgren Library", email: "amara@lindgren.example", hasAccount: false },
  });
  const accepted = await asNobody(tokenOf(made), { name: "Amara Diallo", email: "amara@lindgren.example" });
  expect(accepted).toMatchObject({ status: 201, body: { workspaceId: w } });
  const cookie = accepted.headers.getSetCookie()[0]!.split(";")[0]!;
  expect(await callOperation(server, "getMe", {}, { cookie })).toMatchObject({
    status: 200,
    body: { workspaces: [{ id: w, role: "member" }] },
  });
  expect((await ines.ok("listTeams", { params: { w } })).items[0]).toMatchObject({ members: [{ name: "Amara Diallo" }], version: 2 });
  expect((await ines.ok("listJournal", { params: { w }, query: { name: "member.joined" } })).items[0]).toMatchObject({
    data: { role: "member", invitedBy: ines.personId },
  });
  expect(await asNobody(tokenOf(made), { name: "Somebody", email: "amara@lindgren.example" })).toMatchObject({
    status: 410,
    body: { code: "invitation_gone" },
  });
});

test("an invitation used twice at once lets one in, and leaves nobody half-made", async () => {
  const { w, ines } = world;
  const token = tokenOf(await ines.ok("invite", { params: { w }, body: {} }));
  const before = await server.system.identity.countPeople();
  const answers = await Promise.all(
    ["one", "two", "three", "four"].map((name) => asNobody(token, { name, email: `${name}@lindgren.example` })),
  );
  expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([201, 410, 410, 410]);
  expect(await server.system.identity.countPeople()).toBe(before + 1);
});

test("an invitation sent to an address is for that address alone", async () => {
  const { w, ines, stranger } = world;
  const token = tokenOf(await ines.ok("invite", { params: { w }, body: { email: "jonas@lindgren.example" } }));
  expect(await stranger.call("acceptInvitation", { params: { token }, body: {} })).toMatchObject({
    status: 403,
    body: { code: "invitation_for_other" },
  });
  expect(await asNobody(token, { name: "Jonas", email: "somebody@else.example" })).toMatchObject({
    status: 403,
    body: { code: "invitation_for_other" },
  });
  expect(await asNobody(token, null)).toMatchObject({ status: 401, body: { code: "sign_in_required" } });
  expect(await asNobody(token, { name: "Jonas Petrov", email: "JONAS@lindgren.example" })).toMatchObject({ status: 201 });
});

test("nobody invites above their own role, members not at all, and who is demoted leaves no way in behind", async () => {
  const { w, ines, tomas, mei } = world;
  await ines.ok("changeMember", { params: { w, m: tomas.personId }, body: { role: "admin" }, version: 1 });
  expect(await tomas.call("invite", { params: { w }, body: { role: "owner" } })).toMatchObject({
    status: 403,
    body: { code: "role_above_own" },
  });
  expect(await mei.call("invite", { params: { w }, body: { role: "guest" } })).toMatchObject({ status: 403, body: { code: "forbidden" } });
  const token = tokenOf(await tomas.ok("invite", { params: { w }, body: { role: "admin" } }));
  await ines.ok("changeMember", { params: { w, m: tomas.personId }, body: { role: "member" }, version: 2 });
  expect(await asNobody(token, { name: "Nobody", email: "nobody@lindgren.example" })).toMatchObject({
    status: 410,
    body: { code: "invitation_gone" },
  });
});

test("an invitation that was withdrawn or has expired, or was never made, is gone", async () => {
  const { w, ines } = world;
  const made = await ines.ok("invite", { params: { w }, body: {} });
  expect(await ines.call("withdrawInvitation", { params: { w, i: made.invitation.id } })).toMatchObject({ status: 204 });
  expect(await ines.call("withdrawInvitation", { params: { w, i: made.invitation.id } })).toMatchObject({ status: 410 });
  const expired = await ines.ok("invite", { params: { w }, body: {} });
  await server.system.database.inWorkspace(w, (tx) =>
    tx.change(
      sql`update invitation set expires_at = now() where workspace_id = current_workspace() and invitation_id = ${expired.invitation.id}`,
    ),
  );
  for (const token of [tokenOf(made), tokenOf(expired), "x".repeat(43), Buffer.alloc(32).toString("base64url")]) {
    expect(await callOperation(server, "getInvitation", { params: { token } }, {})).toMatchObject({
      status: 410,
      body: { code: "invitation_gone" },
    });
  }
});

test("the link's token is nowhere in the database", async () => {
  const { w, ines } = world;
  const token = tokenOf(await ines.ok("invite", { params: { w }, body: {} }));
  const rows = await server.system.database.inWorkspace(w, (tx) =>
    tx.rows(sql<{ text: string }>`select i::text as text from invitation i union all select e::text from event e`),
  );
  expect(rows.map((row) => row.text).join()).not.toContain(token);
});

test("who is a member already does not use an invitation up", async () => {
  const { w, ines, mei } = world;
  const token = tokenOf(await ines.ok("invite", { params: { w }, body: { role: "owner" } }));
  expect(await mei.call("acceptInvitation", { params: { token }, body: {} })).toMatchObject({ status: 201 });
  expect((await mei.ok("getMe")).workspaces).toMatchObject([{ role: "member" }]);
  expect(await callOperation(server, "getInvitation", { params: { token } }, {})).toMatchObject({ status: 200 });
});

test("guessing at invitations is slowed down", async () => {
  const token = Buffer.alloc(32, 7).toString("base64url");
  let last = 410;
  for (let tries = 0; tries < 80 && last === 410; tries += 1)
    last = (await callOperation(server, "getInvitation", { params: { token } }, {})).status;
  expect(last).toBe(429);
});
