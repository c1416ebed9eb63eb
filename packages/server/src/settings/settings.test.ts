import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSmtp } from "../mail/smtp.fixture.ts";
import { type TestServer, type World, libraryOn, startTestServer } from "../../../testkit/src/index.ts";

let server: TestServer;
let world: World;
let smtp: Awaited<ReturnType<typeof openSmtp>>;
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "rondo-settings-"));
  smtp = await openSmtp();
  server = await startTestServer({
    config: {
      dataDirectory: directory,
      backupDirectory: join(directory, "backups"),
      smtp: { url: smtp.url, from: "Rondo <rondo@lindgren.example>" },
    },
  });
  world = await libraryOn(server);
});
afterAll(async () => {
  await server.stop();
  await smtp.close();
  await rm(directory, { recursive: true, force: true });
});

test("an owner makes a backup, finds it in the list, and the journal says who", async () => {
  const { w, ines } = world;
  expect(await ines.ok("listBackups", { params: { w } })).toEqual({ directory: join(directory, "backups"), items: [] });
  const made = await ines.ok("makeBackup", { params: { w }, body: {} });
  expect(made).toMatchObject({ kind: "logical", name: expect.stringMatching(/^rondo-\d{8}T\d{6}Z-by-hand\.tar\.gz$/) });
  expect((await ines.ok("listBackups", { params: { w } })).items).toEqual([made]);
  expect((await ines.ok("listJournal", { params: { w }, query: { name: "backup.made" } })).items).toMatchObject([
    { actor: { name: "Ines Okafor" }, data: { name: made.name } },
  ]);
});

test("a test mail goes to whoever asks for it", async () => {
  expect(await world.ines.ok("testMail", { params: { w: world.w }, body: {} })).toEqual({ sentTo: "ines@lindgren.example" });
  expect(smtp.messages.at(-1)).toContain("To: ines@lindgren.example");
});

test("an invitation to an address is mailed with its link", async () => {
  const { w, ines } = world;
  expect(await ines.ok("invite", { params: { w }, body: { email: "jonas@lindgren.example" } })).toMatchObject({ mailed: true });
  expect(await ines.ok("invite", { params: { w }, body: {} })).toMatchObject({ mailed: false });
});

test("a provider that can't be reached or is inside the network is not added", async () => {
  const { w, ines } = world;
  const provider = { id: "login", name: "Login", clientId: "rondo", clientSecret: "very secret" };
  expect(await ines.ok("listSignInProviders", { params: { w } })).toMatchObject({
    items: [],
    redirectUrl: `${server.url}/api/auth/oidc/callback`,
  });
  expect(await ines.call("addSignInProvider", { params: { w }, body: { ...provider, issuer: "https://10.0.0.1" } })).toMatchObject({
    body: { code: "address_refused" },
  });
  expect(await ines.call("testSignInProvider", { params: { w }, body: { issuer: "https://192.168.1.1" } })).toMatchObject({
    body: { code: "address_refused" },
  });
  expect(await ines.call("removeSignInProvider", { params: { w, provider: "login" } })).toMatchObject({
    status: 404,
    body: { code: "provider_not_found" },
  });
});

test("the installation is looked after by owners of its first workspace, not by whoever owns some workspace", async () => {
  const elsewhere = (await world.stranger.ok("getMe")).workspaces[0]!.id;
  const params = { w: elsewhere, provider: "login" };
  const provider = { id: "login", name: "Login", issuer: "https://login.example", clientId: "rondo", clientSecret: "very secret" };
  expect(await world.stranger.call("makeBackup", { params, body: {} })).toMatchObject({ status: 403 });
  expect(await world.stranger.call("listBackups", { params })).toMatchObject({ status: 403 });
  expect(await world.stranger.call("testMail", { params, body: {} })).toMatchObject({ status: 403 });
  expect(await world.stranger.call("addSignInProvider", { params, body: provider })).toMatchObject({ status: 403 });
  expect(await world.stranger.call("removeSignInProvider", { params })).toMatchObject({ status: 403 });
  expect(await world.tomas.call("makeBackup", { params: { w: world.w }, body: {} })).toMatchObject({ status: 403 });
});
