import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { authenticator } from "../../../../testkit/src/authenticator.ts";
import { type TestDatabase, createDatabase } from "../../../../testkit/src/postgres.ts";
import { totp } from "../../../../testkit/src/totp.ts";
import { type Visitor, visitor } from "../../../../testkit/src/visitor.ts";
import { type Identity, type Message, createIdentity } from "../index.ts";
import { routes } from "./routes.ts";

const origin = "https://rondo.lindgren.example";
const password = "the folio is on the third shelf";
const mails: Message[] = [];
let database: TestDatabase;
let identity: Identity;

beforeAll(async () => {
  database = await createDatabase();
  identity = createIdentity({
    database: { url: database.urls.identity },
    secret: database.secret,
    publicUrl: origin,
    secureCookies: true,
    log: () => {},
    sendMail: async (message) => void mails.push(message),
    outboundFetch: async () => Promise.reject(new Error("no way out")),
  });
});
afterAll(async () => {
  await identity.close();
  await database.drop();
});

let addresses = 0;
/** From an address of its own, so that tries of one test do not count in another. */
const browser = (address = `198.51.100.${(addresses += 1)}`): Visitor => visitor(identity.handler, origin, address);

async function person(): Promise<{ id: string; email: string }> {
  const email = `${randomUUID().slice(0, 8)}@lindgren.example`;
  return { ...(await identity.createPerson({ name: "Amara Diallo", email, password })), email };
}

async function signedIn(): Promise<{ id: string; email: string; at: Visitor }> {
  const someone = await person();
  const at = browser();
  expect((await at.post("/sign-in/email", { email: someone.email, password })).status).toBe(200);
  return { ...someone, at };
}

async function withSecondFactor(): Promise<{ email: string; uri: string; codes: string[] }> {
  const { email, at } = await signedIn();
  const { body } = await at.post("/two-factor/enable", { password });
  const { totpURI: uri, backupCodes: codes } = body as { totpURI: string; backupCodes: string[] };
  // The code of the step before also passes; it leaves this step's for the sign-in of the test.
  expect((await at.post("/two-factor/verify-totp", { code: totp(uri, Date.now() - 30_000) })).status).toBe(200);
  return { email, uri, codes };
}

async function challenged(email: string): Promise<Visitor> {
  const at = browser();
  expect((await at.post("/sign-in/email", { email, password })).body).toMatchObject({
    twoFactorRedirect: true,
    twoFactorMethods: ["totp"],
  });
  expect(await identity.lookupSession(at.cookie())).toBeNull();
  return at;
}

test("an unknown address and a wrong password get the same answer", async () => {
  const { email } = await person();
  const wrong = await browser().post("/sign-in/email", { email, password: "not this one either" });
  const unknown = await browser().post("/sign-in/email", { email: "nobody@lindgren.example", password: "not this one either" });
  expect(wrong.status).toBe(401);
  expect(wrong.body).toMatchObject({ code: "credentials_wrong" });
  expect({ ...unknown, headers: [...unknown.headers] }).toEqual({ ...wrong, headers: [...wrong.headers] });
});

test("an unknown address costs as much work as a wrong password, so the time tells nothing", async () => {
  const people = await Promise.all(Array.from({ length: 8 }, person));
  // Work, not time: what else the machine does leaves it alone.
  const workOf = async (email: string) => {
    const before = process.cpuUsage();
    expect((await browser().post("/sign-in/email", { email, password: "not this one either" })).status).toBe(401);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  const known: number[] = [];
  const unknown: number[] = [];
  for (const { email } of people) {
    known.push(await workOf(email));
    unknown.push(await workOf(`nobody-${email}`));
  }
  const middle = (list: number[]) => list.toSorted((a, b) => a - b)[list.length / 2] as number;
  console.log(`work of a refused sign-in: known ${middle(known)} µs, unknown ${middle(unknown)} µs`);
  expect(Math.abs(middle(known) - middle(unknown)) / middle(known)).toBeLessThan(0.25);
});

test("a reset for an unknown address answers as for a known one, and mails nobody", async () => {
  const { email } = await person();
  const known = await browser().post("/request-password-reset", { email });
  const unknown = await browser().post("/request-password-reset", { email: "nobody-at-all@lindgren.example" });
  expect(unknown).toMatchObject({ status: known.status, body: known.body });
  await expect.poll(() => mails.some((mail) => mail.to === email)).toBe(true);
  expect(mails.some((mail) => mail.to.startsWith("nobody"))).toBe(false);
});

test("a mailed link sets a new password once, of many at once exactly one, and ends every session", async () => {
  const { email, at } = await signedIn();
  await browser().post("/request-password-reset", { email });
  await expect.poll(() => mails.find((mail) => mail.to === email)).toBeDefined();
  const token = /#token=(\S+)/.exec(mails.find((mail) => mail.to === email)!.text)![1]!;
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, n) => browser().post("/reset-password", { token, newPassword: `new shelf number ${n}` })),
  );
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
  expect(answers.filter((answer) => answer.body?.["code"] === "link_gone")).toHaveLength(5);
  expect(await identity.lookupSession(at.cookie())).toBeNull();
  expect((await browser().post("/sign-in/email", { email, password })).status).toBe(401);
  const winner = answers.findIndex((answer) => answer.status === 200);
  expect((await browser().post("/sign-in/email", { email, password: `new shelf number ${winner}` })).status).toBe(200);
  await expect.poll(() => mails.some((mail) => mail.to === email && mail.subject.includes("was changed"))).toBe(true);
});

test("a link that an administrator hands over works like a mailed one", async () => {
  const { id, email } = await person();
  const { url, token } = await identity.resetPassword(id);
  expect(url).toBe(`${origin}/reset-password#token=${token}`);
  expect((await browser().post("/reset-password", { token, newPassword: "handed over the counter" })).status).toBe(200);
  expect((await browser().post("/sign-in/email", { email, password: "handed over the counter" })).status).toBe(200);
});

test.each([
  ["password1", "password_weak"],
  ["Passw0rd!", "password_weak"],
  ["aaaaaaaaaa", "password_weak"],
  ["Amara Diallo", "password_weak"],
  ["short", "invalid_request"],
  ["x".repeat(257), "invalid_request"],
  ["p".repeat(1_000_000), "invalid_request"],
])("the password %.20s is refused for a new person and for a changed one", async (weak, code) => {
  await expect(identity.createPerson({ name: "Amara Diallo", email: "weak@lindgren.example", password: weak })).rejects.toMatchObject({
    code,
  });
  const { at } = await signedIn();
  const answer = await at.post("/change-password", { currentPassword: password, newPassword: weak });
  expect(answer.body?.["code"]).toBe(weak.length > 65_000 ? "too_large" : code);
});

test("of a long password every character counts, also emoji and NUL", async () => {
  const long = `${"🦉".repeat(60)}\u0000${"b".repeat(120)}`;
  const { id } = await identity.createPerson({ name: "Mei Tanaka", email: "mei-long@lindgren.example", password: long });
  expect((await browser().post("/sign-in/email", { email: "mei-long@lindgren.example", password: long })).status).toBe(200);
  expect((await browser().post("/sign-in/email", { email: "mei-long@lindgren.example", password: `${long.slice(0, -1)}c` })).status).toBe(
    401,
  );
  expect(await identity.erasePerson(id)).toBe(true);
});

test("one address is one person however it is spelled, and what is no single address is refused", async () => {
  const { email } = await person();
  const spelled = email.toUpperCase().replace("@", "\uff20").replace("L", "\uff2c");
  expect((await browser().post("/sign-in/email", { email: spelled, password })).status).toBe(200);
  await expect(identity.createPerson({ name: "Twin", email: spelled, password })).rejects.toMatchObject({ code: "email_taken" });
  for (const bad of [
    "a@x.example\nb@x.example",
    "a@x.example, b@x.example",
    `${"a".repeat(250)}@x.example`,
    "a@x",
    "",
    "\u0430@x.example",
  ]) {
    expect((await browser().post("/sign-in/email", { email: bad, password })).status, bad).toBe(400);
  }
});

test("guessing at one account ends in 429 from one address, and from many, and the browser that knows the account still gets in", async () => {
  const { email, at } = await signedIn();
  const statuses: number[] = [];
  const guesser = browser();
  for (let n = 0; n < 12; n += 1)
    statuses.push(
      (await guesser.post("/sign-in/email", { email: n % 2 ? email : email.toUpperCase(), password: `guess number ${n}` })).status,
    );
  expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
  const rotated: number[] = [];
  for (let n = 0; n < 24; n += 1)
    rotated.push(
      (await browser(`2001:db8:0:${n.toString(16)}::1`).post("/sign-in/email", { email, password: `guess number ${n}` })).status,
    );
  expect(rotated.at(-1)).toBe(429);
  expect(rotated.indexOf(429)).toBe(20);
  const refused = await browser().post("/sign-in/email", { email, password });
  expect(refused.body).toMatchObject({ code: "too_many_requests" });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  await at.post("/sign-out");
  expect((await at.post("/sign-in/email", { email, password })).status).toBe(200);
}, 60_000);

test("every route that tests a secret counts its tries", () => {
  const testing = Object.entries(routes).filter(
    ([, route]) => route.body && ["password", "currentPassword", "code", "token"].some((field) => field in route.body!.shape),
  );
  expect(testing.length).toBeGreaterThanOrEqual(8);
  expect(testing.filter(([, route]) => route.tries === undefined)).toEqual([]);
});

test("with a second factor the password alone opens nothing; the right code does, and the same code never again", async () => {
  const { email, uri } = await withSecondFactor();
  const at = await challenged(email);
  expect((await at.post("/two-factor/verify-totp", { code: "000000" })).body).toMatchObject({ code: "code_wrong" });
  const code = totp(uri, Date.now());
  expect((await at.post("/two-factor/verify-totp", { code })).status).toBe(200);
  expect(await identity.lookupSession(at.cookie())).not.toBeNull();
  const again = await challenged(email);
  expect((await again.post("/two-factor/verify-totp", { code })).body).toMatchObject({ code: "code_wrong" });
});

test("of one code used many times at once exactly one signs in", async () => {
  const { email, uri } = await withSecondFactor();
  const at = await Promise.all([challenged(email), challenged(email), challenged(email)]);
  const code = totp(uri, Date.now());
  const answers = await Promise.all([...at, ...at].map((one) => one.post("/two-factor/verify-totp", { code })));
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
});

test("a recovery code works once, also when tried twice at once", async () => {
  const { email, codes } = await withSecondFactor();
  const at = [await challenged(email), await challenged(email)];
  const answers = await Promise.all(at.map((one) => one.post("/two-factor/verify-backup-code", { code: codes[0] })));
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
  const later = await challenged(email);
  expect((await later.post("/two-factor/verify-backup-code", { code: codes[0] })).body).toMatchObject({ code: "code_wrong" });
});

test("a reset password keeps the second factor", async () => {
  const { email } = await withSecondFactor();
  const { token } = await identity.resetPassword((await identity.personByEmail(email))!.id);
  await browser().post("/reset-password", { token, newPassword: "fresh from the bindery" });
  expect((await browser().post("/sign-in/email", { email, password: "fresh from the bindery" })).body).toMatchObject({
    twoFactorRedirect: true,
  });
});

test("a passkey is registered, signs in without a password, and can be removed", async () => {
  const { id, at } = await signedIn();
  const device = authenticator();
  const offer = (await at.get("/passkey/generate-register-options")).body as unknown as { challenge: string; rp: { id: string } };
  expect(offer.rp.id).toBe("rondo.lindgren.example");
  const made = await at.post("/passkey/verify-registration", { response: device.register(offer, origin), name: "Reading room laptop" });
  expect(made.status).toBe(200);

  const fresh = browser();
  const ask = async () =>
    (await fresh.get("/passkey/generate-authenticate-options")).body as unknown as { challenge: string; rpId: string };
  expect(
    (await fresh.post("/passkey/verify-authentication", { response: device.authenticate(await ask(), "https://evil.example") })).body,
  ).toMatchObject({ code: "passkey_refused" });
  const answer = device.authenticate(await ask(), origin);
  expect((await fresh.post("/passkey/verify-authentication", { response: answer })).status).toBe(200);
  expect(await identity.lookupSession(fresh.cookie())).toMatchObject({ personId: id });
  expect((await browser().post("/passkey/verify-authentication", { response: answer })).body).toMatchObject({ code: "sign_in_again" });

  const other = await signedIn();
  expect((await other.at.post("/passkey/delete-passkey", { id: made.body!["id"] })).status).toBe(401);
  expect((await at.post("/passkey/delete-passkey", { id: made.body!["id"] })).status).toBe(200);
  expect((await fresh.post("/passkey/verify-authentication", { response: device.authenticate(await ask(), origin) })).body).toMatchObject({
    code: "passkey_refused",
  });
});

test("a passkey of a device that does not check its user is not taken", async () => {
  const { at } = await signedIn();
  const offer = (await at.get("/passkey/generate-register-options")).body as unknown as { challenge: string; rp: { id: string } };
  expect(
    (await at.post("/passkey/verify-registration", { response: authenticator({ verifiesUser: false }).register(offer, origin) })).body,
  ).toMatchObject({ code: "passkey_refused" });
});

test("a request from another site is refused before anything is looked at", async () => {
  const { email } = await person();
  const at = browser();
  const body = { email, password };
  for (const headers of [
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "http://rondo.lindgren.example" },
    { origin: "", "sec-fetch-site": "cross-site" },
  ]) {
    expect((await at.post("/sign-in/email", body, headers as Record<string, string>)).body, JSON.stringify(headers)).toMatchObject({
      code: "origin_refused",
    });
  }
  expect((await at.get("/get-session", { "sec-fetch-site": "cross-site" })).status).toBe(403);
  const bare = await identity.handler(
    new Request(`${origin}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
    { address: "192.0.2.1" },
  );
  expect(bare.status).toBe(403);
  expect((await at.post("/sign-in/email", JSON.stringify(body), { "content-type": "text/plain" })).status).toBe(415);
});

test("what is not listed does not exist: sign-up, changes of address, trusted devices, unknown members", async () => {
  const { at, email } = await signedIn();
  for (const path of [
    "/sign-up/email",
    "/delete-user",
    "/change-email",
    "/update-user",
    "/sign-in/social",
    "/list-sessions",
    "/revoke-sessions",
    "/two-factor/send-otp",
    "/constructor",
    "/ok",
    "/error",
  ]) {
    expect((await at.post(path, {})).status, path).toBe(404);
  }
  expect((await at.post("/two-factor/verify-totp", { code: "000000", trustDevice: true })).status).toBe(400);
  expect((await at.post("/sign-in/email", { email, password, callbackURL: "//evil.example" })).status).toBe(400);
  expect((await at.post("/sign-in/email", "{", { "content-type": "application/json" })).body).toMatchObject({ code: "bad_json" });
  expect((await at.get("/sign-out")).status).toBe(405);
});

test("an erased person can't get in, leaves no name, and their address is free again", async () => {
  const { id, email, at } = await signedIn();
  const { secret } = await identity.createKey({
    personId: id,
    workspaceId: randomUUID(),
    name: "till",
    scopes: ["read"],
    expiresInDays: null,
  });
  expect(await identity.erasePerson(id)).toBe(true);
  expect(await identity.lookupSession(at.cookie())).toBeNull();
  expect(await identity.lookupKey(secret)).toBeNull();
  expect((await browser().post("/sign-in/email", { email, password })).status).toBe(401);
  expect(await identity.person(id)).toMatchObject({ name: "", erased: true });
  expect(await identity.personByEmail(email)).toBeNull();
  expect(await identity.erasePerson(id)).toBe(false);
  await identity.createPerson({ name: "Somebody new", email, password });
});
