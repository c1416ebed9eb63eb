import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, callOperation, startTestServer } from "../../../testkit/src/index.ts";

let server: TestServer;
beforeAll(async () => void (server = await startTestServer()));
afterAll(() => server.stop());

const person = { name: "Ines Okafor", email: "ines@lindgren.example", password: "a long enough pass phrase" };
const setUp = (token: string, body: Record<string, unknown> = {}) =>
  callOperation(
    server,
    "setUp",
    { body: { token, workspace: { name: "Lindgren Library", zone: "Europe/Berlin" }, person, ...body } },
    { origin: server.url },
  );
const state = async () => ((await callOperation(server, "getInstallation", {}, {})).body as { state: string }).state;

test("set-up makes one workspace and its owner, once, though it failed before and was killed half-way", async () => {
  const token = await server.system.identity.makeToken("set-up");
  expect(await setUp("wrong".repeat(8))).toMatchObject({ status: 403, body: { code: "setup_token_wrong" } });
  expect(await setUp(token, { person: { ...person, password: "password" } })).toMatchObject({
    status: 400,
    body: { code: "password_weak" },
  });
  // What a kill between the person and the workspace leaves behind.
  await server.system.identity.createPerson(person);
  expect(await state()).toBe("new");
  const answers = await Promise.all([setUp(token), setUp(token), setUp(token)]);
  expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([201, 403, 403]);
  const done = answers.find((answer) => answer.status === 201)!;
  expect(done.body).toMatchObject({
    person: { email: "ines@lindgren.example" },
    workspaces: [{ name: "Lindgren Library", role: "owner" }],
  });
  expect(await callOperation(server, "getMe", {}, { cookie: done.headers.getSetCookie()[0]!.split(";")[0]! })).toMatchObject({
    status: 200,
  });
  expect([await state(), await server.system.identity.countPeople()]).toEqual(["ready", 1]);
  expect(await setUp(await server.system.identity.makeToken("set-up"))).toMatchObject({ status: 409, body: { code: "already_set_up" } });
});

test("guessing at the set-up token is slowed down", async () => {
  let last = 0;
  for (let tries = 0; tries < 80 && last !== 429; tries += 1) last = (await setUp("wrong".repeat(8))).status;
  expect(last).toBe(429);
  await server.system.database.directory.change(sql`delete from identity.attempt`);
});
