import { sql } from "kysely";
import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const definition = {
  purpose: "",
  roles: [],
  fields: [],
  intake: [],
  deliverable: null,
  steps: [
    { id: "show", title: "Show the house", instructions: "", kind: "task" as const, role: null, due: null, fields: [], checklist: [] },
  ],
};

/** What is due now, also what would be in a while. */
async function passes(subjectId: string) {
  await server.system.database.inWorkspace(world.w, (tx) =>
    tx.change(
      sql`update due_moment set due_at = now() - interval '1 second' where workspace_id = current_workspace() and subject_id = ${subjectId}`,
    ),
  );
  await server.sweeper.sweepNow();
}

test("a task that is two runs takes its length from what runs took, follows them while they go, is finished with them, and what waits for it goes on", async () => {
  const { w, ines, tomas } = world;
  const { id: process } = await ines.ok("createProcess", { params: { w }, body: { name: "Welcome somebody", definition } });
  await ines.ok("publish", { params: { w, p: process }, body: {} });
  const finish = async (r: string) => {
    const run = await ines.ok("getRun", { params: { w, r } });
    await ines.ok("completeTask", { params: { w, t: run.at[0]!.taskId as string }, body: {} });
  };
  // Five that took seven hours each, on the Monday before last.
  for (let at = 0; at < 5; at++) {
    const run = await ines.ok("startRun", { params: { w, p: process }, body: { title: `Earlier ${at}`, answers: {} } });
    await finish(run.id);
  }
  await server.system.database.inWorkspace(w, (tx) =>
    tx.change(
      sql`update run set started_at = '2026-03-02T08:00:00Z', ended_at = '2026-03-02T18:00:00Z' where workspace_id = current_workspace() and process_id = ${process}`,
    ),
  );
  const { id: p } = await tomas.ok("createProject", {
    params: { w },
    body: { name: "Open the branch", start: "2026-03-02T09:00", everyone: "contributor" },
  });
  const welcome = await tomas.ok("addProjectTask", {
    params: { w, p },
    body: { title: "Welcome two people", workingMinutes: 60, planning: { runs: { processId: process, count: 2 } } },
  });
  const open = await tomas.ok("addProjectTask", { params: { w, p }, body: { title: "Open", workingMinutes: 60 } });
  await tomas.ok("addLink", { params: { w, p }, body: { fromId: welcome.id, toId: open.id } });
  await passes(welcome.id);
  const at = async () => {
    const plan = await tomas.ok("getPlan", { params: { w, p } });
    const [task, next] = [welcome.id, open.id].map((id) => plan.entries.find((entry) => entry.taskId === id)!);
    return { minutes: plan.tasks.find((one) => one.id === welcome.id)!.plan!.workingMinutes, task: task!, next: next! };
  };
  const before = await at();
  expect(before.minutes).toBeGreaterThan(300);
  expect(before.next.drivenBy).toMatchObject({ kind: "link", taskId: welcome.id });
  expect(await tomas.ok("getTaskRuns", { params: { w, t: welcome.id } })).toMatchObject({
    process: { name: "Welcome somebody" },
    count: 2,
    toStart: 2,
    runs: [],
    basis: 5,
  });
  const begun = await tomas.ok("startTaskRuns", { params: { w, t: welcome.id } });
  expect(begun.runs.map((run) => [run.title, run.status])).toEqual([
    ["Welcome two people 1", "running"],
    ["Welcome two people 2", "running"],
  ]);
  expect((await tomas.ok("startTaskRuns", { params: { w, t: welcome.id } })).runs).toHaveLength(2);
  // They have begun: the bar begins with them, and the successor waits for what they are expected to take.
  expect((await at()).task.drivenBy.kind).toBe("actual");
  expect((await at()).next.start > before.next.start).toBe(true);
  for (const run of begun.runs) await finish(run.id);
  await passes(welcome.id);
  expect(await tomas.ok("getTask", { params: { w, t: welcome.id } })).toMatchObject({ closedAs: "completed", completion: { by: null } });
  expect((await tomas.call("startTaskRuns", { params: { w, t: welcome.id } })).body).toMatchObject({ code: "task_closed" });
  expect((await tomas.call("getTaskRuns", { params: { w, t: open.id } })).body).toMatchObject({ code: "task_has_no_runs" });
});
