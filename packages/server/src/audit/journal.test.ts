import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, libraryOn, startTestServer } from "../../../testkit/src/index.ts";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

test("the audit trail is whole, newest first, page by page, and by subject, actor and name", async () => {
  const { w, ines, tomas } = world;
  for (let number = 1; number <= 7; number += 1)
    await (number % 2 ? ines : tomas).ok("createTask", { params: { w }, body: { title: `Task ${number}` } });
  const titles: unknown[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: { items: { data: Record<string, unknown> }[]; next: string | null } = await ines.ok("listJournal", {
      params: { w },
      query: { limit: 3, name: "task.created", ...(cursor !== undefined && { cursor }) },
    });
    titles.push(...page.items.map((item) => item.data["title"]));
    cursor = page.next;
  }
  expect(titles).toEqual([7, 6, 5, 4, 3, 2, 1].map((number) => `Task ${number}`));
  const { items } = await ines.ok("listJournal", { params: { w }, query: { actor: tomas.personId } });
  expect(items).toHaveLength(3);
  expect(items[0]).toMatchObject({ name: "task.created", actor: { name: "Tomas Brandt" }, version: 1, data: { title: "Task 6" } });
});

test("the audit trail is for admins, and a cursor for whom and what it was given", async () => {
  const { w, ines, tomas, stranger } = world;
  expect(await tomas.call("listJournal", { params: { w } })).toMatchObject({ status: 403 });
  expect(await stranger.call("listJournal", { params: { w } })).toMatchObject({ status: 404 });
  const { next } = await ines.ok("listJournal", { params: { w }, query: { limit: 1 } });
  expect(await ines.call("listJournal", { params: { w }, query: { cursor: next!, name: "task.created" } })).toMatchObject({
    status: 400,
    body: { code: "bad_cursor" },
  });
  expect(await ines.call("listJournal", { params: { w }, query: { cursor: `${next!.slice(0, -2)}xx` } })).toMatchObject({
    status: 400,
    body: { code: "bad_cursor" },
  });
});
