import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "../jobs/library.fixture.ts";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  server.begin();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const newTask = async (title: string) => {
  const { w, ines, tomas } = world;
  const project = await ines.ok("createProject", { params: { w }, body: { name: `${title} project`, start: "2026-03-02T09:00" } });
  return (await ines.ok("addProjectTask", { params: { w, p: project.id }, body: { title, ownerId: tomas.personId } })).id;
};

test("time is entered, summed on the task, taken away by whoever entered it, and brought back", async () => {
  const { w, ines, tomas, mei, freya } = world;
  const t = await newTask("Scan");
  await tomas.ok("addTimeEntry", { params: { w, t }, body: { minutes: 90, day: "2026-03-02", note: "First half" } });
  const both = await mei.ok("addTimeEntry", { params: { w, t }, body: { minutes: 30 } });
  expect(both).toMatchObject({
    spentMinutes: 120,
    items: [
      { minutes: 30, mine: true },
      { minutes: 90, day: "2026-03-02", note: "First half", person: { name: "Tomas Brandt" }, mine: false },
    ],
  });
  const first = both.items[1]!.id;
  expect((await mei.call("deleteTimeEntry", { params: { w, t, e: first } })).status).toBe(404);
  expect(await tomas.ok("deleteTimeEntry", { params: { w, t, e: first } })).toMatchObject({ spentMinutes: 30 });
  expect((await tomas.call("deleteTimeEntry", { params: { w, t, e: first } })).status).toBe(404);
  expect(await tomas.ok("restoreTimeEntry", { params: { w, t, e: first } })).toMatchObject({ spentMinutes: 120 });
  expect((await ines.ok("listRows", { params: { w }, query: { where: "spent over 1h" } })).items).toMatchObject([{ id: t, spent: 120 }]);
  expect((await freya.call("addTimeEntry", { params: { w, t }, body: { minutes: 5 } })).status).toBe(404);
  expect((await tomas.call("addTimeEntry", { params: { w, t }, body: { minutes: 1_441 } })).status).toBe(400);
});

test("one clock runs for each person; started elsewhere, it is stopped here and its time kept", async () => {
  const { w, tomas } = world;
  const [a, b] = [await newTask("Pack"), await newTask("Carry")];
  expect((await tomas.ok("startTimer", { params: { w, t: a } })).timer).not.toBeNull();
  const again = await tomas.ok("startTimer", { params: { w, t: a } });
  // As if it had been started three quarters of an hour ago.
  await server.system.database.inWorkspace(w, (tx) =>
    tx.change(
      sql`update timer set started_at = now() - interval '45 minutes' where workspace_id = current_workspace() and person_id = ${tomas.personId}`,
    ),
  );
  expect((await tomas.ok("startTimer", { params: { w, t: b } })).timer).not.toBeNull();
  expect(await tomas.ok("getTaskTime", { params: { w, t: a } })).toMatchObject({
    spentMinutes: 45,
    timer: null,
    items: [{ minutes: 45, mine: true }],
  });
  expect(await tomas.ok("stopTimer", { params: { w, t: b } })).toMatchObject({ spentMinutes: 0, timer: null, items: [] });
  expect(again.items).toEqual([]);
  await tomas.ok("completeTask", { params: { w, t: b }, body: {} });
  expect((await tomas.call("startTimer", { params: { w, t: b } })).body).toMatchObject({ code: "task_closed" });
});

test("the clock that runs stands in My day; on what was closed meanwhile it counts until then and no longer", async () => {
  const { w, tomas, mei } = world;
  const t = await newTask("Dust");
  expect((await tomas.ok("getMyDay", { params: { w } })).timer).toBeNull();
  await tomas.ok("startTimer", { params: { w, t } });
  expect((await tomas.ok("getMyDay", { params: { w } })).timer).toMatchObject({ task: { id: t, title: "Dust" }, endedAt: null });
  expect((await mei.ok("getMyDay", { params: { w } })).timer).toBeNull();
  await tomas.ok("completeTask", { params: { w, t }, body: {} });
  await server.system.database.inWorkspace(w, async (tx) => {
    await tx.change(
      sql`update timer set started_at = now() - interval '3 hours' where workspace_id = current_workspace() and task_id = ${t}`,
    );
    await tx.change(
      sql`update task set closed_at = now() - interval '2 hours' where workspace_id = current_workspace() and task_id = ${t}`,
    );
  });
  expect((await tomas.ok("getMyDay", { params: { w } })).timer?.endedAt).not.toBeNull();
  expect(await tomas.ok("stopTimer", { params: { w, t } })).toMatchObject({ spentMinutes: 60, timer: null });
  expect((await tomas.ok("getMyDay", { params: { w } })).timer).toBeNull();
});

test("who follows a task is told of what is said about it, and no longer when they stop", async () => {
  const { w, ines, mei } = world;
  const t = await newTask("Unpack");
  expect(await mei.ok("followTask", { params: { w, t } })).toMatchObject({ following: true, followers: [{ name: "Mei Tanaka" }] });
  await ines.ok("addComment", { params: { w, t }, body: { text: "The lift is out of order" } });
  const told = async () => (await mei.ok("getInbox", { params: { w } })).items.filter((item) => item.subjectId === t);
  await until(async () => (await told()).length > 0);
  expect(await told()).toMatchObject([{ kind: "commented", act: false, why: "youFollow", title: "Unpack" }]);
  expect(await mei.ok("unfollowTask", { params: { w, t } })).toMatchObject({ following: false, followers: [] });
});
