import { afterAll, beforeAll, expect, test } from "vitest";
import { type Library, openLibrary, silent } from "../jobs/library.fixture.ts";
import { createSweeper } from "./sweeper.ts";

let library: Library;
beforeAll(async () => {
  library = await openLibrary();
});
afterAll(() => library.close());

test("100,000 moments due in one second are all done, each once, by two nodes", async () => {
  const counts = new Map<string, number>();
  const nodes = [1, 2].map(() => {
    const sweeper = createSweeper({ database: library.database, live: { wake: () => undefined }, log: silent });
    sweeper.registerDue("cadence", async (_tx, { append, workspaceId }, subjectId) => {
      counts.set(subjectId, (counts.get(subjectId) ?? 0) + 1);
      await append({
        name: "run.started",
        actorId: null,
        subjectKind: "run",
        subjectId,
        version: 1,
        homeKind: "workspace",
        homeId: workspaceId,
      });
    });
    return sweeper;
  });
  const total = Number(process.env["RONDO_TEST_STORM"] ?? 100_000);
  await library.owner.query(
    "insert into due_moment (workspace_id, kind, subject_id, due_at) select $1, 'cadence', gen_random_uuid(), now() - interval '1 second' from generate_series(1, $2)",
    [library.workspaceId, total],
  );
  const began = performance.now();
  const done = (await Promise.all(nodes.map((node) => node.sweepNow()))).reduce((sum, count) => sum + count);
  console.info(`${Math.round(done / ((performance.now() - began) / 1_000))} due moments a second`);
  expect(counts.size).toBe(total);
  expect(Number((await library.owner.query("select count(*) as n from event where name = 'run.started'")).rows[0].n)).toBe(total);
});
