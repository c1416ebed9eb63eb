import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, callOperation, libraryOn, startTestServer } from "@rondo/testkit";
import { until } from "../jobs/library.fixture.ts";
import { workIn } from "../http/index.ts";
import { putInWorkspace } from "../members/index.ts";
import { removeHalfMade, seedWorld } from "./index.ts";
import { removeSample } from "./store.ts";

let server: TestServer;
let world: World;
let owner: pg.Client;

beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
  owner = new pg.Client({ connectionString: server.database.url });
  await owner.connect();
  const { w, ines } = world;
  await ines.ok("createTask", { params: { w }, body: { title: "One's own" } });
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

/** What each table holds, of every schema that a Rondo writes to; and what is in the queue. */
async function counts(): Promise<Record<string, number>> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1`,
  );
  const { rows } = await owner.query<{ name: string; count: number }>(
    tables.map(({ name }) => `select '${name.replaceAll("'", "''")}' as name, count(*)::int as count from ${name}`).join(" union all "),
  );
  // How often somebody tried a password or a link, and who has a node running, is no trace of the world.
  return Object.fromEntries(rows.filter(({ name }) => !passing.has(name)).map(({ name, count }) => [name, count]));
}
const passing = new Set([
  "identity.attempt",
  "graphile_worker.node",
  "graphile_worker._private_tasks",
  "graphile_worker._private_known_crontabs",
]);

test("a sample world that is looked at and removed leaves every table as it was, and one's own work where it was", async () => {
  const { w, ines, mei } = world;
  await mei.ok("getMe", {});
  const before = await counts();
  const sample = await mei.ok("makeSample", {});
  expect(await mei.ok("makeSample", {})).toEqual(sample); // one is enough
  expect((await mei.ok("getMe", {})).workspaces).toContainEqual(expect.objectContaining({ id: sample.id, role: "owner", sample: true }));
  expect(Object.entries(await counts()).filter(([name, count]) => count > (before[name] ?? 0)).length).toBeGreaterThan(30);
  const { items: work } = await mei.ok("getMyDay", { params: { w: sample.id } });
  expect(work.map(({ task }) => task.home.kind).toSorted()).toEqual(["person", "person", "person", "run", "run"]);
  expect(work.filter(({ task }) => task.step?.kind === "approval")).toHaveLength(1);
  await mei.ok("createKey", { params: { w: sample.id }, body: { name: "A look around", scopes: ["read"] } });
  const task = await mei.ok("createTask", { params: { w: sample.id }, body: { title: "Try the trash" } });
  await mei.ok("attachFile", {
    params: { w: sample.id, t: task.id },
    bytes: Buffer.from("notes"),
    headers: { "x-file-name": "notes.txt" },
  });
  await mei.ok("createDocument", { params: { w: sample.id }, body: { title: "What I saw", markdown: "A lot." } });
  const own = await mei.ok("getSample", { params: { w: sample.id } });
  expect([own.made.map(({ kind, title }) => `${kind} ${title}`).sort(), own.more, own.people]).toEqual([
    ["document What I saw", "task Try the trash"],
    false,
    1,
  ]);
  expect((await mei.call("removeSample", { params: { w: sample.id } })).status).toBe(204);
  expect(await counts()).toEqual(before);
  expect((await mei.ok("getMe", {})).workspaces.map(({ id }) => id)).toEqual([w]);
  expect((await mei.call("listTasks", { params: { w: sample.id } })).status).toBe(404);
  expect((await ines.ok("listTasks", { params: { w } })).items.map(({ title }) => title)).toEqual(["One's own"]);
}, 240_000);

test("a sample that its maker left half made is removed with its people once nothing was done in it for two minutes, and a maker that was only slow makes nothing of it", async () => {
  const { mei } = world;
  const before = await counts();
  const { promise: awake, resolve: wake } = Promise.withResolvers<void>();
  let calls = 0;
  const inject = async (given: never) => {
    if ((calls += 1) > 60) await awake;
    return server.app.inject(given);
  };
  const made = seedWorld(server.system, { inject } as never, { world: "library", viewer: mei.personId });
  const failed = made.catch((error: unknown) => error);
  await until(() => calls > 60);
  await removeHalfMade(server.system);
  expect((await owner.query("select 1 from workspace where making")).rowCount).toBe(1);
  await owner.query("update due_moment set due_at = now() - interval '1 second' where kind = 'sample'");
  await removeHalfMade(server.system);
  expect(await counts()).toEqual(before);
  wake();
  expect(await failed).toBeInstanceOf(Error);
  expect(await counts()).toEqual(before);
}, 240_000);

test("a workspace that is no sample is not removed, by nobody and by no way", async () => {
  const { w, ines, tomas } = world;
  expect((await ines.call("removeSample", { params: { w } })).body).toMatchObject({ code: "sample_not_found" });
  expect((await tomas.call("removeSample", { params: { w } })).status).toBe(403);
  await expect(server.system.database.inWorkspace(w, async (tx) => removeSample(tx))).rejects.toThrow("this workspace is no sample");
});

test("nothing is mailed from a sample, and whoever is in no other workspace keeps it", async () => {
  const { w: seeded } = await seedWorld(server.system, server.app, { world: "library", again: true }).then((made) => ({
    w: made.workspaceId,
  }));
  const { rows } = await owner.query("select 1 from outgoing_mail where workspace_id = $1", [seeded]);
  expect(rows).toEqual([]);
  const samir = await server.system.identity.personByEmail("samir@lindgren.example");
  await owner.query("update membership set role = 'owner' where workspace_id = $1 and person_id = $2", [seeded, samir?.id]);
  const cookie = (await server.system.identity.signInAs(samir?.id as string)).map((line) => line.split(";")[0]).join("; ");
  const remove = () =>
    callOperation(server, "removeSample", { params: { w: seeded } }, { cookie, origin: server.url, "sec-fetch-site": "same-origin" });
  expect((await remove()).body).toMatchObject({ code: "sample_is_all" });
  await putIn(world.w, samir?.id as string);
  expect((await remove()).status).toBe(204);
  expect(await server.system.identity.personByEmail("samir@lindgren.example")).toMatchObject({ name: "Samir Haddad" }); // taken in elsewhere
  expect(await server.system.identity.personByEmail("jonas@lindgren.example")).toBeNull();
}, 240_000);

const putIn = (w: string, personId: string) => workIn(server.system, w, null, (work) => putInWorkspace(work, personId, "member"));
