import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "../jobs/library.fixture.ts";
import type { Definition, ServiceClock, Step } from "@rondo/core/process";
import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
  server.begin();
});
afterAll(() => server.stop());

const task = (id: string, more: Partial<Step> = {}): Step =>
  ({ id, title: id, instructions: "", kind: "task", role: "desk", due: null, fields: [], checklist: [], ...more }) as Step;
const approval: Step = {
  id: "agree",
  title: "agree",
  instructions: "",
  kind: "approval",
  role: "lead",
  due: null,
  fields: [],
  returnTo: null,
};
const promise: ServiceClock = {
  id: "answer",
  name: "Answered within two hours",
  from: null,
  to: null,
  target: 120,
  warnAt: 60,
  pauses: ["question"],
  ladder: [{ at: 180, tell: ["role:lead"], give: "lead" }],
};
const late: Step = task("check", {
  attached: [
    {
      id: "late",
      label: "Late",
      interrupting: false,
      when: { on: "clock", clock: "answer", reaches: "target" },
      steps: [task("apologise", { role: "lead" } as Partial<Step>)],
    },
  ],
} as Partial<Step>);

async function published(): Promise<string> {
  const { w, ines, tomas, mei } = world;
  const definition: Definition = {
    purpose: "",
    roles: [
      { key: "desk", name: "Desk" },
      { key: "lead", name: "Lead" },
    ],
    fields: [],
    intake: [],
    deliverable: null,
    clocks: [promise],
    steps: [late, approval],
  };
  const process = await ines.ok("createProcess", {
    params: { w },
    body: { name: "Answer a request", definition, everyone: "contributor" },
  });
  const always = await ines.ok("createCalendar", {
    params: { w },
    body: { name: `Always ${process.id}`, week: Array.from({ length: 7 }, () => [{ from: 0, to: 1_440 }]), exceptions: [] },
  });
  await ines.ok("changeProcess", {
    params: { w, p: process.id },
    version: process.version,
    body: {
      calendarId: always.id,
      fillings: [
        { role: "desk", personId: tomas.personId, teamId: null },
        { role: "lead", personId: mei.personId, teamId: null },
      ],
    },
  });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  return process.id;
}

/** So many minutes go by: for the run's clock and for the sweeper, by the database's own time. */
async function pass(runId: string, minutes: number): Promise<void> {
  await server.system.database.inWorkspace(world.w, async (tx) => {
    const now = sql`floor(extract(epoch from now()) * 1000)`;
    await tx.change(sql`
      update run set state = jsonb_set(state, '{clocks,0}', state->'clocks'->0
        || case when state->'clocks'->0 ? 'since' then jsonb_build_object('since', (state->'clocks'->0->>'since')::float8 - ${minutes * 60_000}) else '{}' end
        || case when state->'clocks'->0 ? 'next' then jsonb_build_object('next', (state->'clocks'->0->>'next')::float8 - ${minutes * 60_000}, 'due', (state->'clocks'->0->>'due')::float8 - ${minutes * 60_000}) else '{}' end)
, fillings = fillings -- says to whoever has seen the run that it is another now
      where workspace_id = current_workspace() and run_id = ${runId} and ${now} > 0`);
    await tx.change(
      sql`update due_moment set due_at = due_at - make_interval(mins => ${minutes}) where workspace_id = current_workspace() and subject_id = ${runId}`,
    );
  });
  // The sweeper that runs beside may have one of them in hand just now: it is done when none is due any more.
  await until(async () => {
    await server.sweeper.sweepNow();
    const due = await server.system.database.inWorkspace(world.w, (tx) =>
      tx.rows(sql`select from due_moment where workspace_id = current_workspace() and subject_id = ${runId} and due_at <= now()`),
    );
    return due.length === 0;
  });
}

test("a promise is counted, shown, warned of, broken, escalated, and measured", async () => {
  const { w, ines, tomas, mei } = world;
  const p = await published();
  const run = await ines.ok("startRun", { params: { w, p }, body: {} });
  const read = () => ines.ok("getRun", { params: { w, r: run.id } });
  expect(run.clocks).toMatchObject([
    { name: "Answered within two hours", state: "counting", targetMinutes: 120, ranMinutes: 0, late: false, warned: false },
  ]);
  expect(Math.abs(Date.parse(run.clocks[0]?.dueAt as string) - Date.now() - 7_200_000)).toBeLessThan(120_000);
  const mine = (await tomas.ok("getMyDay", { params: { w } })).items.find((item) => item.task.home.id === run.id);
  expect(mine?.clock).toMatchObject({ name: "Answered within two hours", late: false, waitsFor: null, dueAt: run.clocks[0]?.dueAt });

  await pass(run.id, 61);
  expect((await read()).clocks).toMatchObject([{ state: "counting", warned: true, late: false, ranMinutes: 61 }]);
  await pass(run.id, 60);
  const broken = await read();
  expect(broken.clocks).toMatchObject([{ state: "counting", late: true, ranMinutes: 121 }]);
  expect(broken.at.map(({ stepId }) => stepId).sort()).toEqual(["apologise", "check"]);
  await pass(run.id, 60);
  expect(
    (await read()).steps.filter(({ state, stepId }) => state === "open" && stepId === "check").map(({ owner }) => owner?.name),
  ).toEqual(["Mei Tanaka"]);
  await until(async () =>
    (await mei.ok("getInbox", { params: { w } })).items.some(({ kind, subjectId }) => kind === "clock" && subjectId === run.id),
  );
  // Of the warning and of the promise that was broken, whether they were read at once or one after the other.
  expect(
    (await tomas.ok("getInbox", { params: { w } })).items.filter(({ kind, subjectId }) => kind === "clock" && subjectId === run.id),
  ).toHaveLength(2);

  const open = (of: Awaited<ReturnType<typeof read>>, stepId: string): string =>
    of.at.find((place) => place.stepId === stepId)?.taskId as string;
  await mei.ok("completeTask", { params: { w, t: open(await read(), "apologise") }, body: {} });
  await mei.ok("completeTask", { params: { w, t: open(await read(), "check") }, body: {} });
  const done = await mei.ok("decide", { params: { w, t: open(await read(), "agree") }, body: { verdict: "approve" } });
  expect(done.clocks).toMatchObject([{ state: "missed", late: true, ranMinutes: 181, dueAt: null }]);
  expect((await ines.ok("listRuns", { params: { w, p } })).items[0]?.clocks).toMatchObject([{ state: "missed" }]);
});

test("while the requester is asked it stands still, and the run says for what", async () => {
  const { w, ines, tomas, mei } = world;
  const p = await published();
  const run = await ines.ok("startRun", { params: { w, p }, body: {} });
  await tomas.ok("completeTask", { params: { w, t: run.at[0]?.taskId as string }, body: {} });
  await pass(run.id, 30);
  const t = (await ines.ok("getRun", { params: { w, r: run.id } })).at[0]?.taskId as string;
  const asked = await mei.ok("askBack", { params: { w, t }, body: { text: "Which pages?", to: "requester" } });
  expect(asked.clocks).toMatchObject([{ state: "waiting", waitsFor: "question", ranMinutes: 30, dueAt: null }]);
  await pass(run.id, 600);
  expect((await mei.ok("getMyDay", { params: { w } })).items.find((item) => item.task.id === t)?.clock).toMatchObject({
    waitsFor: "question",
    dueAt: null,
    late: false,
  });
  const answered = await ines.ok("answerQuestion", {
    params: { w, r: run.id, q: asked.steps.find(({ taskId }) => taskId === t)?.question?.id as string },
    body: { text: "All" },
  });
  expect(answered.clocks).toMatchObject([{ state: "counting", ranMinutes: 30, late: false }]);
  expect(answered.clockSpans.map(({ waitsFor, to }) => [waitsFor, to === null])).toEqual([
    [null, false],
    ["question", false],
    [null, true],
  ]);
  const done = await mei.ok("decide", { params: { w, t }, body: { verdict: "approve" } });
  expect(done.clocks).toMatchObject([{ state: "kept", late: false }]);
});
