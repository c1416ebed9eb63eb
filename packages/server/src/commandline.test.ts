import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, callOperation, libraryOn, startTestServer } from "../../testkit/src/index.ts";
import { rememberAddress } from "./address.ts";
import { addUser, exportWorkspace, resetPassword } from "./commandline.ts";

let server: TestServer;
let world: World;
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "rondo-commandline-"));
  server = await startTestServer({ config: { dataDirectory: directory, backupDirectory: join(directory, "backups") } });
  world = await libraryOn(server);
});
afterAll(async () => {
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

const quiet = () => undefined;

test("somebody is added beside a running server, with a key that works there and a link to choose a password", async () => {
  const added = await addUser(server.system.config, {
    email: "Lucia.Ferrari@lindgren.example",
    name: null,
    workspace: "lindgren-library",
    role: "admin",
    apiKey: true,
  });
  expect(added).toMatchObject({ workspaceId: world.w, link: expect.stringContaining("/reset-password#token=") });
  expect(
    await callOperation(
      server,
      "createTeam",
      { params: { w: world.w }, body: { name: "Systems" } },
      { authorization: `Bearer ${added.apiKey}` },
    ),
  ).toMatchObject({ status: 201 });
  expect((await world.ines.ok("listMembers", { params: { w: world.w } })).items).toContainEqual(
    expect.objectContaining({ name: "Lucia Ferrari", role: "admin" }),
  );
});

test("a member who is added again gets the role that was asked for, but the last owner stays one", async () => {
  const input = { name: null, workspace: world.w, apiKey: false };
  expect(await addUser(server.system.config, { ...input, email: "tomas@lindgren.example", role: "owner" })).toMatchObject({
    userId: world.tomas.personId,
    apiKey: null,
    link: null,
  });
  await addUser(server.system.config, { ...input, email: "tomas@lindgren.example", role: "member" });
  await expect(addUser(server.system.config, { ...input, email: "ines@lindgren.example", role: "guest" })).rejects.toMatchObject({
    code: "last_owner",
  });
  await expect(
    addUser(server.system.config, { ...input, workspace: "nowhere", email: "new@lindgren.example", role: "guest" }),
  ).rejects.toMatchObject({ code: "workspace_unknown" });
  expect(await server.system.identity.personByEmail("new@lindgren.example")).toBeNull();
});

test("an owner of a workspace that is not there yet brings it along; a mistyped id does not", async () => {
  const input = { email: "jonas@lindgren.example", name: null, role: "owner" as const, apiKey: true };
  const first = await addUser(server.system.config, { ...input, workspace: "The Annex" });
  expect(first).toMatchObject({ made: true, apiKey: expect.any(String) });
  expect(
    await callOperation(server, "getWorkspace", { params: { w: first.workspaceId } }, { authorization: `Bearer ${first.apiKey}` }),
  ).toMatchObject({ status: 200, body: { name: "The Annex", slug: "the-annex" } });
  for (const workspace of ["the annex", "the-annex", first.workspaceId.toUpperCase()])
    expect(await addUser(server.system.config, { ...input, workspace })).toMatchObject({ made: false, workspaceId: first.workspaceId });
  await expect(addUser(server.system.config, { ...input, workspace: "00000000-0000-4000-8000-000000000000" })).rejects.toMatchObject({
    code: "workspace_unknown",
  });
});

test("links made beside a server lead to where it last listened", async () => {
  await rememberAddress(server.system.config, "http://localhost:12345");
  expect((await resetPassword(server.system.config, { email: "mei@lindgren.example" })).link).toMatch(
    /^http:\/\/localhost:12345\/reset-password#/,
  );
});

test("a password link is made for who is here, and refused for who is not", async () => {
  expect(await resetPassword(server.system.config, { email: "mei@lindgren.example" })).toMatchObject({ userId: world.mei.personId });
  await expect(resetPassword(server.system.config, { email: "nobody@lindgren.example" })).rejects.toMatchObject({
    code: "member_not_found",
  });
});

test("a workspace is exported into a file, gzipped by its name, and a file that can't be written leaves nothing", async () => {
  const plain = await exportWorkspace(server.system.config, { workspace: world.w, file: join(directory, "library.json") }, quiet);
  const packed = await exportWorkspace(
    server.system.config,
    { workspace: "lindgren-library", file: join(directory, "library.json.gz") },
    quiet,
  );
  expect(packed.counts).toEqual(plain.counts);
  expect(packed.bytes).toBeLessThan(plain.bytes);
  const document = JSON.parse(gunzipSync(await readFile(packed.file)).toString()) as { counts: unknown; memberships: unknown[] };
  expect(document.counts).toEqual(plain.counts);
  await expect(
    exportWorkspace(server.system.config, { workspace: world.w, file: join(directory, "missing", "library.json") }, quiet),
  ).rejects.toMatchObject({ code: "file_unreadable" });
  expect((await readdir(directory)).filter((name) => name.includes("partial"))).toEqual([]);
});
