import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;
let p: string;

const step = (id: string, title: string) => ({
  id,
  title,
  instructions: "",
  kind: "task" as const,
  role: null,
  due: null,
  fields: [],
  checklist: [],
});

beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
  const { ines, w } = world;
  const definition = {
    purpose: "",
    roles: [],
    fields: [],
    intake: [],
    steps: [step("look", "Look it up"), step("answer", "Answer")],
    deliverable: null,
  };
  const process = await ines.ok("createProcess", { params: { w }, body: { name: "Answer a reader", definition } });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  p = process.id;
});
afterAll(() => server.stop());

async function start(): Promise<{ id: string; task: string }> {
  const { ines, w } = world;
  const run = await ines.ok("startRun", { params: { w, p }, body: { answers: {} } });
  return { id: run.id, task: run.at[0]?.taskId as string };
}

/** A run that was begun so many days ago; looking up took an hour, answering `hours`. */
async function finished(daysAgo: number, hours: number): Promise<void> {
  const { ines, w } = world;
  const run = await start();
  await ines.ok("completeTask", { params: { w, t: run.task }, body: { answers: {} } });
  const next = (await ines.ok("getRun", { params: { w, r: run.id } })).at[0]?.taskId as string;
  await ines.ok("completeTask", { params: { w, t: next }, body: { answers: {} } });
  await happened(run.id, daysAgo, [run.task, next], [0, 1, 1 + hours]);
}

/** Moves what happened to when it is meant to have happened. */
async function happened(run: string, daysAgo: number, tasks: readonly string[], hours: readonly number[]): Promise<void> {
  await server.system.database.inWorkspace(world.w, async (tx) => {
    const at = (after: number) => sql`now() - make_interval(hours => ${daysAgo * 24 - after})`;
    const ended = hours.length > tasks.length ? at(hours.at(-1) as number) : sql`null`;
    await tx.change(
      sql`update run set started_at = ${at(0)}, ended_at = ${ended} where workspace_id = current_workspace() and run_id = ${run}`,
    );
    for (const [index, task] of tasks.entries()) {
      const closed = hours[index + 1];
      await tx.change(sql`
        update task set created_at = ${at(hours[index] as number)}, closed_at = ${closed === undefined ? sql`closed_at` : at(closed)}
        where workspace_id = current_workspace() and task_id = ${task}`);
    }
  });
}

const measures = (query: Record<string, string> = {}) => world.ines.ok("getMeasures", { params: { w: world.w, p }, query });

test("promises of remaining time are told against what happened, once there are enough to tell", async () => {
  expect((await measures()).promises).toMatchObject({ moments: 0, refused: 0 });
  for (let run = 0; run < 10; run += 1) await finished(60 - run, 2 + (run % 5));
  const young = (await measures()).promises;
  // The first eight runs teach.
  expect(young).toMatchObject({ moments: 20, refused: 16 });
  expect(young?.levels.map(({ due, runs, share, says }) => [due, runs, share, says])).toEqual([
    [4, 2, null, "too few"],
    [4, 2, null, "too few"],
    [0, 0, null, "too few"],
  ]);
  for (let run = 10; run < 30; run += 1) await finished(60 - run, 2 + (run % 5));
  const { promises } = await measures();
  expect(promises).toMatchObject({ moments: 60, refused: 16 });
  const [half, most, nearly] = promises?.levels ?? [];
  expect(half).toMatchObject({ level: 0.5, due: 44, runs: 22, says: "as said" });
  expect(half?.share?.low).toBeLessThan(0.5);
  expect(half?.share?.high).toBeGreaterThan(0.5);
  expect(most).toMatchObject({ level: 0.8, due: 44, runs: 22 });
  expect(most?.kept).toBeGreaterThan(half?.kept ?? 44);
  // Of 95 % something is known later: the slow ones are few.
  expect(nearly).toMatchObject({ level: 0.95, due: 40, runs: 20, says: "as said" });
  expect((await measures({ from: "2020-01-01" })).promises).toBeNull();
  expect((await measures({ hours: "working" })).promises).toMatchObject({ moments: 60 });
});

test("an open run breaks its promises when their time is over, and is told what those still needed that took as long", async () => {
  const run = await start();
  await happened(run.id, 1, [run.task], [0]);
  const { promises, ageing } = await measures();
  const [half] = promises?.levels ?? [];
  expect(half).toMatchObject({ due: 45, runs: 23 });
  // It has been looked up for a day, which took everybody else an hour: nothing like it is known.
  expect(ageing.find(({ runId }) => runId === run.id)).toMatchObject({ step: "Look it up", remainingHours: null });
});
