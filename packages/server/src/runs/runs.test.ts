import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compile } from "@rondo/core/process";
import { type RecordedEvent, eventOf, evolve, newRun } from "@rondo/core/run";
import { type Client, type TestServer, type World, callOperation, digitise, libraryOn, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;
let p: string;

beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
  p = await published(world.ines);
});
afterAll(() => server.stop());

async function published(by: Client): Promise<string> {
  const { w, tomas, mei } = world;
  const process = await by.ok("createProcess", { params: { w }, body: { name: "Digitise a volume", definition: digitise } });
  await by.ok("changeProcess", {
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
  await by.ok("publish", { params: { w, p: process.id }, body: { note: "First" } });
  return process.id;
}

type Run = Awaited<ReturnType<typeof start>>;
const start = (who: Client, answers: Record<string, unknown> = { volume: "Codex 12" }) =>
  who.ok("startRun", { params: { w: world.w, p }, body: { answers } });
const open = (run: Run, stepId: string): string => run.at.find((place) => place.stepId === stepId)?.taskId as string;
const again = (run: Run) => world.ines.ok("getRun", { params: { w: world.w, r: run.id } });

test("a run goes from person to person: entered once, shown later, approved, delivered", async () => {
  const { w, ines, tomas, mei } = world;
  let run = await start(ines);
  expect(run.title).toBe("Digitise a volume #1: Codex 12");
  const day = (await tomas.ok("getMyDay", { params: { w } })).items.find((item) => item.task.id === open(run, "fetch"));
  expect(day?.task.title).toBe("Fetch the volume");
  expect(day?.task.dueAt).not.toBeNull();
  const missing = await tomas.call("completeTask", { params: { w, t: open(run, "fetch") }, body: { answers: {} } });
  expect(missing.body).toMatchObject({ code: "field_required" });
  await tomas.ok("completeTask", { params: { w, t: open(run, "fetch") }, body: { answers: { fragile: false }, checked: ["c1"] } });
  run = await again(run);
  expect(run.at.map((place) => place.stepId).sort()).toEqual(["describe", "scan"]);
  await tomas.ok("completeTask", { params: { w, t: open(run, "describe") }, body: {} });
  await tomas.ok("completeTask", {
    params: { w, t: open(run, "scan") },
    body: { answers: { pages: 120, scans: "https://lindgren.example/codex-12" } },
  });
  run = await again(run);
  const early = await mei.call("completeTask", { params: { w, t: open(run, "check") }, body: {} });
  expect(early.body).toMatchObject({ code: "step_is_approval" });
  const done = await mei.ok("decide", { params: { w, t: open(run, "check") }, body: { verdict: "approve" } });
  expect([done.state, done.outcome]).toEqual(["completed", "delivered"]);
  const history = await ines.ok("listRunEvents", { params: { w, r: run.id } });
  expect(history.items.map((event) => [event.name, event.actor?.name ?? null])).toContainEqual(["approval.approved", "Mei Tanaka"]);
  expect(history.items.every((event) => event.revision === 1)).toBe(true);
});

test("a rejection has the step worked again, and the run ends only when it is right", async () => {
  const { w, ines, tomas, mei } = world;
  let run = await start(ines);
  await tomas.ok("completeTask", { params: { w, t: open(run, "fetch") }, body: { answers: { fragile: true } } });
  run = await again(run);
  await mei.ok("completeTask", { params: { w, t: open(run, "conserve") }, body: {} });
  run = await again(run);
  await tomas.ok("completeTask", { params: { w, t: open(run, "describe") }, body: {} });
  await tomas.ok("completeTask", {
    params: { w, t: open(run, "scan") },
    body: { answers: { pages: 3, scans: "https://lindgren.example/x" } },
  });
  run = await again(run);
  expect((await mei.call("decide", { params: { w, t: open(run, "check") }, body: { verdict: "reject" } })).body).toMatchObject({
    code: "reason_required",
  });
  run = await mei.ok("decide", { params: { w, t: open(run, "check") }, body: { verdict: "reject", comment: "Page 7 is blurred" } });
  expect(run.at.map((place) => place.stepId)).toEqual(["scan"]);
  expect(run.answers["pages"]).toBe(3);
  await tomas.ok("completeTask", {
    params: { w, t: open(run, "scan") },
    body: { answers: { pages: 4, scans: "https://lindgren.example/y" } },
  });
  run = await again(run);
  run = await mei.ok("decide", { params: { w, t: open(run, "check") }, body: { verdict: "approve" } });
  expect(run.steps.filter((step) => step.stepId === "scan").map((step) => step.round)).toEqual([1, 2]);
  expect(run.steps.find((step) => step.decision === "rejected")?.comment).toBe("Page 7 is blurred");
});

test("an approver asks back, the answer comes, and only then is decided", async () => {
  const { w, ines, tomas, mei } = world;
  let run = await start(ines);
  await tomas.ok("completeTask", { params: { w, t: open(run, "fetch") }, body: { answers: { fragile: false } } });
  run = await again(run);
  await tomas.ok("completeTask", { params: { w, t: open(run, "describe") }, body: {} });
  await tomas.ok("completeTask", {
    params: { w, t: open(run, "scan") },
    body: { answers: { pages: 1, scans: "https://lindgren.example/z" } },
  });
  run = await again(run);
  const check = open(run, "check");
  run = await mei.ok("askBack", { params: { w, t: check }, body: { text: "All pages?", to: tomas.personId } });
  expect((await mei.call("decide", { params: { w, t: check }, body: { verdict: "approve" } })).body).toMatchObject({
    code: "question_open",
  });
  const question = run.steps.find((step) => step.taskId === check)?.question;
  await tomas.ok("answerQuestion", { params: { w, r: run.id, q: question?.id as string }, body: { text: "All 120." } });
  run = await mei.ok("decide", { params: { w, t: check }, body: { verdict: "approve" } });
  expect(run.state).toBe("completed");
});

test("a stranger's form starts a run, its page tells where the request is, and brings the deliverable", async () => {
  const { w, ines, tomas, mei } = world;
  const process = await ines.ok("openIntake", { params: { w, p }, body: { title: "Ask for a scan" } });
  const token = process.intakeForm?.url.split("/").at(-1) as string;
  const form = (await callOperation(server, "getForm", { params: { token } }, {})).body as { ticket: string; fields: { key: string }[] };
  expect(form.fields.map((field) => field.key)).toEqual(["volume"]);
  const send = (ticket: string) =>
    callOperation(server, "sendForm", { params: { token }, body: { ticket, name: "Karin", answers: { volume: "Atlas 3" } } }, {});
  const sent = await send(form.ticket);
  expect(sent.status).toBe(201);
  expect((await send(form.ticket)).status).toBe(409); // one ticket, one run
  expect((await send("1.2.3")).status).toBe(404);
  const request = (sent.body as { url: string }).url.split("/").at(-1) as string;
  const page = async (): Promise<{ state: string; stages: { title: string; state: string }[]; deliverable: unknown }> =>
    (await callOperation(server, "getRequest", { params: { token: request } }, {})).body as never;
  expect((await page()).stages[0]).toEqual({ title: "Fetch the volume", state: "now" });
  let run = (await ines.ok("listRuns", { params: { w, p } })).items[0] as unknown as Run;
  expect(run.requester).toBe("Karin");
  for (const [stepId, answers] of [
    ["fetch", { fragile: false }],
    ["describe", {}],
    ["scan", { pages: 9, scans: "https://lindgren.example/atlas-3" }],
  ] as const) {
    run = await again(run);
    await tomas.ok("completeTask", { params: { w, t: open(run, stepId) }, body: { answers } });
  }
  run = await again(run);
  await mei.ok("decide", { params: { w, t: open(run, "check") }, body: { verdict: "approve" } });
  expect(await page()).toMatchObject({
    state: "completed",
    deliverable: { fields: [{ label: "Link to the scans", value: "https://lindgren.example/atlas-3" }] },
  });
  await ines.ok("closeIntake", { params: { w, p } });
  expect((await callOperation(server, "getForm", { params: { token } }, {})).status).toBe(404);
});

test("a run stays on its revision while a new one is published", async () => {
  const { w, ines, tomas } = world;
  const run = await start(ines);
  const draft = await ines.ok("getDraft", { params: { w, p } });
  await ines.ok("saveDraft", {
    params: { w, p },
    version: draft.version,
    body: { definition: { ...digitise, steps: digitise.steps.slice(0, 1), deliverable: null } },
  });
  await ines.ok("publish", { params: { w, p }, body: {} });
  await tomas.ok("completeTask", { params: { w, t: open(run, "fetch") }, body: { answers: { fragile: false } } });
  const old = await again(run);
  expect([old.revision, old.at.length]).toEqual([1, 2]);
  expect((await start(ines)).revision).toBe(2);
  const back = await ines.ok("getDraft", { params: { w, p } });
  await ines.ok("saveDraft", { params: { w, p }, version: back.version, body: { definition: digitise } });
  await ines.ok("publish", { params: { w, p }, body: {} });
});

test("a skipped step carries its reason and is not done; only who controls the process may skip", async () => {
  const { w, ines, tomas } = world;
  const run = await start(ines);
  const t = open(run, "fetch");
  expect((await tomas.call("skipStep", { params: { w, t }, body: { reason: "no time" } })).status).toBe(403);
  const after = await ines.ok("skipStep", { params: { w, t }, body: { reason: "The reader brought it" } });
  expect(after.steps.find((step) => step.taskId === t)).toMatchObject({ state: "skipped", comment: "The reader brought it" });
});

test("two answers to one step at once: one counts, the other is told that the run went on", async () => {
  const { w, ines, tomas } = world;
  const run = await start(ines);
  const answers = await Promise.all(
    [1, 2, 3, 4].map(() => tomas.call("completeTask", { params: { w, t: open(run, "fetch") }, body: { answers: { fragile: false } } })),
  );
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409]);
});

test("the journal of every run rebuilds its state exactly", async () => {
  const { w } = world;
  await server.system.database.inWorkspace(
    w,
    async (tx) => {
      const runs = await tx.rows(sql<{ run_id: string; state: unknown; definition: typeof digitise; version: number }>`
      select r.run_id, r.state, v.definition, r.version from run r join revision v on v.workspace_id = r.workspace_id and v.process_id = r.process_id and v.number = r.revision where r.workspace_id = current_workspace()`);
      expect(runs.length).toBeGreaterThan(5);
      for (const run of runs) {
        const events = await tx.rows(
          sql<
            RecordedEvent & { version: number }
          >`select name, actor_id as actor, data, version from event where workspace_id = current_workspace() and subject_id = ${run.run_id} order by version`,
        );
        expect(events.map((event) => event.version)).toEqual(events.map((_, index) => index + 1));
        const graph = compile(run.definition);
        const rebuilt = events.reduce((state, row) => evolve(graph, state, eventOf(row)), newRun());
        expect(rebuilt).toEqual(run.state);
      }
    },
    "read",
  );
});

test("a cadence starts its run when it is due, once, and says what it missed", async () => {
  const { w, ines } = world;
  const made = await ines.ok("createCadence", {
    params: { w, p },
    body: {
      name: "Every day",
      rule: { every: 1, unit: "day", time: "08:00" },
      start: "2026-01-01",
      answers: { volume: "Case 4" },
      catchUp: "latest",
    },
  });
  expect(made.next).toHaveLength(5);
  const before = (await ines.ok("listRuns", { params: { w, p } })).items.length;
  await server.system.database.inWorkspace(w, async (tx) => {
    await tx.change(
      sql`update cadence set done_until = now() - interval '3 days' where workspace_id = current_workspace() and cadence_id = ${made.id}`,
    );
    await tx.change(
      sql`update due_moment set due_at = now() - interval '1 minute' where workspace_id = current_workspace() and subject_id = ${made.id}`,
    );
  });
  await Promise.all([server.sweeper.sweepNow(), server.sweeper.sweepNow()]);
  const runs = (await ines.ok("listRuns", { params: { w, p } })).items;
  expect(runs.length).toBe(before + 1);
  expect(runs[0]?.startedVia).toBe("cadence");
  const cadence = (await ines.ok("listCadences", { params: { w, p } })).items[0];
  expect(cadence?.missed).toBeGreaterThanOrEqual(1);
  await ines.ok("deleteCadence", { params: { w, p, c: made.id } });
});

test("a guest sees nothing of a process until it is shared, and then only as much as was given", async () => {
  const { w, ines, freya } = world;
  expect((await freya.call("getProcess", { params: { w, p } })).status).toBe(404);
  await ines.ok("shareProcess", { params: { w, p, m: freya.personId }, body: { role: "viewer" } });
  expect((await freya.call("getProcess", { params: { w, p } })).status).toBe(200);
  expect((await freya.call("startRun", { params: { w, p }, body: {} })).status).toBe(403);
  await ines.ok("unshareProcess", { params: { w, p, m: freya.personId } });
  expect((await freya.call("getProcess", { params: { w, p } })).status).toBe(404);
});
