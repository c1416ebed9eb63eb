import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, libraryOn, listen, startTestServer } from "@rondo/testkit";
import { type RawAnswer, sendRaw } from "./raw.fixture.ts";

let server: TestServer;
let world: World;
let tasks: string;

beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
  tasks = `/api/workspaces/${world.w}/tasks`;
});
afterAll(() => server.stop());

const own = (more: Record<string, string> = {}): Record<string, string> => ({
  cookie: world.ines.cookie,
  origin: server.url,
  "content-type": "application/json",
  ...more,
});
const post = (body: string | Buffer, more: Record<string, string> = {}): Promise<Response> =>
  fetch(server.url + tasks, { method: "POST", headers: own(more), body: typeof body === "string" ? body : new Uint8Array(body) });
const codeOf = async (answer: Response): Promise<[number, string]> => [answer.status, ((await answer.json()) as { code: string }).code];
/** As it stands on the wire, with a session. */
const wire = (request: string, headers: readonly string[] = [], body = ""): Promise<RawAnswer> =>
  sendRaw(
    server.url,
    `${request} HTTP/1.1\r\nHost: ${new URL(server.url).host}\r\nCookie: ${world.ines.cookie}\r\nOrigin: ${server.url}\r\nConnection: close\r\n${headers.map((line) => `${line}\r\n`).join("")}\r\n${body}`,
  );

test("a body over 1 MiB is refused before the rest of it is read", async () => {
  expect(await codeOf(await post(JSON.stringify({ title: "x", notes: "y".repeat(1_100_000) })))).toEqual([413, "too_large"]);
  const answer = await wire(`POST ${tasks}`, ["Content-Type: application/json", "Content-Length: 5000000000"], "{");
  expect([answer.status, JSON.parse(answer.body)]).toMatchObject([413, { code: "too_large" }]);
});

test("broken JSON, cut UTF-8 and lone surrogates are refused with their place", async () => {
  for (const body of [
    '{"title": "x"',
    '{"title": }',
    "{'title': 'x'}",
    '{"title": "x"} {}',
    '{"title": NaN}',
    '{"title": "\\ud800"}',
    Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d]),
  ])
    expect(await codeOf(await post(body)), String(body)).toEqual([400, "bad_json"]);
});

test("deep and wide JSON is refused in the blink of an eye", async () => {
  for (const body of [
    "[".repeat(10_000) + "]".repeat(10_000),
    '{"a":'.repeat(10_000) + "1" + "}".repeat(10_000),
    JSON.stringify(Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`k${n}`, 1]))),
    JSON.stringify({ title: Array.from({ length: 100_000 }, () => 0) }),
  ])
    expect(await codeOf(await post(body))).toEqual([400, expect.stringMatching(/^(too_complex|bad_json)$/)]);
  expect(await codeOf(await post(JSON.stringify({ ["k".repeat(900_000)]: 1 })))).toEqual([400, "invalid_request"]);
});

test("keys that reach for the prototype, and keys twice, change nothing and are refused", async () => {
  for (const body of [
    '{"title":"x","__proto__":{"polluted":1}}',
    '{"title":"x","constructor":{"prototype":{"polluted":1}}}',
    '{"title":"x","prototype":1}',
    '{"title":"x","toString":1}',
    '{"title":"x","title":"y"}',
  ])
    expect((await post(body)).status, body).toBe(400);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

test("fields that nobody may set by hand are unknown", async () => {
  for (const field of ["role", "workspaceId", "createdBy", "id", "version", "completion", "isAdmin"])
    expect(await codeOf(await post(JSON.stringify({ title: "x", [field]: world.stranger.personId }))), field).toEqual([
      400,
      "invalid_request",
    ]);
});

test("numbers that are none, too large, or text are refused", async () => {
  const { w, ines } = world;
  const { id } = await ines.ok("createProject", { params: { w }, body: { name: "Numbers", start: "2026-03-02T09:00" } });
  const url = `${server.url}/api/workspaces/${w}/projects/${id}/tasks`;
  for (const number of ["1e400", "-1", "1.5", "9007199254740993", '"60"', "null", "true", "[60]", "1e30"]) {
    const answer = await fetch(url, { method: "POST", headers: own(), body: `{"title":"x","workingMinutes":${number}}` });
    expect([number, answer.status]).toEqual([number, 400]);
  }
});

test("dates that no calendar has are refused", async () => {
  for (const dueAt of [
    "2026-02-30T10:00:00Z",
    "+275760-09-13T00:00:00.001Z",
    "2026-01-01T25:00:00Z",
    "2026-01-01T10:00:00+99:99",
    "1767225600",
    "tomorrow",
    "",
    1767225600000,
    "2026-13-01T00:00:00Z",
  ])
    expect(await codeOf(await post(JSON.stringify({ title: "x", dueAt }))), String(dueAt)).toEqual([400, "invalid_request"]);
});

test("another content type is refused, whatever it holds", async () => {
  const body = JSON.stringify({ title: "x" });
  for (const type of [
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/xml",
    "multipart/form-data; boundary=x",
    "application/octet-stream",
    "application/json, text/plain",
    "APPLICATION/JSONP",
  ])
    expect([type, (await post(body, { "content-type": type })).status]).toEqual([type, 415]);
  const none = await wire(`POST ${tasks}`, [`Content-Length: ${body.length}`], body);
  expect([400, 415]).toContain(none.status);
});

test("paths written another way lead nowhere", async () => {
  for (const path of [
    "//api//workspaces",
    "/api/%2e%2e/workspaces",
    "/api/../api/me/",
    "/API/me",
    "/api/me/",
    "/api/me.",
    "/api/me%00",
    "/api/%6de%2f",
    `${tasks}/..%2f..%2fme`,
    `${tasks}/%00`,
    "/api/workspaces/%ff%fe/tasks",
    "/assets/..%2f..%2fpackage.json",
    "/..%2f..%2fpackage.json",
    "/%2e%2e/%2e%2e/etc/passwd",
  ]) {
    const answer = await wire(`GET ${path}`);
    expect([path, answer.status >= 400 && answer.status < 500, answer.body.includes('"workspaces"')]).toEqual([path, true, false]);
    expect([path, (JSON.parse(answer.body) as { code?: string }).code !== undefined]).toEqual([path, true]);
  }
});

test("a method that an address does not take is refused, and no header overrides the method", async () => {
  for (const method of ["PUT", "PATCH", "DELETE"])
    expect([method, (await wire(`${method} ${tasks}`)).status >= 404]).toEqual([method, true]);
  expect((await wire("TRACE /api/me")).status).toBeGreaterThanOrEqual(400);
  const task = await world.ines.ok("createTask", { params: { w: world.w }, body: { title: "Still here" } });
  for (const header of ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
    await wire(`GET ${tasks}/${task.id}`, [`${header}: DELETE`]);
  expect((await world.ines.ok("getTask", { params: { w: world.w, t: task.id } })).title).toBe("Still here");
});

test("two lengths, a folded header and a header of 100 kB are refused by the parser", async () => {
  expect(
    (await wire(`POST ${tasks}`, ["Content-Type: application/json", "Content-Length: 5", "Transfer-Encoding: chunked"], "0\r\n\r\n"))
      .status,
  ).toBe(400);
  expect((await wire(`POST ${tasks}`, ["Content-Length: 1", "Content-Length: 2"], "{}")).status).toBe(400);
  expect((await wire("GET /api/me", ["X-A: 1", " folded"])).status).toBe(400);
  expect((await wire("GET /api/me", [`X-Long: ${"y".repeat(100_000)}`])).status).toBe(431);
  expect((await wire("GET /api/me", [`Cookie: ${"c=1; ".repeat(2_000)}`])).status).toBeLessThan(500);
});

test("a query given twice, or one the address does not take, is refused", async () => {
  const { ines } = world;
  for (const query of [
    "?limit=1&limit=2",
    "?sort=password",
    "?limit=1000000000",
    "?limit=-1",
    "?limit=1e3x",
    "?fields=*",
    "?owner=me&owner=none",
    "?__proto__=1",
  ])
    expect([query, (await fetch(server.url + tasks + query, { headers: { cookie: ines.cookie } })).status]).toEqual([query, 400]);
});

test("a cursor that was made up, cut, or given to somebody else or for another list is refused", async () => {
  const { w, ines, tomas } = world;
  for (const title of ["One", "Two", "Three"]) await ines.ok("createTask", { params: { w }, body: { title } });
  const { next } = await ines.ok("listTasks", { params: { w }, query: { limit: 1, owner: "me" } });
  const cursor = next as string;
  const [body = "", seal = ""] = cursor.split(".");
  const forged = Buffer.from(JSON.stringify(["2000-01-01T00:00:00.000Z", randomUUID()])).toString("base64url");
  for (const bad of [
    "x",
    ".",
    `${body}.`,
    `.${seal}`,
    `${forged}.${seal}`,
    `${body}.${seal.slice(1)}`,
    `${cursor}.${seal}x`,
    "a".repeat(500),
  ])
    expect([bad, (await ines.call("listTasks", { params: { w }, query: { limit: 1, owner: "me", cursor: bad } })).status]).toEqual([
      bad,
      400,
    ]);
  expect((await tomas.call("listTasks", { params: { w }, query: { limit: 1, owner: "me", cursor } })).status).toBe(400);
  expect((await ines.call("listTasks", { params: { w }, query: { limit: 1, owner: "none", cursor } })).status).toBe(400);
});

test("an Idempotency-Key is 1 to 255 printable characters, means one request, and belongs to its sender", async () => {
  const { w, ines, tomas } = world;
  const send = (who: typeof ines, key: string, title: string) =>
    who.call("createTask", { params: { w }, body: { title }, headers: { "idempotency-key": key } });
  for (const key of ["a".repeat(256), "a".repeat(10_000), "with space", "tab\tin", "ümlaut"])
    expect([key.slice(0, 12), (await send(ines, key, "x")).status]).toEqual([key.slice(0, 12), 400]);
  const first = await send(ines, "shared-key", "Mine");
  expect((await send(ines, "shared-key", "Another")).status).toBe(422);
  const other = await send(tomas, "shared-key", "Another");
  expect(other.status).toBe(201);
  expect((other.body as { id: string }).id).not.toBe((first.body as { id: string }).id);
});

test("a version that is missing, stale or no number is refused and changes nothing", async () => {
  const { w, ines } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Versioned" } });
  const change = async (header: Record<string, string>) =>
    (await ines.call("changeTask", { params: { w, t: task.id }, body: { title: "Changed" }, headers: header })).status;
  expect(await change({})).toBe(428);
  for (const match of ["*", '"x"', '"-1"', '"1e3"', '"1", "2"', '"99999999999999999999"'])
    expect([match, await change({ "if-match": match })]).toEqual([match, 428]);
  expect(await change({ "if-match": '"2"' })).toBe(412);
  expect((await ines.ok("getTask", { params: { w, t: task.id } })).title).toBe("Versioned");
});

test("links are made of the public address alone, whatever the request says its host is", async () => {
  const { w, ines } = world;
  for (const header of [
    "Host: evil.example",
    "X-Forwarded-Host: evil.example",
    "Forwarded: host=evil.example",
    "X-Forwarded-Proto: https",
  ]) {
    const lines = ["Content-Type: application/json", "Content-Length: 16", ...(header.startsWith("Host") ? [] : [header])];
    const head = `POST /api/workspaces/${w}/invitations HTTP/1.1\r\n${header.startsWith("Host") ? header : `Host: ${new URL(server.url).host}`}\r\nCookie: ${ines.cookie}\r\nOrigin: ${server.url}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n${lines.map((line) => `${line}\r\n`).join("")}\r\n`;
    const answer = await sendRaw(server.url, `${head}{"role":"guest"}`);
    expect([header, answer.status]).toEqual([header, 201]);
    expect(answer.body).toContain(server.url);
    expect(JSON.stringify(answer)).not.toContain("evil.example");
  }
});

test("a change from another site's page is refused, however it is dressed", async () => {
  const { cookie } = world.ines;
  const body = JSON.stringify({ title: "Forged" });
  for (const headers of [
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site", origin: "https://evil.example" },
    {},
  ] as Record<string, string>[]) {
    const answer = await fetch(server.url + tasks, {
      method: "POST",
      headers: { cookie, "content-type": "application/json", ...headers },
      body,
    });
    expect([headers, answer.status]).toEqual([headers, 403]);
  }
});

test("a stream needs a session, a membership and a cursor that can be", async () => {
  const { w, stranger } = world;
  expect((await listen(server, { cookie: "" }, w)).status).toBe(401);
  expect((await listen(server, { cookie: "rondo.session_token=made.up" }, w)).status).toBe(401);
  expect((await listen(server, stranger, w)).status).toBe(404);
  for (const cursor of ["1", "1.2", "-1.2.3", "1.2.3.4", "9".repeat(60), "1.x.3", "1.2.3'; drop table event; --"])
    expect([cursor, (await listen(server, world.ines, w, cursor)).status]).toEqual([cursor, 400]);
});

test("a stream takes nothing from its listener: no frames, no body, no compression to be blown up", async () => {
  const { w, ines } = world;
  const at = `${server.url}/api/workspaces/${w}/events`;
  // Sockets that both sides write to are not offered, whatever asks for one.
  const upgraded = await wire(`GET /api/workspaces/${w}/tasks`, [
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  ]);
  expect(upgraded.status).not.toBe(101);
  expect(
    (await fetch(at, { method: "POST", headers: { cookie: ines.cookie, origin: server.url }, body: "x".repeat(100_000) })).status,
  ).toBeGreaterThanOrEqual(404);
  const stop = new AbortController();
  const stream = await fetch(at, { headers: { cookie: ines.cookie, "accept-encoding": "gzip, br" }, signal: stop.signal });
  expect([stream.status, stream.headers.get("content-encoding")]).toEqual([200, null]);
  stop.abort();
});

test("every answer carries the headers that keep a browser from being turned against its user", async () => {
  const { w, ines } = world;
  const answers = await Promise.all(
    [
      "/",
      "/api/me",
      `/api/workspaces/${w}/tasks`,
      "/api/openapi.json",
      "/api/nothing",
      "/healthz",
      "/readyz",
      "/api/auth/get-session",
      "/api/workspaces/x/tasks",
    ].map(async (path) => [path, await fetch(server.url + path, { headers: { cookie: ines.cookie } })] as const),
  );
  for (const [path, { headers }] of answers) {
    const policy = headers.get("content-security-policy") ?? "";
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "object-src 'none'",
      "form-action 'self'",
    ])
      expect([path, policy]).toEqual([path, expect.stringContaining(part)]);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect([
      path,
      headers.get("x-content-type-options"),
      headers.get("x-frame-options"),
      headers.get("referrer-policy"),
      headers.get("strict-transport-security"),
      headers.get("x-powered-by"),
      headers.get("access-control-allow-origin"),
    ]).toEqual([path, "nosniff", "DENY", "same-origin", null, null, null]);
    if (path.startsWith("/api/") && path !== "/api/openapi.json") expect([path, headers.get("cache-control")]).toEqual([path, "no-store"]);
  }
  const stream = await fetch(`${server.url}/api/workspaces/${w}/events`, { headers: { cookie: ines.cookie } });
  expect([stream.headers.get("cache-control"), stream.headers.get("x-content-type-options")]).toEqual(["no-store", "nosniff"]);
  await stream.body?.cancel();
});

test("over https the cookie is bound to the host and the browser is told to stay with https", async () => {
  const secure = await startTestServer({ publicUrl: "https://rondo.lindgren.example" });
  try {
    const answer = await fetch(`${secure.url}/api/installation`);
    expect(answer.headers.get("strict-transport-security")).toMatch(/max-age=\d{8}/);
    const { id } = await secure.system.identity.createPerson({
      name: "Ines Okafor",
      email: "ines@lindgren.example",
      password: "a long enough pass phrase",
    });
    const [cookie = ""] = await secure.system.identity.signInAs(id);
    expect(cookie).toMatch(/^__Host-rondo\.session_token=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  } finally {
    await secure.stop();
  }
});
