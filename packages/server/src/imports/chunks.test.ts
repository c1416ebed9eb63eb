import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import pg from "pg";
import { Refusal } from "@rondo/core/kernel";
import { workIn } from "../http/index.ts";
import { importFile, sweepImport } from "./index.ts";

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

/** More rows than one chunk takes. */
const large = (id: string): Uint8Array =>
  new TextEncoder().encode(
    JSON.stringify({
      id,
      name: `Inventory ${id}`,
      prefs: {},
      lists: [{ id: "l1", name: "Shelves", pos: 1 }],
      labels: [],
      members: [],
      actions: [],
      checklists: [{ id: "k", idCard: "c0", name: "Before", checkItems: [{ id: "i", name: "Dust", state: "complete" }] }],
      cards: Array.from({ length: 900 }, (_, at) => ({
        id: `c${at}`,
        name: `Shelf ${at}`,
        idList: "l1",
        pos: at,
        closed: at % 3 === 0,
        desc: "",
        idMembers: [],
        idLabels: [],
        labels: [],
      })),
    }),
  );

const tables = [
  "project",
  "task",
  "completion",
  "comment",
  "link",
  "import",
  "import_record",
  "event",
  "notice",
  "search_entry",
  "share",
  "due_moment",
  "schedule_entry",
];

async function rows(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of tables)
    counts[table] = Number((await owner.query<{ count: string }>(`select count(*) from ${table}`)).rows[0]?.count);
  return counts;
}

const input = (id: string) => ({
  workspaceId: world.w,
  personId: world.ines.personId,
  fileName: `${id}.json`,
  bytes: large(id),
  again: false,
});

test("what a running import has written is seen by nobody, not even an owner, until all of it is there", async () => {
  const { w, ines } = world;
  let looks = 0;
  const report = await importFile(server.system, {
    ...input("hidden"),
    seams: {
      async chunkWritten() {
        looks += 1;
        const [{ project_id: id } = { project_id: "" }] = (
          await owner.query<{ project_id: string }>("select project_id from project where arriving is not null")
        ).rows;
        const [{ task_id: task } = { task_id: "" }] = (
          await owner.query<{ task_id: string }>("select task_id from task where project_id = $1 limit 1", [id])
        ).rows;
        expect((await ines.call("getProject", { params: { w, p: id } })).status).toBe(404);
        expect((await ines.call("getTask", { params: { w, t: task } })).status).toBe(404);
        expect((await ines.ok("listProjects", { params: { w } })).items.map((project) => project.name)).not.toContain("Inventory hidden");
        expect((await ines.ok("listTasks", { params: { w }, query: { q: "Shelf" } })).items).toEqual([]);
        expect((await ines.ok("listImports", { params: { w } })).items).toEqual([]);
      },
    },
  });
  expect(looks).toBeGreaterThan(1);
  expect(report.counts).toContainEqual({ noun: "cards", read: 900, carried: 900 });
  const project = await ines.ok("getProject", { params: { w, p: report.made[0]!.id } });
  expect(project).toMatchObject({ openTasks: 600, closedTasks: 300 }); // points of a task are not counted
});

test("a failure between two chunks takes away what was written", async () => {
  const before = await rows();
  const failing = importFile(server.system, {
    ...input("failing"),
    seams: {
      chunkWritten: async (number) => {
        if (number === 2) throw new Error("the power went");
      },
    },
  });
  await expect(failing).rejects.toThrow("the power went");
  expect(await rows()).toEqual(before);
  await importFile(server.system, input("failing")); // and the same file can come again
});

test("what a killed server left of an import is swept away when its moment comes, and the file can come again", async () => {
  const before = await rows();
  // The process dies between two chunks: nothing after that statement is ever sent.
  let dead!: () => void;
  const died = new Promise<void>((resolve) => (dead = resolve));
  void importFile(server.system, {
    ...input("killed"),
    seams: {
      chunkWritten: () => {
        dead();
        return new Promise<void>(() => undefined);
      },
    },
  });
  await died;
  const [{ import_id: id } = { import_id: "" }] = (
    await owner.query<{ import_id: string }>("select import_id from import where finished_at is null")
  ).rows;
  expect((await owner.query("select 1 from due_moment where kind = 'import' and subject_id = $1", [id])).rowCount).toBe(1);
  await expect(importFile(server.system, input("killed"))).rejects.toMatchObject({ code: "import_running" });
  await workIn(server.system, world.w, null, (work) => sweepImport(work, id));
  expect(await rows()).toEqual(before);
  const report = await importFile(server.system, input("killed"));
  expect(report.made).toHaveLength(1);
  await workIn(server.system, world.w, null, (work) => sweepImport(work, report.id)); // a finished one is never swept
  expect((await world.ines.call("getProject", { params: { w: world.w, p: report.made[0]!.id } })).status).toBe(200);
});

test("an import that was swept away under a slow server is refused, and stays away", async () => {
  const before = await rows();
  const swept = importFile(server.system, {
    ...input("slow"),
    seams: {
      chunkWritten: async (number) => {
        if (number !== 1) return;
        const [{ import_id: id } = { import_id: "" }] = (
          await owner.query<{ import_id: string }>("select import_id from import where finished_at is null")
        ).rows;
        await workIn(server.system, world.w, null, (work) => sweepImport(work, id));
      },
    },
  });
  await expect(swept).rejects.toBeInstanceOf(Refusal);
  expect(await rows()).toEqual(before);
});

test("a reader that takes too long or too much memory is one refusal", async () => {
  const before = await rows();
  await expect(importFile(server.system, { ...input("clock"), limits: { milliseconds: 1 } })).rejects.toMatchObject({ code: "unreadable" });
  await expect(importFile(server.system, { ...input("memory"), limits: { megabytes: 4 } })).rejects.toMatchObject({ code: "unreadable" });
  expect(await rows()).toEqual(before);
});
