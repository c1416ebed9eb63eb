import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compile, emptyDefinition, type Step } from "@rondo/core/process";
import { type RecordedEvent, eventOf, evolve, newRun } from "@rondo/core/run";
import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const scan: Step = {
  id: "scan",
  title: "Scan the pages",
  instructions: "",
  kind: "task",
  role: null,
  due: null,
  fields: [],
  checklist: [],
};

test("a step that somebody adds is worked like any other; the run is not over before it, and its history and deviations say so", async () => {
  const { w, ines, tomas, mei } = world;
  const { id: p } = await ines.ok("createProcess", {
    params: { w },
    body: { name: "Digitise a volume", definition: { ...emptyDefinition(), steps: [scan] } },
  });
  await ines.ok("publish", { params: { w, p }, body: {} });
  const run = await ines.ok("startRun", { params: { w, p }, body: {} });
  const add = (by: typeof ines, body: object) => by.call("addStep", { params: { w, r: run.id }, body });
  expect(await add(ines, { title: "Mend the spine" })).toMatchObject({ status: 400 });
  expect(await add(tomas, { title: "Mend the spine", reason: "It is loose" })).toMatchObject({ status: 403, body: { code: "forbidden" } });
  expect(await add(ines, { title: "Mend the spine", reason: "It is loose", personId: world.stranger.personId })).toMatchObject({
    status: 400,
    body: { code: "not_assignable" },
  });
  const first = await add(ines, { title: "Mend the spine", reason: "It is loose", personId: mei.personId });
  expect(first).toMatchObject({
    status: 201,
    body: { steps: [{ stepId: "scan" }, { stepId: "+1", title: "Mend the spine", state: "open", owner: { id: mei.personId } }] },
  });
  const second = await ines.ok("addStep", { params: { w, r: run.id }, body: { title: "Photograph the binding", reason: "It is rare" } });
  const task = (stepId: string): string => second.steps.find((step) => step.stepId === stepId)?.taskId as string;
  expect(await ines.ok("getTask", { params: { w, t: task("+2") } })).toMatchObject({
    owner: { id: ines.personId },
    step: { stepId: "+2", kind: "task" },
  });
  await ines.ok("completeTask", { params: { w, t: task("scan") }, body: {} });
  await ines.ok("holdRun", { params: { w, r: run.id }, body: { reason: "The reader is away" } });
  expect(await mei.call("completeTask", { params: { w, t: task("+1") }, body: {} })).toMatchObject({
    status: 409,
    body: { code: "run_held" },
  });
  await ines.ok("releaseRun", { params: { w, r: run.id } });
  expect(await ines.ok("skipStep", { params: { w, t: task("+2") }, body: { reason: "There is a picture" } })).toMatchObject({
    state: "running",
  });
  await mei.ok("completeTask", { params: { w, t: task("+1") }, body: {} });
  expect(await ines.ok("getRun", { params: { w, r: run.id } })).toMatchObject({
    state: "completed",
    steps: [{ state: "completed" }, { state: "completed" }, { state: "skipped", comment: "There is a picture" }],
  });
  expect(await add(ines, { title: "Too late", reason: "It is over" })).toMatchObject({ status: 409, body: { code: "run_ended" } });
  const { deviations } = await ines.ok("getRunConformance", { params: { w, r: run.id } });
  expect(deviations).toContainEqual(expect.objectContaining({ kind: "extra", activity: "Mend the spine" }));
  const inside = <T>(work: Parameters<typeof server.system.database.inWorkspace<T>>[1]) => server.system.database.inWorkspace(w, work);
  const events = await inside((tx) =>
    tx.rows(
      sql<RecordedEvent>`select name, actor_id as actor, data from event where workspace_id = current_workspace() and subject_id = ${run.id} and subject_kind = 'run' order by version`,
    ),
  );
  const stored = await inside((tx) =>
    tx.first(sql<{ state: unknown }>`select state from run where workspace_id = current_workspace() and run_id = ${run.id}`),
  );
  expect(events.reduce((state, row) => evolve(compile(run.definition), state, eventOf(row)), newRun())).toEqual(stored?.state);
});

test("what was added goes with a run that is cancelled, and to somebody else when its owner leaves", async () => {
  const { w, ines, mei } = world;
  const { id: p } = await ines.ok("createProcess", {
    params: { w },
    body: { name: "Bind a volume", definition: { ...emptyDefinition(), steps: [scan] } },
  });
  await ines.ok("publish", { params: { w, p }, body: {} });
  const run = await ines.ok("startRun", { params: { w, p }, body: {} });
  const { steps } = await ines.ok("addStep", {
    params: { w, r: run.id },
    body: { title: "Mend the spine", reason: "It is loose", personId: mei.personId },
  });
  const t = steps.find(({ stepId }) => stepId === "+1")?.taskId as string;
  await ines.ok("removeMember", { params: { w, m: mei.personId } });
  expect(await ines.ok("getTask", { params: { w, t } })).toMatchObject({ owner: { id: ines.personId } });
  await ines.ok("cancelRun", { params: { w, r: run.id }, body: { reason: "It was lent" } });
  expect((await ines.ok("getRun", { params: { w, r: run.id } })).steps.map(({ state }) => state)).toEqual(["withdrawn", "withdrawn"]);
});
