import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, libraryOn, startTestServer } from "../../../testkit/src/index.ts";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

test("a workspace's name, address and zone change under its version, and a taken address is refused", async () => {
  const { w, ines, tomas, stranger } = world;
  const before = await ines.ok("getWorkspace", { params: { w } });
  expect(
    await ines.ok("changeWorkspace", {
      params: { w },
      body: { name: "The Lindgren Library", slug: "lindgren", zone: "Europe/Stockholm" },
      version: before.version,
    }),
  ).toMatchObject({ slug: "lindgren", zone: "Europe/Stockholm", version: before.version + 1 });
  const theirs = (await stranger.ok("getMe")).workspaces[0]!;
  expect(await ines.call("changeWorkspace", { params: { w }, body: { slug: theirs.slug }, version: before.version + 1 })).toMatchObject({
    status: 409,
    body: { code: "slug_taken" },
  });
  expect(await ines.call("changeWorkspace", { params: { w }, body: { name: "Late" }, version: before.version })).toMatchObject({
    status: 412,
  });
  expect(await ines.call("changeWorkspace", { params: { w }, body: { name: "Blind" } })).toMatchObject({ status: 428 });
  expect(await tomas.call("changeWorkspace", { params: { w }, body: { name: "Mine" }, version: before.version + 1 })).toMatchObject({
    status: 403,
  });
});

test("whoever makes another workspace owns it, and sees it whole", async () => {
  const made = await world.mei.ok("createWorkspace", { body: { name: "Bindery", zone: "Europe/Berlin" } });
  expect(await world.mei.ok("getWorkspace", { params: { w: made.id } })).toEqual(made);
  expect(await world.ines.call("getWorkspace", { params: { w: made.id } })).toMatchObject({ status: 404 });
});

test("a workspace is made once under one Idempotency-Key, also by two requests at once", async () => {
  const { tomas, mei } = world;
  const make = (name: string, by = tomas) =>
    by.call("createWorkspace", { body: { name, zone: "Europe/Berlin" }, headers: { "idempotency-key": "moving-in" } });
  const [one, other] = await Promise.all([make("Annex"), make("Annex")]);
  expect([one.status, other.status, other.body.id]).toEqual([201, 201, one.body.id]);
  expect((await make("Annex")).body).toEqual(one.body);
  expect(await make("Depot")).toMatchObject({ status: 422, body: { code: "idempotency_mismatch" } });
  expect((await make("Annex", mei)).body.id).not.toBe(one.body.id);
  expect((await tomas.ok("getMe")).workspaces.filter(({ name }) => name === "Annex")).toHaveLength(1);
});
