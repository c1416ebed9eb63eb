import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;

beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

test("a task for oneself stands in My day until it is completed, and undoing brings it back", async () => {
  const { w, ines } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Order archival boxes" } });
  expect(task.home.kind).toBe("person");
  const day = async (): Promise<string[]> => (await ines.ok("getMyDay", { params: { w } })).items.map((item) => item.task.title);
  expect(await day()).toContain("Order archival boxes");
  const done = await ines.ok("completeTask", { params: { w, t: task.id }, body: {} });
  expect(done.completion?.by).toEqual({ id: ines.personId, name: "Ines Okafor" });
  expect(await day()).not.toContain("Order archival boxes");
  await ines.ok("reopenTask", { params: { w, t: task.id } });
  expect(await day()).toContain("Order archival boxes");
});

test("a task for a colleague is theirs to do and the maker's to wait for", async () => {
  const { w, ines, tomas, mei } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Check the scanner", ownerId: tomas.personId } });
  const of = async (who: typeof ines): Promise<string | undefined> =>
    (await who.ok("getMyDay", { params: { w } })).items.find((item) => item.task.id === task.id)?.bucket;
  expect(await of(tomas)).toBe("coming");
  expect(await of(ines)).toBe("waiting");
  expect((await mei.call("getTask", { params: { w, t: task.id } })).status).toBe(404);
});

test("completing a completed task again changes nothing and says so", async () => {
  const { w, ines } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Once" } });
  const first = await ines.ok("completeTask", { params: { w, t: task.id }, body: {} });
  const second = await ines.ok("completeTask", { params: { w, t: task.id }, body: {} });
  expect(second.completion).toEqual(first.completion);
  expect(second.version).toBe(first.version);
});

test("a change decided on an older version is refused with what is there now", async () => {
  const { w, ines } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "First title" } });
  await ines.ok("changeTask", { params: { w, t: task.id }, version: task.version, body: { title: "Second title" } });
  const stale = await ines.call("changeTask", { params: { w, t: task.id }, version: task.version, body: { title: "Third title" } });
  expect(stale.status).toBe(412);
  expect(stale.body).toMatchObject({ code: "version_stale", params: { current: task.version + 1, now: { title: "Second title" } } });
  expect((await ines.call("changeTask", { params: { w, t: task.id }, body: { title: "No version" } })).status).toBe(428);
});

test("a request repeated with its key answers the same and does nothing twice; the key for something else is refused", async () => {
  const { w, ines } = world;
  const sent = { params: { w }, body: { title: "Made once" }, headers: { "idempotency-key": randomUUID() } };
  const [first, second] = [await ines.call("createTask", sent), await ines.call("createTask", sent)];
  expect(second.status).toBe(first.status);
  expect(second.body).toEqual(first.body);
  expect((await ines.call("createTask", { ...sent, body: { title: "Something else" } })).status).toBe(422);
  const at = await Promise.all(
    Array.from({ length: 6 }, () =>
      ines.call("createTask", { params: { w }, body: { title: "At once" }, headers: { "idempotency-key": "six-at-once" } }),
    ),
  );
  expect(new Set(at.map((answer) => (answer.body as { id: string }).id)).size).toBe(1);
});

test("unknown fields, wrong types and control characters are refused with the place", async () => {
  const { w, ines } = world;
  for (const body of [
    { title: "x", role: "owner" },
    { title: 1 },
    { title: "" },
    { title: "a\u0000b" },
    { title: "a\u202eb" },
    { title: "x", ownerId: "me" },
    { title: "x".repeat(301) },
  ]) {
    const answer = await ines.call("createTask", { params: { w }, body });
    expect([answer.status, (answer.body as { code?: string }).code]).toEqual([400, "invalid_request"]);
  }
});

test("a deleted task is gone for everybody, and comes back from the trash as it was", async () => {
  const { w, ines } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Trash me", notes: "kept" } });
  await ines.ok("deleteTask", { params: { w, t: task.id } });
  expect((await ines.call("getTask", { params: { w, t: task.id } })).status).toBe(404);
  const back = await ines.ok("restoreTask", { params: { w, t: task.id } });
  expect(back.notes).toBe("kept");
});

test("comments stand in order, and only their author takes one back", async () => {
  const { w, ines, tomas } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Talk", ownerId: tomas.personId } });
  const comment = await ines.ok("addComment", { params: { w, t: task.id }, body: { text: "Which scanner?" } });
  await tomas.ok("addComment", { params: { w, t: task.id }, body: { text: "The flat one." } });
  expect((await ines.ok("listComments", { params: { w, t: task.id } })).items.map((one) => one.text)).toEqual([
    "Which scanner?",
    "The flat one.",
  ]);
  expect((await tomas.call("deleteComment", { params: { w, t: task.id, c: comment.id } })).status).toBe(403);
  await ines.ok("deleteComment", { params: { w, t: task.id, c: comment.id } });
  expect((await ines.ok("listComments", { params: { w, t: task.id } })).items).toHaveLength(1);
  expect((await ines.call("deleteComment", { params: { w, t: task.id, c: comment.id } })).status).toBe(404);
  expect((await tomas.call("restoreComment", { params: { w, t: task.id, c: comment.id } })).status).toBe(403);
  for (const _ of [1, 2])
    expect(await ines.ok("restoreComment", { params: { w, t: task.id, c: comment.id } })).toMatchObject({ text: "Which scanner?" });
  expect((await ines.ok("listComments", { params: { w, t: task.id } })).items[0]?.text).toBe("Which scanner?");
});

test("lists go on by a cursor that belongs to the reader and the list", async () => {
  const { w, tomas, mei } = world;
  for (const title of ["One", "Two", "Three", "Four", "Five"]) await tomas.ok("createTask", { params: { w }, body: { title } });
  const first = await tomas.ok("listTasks", { params: { w }, query: { limit: 2, owner: "me" } });
  const second = await tomas.ok("listTasks", { params: { w }, query: { limit: 2, owner: "me", cursor: first.next as string } });
  expect([...first.items, ...second.items].map((task) => task.title)).toEqual(["Five", "Four", "Three", "Two"]);
  expect((await mei.call("listTasks", { params: { w }, query: { limit: 2, owner: "me", cursor: first.next as string } })).status).toBe(400);
});

test("everything that happened to a task is told, in the order of its versions", async () => {
  const { w, ines, tomas } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "History" } });
  await ines.ok("changeTask", { params: { w, t: task.id }, version: 1, body: { ownerId: tomas.personId } });
  await tomas.ok("completeTask", { params: { w, t: task.id }, body: {} });
  const events = await ines.ok("listTaskEvents", { params: { w, t: task.id } });
  expect(events.items.map((event) => [event.name, event.version, event.actor?.name])).toEqual([
    ["task.created", 1, "Ines Okafor"],
    ["task.assigned", 2, "Ines Okafor"],
    ["task.completed", 3, "Tomas Brandt"],
  ]);
});

test("what a task is thought to take is kept, changed and taken away, and a step of a run has none", async () => {
  const { w, ines } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Read the offers", effortMinutes: 30 } });
  expect(task.effortMinutes).toBe(30);
  const longer = await ines.ok("changeTask", { params: { w, t: task.id }, body: { effortMinutes: 90 }, version: task.version });
  expect(longer.effortMinutes).toBe(90);
  expect(
    (await ines.ok("changeTask", { params: { w, t: task.id }, body: { effortMinutes: null }, version: longer.version })).effortMinutes,
  ).toBeNull();
  expect((await ines.call("createTask", { params: { w }, body: { title: "Nothing", effortMinutes: 0 } })).status).toBe(400);
});
