import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, digitise, libraryOn, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

test("counting the open runs of a process reads the index of open runs alone, as role app under forced row-level security", async () => {
  const { ines, w } = world;
  const p = (await ines.ok("createProcess", { params: { w }, body: { name: "Digitise a volume", definition: digitise } })).id;
  await ines.ok("publish", { params: { w, p }, body: {} });
  await server.system.database.inWorkspace(w, (tx) =>
    tx.change(sql`
    insert into run (workspace_id, run_id, process_id, revision, number, title, state, status, fillings, started_via)
    select current_workspace(), gen_random_uuid(), ${p}, 1, 10 + n, 'Run ' || n, '{}', case when n % 100 = 0 then 'running' else 'completed' end, '[]', 'hand' from generate_series(1, 5000) as n`),
  );
  const plan = await server.system.database.inWorkspace(
    w,
    (tx) =>
      tx.rows(sql<{ "QUERY PLAN": string }>`
    explain select p.process_id, (select count(*) from run r where r.workspace_id = p.workspace_id and r.process_id = p.process_id and r.status = 'running') as open_runs
    from process p where p.workspace_id = current_workspace()`),
    "read",
  );
  expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toMatch(/run_open/);
  expect((await ines.ok("getProcess", { params: { w, p } })).openRuns).toBe(50);
});
