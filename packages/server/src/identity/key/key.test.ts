import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, createDatabase } from "../../../../testkit/src/postgres.ts";
import { type Identity, createIdentity } from "../index.ts";

let database: TestDatabase;
let identity: Identity;
let owner: pg.Pool;
let personId: string;
const workspaceId = randomUUID();

beforeAll(async () => {
  database = await createDatabase();
  identity = createIdentity({
    database: { url: database.urls.identity },
    secret: database.secret,
    publicUrl: "https://rondo.example",
    secureCookies: true,
    sendMail: async () => {},
    outboundFetch: async () => Promise.reject(new Error("no way out")),
    log: () => {},
  });
  owner = new pg.Pool({ connectionString: database.url });
  personId = (await identity.createPerson({ name: "Lucia Ferrari", email: "lucia@lindgren.example" })).id;
});
afterAll(async () => {
  await identity.close();
  await owner.end();
  await database.drop();
});

const make = () => identity.createKey({ personId, workspaceId, name: "Nightly export", scopes: ["read"], expiresInDays: 30 });

test("a key stands for its person, workspace and scopes, with or without the word Bearer", async () => {
  const { key, secret } = await make();
  expect(secret).toMatch(/^rondo_[A-Za-z0-9_-]{43}$/);
  const found = { keyId: key.id, personId, workspaceId, scopes: ["read"] };
  expect(await identity.lookupKey(secret)).toEqual(found);
  expect(await identity.lookupKey(`Bearer ${secret}`)).toEqual(found);
});

test("the secret is nowhere in the database and in no list; its beginning is, to tell keys apart", async () => {
  const { key, secret } = await make();
  const { rows } = await owner.query<{ text: string }>("select k::text as text from identity.api_key k");
  expect(rows.map((row) => row.text).join()).not.toContain(secret.slice(12));
  expect(rows.map((row) => row.text).join()).toContain(secret.slice(0, 12));
  const listed = await identity.listKeys(personId, workspaceId);
  expect(listed.find((one) => one.id === key.id)).toEqual(key);
  expect(JSON.stringify(listed)).not.toContain(secret);
  expect(key.start).toBe(secret.slice(0, 12));
});

test("a deleted key stops at once, and only its person can delete it", async () => {
  const { key, secret } = await make();
  await expect(identity.deleteKey(randomUUID(), workspaceId, key.id)).rejects.toMatchObject({ code: "key_not_found" });
  await expect(identity.deleteKey(personId, randomUUID(), key.id)).rejects.toMatchObject({ code: "key_not_found" });
  await identity.deleteKey(personId, workspaceId, key.id);
  expect(await identity.lookupKey(secret)).toBeNull();
});

test("an expired key is none, and who leaves the workspace leaves none behind", async () => {
  const { key, secret } = await make();
  await owner.query("update identity.api_key set expires_at = now() - interval '1 second' where id = $1", [key.id]);
  expect(await identity.lookupKey(secret)).toBeNull();
  const kept = await make();
  expect(await identity.deleteKeysOf(personId, workspaceId)).toBeGreaterThan(1);
  expect(await identity.lookupKey(kept.secret)).toBeNull();
});

test("the last use is kept to within minutes, not written each time", async () => {
  const { key, secret } = await make();
  await identity.lookupKey(secret);
  const lastUse = async () => (await identity.listKeys(personId, workspaceId)).find((one) => one.id === key.id)!.lastUsedAt;
  const first = await lastUse();
  expect(first).not.toBeNull();
  await identity.lookupKey(secret);
  expect(await lastUse()).toBe(first);
  await owner.query("update identity.api_key set last_used_at = now() - interval '1 hour' where id = $1", [key.id]);
  await identity.lookupKey(secret);
  expect(Date.parse((await lastUse())!)).toBeGreaterThan(Date.now() - 60_000);
});

test.each([
  "",
  "rondo_",
  "Basic abc",
  "sha256:abc",
  `rondo_${"a".repeat(42)}`,
  `rondo_${"a".repeat(43)}`,
  `rondo_${"a".repeat(44)}`,
  null,
  undefined,
])("%j is no key", async (bearer) => {
  expect(await identity.lookupKey(bearer)).toBeNull();
});

test("a set-up token opens once, of many at once for exactly one, and the one before it not at all", async () => {
  const first = await identity.makeToken("set-up");
  const token = await identity.makeToken("set-up");
  await expect(identity.withToken("set-up", first, async () => 0)).rejects.toMatchObject({ code: "setup_token_wrong" });
  await expect(identity.withToken("demo", token, async () => 0)).rejects.toMatchObject({ code: "setup_token_wrong" });
  let done = 0;
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => identity.withToken("set-up", token, async () => (done += 1))));
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  expect(done).toBe(1);
  const { rows } = await owner.query<{ text: string }>("select t::text as text from identity.one_time_token t");
  expect(rows.map((row) => row.text).join()).not.toContain(token);
});

test("a set-up that failed may be tried again with the same token", async () => {
  const token = await identity.makeToken("set-up");
  await expect(
    identity.withToken("set-up", token, async () =>
      identity.createPerson({ name: "x", email: "x@lindgren.example", password: "password1" }),
    ),
  ).rejects.toMatchObject({ code: "password_weak" });
  await expect(identity.withToken("set-up", token, async () => "ready")).resolves.toBe("ready");
});

test("tidying removes what is over and nothing else", async () => {
  const { key } = await make();
  const [cookie] = await identity.signInAs(personId);
  await identity.signInAs(personId);
  await owner.query(
    "update identity.session set expires_at = now() - interval '1 day' where id in (select id from identity.session order by created_at desc, id desc limit 1)",
  );
  await identity.tidy();
  const { rows } = await owner.query<{ count: number }>("select count(*)::int as count from identity.session");
  expect(rows[0]!.count).toBe(1);
  expect(await identity.lookupSession(cookie!.split(";")[0])).not.toBeNull();
  expect((await identity.listKeys(personId, workspaceId)).some((one) => one.id === key.id)).toBe(true);
});
