import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, callOperation, libraryOn, startTestServer } from "../../../testkit/src/index.ts";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

test("a key does what its scopes let it, and never more than its person may", async () => {
  const { w, ines, tomas } = world;
  const read = await ines.ok("createKey", { params: { w }, body: { name: "Report", scopes: ["read"], expiresInDays: 30 } });
  const write = await ines.ok("createKey", { params: { w }, body: { name: "Scanner", scopes: ["read", "write"] } });
  const toms = await tomas.ok("createKey", { params: { w }, body: { name: "Everything", scopes: ["read", "write", "admin"] } });
  const task = { params: { w }, body: { title: "Scan the map" } };
  const team = { params: { w }, body: { name: "Acquisitions" } };
  expect(await callOperation(server, "getWorkspace", { params: { w } }, bearer(read.secret))).toMatchObject({ status: 200 });
  expect(await callOperation(server, "createTask", task, bearer(read.secret))).toMatchObject({
    status: 403,
    body: { code: "scope_missing", params: { scope: "write" } },
  });
  expect(await callOperation(server, "createTask", task, bearer(write.secret))).toMatchObject({ status: 201 });
  expect(await callOperation(server, "createTeam", team, bearer(write.secret))).toMatchObject({
    status: 403,
    body: { code: "scope_missing", params: { scope: "admin" } },
  });
  expect(await callOperation(server, "createTeam", team, bearer(toms.secret))).toMatchObject({ status: 403, body: { code: "forbidden" } });
});

test("a key makes no keys and deletes none", async () => {
  const { w, ines } = world;
  const { secret, key } = await ines.ok("createKey", { params: { w }, body: { name: "Writer", scopes: ["read", "write"] } });
  expect(
    await callOperation(server, "createKey", { params: { w }, body: { name: "More", scopes: ["admin"] } }, bearer(secret)),
  ).toMatchObject({ status: 403, body: { code: "scope_missing" } });
  expect(await callOperation(server, "deleteKey", { params: { w, k: key.id } }, bearer(secret))).toMatchObject({
    status: 403,
    body: { code: "scope_missing" },
  });
});

test("a key opens its own workspace alone, and stops with the request after it is deleted", async () => {
  const { w, ines, stranger } = world;
  const elsewhere = (await stranger.ok("getMe")).workspaces[0]!.id;
  const { secret, key } = await ines.ok("createKey", { params: { w }, body: { name: "Short-lived", scopes: ["read"] } });
  expect(await callOperation(server, "getWorkspace", { params: { w: elsewhere } }, bearer(secret))).toMatchObject({
    status: 404,
    body: { code: "workspace_not_found" },
  });
  expect(await callOperation(server, "getMe", {}, bearer(secret))).toMatchObject({ status: 403, body: { code: "scope_missing" } });
  await ines.ok("deleteKey", { params: { w, k: key.id } });
  expect(await callOperation(server, "getWorkspace", { params: { w } }, bearer(secret))).toMatchObject({ status: 401 });
});

test("keys are one's own: others neither see nor delete them", async () => {
  const { w, tomas, mei } = world;
  const { key } = await tomas.ok("createKey", { params: { w }, body: { name: "Tomas's", scopes: ["read"] } });
  expect((await mei.ok("listKeys", { params: { w } })).items).toEqual([]);
  expect((await tomas.ok("listKeys", { params: { w } })).items.map((one) => one.id)).toContain(key.id);
  expect(await mei.call("deleteKey", { params: { w, k: key.id } })).toMatchObject({ status: 404, body: { code: "key_not_found" } });
});

test("a key in an address opens nothing and is refused as a parameter nobody knows", async () => {
  const { w, ines } = world;
  const { secret } = await ines.ok("createKey", { params: { w }, body: { name: "Pasted", scopes: ["read"] } });
  for (const name of ["access_token", "token", "key", "authorization"]) {
    expect([name, (await callOperation(server, "listMembers", { params: { w }, query: { [name]: secret } }, {})).status]).toEqual([
      name,
      401,
    ]);
    expect([name, await callOperation(server, "listMembers", { params: { w }, query: { [name]: secret } }, bearer(secret))]).toMatchObject([
      name,
      { status: 400 },
    ]);
  }
  expect((await callOperation(server, "listMembers", { params: { w } }, bearer(secret))).status).toBe(200);
});
