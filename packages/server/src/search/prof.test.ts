import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, test } from "vitest";
import { type TestServer, type World, libraryOn, startTestServer } from "/work/main/packages/testkit/src/index.ts";
let server: TestServer; let world: World;
beforeAll(async () => { server = await startTestServer(); world = await libraryOn(server); });
afterAll(() => server.stop());
test("x", async () => {
  const owner = new pg.Client({ connectionString: server.database.url }); await owner.connect();
  const time = async (label: string, f: () => Promise<unknown>) => { const t = Date.now(); await f(); console.log(label, Date.now() - t); };
  await time("grams 20k", () => owner.query("select count(*) from generate_series(1,20000) n, unnest(search_grams('Volume ' || n || ' of shelf ' || n % 97))"));
  await time("form 20k", () => owner.query("select count(search_form('Volume ' || n || ' of shelf ' || n % 97)) from generate_series(1,20000) n"));
  await time("insert 20k", () => server.system.database.inWorkspace(world.w, (tx) => tx.change(sql`
    insert into task (workspace_id, task_id, person_id, owner_id, created_by, title)
    select current_workspace(), gen_random_uuid(), ${world.tomas.personId}, ${world.tomas.personId}, ${world.tomas.personId}, 'Volume ' || n || ' of shelf ' || n % 97 from generate_series(1, 20000) n`)));
  await time("analyze", () => owner.query("analyze search_entry; analyze task; analyze membership"));
  await time("search", () => world.tomas.ok("search", { params: { w: world.w }, query: { q: "volume 19999 of shelf" } }));
  await time("search", () => world.tomas.ok("search", { params: { w: world.w }, query: { q: "volume 19999 of shelf" } }));
  await time("search one", () => world.tomas.ok("search", { params: { w: world.w }, query: { q: "19999" } }));
  await time("search mei", () => world.mei.ok("search", { params: { w: world.w }, query: { q: "volume 19999 of shelf" } }));
  await owner.end();
});
