import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, type TestServer, type World, digitise, libraryOn, startTestServer } from "@rondo/testkit";
import pg from "pg";

let server: TestServer;
let world: World;
let owner: pg.Client;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
  owner = new pg.Client({ connectionString: server.database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

async function started(definition: object = digitise): Promise<{ id: string; at: { taskId: string | null; stepId: string }[] }> {
  const { w, ines, tomas } = world;
  const { id: p, version } = await ines.ok("createProcess", { params: { w }, body: { name: "Digitise a volume", definition } });
  await ines.ok("changeProcess", {
    params: { w, p },
    version,
    body: { fillings: [{ role: "desk", personId: tomas.personId, teamId: null }] },
  });
  await ines.ok("publish", { params: { w, p }, body: {} });
  return ines.ok("startRun", { params: { w, p }, body: { answers: { volume: "Codex" } } });
}
const dueOf = async (who: Client, task: string): Promise<number> =>
  Date.parse((await who.ok("getTask", { params: { w: world.w, t: task } })).dueAt as string);

test("a run on hold is worked by nobody, says why, and its due moments move by as long as it was", async () => {
  const { w, ines, tomas } = world;
  const run = await started();
  const task = run.at[0]?.taskId as string;
  const before = await dueOf(ines, task);
  expect((await tomas.call("holdRun", { params: { w, r: run.id }, body: { reason: "The reader is away" } })).status).toBe(403);
  const held = await ines.ok("holdRun", { params: { w, r: run.id }, body: { reason: "The reader is away" } });
  expect(held.held).toMatchObject({ reason: "The reader is away", by: { name: "Ines Okafor" } });
  expect((await tomas.ok("getMyDay", { params: { w } })).items.find((item) => item.task.id === task)).toMatchObject({
    bucket: "waiting",
    why: { code: "held", params: { text: "The reader is away" } },
  });
  expect((await tomas.call("completeTask", { params: { w, t: task }, body: { answers: { fragile: false } } })).body).toMatchObject({
    code: "run_held",
  });
  expect((await ines.call("holdRun", { params: { w, r: run.id }, body: { reason: "Again" } })).body).toMatchObject({ code: "run_held" });
  // Two hours ago, as far as the run knows.
  await owner.query(
    "update run set state = jsonb_set(state, '{held,at}', to_jsonb((state->'held'->>'at')::bigint - 7200000)) where run_id = $1",
    [run.id],
  );
  expect((await ines.ok("releaseRun", { params: { w, r: run.id } })).held).toBeNull();
  expect(Math.round((await dueOf(ines, task)) - before)).toBeGreaterThanOrEqual(7_200_000);
  await tomas.ok("completeTask", { params: { w, t: task }, body: { answers: { fragile: false } } });
  expect((await ines.call("releaseRun", { params: { w, r: run.id } })).body).toMatchObject({ code: "not_held" });
});

test("a step on hold waits alone: what is beside it goes on, and its time-out does not run out", async () => {
  const { w, ines, tomas } = world;
  const step = (id: string, more: object = {}) => ({
    id,
    title: id,
    instructions: "",
    kind: "task",
    role: "desk",
    due: null,
    fields: [],
    checklist: [],
    ...more,
  });
  const timed = {
    id: "late",
    label: "Late",
    when: { on: "time", after: { minutes: 60, working: false } },
    interrupting: true,
    steps: [step("remind")],
  };
  const run = await started({
    ...digitise,
    deliverable: null,
    steps: [
      {
        id: "both",
        title: "Both",
        instructions: "",
        kind: "parallel",
        branches: [
          { id: "a", label: "A", steps: [step("scan", { attached: [timed] })] },
          { id: "b", label: "B", steps: [step("record")] },
        ],
      },
    ],
  });
  const [scan, record] = ["scan", "record"].map((id) => run.at.find(({ stepId }) => stepId === id)?.taskId as string) as [string, string];
  const moment = async () =>
    (await owner.query<{ due_at: Date }>("select due_at from due_moment where kind = 'run' and subject_id = $1", [run.id])).rows.map(
      (row) => row.due_at.getTime(),
    );
  const [before] = await moment();
  const held = await ines.ok("holdStep", { params: { w, t: scan }, body: { reason: "The scanner is broken" } });
  expect(held.steps.filter((one) => one.held !== null).map(({ stepId }) => stepId)).toEqual(["scan"]);
  expect(await moment()).toEqual([]);
  expect((await tomas.call("completeTask", { params: { w, t: scan }, body: {} })).body).toMatchObject({ code: "step_held" });
  await tomas.ok("completeTask", { params: { w, t: record }, body: {} });
  const token = (
    await owner.query<{ at: string }>(
      "select (jsonb_path_query_first(state, '$.tokens[*].held.at'))::text as at from run where run_id = $1",
      [run.id],
    )
  ).rows[0]?.at;
  await owner.query("update run set state = replace(state::text, $2, $3)::jsonb where run_id = $1", [
    run.id,
    `"at": ${token}`,
    `"at": ${Number(token) - 600_000}`,
  ]);
  await ines.ok("releaseStep", { params: { w, t: scan } });
  expect(((await moment())[0] ?? 0) - (before ?? 0)).toBeGreaterThanOrEqual(600_000);
  const done = await tomas.call("completeTask", { params: { w, t: scan }, body: {} });
  expect(done.status).toBe(200);
  const history = await ines.ok("listRunEvents", { params: { w, r: run.id } });
  expect(
    history.items
      .filter(({ name }) => name.startsWith("step.held") || name.startsWith("step.released"))
      .map(({ name, actor }) => [name, actor?.name]),
  ).toEqual([
    ["step.held", "Ines Okafor"],
    ["step.released", "Ines Okafor"],
  ]);
});
