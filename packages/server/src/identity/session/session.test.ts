import { afterAll, beforeAll, expect, test } from "vitest";
import pg from "pg";
import { type TestDatabase, createDatabase } from "../../../../testkit/src/postgres.ts";
import { type Visitor, visitor } from "../../../../testkit/src/visitor.ts";
import { type Identity, createIdentity } from "../index.ts";
import { cookieRules, readSessionToken, signatureOf } from "./cookie.ts";

const origin = "https://rondo.lindgren.example";
const password = "the folio is on the third shelf";
let database: TestDatabase;
let identity: Identity;
let owner: pg.Pool;

beforeAll(async () => {
  database = await createDatabase();
  identity = createIdentity({
    database: { url: database.urls.identity },
    secret: database.secret,
    publicUrl: origin,
    secureCookies: true,
    sendMail: async () => {},
    outboundFetch: refuseAll,
    log: () => {},
  });
  owner = new pg.Pool({ connectionString: database.url });
});
afterAll(async () => {
  await identity.close();
  await owner.end();
  await database.drop();
});

const refuseAll = async (): Promise<Response> => Promise.reject(new Error("no way out"));

async function signedIn(email: string): Promise<{ id: string; browser: Visitor }> {
  const { id } = await identity.createPerson({ name: email.split("@")[0]!, email, password });
  const browser = visitor(identity.handler, origin);
  expect((await browser.post("/sign-in/email", { email, password })).status).toBe(200);
  return { id, browser };
}

test("somebody signs in, is known by the cookie, signs out, and the old cookie opens nothing", async () => {
  const { id, browser } = await signedIn("ines@lindgren.example");
  const cookie = browser.cookie();
  expect(await identity.lookupSession(cookie)).toMatchObject({ personId: id });
  expect((await browser.post("/sign-out")).status).toBe(200);
  expect(await identity.lookupSession(cookie)).toBeNull();
  const old = visitor(identity.handler, origin);
  expect((await old.get("/get-session", { cookie })).body).toBeNull();
});

test("our look-up and Better Auth's agree on who is signed in", async () => {
  const { id, browser } = await signedIn("tomas@lindgren.example");
  const theirs = await browser.get("/get-session");
  const ours = await identity.lookupSession(browser.cookie());
  expect(theirs.body).toMatchObject({
    user: { id },
    session: { id: ours?.sessionId, userId: ours?.personId, expiresAt: ours?.expiresAt.toISOString() },
  });
});

test("a session begun after set-up or an invitation is one that Better Auth takes", async () => {
  const { id } = await identity.createPerson({ name: "Mei Tanaka", email: "mei@lindgren.example", password });
  const browser = visitor(identity.handler, origin);
  browser.take(await identity.signInAs(id, { address: "192.0.2.7", agent: "Firefox" }));
  expect((await browser.get("/get-session")).body).toMatchObject({ user: { id } });
  expect(await identity.listSessions(id)).toMatchObject([{ agent: "Firefox", address: "192.0.2.7" }]);
});

test("no table of the database holds the token, and no answer's body does", async () => {
  const { id } = await identity.createPerson({ name: "Jonas Petrov", email: "jonas@lindgren.example", password });
  const browser = visitor(identity.handler, origin);
  const answer = await browser.post("/sign-in/email", { email: "jonas@lindgren.example", password });
  const token = readSessionToken(browser.cookie(), cookieRules(true), database.secret)!;
  expect(token.length).toBe(43);
  expect(JSON.stringify(answer.body)).not.toContain(token);
  expect(JSON.stringify((await browser.get("/get-session")).body)).not.toContain(token);
  const { rows } = await owner.query<{ name: string }>(
    "select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')",
  );
  expect(rows.map((row) => row.name)).toContain("identity.session");
  let seen = 0;
  for (const { name } of rows) {
    const found = await owner.query<{ hit: boolean; digest: boolean }>(
      `select t::text like $1 as hit, t::text like '%sha256:%' as digest from ${name} as t`,
      [`%${token}%`],
    );
    expect(
      found.rows.some((row) => row.hit),
      name,
    ).toBe(false);
    seen += found.rows.filter((row) => row.digest).length;
  }
  expect(seen).toBeGreaterThan(0);
  await identity.endAllSessions(id);
});

test("what the database holds for a token opens nothing, even signed", async () => {
  const { browser } = await signedIn("samir@lindgren.example");
  const session = await identity.lookupSession(browser.cookie());
  const forged = `__Host-rondo.session_token=${encodeURIComponent(`${session!.tokenHash}.${signatureOf(session!.tokenHash, database.secret)}`)}`;
  expect(await identity.lookupSession(forged)).toBeNull();
});

test("a cookie whose signature is not ours, or that was cut, is nobody's", async () => {
  const { browser } = await signedIn("lucia@lindgren.example");
  const cookie = browser.cookie();
  for (const bad of [
    cookie.replace("session_token=", "session_token=x"),
    cookie.slice(0, -300),
    "__Host-rondo.session_token=%E0%A4%A",
    "__Host-rondo.session_token=.",
    "",
    "nonsense",
  ]) {
    expect(await identity.lookupSession(bad)).toBeNull();
  }
});

test("cookies over https carry the __Host- prefix and every mark; over plain http neither prefix nor Secure", async () => {
  const { browser } = await signedIn("freya@lindgren.example");
  await browser.get("/passkey/generate-authenticate-options");
  const secure = browser.lastCookies();
  await browser.post("/sign-in/email", { email: "freya@lindgren.example", password });
  expect([...secure, ...browser.lastCookies()].length).toBeGreaterThan(2);
  for (const line of [...secure, ...browser.lastCookies()]) {
    expect(line).toMatch(/^__Host-rondo\./);
    expect(line).toMatch(/; Secure/);
    expect(line).toMatch(/; HttpOnly/i);
    expect(line).toMatch(/; SameSite=Lax/i);
    expect(line).toMatch(/; Path=\//);
    expect(line).not.toMatch(/Domain/i);
  }
  const plain = createIdentity({
    database: { url: database.urls.identity },
    secret: database.secret,
    publicUrl: "http://192.0.2.9:8080",
    secureCookies: false,
    sendMail: async () => {},
    outboundFetch: refuseAll,
    log: () => {},
  });
  const other = visitor(plain.handler, "http://192.0.2.9:8080");
  expect((await other.post("/sign-in/email", { email: "freya@lindgren.example", password })).status).toBe(200);
  for (const line of other.lastCookies()) {
    expect(line).toMatch(/^rondo\./);
    expect(line).not.toMatch(/Secure/);
  }
  expect(plain.passkeysAvailable()).toMatchObject({ available: false, why: expect.stringContaining("host name") });
  await plain.close();
});

test("signing in again in the same browser ends the session before, and each has a token of its own", async () => {
  const { id, browser } = await signedIn("amara@lindgren.example");
  const first = browser.cookie();
  await browser.post("/sign-in/email", { email: "amara@lindgren.example", password });
  expect(browser.cookie()).not.toBe(first);
  expect(await identity.lookupSession(first)).toBeNull();
  expect(await identity.listSessions(id)).toHaveLength(1);
});

test("a changed password ends every other session at once and keeps the one that changed it", async () => {
  const { id, browser } = await signedIn("noor@lindgren.example");
  const elsewhere = visitor(identity.handler, origin);
  await elsewhere.post("/sign-in/email", { email: "noor@lindgren.example", password });
  const before = browser.cookie();
  const { token } = await identity.resetPassword(id);
  expect(
    (await browser.post("/change-password", { currentPassword: "not it at all", newPassword: "a much longer one" })).body,
  ).toMatchObject({ code: "password_wrong" });
  expect((await browser.post("/change-password", { currentPassword: password, newPassword: "another shelf, another folio" })).status).toBe(
    200,
  );
  expect(await identity.lookupSession(elsewhere.cookie())).toBeNull();
  expect(await identity.lookupSession(before)).toBeNull();
  expect(await identity.lookupSession(browser.cookie())).toMatchObject({ personId: id });
  expect((await browser.post("/reset-password", { token, newPassword: "by a link from before" })).body).toMatchObject({
    code: "link_gone",
  });
});

test("ending one session, or all but one, works at once, and nobody ends somebody else's", async () => {
  const { id, browser } = await signedIn("ewa@lindgren.example");
  const { id: other } = await signedIn("pim@lindgren.example");
  const second = visitor(identity.handler, origin);
  await second.post("/sign-in/email", { email: "ewa@lindgren.example", password });
  const session = (await identity.lookupSession(browser.cookie()))!;
  await expect(identity.endSession(other, session.sessionId)).rejects.toMatchObject({ code: "session_not_found" });
  expect(await identity.sessionsAlive([session.tokenHash, "sha256:none"])).toEqual(new Set([session.tokenHash]));
  expect(await identity.endAllSessions(id, session.sessionId)).toBe(1);
  expect(await identity.lookupSession(second.cookie())).toBeNull();
  await identity.endSession(id, session.sessionId);
  expect(await identity.lookupSession(browser.cookie())).toBeNull();
  expect(await identity.sessionsAlive([session.tokenHash])).toEqual(new Set());
});

test("a session ends when it is too old, and when it was not used for too long, for both look-ups", async () => {
  const { browser } = await signedIn("ola@lindgren.example");
  const session = (await identity.lookupSession(browser.cookie()))!;
  await owner.query("update identity.session set seen_at = now() - interval '11 minutes' where id = $1", [session.sessionId]);
  expect(await identity.lookupSession(browser.cookie())).not.toBeNull();
  const { rows } = await owner.query<{ fresh: boolean }>(
    "select seen_at > now() - interval '1 minute' as fresh from identity.session where id = $1",
    [session.sessionId],
  );
  expect(rows[0]!.fresh).toBe(true);
  await owner.query("update identity.session set seen_at = now() - interval '8 days' where id = $1", [session.sessionId]);
  expect(await identity.lookupSession(browser.cookie())).toBeNull();
  expect((await visitor(identity.handler, origin).get("/get-session", { cookie: browser.cookie() })).body).toBeNull();
  await owner.query("update identity.session set seen_at = now(), expires_at = now() - interval '1 second' where id = $1", [
    session.sessionId,
  ]);
  expect(await identity.lookupSession(browser.cookie())).toBeNull();
});

test("the app may read names and addresses of people and nothing else here", async () => {
  const app = new pg.Client({ connectionString: database.urls.app });
  await app.connect();
  await expect(app.query("select id, name, email, image from identity.person")).resolves.toBeDefined();
  for (const statement of [
    "select * from identity.person",
    "select 1 from identity.session",
    "select 1 from identity.account",
    "select 1 from identity.api_key",
    "update identity.person set name = ''",
  ]) {
    await expect(app.query(statement)).rejects.toMatchObject({ code: "42501" });
  }
  await app.end();
});
