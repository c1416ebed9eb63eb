import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, callOperation, libraryOn, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const kept = async (key: string) =>
  (
    await server.system.database.inWorkspace(world.w, (tx) =>
      tx.first(sql<{ body: string }>`select body from idempotency where workspace_id = current_workspace() and key = ${key}`),
    )
  )?.body ?? "";

test("a key's secret and an invitation's link are answered again to a repeat, and stand nowhere in the table", async () => {
  const { w, ines } = world;
  for (const [id, body, secretOf] of [
    ["createKey", { name: "Export", scopes: ["read"] }, (answer: Record<string, unknown>) => answer["secret"]],
    ["invite", { role: "guest" }, (answer: Record<string, unknown>) => String(answer["url"]).split("/").at(-1)],
  ] as const) {
    const sent = { params: { w }, body, headers: { "idempotency-key": randomUUID() } };
    const first = await ines.call(id, sent);
    expect(await ines.call(id, sent)).toMatchObject({ status: first.status, body: first.body });
    const row = await kept(sent.headers["idempotency-key"]);
    expect(row).toMatch(/^v1\./);
    expect(row).not.toContain(secretOf(first.body as unknown as Record<string, unknown>));
  }
});

test("a key that may read does not read the audit trail, the export or the invitations; one that administers does", async () => {
  const { w, ines } = world;
  const keyFor = async (scopes: string[]) =>
    `Bearer ${(await ines.ok("createKey", { params: { w }, body: { name: "Key", scopes } })).secret}`;
  const [reader, admin] = [await keyFor(["read"]), await keyFor(["admin"])];
  for (const id of ["listJournal", "exportWorkspace", "listInvitations", "listBackups"] as const) {
    expect([id, await callOperation(server, id, { params: { w } }, { authorization: reader })]).toMatchObject([
      id,
      { status: 403, body: { code: "scope_missing", params: { scope: "admin" } } },
    ]);
    expect([id, (await callOperation(server, id, { params: { w } }, { authorization: admin })).status]).toEqual([id, 200]);
  }
  expect((await callOperation(server, "listMembers", { params: { w } }, { authorization: reader })).status).toBe(200);
});
