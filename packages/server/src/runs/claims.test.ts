import { sql } from "kysely";
import { expect, test } from "vitest";
import type { Client } from "@rondo/testkit";
import { again, inside, started, task, withServer, world } from "./kinds.fixture.ts";

withServer();

test("of two people who take one step in the same moment one has it, and the other is told who", async () => {
  const { w, ines, tomas, mei } = world;
  const run = await started({ steps: [task("sort")] });
  const t = run.at[0]?.taskId as string;
  await ines.ok("shareProcess", { params: { w, p: run.processId, m: tomas.personId }, body: { role: "manager" } });
  const from = run.steps.find(({ taskId }) => taskId === t)?.owner?.id ?? null;
  const take = (by: Client, personId: string) => by.call("reassignStep", { params: { w, t }, body: { personId, from } });
  // Both have begun before either can go on.
  let both: Promise<Awaited<ReturnType<typeof take>>[]> | undefined;
  await inside(async (tx) => {
    await tx.change(sql`select from run where workspace_id = current_workspace() and run_id = ${run.id} for update`);
    both = Promise.all([take(tomas, tomas.personId), take(ines, mei.personId)]);
    // What a transaction has once seen of the others' waiting it sees again, unless it is told to look.
    const waiting = async (): Promise<number> => {
      await tx.rows(sql`select pg_stat_clear_snapshot()`);
      const seen = sql<{
        n: number;
      }>`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      return (await tx.first(seen))!.n;
    };
    while ((await waiting()) < 2);
  });
  const answers = (await both)!;
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  const owner = (await again(run)).steps.find(({ taskId }) => taskId === t)?.owner;
  expect(owner?.id).toBe(answers[0]?.status === 200 ? tomas.personId : mei.personId);
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: "step_taken", params: { who: owner?.name } });
});

test("a step is given from whoever has it; the same once more, or by who does not say from whom, is no clash", async () => {
  const { w, ines, tomas } = world;
  const run = await started({ steps: [task("sort")] });
  const t = run.at[0]?.taskId as string;
  await ines.ok("shareProcess", { params: { w, p: run.processId, m: tomas.personId }, body: { role: "contributor" } });
  const from = run.steps.find(({ taskId }) => taskId === t)?.owner?.id ?? null;
  const give = (body: { personId: string; from?: string | null }) => ines.call("reassignStep", { params: { w, t }, body });
  expect((await give({ personId: tomas.personId, from })).status).toBe(200);
  expect((await give({ personId: tomas.personId, from })).status).toBe(200);
  expect((await give({ personId: ines.personId, from: null })).status).toBe(409);
  expect((await give({ personId: ines.personId, from: tomas.personId })).status).toBe(200);
  expect((await give({ personId: tomas.personId })).status).toBe(200);
});
