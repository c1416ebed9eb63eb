import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { workOn } from "../http/index.ts";
import { makeProject } from "./index.ts";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

type Client = World["tomas"];
const newProject = (who: Client, body: object = {}) =>
  who.ok("createProject", { params: { w: world.w }, body: { name: "Move the rare-books room", start: "2026-03-02T09:00", ...body } });
const newTask = (who: Client, p: string, body: object = {}) =>
  who.ok("addProjectTask", { params: { w: world.w, p }, body: { title: "Pack the folios", ...body } });
const plan = (who: Client, p: string) => who.ok("getPlan", { params: { w: world.w, p } });

test("whoever makes a project owns and manages it, and members may work in it", async () => {
  const { tomas, mei, w } = world;
  const project = await tomas.ok("createProject", {
    params: { w },
    body: { name: "Move the rare-books room", goal: "All on the third floor" },
  });
  expect(project).toMatchObject({
    owner: { id: tomas.personId, name: "Tomas Brandt" },
    mine: "manager",
    everyone: "contributor",
    columns: ["To do", "Doing", "Done"],
    finish: null,
    openTasks: 0,
    completion: null,
    zone: "Europe/Berlin",
  });
  expect(project.start).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
  expect(await mei.ok("getProject", { params: { w, p: project.id } })).toMatchObject({ mine: "contributor" });
  expect((await mei.call("changeProject", { params: { w, p: project.id }, version: 1, body: { name: "Mine" } })).status).toBe(403);
});

test("a change on an older version is refused with both values", async () => {
  const { tomas, w } = world;
  const { id: p, version } = await newProject(tomas);
  await tomas.ok("changeProject", { params: { w, p }, version, body: { goal: "By Easter" } });
  const stale = await tomas.call("changeProject", { params: { w, p }, version, body: { goal: "By Whitsun" } });
  expect(stale).toMatchObject({
    status: 412,
    body: { code: "version_stale", params: { current: version + 1, now: { goal: "By Easter" } } },
  });
});

test("a guest sees only what was shared by name, and loses sight with the share", async () => {
  const { tomas, freya, w } = world;
  const { id: p } = await newProject(tomas);
  expect((await freya.call("getPlan", { params: { w, p } })).body).toMatchObject({ code: "project_not_found" });
  expect((await freya.ok("listProjects", { params: { w } })).items).toEqual([]);
  await tomas.ok("shareProject", { params: { w, p, m: freya.personId }, body: { role: "viewer" } });
  expect((await freya.ok("listProjects", { params: { w } })).items.map((project) => project.id)).toEqual([p]);
  expect((await freya.call("addProjectTask", { params: { w, p }, body: { title: "Dust the shelves" } })).status).toBe(403);
  expect((await tomas.ok("listProjectShares", { params: { w, p } })).items.map((share) => [share.person.name, share.role])).toEqual([
    ["Freya Nilsen", "viewer"],
    ["Tomas Brandt", "manager"],
  ]);
  await tomas.ok("unshareProject", { params: { w, p, m: freya.personId } });
  expect((await freya.call("getProject", { params: { w, p } })).status).toBe(404);
});

test("a project that is private to its members is not there for others, but for the workspace's owner", async () => {
  const { tomas, mei, ines, w } = world;
  const { id: p } = await newProject(tomas, { everyone: null });
  expect((await mei.call("getProject", { params: { w, p } })).status).toBe(404);
  expect(await ines.ok("getProject", { params: { w, p } })).toMatchObject({ mine: "manager" });
});

test("ids of another workspace and ids that are none answer the same 404", async () => {
  const { tomas, stranger, w } = world;
  const { id: p } = await newProject(tomas);
  const { id: t } = await newTask(tomas, p);
  for (const operation of ["getProject", "getPlan", "listProjectShares", "reopenProject"] as const)
    expect((await stranger.call(operation, { params: { w, p } })).status).toBe(404);
  const nowhere = "01890000-0000-7000-8000-000000000000";
  for (const operation of ["getProject", "getPlan", "listProjectShares", "reopenProject"] as const)
    expect((await tomas.call(operation, { params: { w, p: nowhere } })).body).toMatchObject({ code: "project_not_found" });
  const other = await newProject(tomas);
  expect((await tomas.call("addLink", { params: { w, p: other.id }, body: { fromId: t, toId: nowhere } })).body).toMatchObject({
    code: "task_not_found",
  });
  expect(
    (await tomas.call("addProjectTask", { params: { w, p: other.id }, body: { title: "Under a stranger", parentId: t } })).body,
  ).toMatchObject({ code: "task_not_found" });
  expect((await tomas.call("removeLink", { params: { w, p, l: nowhere } })).body).toMatchObject({ code: "link_not_found" });
});

test("the list comes page by page, newest first, open ones apart from closed ones", async () => {
  const { mei, w } = world;
  const made: string[] = [];
  for (const name of ["One", "Two", "Three"]) made.unshift((await newProject(mei, { name })).id);
  const first = await mei.ok("listProjects", { params: { w }, query: { limit: 2 } });
  expect(first.items.map((project) => project.id)).toEqual(made.slice(0, 2));
  const second = await mei.ok("listProjects", { params: { w }, query: { limit: 2, cursor: first.next as string } });
  expect(second.items[0]?.id).toBe(made[2]);
  await mei.ok("completeProject", { params: { w, p: made[0] as string }, body: {} });
  expect((await mei.ok("listProjects", { params: { w } })).items.map((project) => project.id)).not.toContain(made[0]);
  expect((await mei.ok("listProjects", { params: { w }, query: { closed: true } })).items.map((project) => project.id)).toContain(made[0]);
});

test("closing a project with open tasks asks first, withdraws them, and opening it again brings back just those", async () => {
  const { tomas, w } = world;
  const { id: p } = await newProject(tomas);
  const done = await newTask(tomas, p, { title: "Measure the shelves" });
  const open = await newTask(tomas, p, { title: "Order the boxes" });
  await tomas.ok("completeTask", { params: { w, t: done.id }, body: {} });
  expect(await tomas.call("completeProject", { params: { w, p }, body: {} })).toMatchObject({
    status: 409,
    body: { code: "project_has_open_tasks", params: { count: 1 } },
  });
  const closed = await tomas.ok("completeProject", {
    params: { w, p },
    body: { note: "The boxes come with the movers", withOpenTasks: true },
  });
  expect(closed).toMatchObject({
    openTasks: 0,
    closedTasks: 1, // what was withdrawn was not done
    completion: { by: { id: tomas.personId }, note: "The boxes come with the movers" },
  });
  expect(await tomas.ok("getTask", { params: { w, t: open.id } })).toMatchObject({ closedAs: "withdrawn", completion: null });
  expect((await tomas.call("completeProject", { params: { w, p }, body: {} })).body).toMatchObject({ code: "project_ended" });
  expect((await tomas.call("addProjectTask", { params: { w, p }, body: { title: "Late" } })).body).toMatchObject({ code: "project_ended" });
  expect(await tomas.ok("reopenProject", { params: { w, p } })).toMatchObject({ completion: null, openTasks: 1, closedTasks: 1 });
  expect(await tomas.ok("getTask", { params: { w, t: done.id } })).toMatchObject({ closedAs: "completed" });
});

test("a column that is renamed takes its tasks along, and one that goes leaves them without", async () => {
  const { tomas, w } = world;
  const project = await newProject(tomas);
  const p = project.id;
  const doing = await newTask(tomas, p, { column: "Doing" });
  expect((await tomas.call("addProjectTask", { params: { w, p }, body: { title: "Nowhere", column: "Someday" } })).status).toBe(400);
  const renamed = await tomas.ok("changeProject", {
    params: { w, p },
    version: project.version,
    body: { columns: ["To do", "In the workshop", "Done"] },
  });
  expect((await tomas.ok("getTask", { params: { w, t: doing.id } })).plan?.column).toBe("In the workshop");
  await tomas.ok("changeProject", { params: { w, p }, version: renamed.version, body: { columns: ["To do", "Done"] } });
  expect((await tomas.ok("getTask", { params: { w, t: doing.id } })).plan?.column).toBeNull();
});

test("dates of days that do not exist are refused", async () => {
  const { tomas, w } = world;
  expect((await tomas.call("createProject", { params: { w }, body: { name: "Never", start: "2026-02-30T09:00" } })).body).toMatchObject({
    code: "invalid_request",
  });
});

test("a step of a run opens a project, waits for it, and goes on when it is closed", async () => {
  const { ines, tomas, w } = world;
  const definition = {
    purpose: "",
    roles: [{ key: "lead", name: "Lead" }],
    fields: [],
    intake: [],
    deliverable: null,
    steps: [
      {
        id: "build",
        title: "Do the big thing",
        instructions: "",
        kind: "project" as const,
        name: "Digitise the whole estate",
        role: "lead",
        wait: true,
      },
      {
        id: "tell",
        title: "Tell the requester",
        instructions: "",
        kind: "task" as const,
        role: null,
        due: null,
        fields: [],
        checklist: [],
      },
    ],
  };
  const process = await ines.ok("createProcess", { params: { w }, body: { name: "Answer a request", definition, everyone: "viewer" } });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  const run = await ines.ok("startRun", {
    params: { w, p: process.id },
    body: { fillings: [{ role: "lead", personId: tomas.personId, teamId: null }] },
  });
  const step = run.steps.find((one) => one.stepId === "build");
  expect(step).toMatchObject({ state: "open" });
  const p = step?.projectId as string;
  expect(await tomas.ok("getProject", { params: { w, p } })).toMatchObject({
    name: "Digitise the whole estate",
    owner: { id: tomas.personId },
    mine: "manager",
    everyone: "viewer",
    openedByRun: { id: run.id },
  });
  await tomas.ok("completeProject", { params: { w, p }, body: { note: "All 412 volumes" } });
  const after = await ines.ok("getRun", { params: { w, r: run.id } });
  expect(after.steps.map((one) => [one.stepId, one.state])).toEqual(
    expect.arrayContaining([
      ["build", "completed"],
      ["tell", "open"],
    ]),
  );
  await tomas.ok("reopenProject", { params: { w, p } });
  expect((await tomas.call("completeProject", { params: { w, p }, body: {} })).status).toBe(200); // the run went on long ago
});

test("a run says that a step opened a project, and its name to whoever may see the project alone", async () => {
  const { ines, mei, w } = world;
  const build = { id: "build", title: "Do the big thing", instructions: "", kind: "project" as const, name: "Big", role: null, wait: true };
  const definition = { purpose: "", roles: [], fields: [], intake: [], deliverable: null, steps: [build] };
  const process = await ines.ok("createProcess", { params: { w }, body: { name: "Build in secret", definition, everyone: "viewer" } });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  const run = await ines.ok("startRun", { params: { w, p: process.id }, body: {} });
  const p = run.steps[0]?.projectId as string;
  const { version } = await ines.ok("getProject", { params: { w, p } });
  await ines.ok("changeProject", { params: { w, p }, version, body: { name: "Close the branch in Malmö", everyone: null } });
  const titleFor = async (person: typeof mei) => (await person.ok("getRun", { params: { w, r: run.id } })).steps[0]?.title;
  expect([await titleFor(ines), await titleFor(mei)]).toEqual(["Close the branch in Malmö", "Do the big thing"]);
});

test("a cancelled run keeps nobody from closing its project", async () => {
  const { ines, w } = world;
  const definition = {
    purpose: "",
    roles: [],
    fields: [],
    intake: [],
    deliverable: null,
    steps: [{ id: "build", title: "Build", instructions: "", kind: "project" as const, name: "Build it", role: null, wait: true }],
  };
  const process = await ines.ok("createProcess", { params: { w }, body: { name: "Build on request", definition } });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  const run = await ines.ok("startRun", { params: { w, p: process.id }, body: {} });
  await ines.ok("cancelRun", { params: { w, r: run.id }, body: { reason: "Withdrawn" } });
  expect(await ines.ok("completeProject", { params: { w, p: run.steps[0]?.projectId as string }, body: {} })).toMatchObject({
    completion: { by: { name: "Ines Okafor" } },
  });
});

test("a project without tasks has a start, and no finish of its own", async () => {
  const { tomas } = world;
  const { id: p } = await newProject(tomas);
  expect(await plan(tomas, p)).toMatchObject({
    project: { finish: null },
    start: "2026-03-02T09:00",
    finish: "2026-03-02T09:00",
    tasks: [],
    entries: [],
    findings: [],
  });
});

test("an admin who closes a project to its members stays one of them", async () => {
  const { ines, tomas, mei, w } = world;
  const project = await newProject(tomas);
  const { version } = (await ines.ok("listMembers", { params: { w } })).items.find((member) => member.id === mei.personId)!;
  await ines.ok("changeMember", { params: { w, m: mei.personId }, version, body: { role: "admin" } });
  await mei.ok("changeProject", { params: { w, p: project.id }, version: project.version, body: { everyone: null } });
  expect(await mei.ok("getProject", { params: { w, p: project.id } })).toMatchObject({ mine: "manager" });
  await ines.ok("changeMember", { params: { w, m: mei.personId }, version: version + 1, body: { role: "member" } });
});

test("a project of thousands of tasks can be closed, with every one of them in the journal", async () => {
  const { tomas, w } = world;
  const project = await newProject(tomas);
  await server.system.database.inWorkspace(w, (tx) =>
    tx.change(sql`
    insert into task (workspace_id, task_id, project_id, title) select current_workspace(), gen_random_uuid(), ${project.id}, 'Pack ' || n from generate_series(1, 7000) as n`),
  );
  expect(await tomas.ok("completeProject", { params: { w, p: project.id }, body: { withOpenTasks: true } })).toMatchObject({
    openTasks: 0,
    closedTasks: 0,
  });
  const told = await server.system.database.inWorkspace(w, (tx) =>
    tx.first(
      sql<{
        count: number;
      }>`select count(*)::int as count from event where workspace_id = current_workspace() and home_id = ${project.id} and name = 'task.withdrawn'`,
    ),
  );
  expect(told?.count).toBe(7000);
});

test("a project is made at once while others make theirs, and while what is due in the workspace is in hand", async () => {
  const { ines, w } = world;
  const { system } = server;
  const made = () => ines.ok("createProject", { params: { w }, body: { name: "Second at once", finishBy: "2027-06-18T17:00" } });
  await system.database.inWorkspace(w, async (tx) => {
    const input = { name: "First at once", goal: "", endCondition: "", ownerId: ines.personId, everyone: null };
    await makeProject(workOn(system, tx, w, null), input);
    await tx.rows(sql`select`); // all of it is written, and not committed
    expect(await made()).toMatchObject({ name: "Second at once", finishBy: "2027-06-18T17:00" });
  });
  await system.database.inWorkspace(w, async (tx) => {
    await tx.change(sql`delete from due_moment where workspace_id = current_workspace()`);
    expect(await made()).toMatchObject({ name: "Second at once" });
  });
});
