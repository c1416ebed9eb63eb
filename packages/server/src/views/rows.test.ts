import { type TestServer, type World, digitise, libraryOn, startTestServer } from "@rondo/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "../jobs/library.fixture.ts";

let server: TestServer;
let world: World;
let project: string;
const ids: Record<string, string> = {};
beforeAll(async () => {
  server = await startTestServer();
  server.begin();
  world = await libraryOn(server);
  const { w, ines, tomas, mei } = world;
  project = (await ines.ok("createProject", { params: { w }, body: { name: "Move the rare-books room", start: "2026-03-02T09:00" } })).id;
  const add = async (title: string, body: object) => {
    ids[title] = (await ines.ok("addProjectTask", { params: { w, p: project }, body: { title, ...body } })).id;
  };
  await add("Pack", { ownerId: tomas.personId, priority: "high", dueAt: "2026-03-05T12:00:00Z", workingMinutes: 90 });
  await add("Carry", { ownerId: mei.personId, column: "Doing", workingMinutes: 60 });
  await add("Unpack", { priority: "urgent", workingMinutes: 30 });
  const process = await ines.ok("createProcess", { params: { w }, body: { name: "Digitise on request", definition: digitise } });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  ids["process"] = process.id;
  ids["run"] = (
    await ines.ok("startRun", { params: { w, p: process.id }, body: { title: "Atlas for Lucia", answers: { volume: "Atlas" } } })
  ).id;
  await tomas.ok("createTask", { params: { w }, body: { title: "Buy pencils" } });
});
afterAll(() => server.stop());

const rows = async (query: Record<string, string | number>, by = world.ines) =>
  (await by.ok("listRows", { params: { w: world.w }, query })) as Awaited<ReturnType<typeof world.ines.ok<"listRows">>>;
const titles = async (where: string, query: Record<string, string> = {}) =>
  (await rows({ where, sort: "title", ...query })).items.map((row) => row.title);
const change = (changes: object[], by = world.ines) => by.ok("changeRows", { params: { w: world.w }, body: { changes } as never });

test("steps of runs and tasks of projects stand in one list, and a sentence says which", async () => {
  expect(await titles("")).toEqual(["Carry", "Fetch the volume", "Pack", "Unpack"]); // not Tomas's own list
  expect(await titles("owner is Tomas Brandt")).toEqual(["Pack"]);
  expect(await titles("owner is tomas or owner is nobody and priority is urgent")).toEqual(["Pack", "Unpack"]);
  expect(await titles("in is Move the rare-books room and not priority is none")).toEqual(["Pack", "Unpack"]);
  expect(await titles('in is "Digitise on request"')).toEqual(["Fetch the volume"]);
  expect(await titles(`in is ${ids["run"]}`)).toEqual(["Fetch the volume"]);
  expect(await titles("column is doing")).toEqual(["Carry"]);
  expect(await titles("due is 2026-03-05 or title contains ARR")).toEqual(["Carry", "Pack"]);
  expect(await titles("effort over 1h and due before 2026-03-06")).toEqual(["Pack"]);
  expect(await titles("step is set")).toEqual(["Fetch the volume"]);
  expect(await titles("", { of: "runs" })).toEqual(["Atlas for Lucia"]);
  expect(await titles("step contains fetch and state is open", { of: "runs" })).toEqual(["Atlas for Lucia"]);
  expect(await titles("state is open and start is 2026-03-02", { of: "projects" })).toEqual(["Move the rare-books room"]);
});

test("work is asked for by what it needs, and by what its owner can do", async () => {
  const { w, ines, tomas, mei } = world;
  await tomas.ok("putMySkills", { params: { w }, body: { skills: ["Packing art", "Latin"] } });
  await mei.ok("putMySkills", { params: { w }, body: { skills: ["latin"] } });
  const task = await ines.ok("addProjectTask", { params: { w, p: project }, body: { title: "Mend the bindings", workingMinutes: 60 } });
  const places = ["Carrier", "Bookbinder"].map((role) => ({ role, percent: 50, count: 1 }));
  await ines.ok("changeTask", { params: { w, t: task.id }, version: task.version, body: { planning: { placeholders: places } } });
  // Who takes a place takes it as that.
  await ines.ok("putFilling", { params: { w, p: project }, body: { role: "carrier", taskIds: [task.id], from: null, to: ines.personId } });
  const mine = (where: string) => titles(`in is "Move the rare-books room" and (${where})`);
  for (const role of ["bookbinder", "Carrier", "binder, carrier"]) expect(await mine(`role is ${role}`)).toEqual(["Mend the bindings"]);
  expect(await mine("role is binder")).toEqual([]);
  expect(await mine("skill is latin")).toEqual(["Carry", "Pack"]);
  expect(await mine('skill is "Packing art", carpentry')).toEqual(["Pack"]);
  expect(await mine("skill is art")).toEqual([]);
  expect(await mine("skill contains art")).toEqual(["Pack"]);
  expect(await mine("skill is not latin")).toEqual(["Mend the bindings", "Unpack"]);
  expect(await mine("skill is empty or role is set")).toEqual(["Mend the bindings", "Unpack"]);
  const { items } = await rows({ where: "skill is latin or role is set", sort: "skill" });
  expect(items.map(({ title, skill, role }) => [title, skill, role])).toEqual([
    ["Carry", "latin", undefined],
    ["Pack", "Latin, Packing art", undefined],
    ["Mend the bindings", undefined, "Bookbinder, Carrier"],
  ]);
  for (const one of [tomas, mei]) await one.ok("putMySkills", { params: { w }, body: { skills: [] } });
  await ines.ok("deleteTask", { params: { w, t: task.id } });
});

test("a place has its tasks, those of its process's runs and those that stand in it beside their own, also under other conditions and turned round", async () => {
  const { w, ines } = world;
  const other = await ines.ok("createProject", { params: { w }, body: { name: "Stand elsewhere", start: "2026-03-02T09:00" } });
  await ines.ok("addAppearance", { params: { w, t: ids["Carry"]!, p: other.id } });
  expect(await titles(`in is ${other.id}`)).toEqual(["Carry"]);
  expect(await titles(`in is ${other.id}, ${ids["process"]}`)).toEqual(["Carry", "Fetch the volume"]);
  expect(await titles(`column is Doing and in is ${other.id}`)).toEqual(["Carry"]);
  expect(await titles(`in is ${project} and in is ${other.id}`)).toEqual(["Carry"]);
  expect(await titles(`in is ${ids["run"]} or title is Pack`)).toEqual(["Fetch the volume", "Pack"]);
  expect(await titles(`not in is ${project}`)).toEqual(["Fetch the volume"]);
});

test("what can't be read is refused with the place", async () => {
  for (const [where, text] of [
    ["owner is Nobody Known", "Nobody Known"],
    ["due over 3", "over"],
    ["shape is round", "shape"],
  ]) {
    expect(await world.ines.call("listRows", { params: { w: world.w }, query: { where } as never })).toMatchObject({
      status: 400,
      body: { code: "filter_unreadable", params: { text } },
    });
  }
  expect((await world.ines.call("listRows", { params: { w: world.w }, query: { sort: "shape" } as never })).status).toBe(400);
});

test("pages of any order end where the next begins, nothing twice and nothing missed", async () => {
  for (const sort of ["-priority,title", "owner", "-due", "effort,-title", "in,created", "state"]) {
    const whole = (await rows({ sort })).items.map((row) => row.id);
    const paged: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page = await rows({ sort, limit: 1, ...(cursor !== "" && { cursor }) });
      paged.push(...page.items.map((row) => row.id));
      cursor = page.next;
    }
    expect(paged, sort).toEqual(whole);
  }
  expect((await rows({ limit: 2 })).total).toBe(4);
});

test("nobody sees rows of what they may not see", async () => {
  const closed = await world.ines.ok("createProject", {
    params: { w: world.w },
    body: { name: "Closed", start: "2026-03-02T09:00", everyone: null },
  });
  const task = await world.ines.ok("addProjectTask", { params: { w: world.w, p: closed.id }, body: { title: "Secret" } });
  expect((await rows({ where: "title is secret" }, world.mei)).items).toEqual([]);
  expect((await rows({ ids: task.id }, world.mei)).items).toEqual([]);
  expect((await rows({ of: "projects" }, world.mei)).items.map((row) => row.title)).not.toContain("Closed");
  expect((await change([{ kind: "task", id: task.id, set: { title: "Seen" } }], world.mei)).refused).toMatchObject([
    { code: "task_not_found" },
  ]);
  expect((await rows({ where: "" }, world.freya)).items).toEqual([]);
});

test("many changes are one: each is made or refused by itself, and who is given five tasks is told once", async () => {
  const { w, ines, mei, tomas } = world;
  const {
    rows: changed,
    refused,
    names,
  } = await change([
    { kind: "task", id: ids["Pack"], set: { ownerId: mei.personId, effortMinutes: 120 } },
    { kind: "task", id: ids["Unpack"], set: { ownerId: mei.personId, priority: "low" } },
    { kind: "task", id: ids["Carry"], set: { column: "Nowhere" } },
  ]);
  expect(refused).toMatchObject([{ id: ids["Carry"], code: "invalid_request" }]);
  expect(changed.map((row) => [row.title, row.owner, row.priority, row.effort])).toEqual(
    expect.arrayContaining([
      ["Pack", mei.personId, "high", 120],
      ["Unpack", mei.personId, "low", 30],
    ]),
  );
  expect(names[mei.personId]).toBe("Mei Tanaka");
  // The later task for Mei is told of after these two: when it is, all there is to tell has been told.
  await ines.ok("createTask", { params: { w }, body: { title: "Afterwards", ownerId: mei.personId } });
  const told = async () =>
    (await mei.ok("getInbox", { params: { w } })).items.filter((item) => item.kind === "assigned").map((item) => item.title);
  await until(async () => (await told()).includes("Afterwards"));
  expect((await told()).filter((title) => title.includes("ack"))).toEqual([expect.stringMatching(/^(Pack|Unpack) \(\+1\)$/)]);
  // One undo is the same the other way round.
  await change([
    { kind: "task", id: ids["Pack"], set: { ownerId: tomas.personId } },
    { kind: "task", id: ids["Unpack"], set: { ownerId: null } },
  ]);
  expect(await titles("owner is tomas")).toEqual(["Pack"]);
  const history = await ines.ok("listTaskEvents", { params: { w, t: ids["Pack"] as string } });
  expect(history.items.map((event) => event.name)).toContain("task.assigned");
});

test("a value that somebody else set meanwhile is not written over, and what stands there is told", async () => {
  const task = ids["Unpack"];
  await change([{ kind: "task", id: task, set: { priority: "high" } }]);
  const { refused } = await change([{ kind: "task", id: task, set: { priority: "low" }, was: { priority: "urgent" } }]);
  expect(refused).toMatchObject([{ id: task, code: "version_stale", now: { priority: "high" } }]);
  expect(
    (await change([{ kind: "task", id: task, set: { priority: "none", title: "Unpack it" }, was: { priority: "high", title: "Unpack" } }]))
      .refused,
  ).toEqual([]);
  await change([{ kind: "task", id: task, set: { title: "Unpack" } }]);
});

test("rows are completed, given, thrown away and brought back together", async () => {
  const step = (await rows({ where: "step is set" })).items[0]!;
  await change([{ kind: "task", id: step.id, set: { ownerId: world.mei.personId } }]);
  expect(await titles("owner is mei")).toContain("Fetch the volume");
  expect((await change([{ kind: "task", id: step.id, set: { done: true } }])).refused).toMatchObject([{ code: "field_required" }]);
  await change([
    { kind: "task", id: ids["Carry"], set: { done: true } },
    { kind: "task", id: ids["Unpack"], set: { deleted: true } },
  ]);
  expect(await titles("state is open and in is Move the rare-books room")).toEqual(["Pack"]);
  await change([
    { kind: "task", id: ids["Carry"], set: { done: false } },
    { kind: "task", id: ids["Unpack"], set: { deleted: false } },
  ]);
  expect(await titles("state is open and in is Move the rare-books room")).toEqual(["Carry", "Pack", "Unpack"]);
});

test("fields of one's own stand in rows, in sentences and in orders, and take only what fits them", async () => {
  const { w, ines, mei, tomas } = world;
  const make = async (name: string, type: string, more: object = {}) =>
    (await ines.ok("createCustomField", { params: { w }, body: { name, type: type as "text", projectId: project, ...more } })).id;
  const [shelf, count, on, condition, by, fragile] = [
    await make("Shelf mark", "text"),
    await make("Volumes", "number"),
    await make("Seen on", "date"),
    await make("Condition", "choice", { choices: ["Poor", "Good"] }),
    await make("Curator", "person"),
    await make("Is fragile", "yesNo"),
  ];
  const set = (title: string, fields: object) => ({ kind: "task", id: ids[title], set: { fields } });
  expect(
    (
      await change([
        set("Pack", { [shelf]: "R 12", [count]: 40, [on]: "2026-03-03", [condition]: "Good", [by]: mei.personId, [fragile]: true }),
        set("Carry", { [count]: 7, [condition]: "Poor" }),
      ])
    ).refused,
  ).toEqual([]);
  expect((await rows({ ids: ids["Pack"] as string })).items[0]?.fields).toEqual({
    [shelf]: "R 12",
    [count]: 40,
    [on]: "2026-03-03",
    [condition]: "Good",
    [by]: mei.personId,
    [fragile]: true,
  });
  for (const [where, found] of [
    ['Shelf mark contains "r 1"', ["Pack"]],
    ["Volumes over 10", ["Pack"]],
    ['"Seen on" before 2026-03-04', ["Pack"]],
    ["Condition is Poor or Good and Volumes is set", ["Carry", "Pack"]],
    ["Curator is mei", ["Pack"]],
    ['"Is fragile" is yes', ["Pack"]],
    ["Condition is not good and in is move the rare-books room", ["Carry", "Unpack"]],
  ] as const)
    expect(await titles(where), where).toEqual(found);
  expect(await titles(`${count} is set`, { sort: `-${count}` })).toEqual(["Pack", "Carry"]);
  expect(await titles(`${condition} is set`, { sort: condition })).toEqual(["Carry", "Pack"]);
  for (const wrong of [
    { [count]: "many" },
    { [on]: "2026-02-30" },
    { [condition]: "So so" },
    { [by]: world.stranger.personId },
    { [shelf]: " " },
  ])
    expect((await change([set("Pack", wrong)])).refused).toMatchObject([{ code: "field_invalid" }]);
  const step = (await rows({ where: "step is set" })).items[0]!;
  expect((await change([{ kind: "task", id: step.id, set: { fields: { [count]: 1 } } }])).refused).toMatchObject([
    { code: "custom_field_not_found" },
  ]);
  await change([set("Pack", { [shelf]: null })]);
  expect((await rows({ ids: ids["Pack"] as string })).items[0]?.fields).not.toHaveProperty(shelf);
  await ines.ok("deleteCustomField", { params: { w, f: condition } });
  expect((await ines.call("listRows", { params: { w }, query: { where: "Condition is Good" } as never })).status).toBe(400);
  await ines.ok("restoreCustomField", { params: { w, f: condition } });
  expect(await titles("Condition is Good")).toEqual(["Pack"]);
  expect((await tomas.call("createCustomField", { params: { w }, body: { name: "Everywhere", type: "text" } })).status).toBe(403);
  expect((await mei.ok("listCustomFields", { params: { w } })).items.map((field) => field.name)).toContain("Volumes");
});

test("a run and a project have fields too, and a run goes on after one was set", async () => {
  const { w, ines } = world;
  const budget = (await ines.ok("createCustomField", { params: { w }, body: { name: "Budget", type: "number" } })).id;
  const { rows: changed, refused } = await change([
    { kind: "run", id: ids["run"], set: { fields: { [budget]: 3 } } },
    { kind: "project", id: project, set: { fields: { [budget]: 900 } } },
  ]);
  expect(refused).toEqual([]);
  expect(changed.map((row) => row.fields)).toEqual(expect.arrayContaining([{ [budget]: 3 }, { [budget]: 900 }]));
  const step = (await rows({ where: "step is set" })).items[0]!;
  await ines.ok("completeTask", { params: { w, t: step.id }, body: { answers: { fragile: false } } });
  expect(await titles("Budget over 2", { of: "runs" })).toEqual(["Atlas for Lucia"]);
});

test("a view is its maker's, or shared; what stands in it is a sentence that can be read", async () => {
  const { w, ines, mei, tomas } = world;
  const definition = {
    of: "tasks",
    as: "board",
    where: "owner is me and due this week".replace("due this", "due is this"),
    group: "state",
  } as const;
  const mine = await mei.ok("createView", { params: { w }, body: { name: "My week", definition } });
  expect(mine).toMatchObject({ mine: true, pinned: true, shared: false, definition: { as: "board", columns: [] } });
  expect((await ines.call("getView", { params: { w, v: mine.id } })).status).toBe(404);
  const shared = await mei.ok("changeView", { params: { w, v: mine.id }, version: mine.version, body: { shared: true } });
  expect((await tomas.ok("listViews", { params: { w } })).items).toMatchObject([{ name: "My week", mine: false, pinned: false }]);
  expect(
    (await tomas.call("changeView", { params: { w, v: mine.id }, version: shared.version, body: { name: "Ours" } })).body,
  ).toMatchObject({ code: "not_your_view" });
  await tomas.ok("pinView", { params: { w, v: mine.id } });
  await tomas.ok("pinView", { params: { w, v: mine.id } });
  expect(await tomas.ok("getView", { params: { w, v: mine.id } })).toMatchObject({ pinned: true, version: shared.version });
  // A pin is nobody else's business: who changes the view meanwhile is not held up by it.
  await mei.ok("changeView", { params: { w, v: mine.id }, version: shared.version, body: { name: "Our week" } });
  await tomas.ok("unpinView", { params: { w, v: mine.id } });
  expect(
    (await mei.call("createView", { params: { w }, body: { name: "Broken", definition: { ...definition, where: "owner is" } } })).body,
  ).toMatchObject({ code: "filter_unreadable" });
  await mei.ok("deleteView", { params: { w, v: mine.id } });
  expect((await tomas.ok("listViews", { params: { w } })).items).toEqual([]);
});

test("a view of a guest is the guest's own: what all see is for members to share", async () => {
  const { w, freya } = world;
  const definition = { of: "tasks", as: "table" };
  expect((await freya.call("createView", { params: { w }, body: { name: "For all", shared: true, definition } })).status).toBe(403);
  const own = await freya.ok("createView", { params: { w }, body: { name: "Mine", definition } as never });
  expect((await freya.call("changeView", { params: { w, v: own.id }, version: own.version, body: { shared: true } })).status).toBe(403);
  expect((await freya.ok("changeView", { params: { w, v: own.id }, version: own.version, body: { name: "My own" } })).name).toBe("My own");
});

test("who may finish a task and not change it changes nothing of it while finishing it", async () => {
  const { w, ines, mei } = world;
  const p = (await ines.ok("createProject", { params: { w }, body: { name: "Air the cellar", everyone: "contributor" } })).id;
  const { id } = await ines.ok("addProjectTask", { params: { w, p }, body: { title: "Open the hatch" } });
  for (const more of [{ title: "Close the hatch" }, { ownerId: mei.personId }, { fields: {} }])
    expect((await change([{ kind: "task", id, set: { done: true, ...more } }], mei)).refused).toMatchObject([{ id, code: "forbidden" }]);
  expect((await change([{ kind: "task", id, set: { done: true } }], mei)).rows).toMatchObject([{ title: "Open the hatch", state: "done" }]);
});

test("of a run or a project that one does not see it is not even said that it is there", async () => {
  const { w, ines, mei } = world;
  const process = await ines.ok("createProcess", { params: { w }, body: { name: "Closed stacks", definition: digitise, everyone: null } });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  const run = await ines.ok("startRun", { params: { w, p: process.id }, body: { answers: { volume: "Atlas" } } });
  for (const id of [run.id, crypto.randomUUID()])
    expect((await change([{ kind: "run", id, set: { fields: {} } }], mei)).refused).toMatchObject([{ id, code: "run_not_found" }]);
  expect((await change([{ kind: "project", id: project, set: { fields: {} } }], mei)).refused).toMatchObject([{ code: "forbidden" }]);
});
