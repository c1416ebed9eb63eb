import { afterAll, beforeAll, expect, test } from "vitest";
import { completionsOf } from "@rondo/core/mining";
import { readXes, writeXes } from "@rondo/formats/xes";
import { type TestServer, type World, digitise, libraryOn, startTestServer } from "@rondo/testkit";
import { logOf } from "./present/index.ts";

let server: TestServer;
let world: World;
let p: string;

beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
  const { ines, tomas, mei, w } = world;
  const process = await ines.ok("createProcess", { params: { w }, body: { name: "Digitise a volume", definition: digitise } });
  await ines.ok("changeProcess", {
    params: { w, p: process.id },
    version: process.version,
    body: {
      fillings: [
        { role: "desk", personId: tomas.personId, teamId: null },
        { role: "scanner", personId: tomas.personId, teamId: null },
        { role: "lead", personId: mei.personId, teamId: null },
      ],
    },
  });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  p = process.id;
});
afterAll(() => server.stop());

/** Performs a run; `skip` is left out with a reason, `rejected` sends the scans back once. */
async function perform({ skip, rejected = false }: { skip?: string; rejected?: boolean } = {}): Promise<void> {
  const { ines, tomas, mei, w } = world;
  let run = await ines.ok("startRun", { params: { w, p }, body: { answers: { volume: "Codex 12" } } });
  const open = (stepId: string): string => run.at.find((place) => place.stepId === stepId)?.taskId as string;
  const work = async (stepId: string, answers: Record<string, unknown> = {}): Promise<void> => {
    if (skip === stepId) await ines.ok("skipStep", { params: { w, t: open(stepId) }, body: { reason: "The reader brought it" } });
    else await tomas.ok("completeTask", { params: { w, t: open(stepId) }, body: { answers } });
    run = await ines.ok("getRun", { params: { w, r: run.id } });
  };
  const scanned = { pages: 3, scans: "https://lindgren.example/x" };
  await work("fetch", { fragile: false });
  await work("describe");
  await work("scan", scanned);
  if (rejected) {
    run = await mei.ok("decide", { params: { w, t: open("check") }, body: { verdict: "reject", comment: "Blurred" } });
    await work("scan", scanned);
  }
  await mei.ok("decide", { params: { w, t: open("check") }, body: { verdict: "approve" } });
}

test("measures tell what the runs did: a skipped step with its reason, a rejection that is no deviation, times and people", async () => {
  await perform();
  await perform({ skip: "describe" });
  await perform({ rejected: true });
  await world.ines.ok("startRun", { params: { w: world.w, p }, body: { answers: { volume: "Codex 13" } } });
  const found = await world.mei.ok("getMeasures", { params: { w: world.w, p } });
  expect(found.runs).toEqual({ running: 1, completed: 3, rejected: 0, cancelled: 0 });
  expect(found.conformance).toMatchObject({
    runs: 3,
    fitRuns: 2,
    deviations: [
      {
        kind: "skipped",
        activity: "Write the record",
        stepId: "describe",
        count: 1,
        inRuns: 1,
        runs: [{ number: 2, reason: "The reader brought it" }],
      },
    ],
  });
  const second = found.conformance.deviations[0]!.runs[0]!.id;
  expect(await world.mei.ok("getRunConformance", { params: { w: world.w, r: second } })).toMatchObject({
    deviations: [{ kind: "skipped", stepId: "describe", times: 1, reason: "The reader brought it" }],
  });
  expect(found.steps.find(({ stepId }) => stepId === "scan")).toMatchObject({ done: 4, again: 1 });
  expect(found.steps.find(({ stepId }) => stepId === "check")).toMatchObject({ approved: 3, rejected: 1 });
  expect(found.ageing).toMatchObject([{ number: 4, step: "Fetch the volume" }]);
  expect(found.leadHours?.count).toBe(3);
  expect(found.weeks.at(-1)).toMatchObject({ started: 4, finished: 3, open: 1 });
});

test("a hypothesis is kept with the revision, tells its outcome, and says when it was written down after runs had ended", async () => {
  const { ines, mei, tomas, w } = world;
  const draft = await ines.ok("getDraft", { params: { w, p } });
  await ines.ok("saveDraft", {
    params: { w, p },
    version: draft.version,
    body: { definition: { ...draft.definition, purpose: "Faster" } },
  });
  const { number } = await ines.ok("publish", { params: { w, p }, body: {} });
  const at = { params: { w, p, number: String(number) } };
  await ines.ok("putHypothesis", { ...at, body: { measure: "again", aim: "less", reason: "The light is better" } });
  await perform();
  const changes = async () => (await mei.ok("getMeasures", { params: { w, p } })).changes;
  expect(await changes()).toMatchObject([
    {
      from: 1,
      to: number,
      outcome: "no evidence",
      hypothesis: { measure: "again", aim: "less", reason: "The light is better", late: 0, by: { name: "Ines Okafor" } },
    },
  ]);
  await ines.ok("putHypothesis", { ...at, body: { measure: "leadTime", aim: "less" } });
  expect(await changes()).toMatchObject([{ hypothesis: { measure: "leadTime", late: 1 } }]);
  await ines.ok("deleteHypothesis", at);
  expect(await changes()).toMatchObject([{ hypothesis: null, outcome: null }]);
  expect((await tomas.call("putHypothesis", { ...at, body: { measure: "leadTime", aim: "less" } })).status).toBe(403);
  expect((await ines.call("putHypothesis", { params: { w, p, number: "99" }, body: { measure: "leadTime", aim: "less" } })).status).toBe(
    404,
  );
});

test("the runs leave as a file, and what is written of them is read again: steps done, and skipped with their reason", async () => {
  for (const format of ["xes", "ocel", "csv"] as const) {
    const answer = await world.mei.call("exportLog", { params: { w: world.w, p }, query: { format } });
    expect([answer.status, answer.headers.get("content-disposition")]).toEqual([
      200,
      `attachment; filename="runs.${format === "ocel" ? "json" : format}"`,
    ]);
  }
  const run = {
    run_id: "r1",
    number: 1,
    title: "Codex 12",
    revision: 1,
    status: "completed" as const,
    started_via: "hand",
    data: {},
    fillings: [],
    kept: null,
    score: null,
    words: "",
    rated_at: null,
    started_at: "2026-03-02T09:00:00Z",
    ended_at: "2026-03-02T12:00:00Z",
  };
  const step = {
    run_id: "r1",
    step_id: "scan",
    title: "Scan the pages",
    created_at: "2026-03-02T09:00:00Z",
    closed_at: "2026-03-02T10:00:00Z",
    closed_as: "completed" as const,
    due_at: null,
    by_id: null,
    by_name: "Tomás",
    verdict: null,
    reason: null,
    task_id: "t1",
    spent_minutes: 0,
  };
  const skipped = {
    ...step,
    step_id: "describe",
    title: "Write the record",
    closed_at: "2026-03-02T11:00:00Z",
    closed_as: "skipped" as const,
    by_name: null,
    reason: "The reader brought it",
  };
  const reader = readXes({ keepAll: true });
  writeXes(logOf([run], [step, skipped]), (text) => reader.write(new TextEncoder().encode(text)));
  const { log } = reader.end();
  expect([log.activities, log.transitions, log.resources]).toEqual([
    ["Scan the pages", "Write the record"],
    ["complete", "manualskip"],
    ["Tomás"],
  ]);
  expect(completionsOf(log).activity.length).toBe(1);
  expect(log.columns.find(({ name }) => name === "reason")?.values).toEqual(["The reader brought it"]);
});

test("measures of a process that one may not see are not there", async () => {
  const { ines, mei, w } = world;
  const hidden = await ines.ok("createProcess", { params: { w }, body: { name: "Insure a loan", definition: digitise, everyone: null } });
  expect((await mei.call("getMeasures", { params: { w, p: hidden.id } })).status).toBe(404);
  expect((await mei.call("exportLog", { params: { w, p: hidden.id } })).status).toBe(404);
});

test("where working time goes is told by step, with holds as blocked time; what-ifs are played from the runs once there are enough", async () => {
  const { ines, mei, tomas, w } = world;
  const definition = {
    ...digitise,
    deliverable: null,
    steps: [
      { ...digitise.steps[0]!, kind: "task" as const },
      { id: "tell", title: "Tell the reader", instructions: "", kind: "task" as const, role: "desk", due: null, fields: [], checklist: [] },
    ],
  } as typeof digitise;
  const process = await ines.ok("createProcess", { params: { w }, body: { name: "Fetch", definition } });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  const at = { params: { w, p: process.id } };
  expect((await mei.call("simulateProcess", { ...at, body: {} })).body).toMatchObject({ code: "too_few_runs" });
  const now = async (id: string) => (await ines.ok("getRun", { params: { w, r: id } })).at[0]?.taskId as string;
  for (let run = 0; run < 11; run += 1) {
    const { id } = await ines.ok("startRun", { ...at, body: { answers: { volume: `Codex ${run}` } } });
    if (run === 0) {
      await ines.ok("holdRun", { params: { w, r: id }, body: { reason: "The reader is away" } });
      await ines.ok("releaseRun", { params: { w, r: id } });
    }
    await tomas.ok("addTimeEntry", { params: { w, t: await now(id) }, body: { minutes: 20 } });
    await ines.ok("completeTask", { params: { w, t: await now(id) }, body: { answers: { fragile: false } } });
    if (run < 10) await ines.ok("completeTask", { params: { w, t: await now(id) }, body: { answers: {} } });
  }
  const found = await mei.ok("getFlowTimes", at);
  expect(found).toMatchObject({ runs: 10, constraint: null, pingPong: [] });
  expect(found.steps.map(({ title, done, waiting, measured }) => [title, done, waiting, measured]).sort()).toEqual([
    ["Fetch the volume", 11, 0, 1],
    ["Tell the reader", 10, 1, 0],
  ]);
  const played = await mei.ok("simulateProcess", {
    ...at,
    body: { changes: [{ kind: "hands", activity: "Fetch the volume", more: 1 }], runs: 200 },
  });
  expect(played.runs).toBe(10);
  expect(played.changed?.leadHours.mean).toBeLessThanOrEqual(played.asIs.leadHours.mean);
  expect(played.asIs.steps.map(({ step }) => step).sort()).toEqual(["Fetch the volume", "Tell the reader"]);
});

test("measures are told of a revision, a team or a time, and in working hours", async () => {
  const { ines, tomas, w } = world;
  const team = await ines.ok("createTeam", { params: { w }, body: { name: "Scanning", memberIds: [tomas.personId] } });
  const all = await ines.ok("getMeasures", { params: { w, p } });
  expect(all.choices).toMatchObject({ revisions: [2, 1], teams: [{ id: team.id, name: "Scanning" }] });
  expect(all.groups.filter(({ by }) => by === "team")).toMatchObject([{ name: "Scanning", completed: all.runs.completed }]);
  const [second] = all.groups.filter(({ by }) => by === "revision");
  const of = (query: Record<string, string | number>) => ines.ok("getMeasures", { params: { w, p }, query });
  expect((await of({ revision: 2 })).runs).toEqual({ running: second?.running, completed: second?.completed, rejected: 0, cancelled: 0 });
  expect((await of({ team: team.id })).runs).toMatchObject({ running: 0, completed: all.runs.completed });
  expect((await of({ until: "2020-01-01" })).runs).toEqual({ running: 0, completed: 0, rejected: 0, cancelled: 0 });
  expect((await ines.call("getMeasures", { params: { w, p }, query: { from: "2026-02-30" } })).status).toBe(400);
  const working = await of({ hours: "working" });
  expect(working.told.hours).toBe("working");
  expect(working.leadHours!.p50).toBeLessThanOrEqual(all.leadHours!.p50);
});

test("a run that an approval ended is told apart: in no lead time, nothing done again, nothing otherwise than written down", async () => {
  const { ines, mei, tomas, w } = world;
  const made = await ines.ok("createProcess", { params: { w }, body: { name: "Approve a loan" } });
  const task = { instructions: "", due: null, fields: [] };
  const definition = {
    purpose: "",
    roles: [{ key: "desk", name: "Desk" }],
    fields: [],
    intake: [],
    steps: [
      { ...task, kind: "task", id: "ask", title: "Ask", role: "desk", checklist: [] },
      { ...task, kind: "approval", id: "allow", title: "Allow", role: "desk", returnTo: null },
      { ...task, kind: "task", id: "lend", title: "Lend", role: "desk", checklist: [] },
    ],
    deliverable: null,
  };
  const draft = await ines.ok("getDraft", { params: { w, p: made.id } });
  await ines.ok("saveDraft", { params: { w, p: made.id }, body: { definition: definition as never }, version: draft.version });
  await ines.ok("publish", { params: { w, p: made.id }, body: {} });
  for (const verdict of ["approve", "reject"] as const) {
    let run = await ines.ok("startRun", {
      params: { w, p: made.id },
      body: { answers: {}, fillings: [{ role: "desk", personId: tomas.personId, teamId: null }] },
    });
    const open = async (stepId: string): Promise<string> => {
      run = await ines.ok("getRun", { params: { w, r: run.id } });
      return run.at.find((place) => place.stepId === stepId)?.taskId as string;
    };
    await tomas.ok("completeTask", { params: { w, t: await open("ask") }, body: { answers: {} } });
    await tomas.ok("decide", { params: { w, t: await open("allow") }, body: { verdict, comment: "Not now" } });
    if (verdict === "approve") await tomas.ok("completeTask", { params: { w, t: await open("lend") }, body: { answers: {} } });
    else expect((await ines.ok("getRunConformance", { params: { w, r: run.id } })).deviations).toEqual([]);
  }
  const found = await mei.ok("getMeasures", { params: { w, p: made.id } });
  expect(found.runs).toEqual({ running: 0, completed: 1, rejected: 1, cancelled: 0 });
  expect(found.leadHours?.count).toBe(1);
  expect(found.conformance).toMatchObject({ runs: 1, fitRuns: 1, deviations: [] });
  expect(found.groups.find(({ by }) => by === "revision")).toMatchObject({ completed: 1, rejected: 1, again: 0, completion: 0.5 });
});
