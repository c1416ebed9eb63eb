import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Claims, type Twist, oidcProvider } from "../../../../testkit/src/oidcProvider.ts";
import { type TestDatabase, createDatabase } from "../../../../testkit/src/postgres.ts";
import { type Visitor, visitor } from "../../../../testkit/src/visitor.ts";
import { type Identity, createIdentity } from "../index.ts";
import { seal, unseal } from "./seal.ts";

const origin = "https://rondo.lindgren.example";
const password = "the folio is on the third shelf";
const clientSecret = "the library's own client secret";
const house = oidcProvider();
let database: TestDatabase;
let identity: Identity;

beforeAll(async () => {
  database = await createDatabase();
  identity = createIdentity({
    database: { url: database.urls.identity },
    secret: database.secret,
    publicUrl: origin,
    secureCookies: true,
    sendMail: async () => {},
    outboundFetch: house.fetch,
    log: () => {},
  });
  await identity.addProvider({
    id: "house",
    name: "Lindgren sign-in",
    issuer: house.issuer,
    clientId: "rondo",
    clientSecret,
    createPeople: true,
  });
  await identity.addProvider({
    id: "closed",
    name: "Closed",
    issuer: house.issuer,
    clientId: "rondo-closed",
    clientSecret,
    createPeople: false,
  });
});
afterAll(async () => {
  await identity.close();
  await database.drop();
});

async function through(
  browser: Visitor,
  claims: Claims,
  { twist = {}, ...start }: { twist?: Twist; provider?: string; returnTo?: string; link?: boolean } = {},
) {
  const { body, status } = await browser.post("/oidc/start", { provider: "house", ...start });
  expect(status).toBe(200);
  const back = house.signIn(String(body!["url"]), claims, twist);
  const path = back.pathname.replace("/api/auth", "") + back.search;
  const answer = await browser.get(path, { "sec-fetch-site": "cross-site" });
  return { location: answer.headers.get("location"), path, status: answer.status };
}

test("somebody new signs in through the provider and is known again by subject, not by address", async () => {
  const browser = visitor(identity.handler, origin);
  expect(
    await through(
      browser,
      { sub: "s-1", email: "Samir@Lindgren.example", email_verified: true, name: "Samir Haddad" },
      { returnTo: "/w/lindgren" },
    ),
  ).toMatchObject({ status: 303, location: "/w/lindgren" });
  const first = await identity.lookupSession(browser.cookie());
  expect(await identity.person(first!.personId)).toMatchObject({ email: "samir@lindgren.example", name: "Samir Haddad" });
  const again = visitor(identity.handler, origin);
  await through(again, { sub: "s-1", email: "renamed@lindgren.example", email_verified: true });
  expect((await identity.lookupSession(again.cookie()))?.personId).toBe(first!.personId);
});

test("an address that somebody here has is no proof: nothing is linked silently, verified or not", async () => {
  await identity.createPerson({ name: "Ines Okafor", email: "ines@lindgren.example", password });
  for (const email_verified of [true, false]) {
    const browser = visitor(identity.handler, origin);
    expect(await through(browser, { sub: `intruder-${email_verified}`, email: "ines@lindgren.example", email_verified })).toMatchObject({
      location: "/sign-in?problem=provider_not_linked",
    });
    expect(await identity.lookupSession(browser.cookie())).toBeNull();
  }
});

test("who is signed in links the provider, and from then on comes in by it; a subject belongs to one person", async () => {
  const { id } = await identity.createPerson({ name: "Mei Tanaka", email: "mei@lindgren.example", password });
  const browser = visitor(identity.handler, origin);
  await browser.post("/sign-in/email", { email: "mei@lindgren.example", password });
  expect(await through(browser, { sub: "m-1" }, { link: true, returnTo: "/settings" })).toMatchObject({ location: "/settings" });
  const fresh = visitor(identity.handler, origin);
  await through(fresh, { sub: "m-1" });
  expect((await identity.lookupSession(fresh.cookie()))?.personId).toBe(id);

  await identity.createPerson({ name: "Jonas Petrov", email: "jonas@lindgren.example", password });
  const other = visitor(identity.handler, origin);
  await other.post("/sign-in/email", { email: "jonas@lindgren.example", password });
  expect(await through(other, { sub: "m-1" }, { link: true })).toMatchObject({ location: "/sign-in?problem=provider_not_linked" });
  expect((await visitor(identity.handler, origin).post("/oidc/start", { provider: "house", link: true })).status).toBe(401);
});

test("a provider that may not make people lets nobody new in, and an unverified address makes nobody", async () => {
  expect(
    await through(
      visitor(identity.handler, origin),
      { sub: "c-1", email: "new@lindgren.example", email_verified: true },
      { provider: "closed" },
    ),
  ).toMatchObject({ location: "/sign-in?problem=provider_not_linked" });
  expect(await through(visitor(identity.handler, origin), { sub: "c-2", email: "new@lindgren.example" })).toMatchObject({
    location: "/sign-in?problem=provider_not_linked",
  });
  expect(await identity.personByEmail("new@lindgren.example")).toBeNull();
});

test.each<[string, Twist]>([
  ["another issuer", { iss: "https://evil.example" }],
  ["another audience", { aud: "somebody-else" }],
  ["another nonce", { nonce: "guessed" }],
  ["no algorithm", { alg: "none" }],
  ["a foreign key", { forged: true }],
  ["a token that has expired", { expired: true }],
])("an answer with %s is refused", async (_, twist) => {
  const browser = visitor(identity.handler, origin);
  expect(await through(browser, { sub: "twisted", email: "twisted@lindgren.example", email_verified: true }, { twist })).toMatchObject({
    location: "/sign-in?problem=provider_refused",
  });
  expect(await identity.lookupSession(browser.cookie())).toBeNull();
  expect(await identity.personByEmail("twisted@lindgren.example")).toBeNull();
});

test("a callback works once, and only in the browser that began", async () => {
  const browser = visitor(identity.handler, origin);
  const { body } = await browser.post("/oidc/start", { provider: "house" });
  const back = house.signIn(String(body!["url"]), { sub: "s-1" });
  const path = back.pathname.replace("/api/auth", "") + back.search;
  const stranger = visitor(identity.handler, origin);
  expect((await stranger.get(path)).headers.get("location")).toBe("/sign-in?problem=sign_in_again");
  const cookie = browser.cookie();
  const answers = await Promise.all([1, 2, 3].map(() => visitor(identity.handler, origin).get(path, { cookie })));
  expect(answers.map((answer) => answer.headers.get("location")).sort((a, b) => String(a).localeCompare(String(b)))).toEqual([
    "/",
    "/sign-in?problem=sign_in_again",
    "/sign-in?problem=sign_in_again",
  ]);
});

test("after the provider the way leads to a page of ours only", async () => {
  for (const returnTo of ["//evil.example", "https://evil.example", "/\\evil.example"]) {
    expect(await through(visitor(identity.handler, origin), { sub: "s-1" }, { returnTo })).toMatchObject({ location: "/" });
  }
});

test("a provider is tested before it is kept, is listed without its secret, and its secret is sealed in the database", async () => {
  expect(await identity.testProvider(house.issuer)).toEqual({ authorization: `${house.issuer}/authorize`, token: `${house.issuer}/token` });
  await expect(identity.testProvider("https://nobody.example")).rejects.toMatchObject({ code: "provider_unreachable" });
  await expect(
    identity.addProvider({ id: "house", name: "Twin", issuer: house.issuer, clientId: "x", clientSecret, createPeople: false }),
  ).rejects.toMatchObject({ code: "slug_taken" });
  const listed = await identity.listProviders();
  expect(listed.map((provider) => provider.id)).toEqual(["closed", "house"]);
  expect(JSON.stringify(listed)).not.toContain(clientSecret);
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  const { rows } = await owner.query<{ sealed_secret: string }>("select sealed_secret from identity.provider where id = 'house'");
  await owner.end();
  expect(rows[0]!.sealed_secret).not.toContain(clientSecret);
  expect(unseal(rows[0]!.sealed_secret, "house", database.secret)).toBe(clientSecret);
});

test("a sealed secret opens only in its own row, unchanged, under the same installation's secret", () => {
  const sealed = seal("quire", "house", "secret one");
  expect(unseal(sealed, "house", "secret one")).toBe("quire");
  expect(() => unseal(sealed, "closed", "secret one")).toThrow();
  expect(() => unseal(sealed, "house", "secret two")).toThrow();
  expect(() => unseal(`${sealed.slice(0, -2)}AA`, "house", "secret one")).toThrow();
});

test("a removed provider's links go with it, and a password still lets its people in", async () => {
  await identity.removeProvider("house");
  await expect(identity.removeProvider("house")).rejects.toMatchObject({ code: "provider_not_found" });
  expect((await visitor(identity.handler, origin).post("/oidc/start", { provider: "house" })).status).toBe(404);
  expect((await visitor(identity.handler, origin).post("/sign-in/email", { email: "mei@lindgren.example", password })).status).toBe(200);
});
