import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Step, compile } from "@rondo/core/process";
import { type RecordedEvent, eventOf, evolve, newRun } from "@rondo/core/run";
import { type TestServer, type World, digitise, libraryOn, startTestServer } from "@rondo/testkit";
import { exportTables } from "../export/tables.ts";

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

const step = (id: string, title: string, more: Partial<Step> = {}): Step =>
  ({
    id,
    title,
    instructions: "",
    kind: "task",
    role: "desk",
    due: { from: "activation", workingMinutes: 960 },
    fields: [],
    checklist: [],
    ...more,
  }) as Step;
const onboarding = {
  purpose: "A client starts well",
  roles: [{ key: "desk", name: "Desk" }],
  fields: [{ key: "size", label: "Size", kind: "text" as const }],
  intake: [],
  deliverable: null,
  steps: [
    step("contract", "Send the contract", {
      checklist: [
        { id: "p1", title: "Read it twice" },
        { id: "p2", title: "Sign" },
      ],
    } as Partial<Step>),
    {
      id: "both",
      title: "At once",
      instructions: "",
      kind: "parallel",
      branches: [
        { id: "a", label: "A", steps: [step("accounts", "Set up accounts")] },
        { id: "b", label: "B", steps: [step("kickoff", "Kick-off meeting")] },
      ],
    } as Step,
    step("ask", "Ask how large they are", { fields: [{ key: "size", mode: "required" }] } as Partial<Step>),
    step("last", "Say that all is done"),
  ],
};

async function published(definition = onboarding): Promise<string> {
  const { w, ines } = world;
  const process = await ines.ok("createProcess", { params: { w }, body: { name: "Client onboarding", definition } });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  return process.id;
}

/** Every row of people's data by its key, without what only counts changes. */
async function everything(): Promise<Map<string, string>> {
  const all = new Map<string, string>();
  for (const { table, columns, key } of exportTables) {
    if (["conversion", "converted_task", "notice"].includes(table)) continue;
    const listed = columns
      .filter((column) => column !== "version")
      .map((column) => `"${column}"::text`)
      .join(", ");
    const { rows } = await owner.query<Record<string, string | null>>(`select ${listed} from ${table} where workspace_id = $1`, [world.w]);
    for (const row of rows) all.set(`${table} ${key.map(([column]) => row[column]).join(" ")}`, JSON.stringify(row));
  }
  return all;
}

/** What is not as it was, by table; events, of which more are there, only where one is missing or another. */
function changed(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...before]
    .filter(([key, row]) => after.get(key) !== row)
    .map(([key, row]) => `${key}\n  was ${row}\n  is  ${after.get(key) ?? "gone"}`);
}

const bytes = (text: string) => ({ bytes: Buffer.from(text), headers: { "x-file-name": "note.txt" } });

type Made = { p: string; tasks: string[] };

/** A project with all that can hang on its tasks. */
async function project(
  titles: readonly string[],
  shape: { nested: readonly boolean[]; done: readonly boolean[]; linked: readonly boolean[]; talk: readonly boolean[] },
): Promise<Made> {
  const { w, ines, tomas } = world;
  const p = (
    await ines.ok("createProject", {
      params: { w },
      body: { name: "Onboard the Hallgren museum", goal: "They begin", endCondition: "They said so" },
    })
  ).id;
  const tasks: string[] = [];
  for (const [at, title] of titles.entries()) {
    const t = (
      await ines.ok("addProjectTask", {
        params: { w, p },
        body: {
          title,
          notes: at % 2 === 0 ? "As **agreed**" : "",
          workingMinutes: 120 * at,
          ownerId: at % 3 === 0 ? world.tomas.personId : null,
          ...(at % 4 === 1 && { dueAt: "2026-09-01T10:00:00.000Z" }),
          ...(at % 5 === 2 && { column: "Doing" }),
        },
      })
    ).id;
    if (shape.nested[at]) await ines.ok("addProjectTask", { params: { w, p }, body: { title: "Read it twice", parentId: t } });
    if (shape.linked[at] && tasks.length > 0)
      await ines.ok("addLink", {
        params: { w, p },
        body: { fromId: tasks.at(-1) as string, toId: t, type: at % 2 === 0 ? "FS" : "SS", lagMinutes: 30 * at },
      });
    if (shape.talk[at]) {
      await tomas.ok("addComment", { params: { w, t }, body: { text: `About ${title}` } });
      await ines.ok("attachFile", { params: { w, t }, ...bytes(title) });
      await ines.ok("addTimeEntry", { params: { w, t }, body: { minutes: 45 } });
      await tomas.ok("followTask", { params: { w, t } });
    }
    tasks.push(t);
  }
  for (const [at, t] of tasks.entries())
    if (shape.done[at] && !shape.nested[at]) await tomas.ok("completeTask", { params: { w, t }, body: { answers: {} } });
  return { p, tasks };
}

const titles = [
  "Send contract to Hallgren",
  "Set up the accounts",
  "Kick off meeting",
  "Ask how large they are",
  "Choose a cake",
  "Say all is done",
];
const flags = fc.array(fc.boolean(), { minLength: titles.length, maxLength: titles.length });
const numRuns = process.env["RONDO_PROVE"] === undefined ? 4 : 60;

test("a project that becomes a run and is turned back loses nothing: every row is as it was, and its record only longer", async () => {
  const { w, ines } = world;
  const processId = await published();
  await fc.assert(
    fc.asyncProperty(fc.record({ nested: flags, done: flags, linked: flags, talk: flags }), async (shape) => {
      const { p } = await project(titles, shape);
      const before = await everything();
      const { pairs } = await ines.ok("previewConversion", { params: { w, p }, query: { process: processId } });
      const made = await ines.ok("convertProject", { params: { w, p }, body: { processId, steps: pairs } });
      const there = await everything();
      // What people wrote and did is there whatever the work is called.
      const lasting = ["comment ", "attachment ", "time_entry ", "following ", "event ", "comment_revision "];
      const lost = changed(before, there).filter((row) => lasting.some((table) => row.startsWith(table)));
      await ines.ok("undoConversion", { params: { w, c: made.id } });
      const after = await everything();
      expect([lost, changed(before, after).filter((row) => !row.startsWith("process "))]).toEqual([[], []]);
    }),
    { numRuns },
  );
});

test("tasks become the steps that the run comes to, done ones complete them by whoever did it, and what asks for more is open", async () => {
  const { w, ines, tomas } = world;
  const processId = await published();
  const { p, tasks } = await project(titles, {
    nested: [true],
    done: [false, true, true, true],
    linked: [false, true, true],
    talk: titles.map(() => true),
  });
  const [contract, accounts, kickoff, ask, cake, last] = tasks as [string, string, string, string, string, string];
  const inside = (await ines.ok("getPlan", { params: { w, p } })).tasks.find(({ title }) => title === "Read it twice")?.id as string;
  await ines.ok("completeTask", { params: { w, t: inside }, body: { answers: {} } });
  await ines.ok("completeTask", { params: { w, t: contract }, body: { answers: {} } });
  const seen = await ines.ok("previewConversion", { params: { w, p }, query: { process: processId } });
  expect(seen.pairs).toEqual({ contract, accounts, kickoff, ask, last });
  const made = await ines.ok("convertProject", { params: { w, p }, body: { processId, steps: seen.pairs } });
  const run = await ines.ok("getRun", { params: { w, r: made.run?.id as string } });
  expect(run.at.map(({ taskId }) => taskId)).toEqual([ask]);
  expect(run.startedVia).toBe("project");
  const history = await ines.ok("listRunEvents", { params: { w, r: run.id } });
  expect(history.items.filter(({ name }) => name === "step.completed").map(({ data }) => data["by"])).toEqual([
    world.ines.personId,
    world.tomas.personId,
    world.tomas.personId,
  ]);
  expect((await tomas.ok("listComments", { params: { w, t: accounts } })).items.map(({ text }) => text)).toEqual([
    "About Set up the accounts",
  ]);
  // The cake is no step: the project stays open with it.
  expect((await ines.ok("getProject", { params: { w, p } })).completion).toBeNull();
  expect((await ines.ok("getPlan", { params: { w, p } })).tasks.filter(({ closedAs }) => closedAs === null).map(({ id }) => id)).toEqual([
    cake,
  ]);
  await ines.ok("completeTask", { params: { w, t: ask }, body: { answers: { size: "Small" } } });
  expect((await ines.ok("getRun", { params: { w, r: run.id } })).at.map(({ taskId }) => taskId)).toEqual([last]);
  await tomas.ok("addComment", { params: { w, t: last }, body: { text: "Nearly" } });
  expect((await ines.ok("listConversions", { params: { w }, query: { of: run.id } })).items).toMatchObject([
    { was: "project", became: "run", mayUndo: true },
  ]);

  await ines.ok("undoConversion", { params: { w, c: made.id } });
  const plan = await ines.ok("getPlan", { params: { w, p } });
  expect(Object.fromEntries(plan.tasks.map(({ id, closedAs }) => [id, closedAs]))).toMatchObject({
    [ask]: "completed",
    [last]: null,
    [contract]: "completed",
  });
  expect(plan.links).toHaveLength(2);
  expect((await tomas.ok("listComments", { params: { w, t: last } })).items.map(({ text }) => text)).toEqual([
    "About Say all is done",
    "Nearly",
  ]);
  expect((await ines.ok("getRun", { params: { w, r: run.id } })).state).toBe("cancelled");
  expect((await ines.call("undoConversion", { params: { w, c: made.id } })).body).toMatchObject({ code: "conversion_settled" });
});

test("a run that becomes a project stands still, comes back with what was done there, and rebuilds from its history", async () => {
  const { w, ines, tomas } = world;
  const p = await published();
  const start = async () => ines.ok("startRun", { params: { w, p }, body: { answers: {} } });
  const see = (id: string) => ines.ok("getRun", { params: { w, r: id } });
  const at = async (id: string, stepId: string) => (await see(id)).at.find((place) => place.stepId === stepId)?.taskId as string;
  const untouched = await start();
  const first = await at(untouched.id, "contract");
  await tomas.ok("addComment", { params: { w, t: first }, body: { text: "They asked for more time" } });
  const before = await everything();
  const there = await ines.ok("convertRun", { params: { w, r: untouched.id }, body: {} });
  await ines.ok("undoConversion", { params: { w, c: there.id } });
  expect(changed(before, await everything()).filter((row) => !row.startsWith("run "))).toEqual([]);

  const run = await start();
  const contract = await at(run.id, "contract");
  const made = await ines.ok("convertRun", { params: { w, r: run.id }, body: { name: "Onboard a large client" } });
  const project = made.project?.id as string;
  expect((await see(run.id)).asProject).toBe(project);
  // What the process is for, or where it comes from, is not what this project is to reach: that is for somebody to say.
  expect((await ines.ok("getProject", { params: { w, p: project } })).goal).toBe("");
  const plan = await ines.ok("getPlan", { params: { w, p: project } });
  expect(plan.tasks.map(({ title }) => title).sort()).toEqual([
    "Ask how large they are",
    "At once",
    "Kick-off meeting",
    "Read it twice",
    "Say that all is done",
    "Send the contract",
    "Set up accounts",
    "Sign",
  ]);
  expect(plan.links).toHaveLength(5);
  expect((await ines.call("releaseRun", { params: { w, r: run.id } })).body).toMatchObject({ code: "run_is_project" });
  expect((await ines.call("cancelRun", { params: { w, r: run.id }, body: { reason: "No" } })).body).toMatchObject({
    code: "run_is_project",
  });
  const accounts = plan.tasks.find(({ title }) => title === "Set up accounts")?.id as string;
  for (const id of [...plan.tasks.filter((one) => one.plan?.parentId === contract).map((one) => one.id), contract, accounts])
    await tomas.ok("completeTask", { params: { w, t: id }, body: { answers: {} } });
  await ines.ok("undoConversion", { params: { w, c: made.id } });
  const back = await see(run.id);
  // Both were done: the run goes on behind them, and the task made for the second is the step's.
  expect(back.at.map(({ stepId }) => stepId)).toEqual(["kickoff"]);
  expect(back.steps.find(({ stepId }) => stepId === "accounts")).toMatchObject({ taskId: accounts, state: "completed" });
  expect([back.held, back.asProject]).toEqual([null, null]);
  // Of the project that stays behind nothing was done: what was open in it went back with the run.
  expect(await ines.ok("getProject", { params: { w, p: project } })).toMatchObject({ openTasks: 0, closedTasks: 0 });
  const { rows } = await owner.query<RecordedEvent>(
    "select name, actor_id as actor, data from event where subject_id = $1 order by version",
    [run.id],
  );
  const { state } = (await owner.query<{ state: object }>("select state from run where run_id = $1", [run.id])).rows[0] as {
    state: object;
  };
  expect(rows.reduce((now, row) => evolve(compile(onboarding), now, eventOf(row)), newRun())).toEqual(state);

  const once = await start();
  const asProject = await ines.ok("convertRun", { params: { w, r: once.id }, body: {} });
  await ines.ok("completeProject", { params: { w, p: asProject.project?.id as string }, body: { note: "Done", withOpenTasks: true } });
  expect(await see(once.id)).toMatchObject({ state: "cancelled" });
});

test("a project's plan becomes a procedure, and a project made of that has the same plan", async () => {
  const { w, ines } = world;
  const { p } = await project(titles, { nested: [true, false, true], done: [], linked: [false, true, true, false, true], talk: [] });
  const made = await ines.ok("makeProcedure", { params: { w, p }, body: {} });
  const draft = await ines.ok("getDraft", { params: { w, p: made.process?.id as string } });
  expect(draft.findings.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(draft.definition.steps.map(({ title }) => title)).toHaveLength(titles.length);
  const again = await ines.ok("makePlan", { params: { w, p: made.process?.id as string }, body: { name: "Once more" } });
  const [one, other] = await Promise.all([p, again.project?.id as string].map((id) => ines.ok("getPlan", { params: { w, p: id } })));
  const shape = (plan: NonNullable<typeof one>) => {
    const names = new Map(plan.tasks.map(({ id, title }) => [id, title]));
    return {
      tasks: plan.tasks
        .map((task) => [
          task.title,
          names.get(task.plan?.parentId ?? "") ?? null,
          task.plan?.workingMinutes,
          task.plan?.milestone,
          task.priority,
        ])
        .sort(),
      links: plan.links.map(({ fromId, toId, type, lagMinutes }) => [names.get(fromId), names.get(toId), type, lagMinutes]).sort(),
    };
  };
  expect(shape(other as NonNullable<typeof other>)).toEqual(shape(one as NonNullable<typeof one>));
  // Any process can be done once.
  const usual = await published(digitise as unknown as typeof onboarding);
  const single = (await ines.ok("makePlan", { params: { w, p: usual }, body: { name: "Digitise one" } })).project?.id as string;
  expect(await ines.ok("getProject", { params: { w, p: single } })).toMatchObject({ name: "Digitise one", goal: "" });
});

test("the procedure of a project that is closed to members is closed to them too", async () => {
  const { w, ines, tomas } = world;
  for (const everyone of ["contributor", null] as const) {
    const p = (await ines.ok("createProject", { params: { w }, body: { name: "Close the branch", everyone } })).id;
    await ines.ok("addProjectTask", { params: { w, p }, body: { title: "Tell the landlord", workingMinutes: 60 } });
    const { process } = await ines.ok("makeProcedure", { params: { w, p }, body: {} });
    const seen = await tomas.call("getProcess", { params: { w, p: process?.id as string } });
    expect([everyone, seen.status]).toEqual([everyone, everyone === null ? 404 : 200]);
  }
});

test("whoever left is on no task of a project that is made of a procedure: their place is open, and said", async () => {
  const { w, ines, tomas, mei } = world;
  const p = (await ines.ok("createProject", { params: { w }, body: { name: "Move the maps" } })).id;
  const pack = await ines.ok("addProjectTask", { params: { w, p }, body: { title: "Pack the maps", workingMinutes: 960 } });
  const assignments = [mei, tomas].map(({ personId }) => ({ personId, percent: 50 }));
  await ines.ok("changeTask", {
    params: { w, t: pack.id },
    body: { planning: { assignments, started: "2026-03-02T09:00" } },
    version: pack.version,
  });
  const { process } = await ines.ok("makeProcedure", { params: { w, p }, body: {} });
  await ines.ok("removeMember", { params: { w, m: tomas.personId } });
  const made = await ines.ok("makePlan", { params: { w, p: process?.id as string }, body: { name: "Move the globes" } });
  expect(made.findings.map(({ code, params }) => [code, params])).toEqual([["assignee_left", { title: "Pack the maps", left: 1 }]]);
  const plan = await ines.ok("getPlan", { params: { w, p: made.project?.id as string } });
  expect(
    plan.tasks.map(({ plan }) => plan?.planning),
    "nothing of it has begun",
  ).toEqual([{ assignments: [assignments[0]] }]);
});
