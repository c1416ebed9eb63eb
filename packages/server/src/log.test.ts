import { randomUUID } from "node:crypto";
import { Writable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, callOperation, libraryOn, startTestServer } from "../../testkit/src/index.ts";
import { createLog } from "./log.ts";

let written = "";
const paper = new Writable({ write: (chunk: Buffer, _encoding, done) => ((written += chunk.toString()), done()) });

let server: TestServer;
let world: World;
/** While it is set, every statement of a request fails as a row refused by Postgres does. */
let breaking: string | null = null;
beforeAll(async () => {
  server = await startTestServer({
    config: { logLevel: "trace" },
    logTo: paper,
    seeDatabase: (database) => ({
      ...database,
      inWorkspace: (...call) =>
        breaking === null
          ? database.inWorkspace(...call)
          : Promise.reject(Object.assign(new Error("a row was refused"), { detail: `Failing row contains (${breaking}).` })),
    }),
  });
  world = await libraryOn(server);
});
afterAll(() => server.stop());

test("what is named a secret is not written, at any depth a log line of ours has", () => {
  let line = "";
  const log = createLog("trace", { write: (text) => void (line += text) });
  log.warn(
    {
      password: "s1",
      token: "s2",
      secret: "s3",
      req: { headers: { authorization: "Bearer s4", cookie: "s5" } },
      smtp: { password: "s6" },
      oidc: { clientSecret: "s7" },
      err: Object.assign(new Error("broken"), { detail: "Failing row contains (s8)." }),
    },
    "settings",
  );
  expect(line).toContain("settings");
  expect(line).not.toMatch(/s[1-8]\b/);
});

test("the log of a day at its most talkative holds no key, cookie, link, pass phrase or row, also where requests fail", async () => {
  const { w, ines } = world;
  const { secret } = await ines.ok("createKey", { params: { w }, body: { name: "Scanner", scopes: ["read", "write"] } });
  const link = (await ines.ok("invite", { params: { w }, body: { role: "guest" } })).url.split("/").at(-1)!;
  const wrong = `wrong pass phrase ${randomUUID()}`;
  await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: server.url },
    body: JSON.stringify({ email: "ines@lindgren.example", password: wrong }),
  });
  await callOperation(server, "getWorkspace", { params: { w } }, { authorization: `Bearer ${secret}` });
  await fetch(`${server.url}/api/invitations/${link}`);
  breaking = `title of ${randomUUID()}`;
  expect((await ines.call("createTask", { params: { w }, body: { title: breaking } })).status).toBe(500);
  const [title, cookie] = [breaking, ines.cookie.split("=")[1]!];
  breaking = null;
  expect(written).toContain("a row was refused");
  for (const one of [secret, link, wrong, title, cookie]) expect(written.includes(one)).toBe(false);
});
