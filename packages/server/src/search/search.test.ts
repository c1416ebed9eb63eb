import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Step } from "@rondo/core/process";
import { type Client, type TestServer, type World, libraryOn, startTestServer } from "../../../testkit/src/index.ts";
import { createTitleReader } from "./index.ts";
import { subjectsQuery } from "./store.ts";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const found = async (by: Client, q: string, limit = 20) =>
  (await by.ok("search", { params: { w: world.w }, query: { q, limit } })).items.map((item) => item.title);

test("a task is found by its words, their beginnings and their misspellings, with its home", async () => {
  const { w, ines } = world;
  const project = await ines.ok("createProject", { params: { w }, body: { name: "Move the rare-books room", start: "2026-03-02T09:00" } });
  await ines.ok("addProjectTask", { params: { w, p: project.id }, body: { title: "Digitise the Gutenberg volume" } });
  await ines.ok("addProjectTask", { params: { w, p: project.id }, body: { title: "Prüfung der Regale" } });
  for (const q of ["digitise", "Gutenberg volume", "gut", "digitize", "vilume", "gutenburg", "GUTENBERG"])
    expect(await found(ines, q), q).toContain("Digitise the Gutenberg volume");
  for (const q of ["prufung", "PRÜFUNG", "regal"]) expect(await found(ines, q), q).toContain("Prüfung der Regale");
  expect(await ines.ok("search", { params: { w }, query: { q: "gutenberg" } })).toMatchObject({
    items: [{ kind: "task", home: "Move the rare-books room", closed: false }],
  });
  expect(await found(ines, "rare books")).toEqual(["Move the rare-books room"]);
  for (const q of ["xylophone", "", "  ", "%", "--"]) expect(await found(ines, q), q).toEqual([]);
});

test("a title that changes is found by its new words and not by the old ones, and what is in the trash not at all", async () => {
  const { w, ines } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Telephone the bindery" } });
  await ines.ok("changeTask", { params: { w, t: task.id }, body: { title: "Visit the workshop" }, version: 1 });
  expect(await found(ines, "telephone")).toEqual([]);
  expect(await found(ines, "workshop")).toEqual(["Visit the workshop"]);
  await ines.ok("deleteTask", { params: { w, t: task.id } });
  expect(await found(ines, "workshop")).toEqual([]);
});

test("nobody finds what they may not see: private tasks, unshared projects, other workspaces", async () => {
  const { w, ines, tomas, mei, freya, stranger } = world;
  await tomas.ok("createTask", { params: { w }, body: { title: "Marzipan for the party" } });
  const hidden = await tomas.ok("createProject", {
    params: { w },
    body: { name: "Marzipan archive", start: "2026-03-02T09:00", everyone: null },
  });
  await tomas.ok("addProjectTask", { params: { w, p: hidden.id }, body: { title: "Count the marzipan" } });
  expect((await found(tomas, "marzipan")).sort()).toEqual(["Count the marzipan", "Marzipan archive", "Marzipan for the party"]);
  expect((await found(ines, "marzipan")).sort()).toEqual(["Count the marzipan", "Marzipan archive"]); // owners reach every project, and nobody's own list
  for (const reader of [mei, freya]) expect(await found(reader, "marzipan")).toEqual([]);
  expect(await stranger.call("search", { params: { w }, query: { q: "marzipan" } })).toMatchObject({ status: 404 });
  const elsewhere = (await stranger.ok("getMe")).workspaces[0]!.id;
  expect(await stranger.ok("search", { params: { w: elsewhere }, query: { q: "marzipan" } })).toEqual({ items: [] });
});

test("people are found by name, mistyped too, and only those who are here", async () => {
  expect(await found(world.mei, "okafr")).toEqual(["Ines Okafor"]);
  expect(await found(world.mei, "stranger")).toEqual([]);
});

test("operators narrow what is found, and without words show the newest that fits", async () => {
  const { w, ines, tomas, mei } = world;
  const project = await ines.ok("createProject", { params: { w }, body: { name: "Bind the almanacs", start: "2026-03-02T09:00" } });
  const add = (title: string, body: object) => ines.ok("addProjectTask", { params: { w, p: project.id }, body: { title, ...body } });
  await add("Almanac spine", { ownerId: tomas.personId, dueAt: "2026-03-05T12:00:00Z", priority: "high" });
  await add("Almanac cover", { ownerId: mei.personId });
  await add("Glue", { ownerId: tomas.personId });
  expect(await found(ines, "almanac owner:tomas")).toEqual(["Almanac spine"]);
  expect(await found(ines, "in:almanacs owner:brandt")).toEqual(["Glue", "Almanac spine"]);
  expect(await found(tomas, "in:almanacs owner:me -priority:high")).toEqual(["Glue"]);
  expect(await found(ines, "due:2026-03-05 in:bind")).toEqual(["Almanac spine"]);
  expect(await found(ines, "kind:project almanac")).toEqual(["Bind the almanacs"]);
  expect(await found(ines, "kind:person tomas")).toEqual(["Tomas Brandt"]);
  expect(await found(ines, "kind:project state:open bind")).toEqual(["Bind the almanacs"]);
  expect(await found(world.freya, "owner:tomas in:almanacs")).toEqual([]);
});

test("what one had to do with lately is shown to oneself, the latest first, as long as one may see it", async () => {
  const { w, mei } = world;
  const [first, second] = [
    await mei.ok("createTask", { params: { w }, body: { title: "Sharpen knives" } }),
    await mei.ok("createTask", { params: { w }, body: { title: "Oil the press" } }),
  ];
  await mei.ok("addComment", { params: { w, t: first.id }, body: { text: "Done on Friday" } });
  const recent = async (by: Client) =>
    (await by.ok("search", { params: { w }, query: { recent: true, limit: 2 } })).items.map((item) => item.title);
  expect(await recent(mei)).toEqual(["Sharpen knives", "Oil the press"]);
  await mei.ok("deleteTask", { params: { w, t: second.id } });
  expect(await recent(mei)).toEqual(["Sharpen knives"]);
  expect(await recent(world.freya)).toEqual([]);
});

test("the very words come first, and open before closed", async () => {
  const { w, ines } = world;
  const closed = await ines.ok("createTask", { params: { w }, body: { title: "Quarterly inventory" } });
  await ines.ok("completeTask", { params: { w, t: closed.id }, body: {} });
  await ines.ok("createTask", { params: { w }, body: { title: "Prepare the quarterly inventory" } });
  await ines.ok("createTask", { params: { w }, body: { title: "Quarterly inventory" } });
  const { items } = await ines.ok("search", { params: { w }, query: { q: "quarterly inventory" } });
  expect(items.map(({ title, closed }) => [title, closed])).toEqual([
    ["Quarterly inventory", false],
    ["Quarterly inventory", true],
    ["Prepare the quarterly inventory", false],
  ]);
});

test("behind the wall, as role app, the words of 5,000 tasks are looked up in the index", async () => {
  const { w, tomas, mei } = world;
  const { database } = server.system;
  await database.inWorkspace(w, (tx) =>
    tx.change(sql`
    insert into task (workspace_id, task_id, person_id, owner_id, created_by, title)
    select current_workspace(), gen_random_uuid(), ${tomas.personId}, ${tomas.personId}, ${tomas.personId}, 'Volume ' || n || ' of shelf ' || n % 97 from generate_series(1, 5000) n`),
  );
  const owner = new pg.Client({ connectionString: server.database.url });
  await owner.connect();
  await owner.query("analyze search_entry; analyze task; analyze membership").finally(() => owner.end());
  const plan = await database.inWorkspace(
    w,
    async (tx) => {
      const rows = await tx.rows(
        sql<{
          "QUERY PLAN": string;
        }>`explain ${subjectsQuery({ personId: mei.personId, role: "member" }, [{ n: 0, word: "volume", score: 6, entries: 3_000 }], 1, 20)}`,
      );
      return rows.map((row) => row["QUERY PLAN"]).join("\n");
    },
    "read",
  );
  expect(plan).toMatch(/(Index Only Scan|Index Scan|Bitmap Index Scan).* (using|on) search_entry_pkey/);
  expect(plan).toMatch(/Index Cond: .*word = /);
  expect(plan).not.toMatch(/Seq Scan on search_entry/);
  expect(await found(tomas, "volume 4999 of shelf")).toContain("Volume 4999 of shelf 52");
});

test("of what has the word, the process and the project go before the tasks, however many there are", async () => {
  const { w, ines } = world;
  for (let index = 0; index < 60; index += 1) await ines.ok("createTask", { params: { w }, body: { title: `Scan the quokka ${index}` } });
  const process = await ines.ok("createProcess", { params: { w }, body: { name: "Scan a quokka on request" } });
  const project = await ines.ok("createProject", { params: { w }, body: { name: "Move the quokka room" } });
  const found = async (q: string) => (await ines.ok("search", { params: { w }, query: { q, limit: 12 } })).items;
  expect(
    (await found("quokka"))
      .slice(0, 2)
      .map((item) => item.id)
      .sort(),
  ).toEqual([process.id, project.id].sort());
  expect(
    (await found("quo"))
      .slice(0, 2)
      .map((item) => item.kind)
      .sort(),
  ).toEqual(["process", "project"]);
});

test("three letters are taken at their word: what shares only its beginning is not found", async () => {
  const { w, ines } = world;
  await ines.ok("createTask", { params: { w }, body: { title: "Zyx catalogue" } });
  await ines.ok("createTask", { params: { w }, body: { title: "Zymurgy shelf" } });
  expect((await ines.ok("search", { params: { w }, query: { q: "zyx" } })).items.map((item) => item.title)).toEqual(["Zyx catalogue"]);
});

test("runs and their steps are found a moment after they began, once, also where the reader was killed and reads again", async () => {
  const { w, ines } = world;
  const { database, live, log } = server.system;
  const reader = createTitleReader({ database, live, log });
  const step = (id: string, title: string): Step => ({
    id,
    title,
    instructions: "",
    kind: "task",
    role: null,
    due: null,
    fields: [],
    checklist: [],
  });
  const definition = {
    purpose: "",
    roles: [],
    fields: [],
    intake: [],
    deliverable: null,
    steps: [step("fetch", "Fetch the hymnal"), step("scan", "Scan the hymnal")],
  };
  const process = await ines.ok("createProcess", { params: { w }, body: { name: "Loan of a psalter", definition } });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  const run = await ines.ok("startRun", { params: { w, p: process.id }, body: {} });
  await expect.poll(() => reader.readNow(w).then(() => found(ines, "hymnal")), { timeout: 20_000 }).toEqual(["Fetch the hymnal"]);
  expect(await found(ines, "kind:run psalter")).toEqual([run.title]);
  await database.inWorkspace(w, (tx) =>
    tx.change(sql`update journal_reader set epoch = 0 where workspace_id = current_workspace() and reader = 'search'`),
  );
  await ines.ok("completeTask", { params: { w, t: run.at[0]!.taskId! }, body: {} });
  await expect
    .poll(() => reader.readNow(w).then(() => found(ines, "hymnal")), { timeout: 20_000 })
    .toEqual(["Scan the hymnal", "Fetch the hymnal"]);
});
