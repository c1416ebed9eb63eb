import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, startTestServer } from "../../../testkit/src/server.ts";
import { type World, libraryOn } from "../../../testkit/src/client.ts";
import { until } from "../jobs/library.fixture.ts";

let one: TestServer;
let other: TestServer;
let world: World;
beforeAll(async () => {
  one = await startTestServer();
  other = await startTestServer({ database: one.database });
  one.begin();
  other.begin();
  world = await libraryOn(one);
});
afterAll(async () => {
  await other.stop();
  await one.stop();
});

test("a task given on one node is in the other's inbox on another node, once, and settles itself when it is done", async () => {
  const { w, ines, tomas } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Scan the 1743 atlas", ownerId: tomas.personId } });
  const there = () =>
    fetch(`${other.url}/api/workspaces/${w}/inbox`, { headers: { cookie: tomas.cookie } }).then(
      (response) => response.json() as Promise<Awaited<ReturnType<typeof tomas.ok<"getInbox">>>>,
    );
  await until(async () => (await there()).items.length === 1);
  expect(await there()).toMatchObject({
    unread: 1,
    act: 1,
    items: [{ kind: "assigned", act: true, title: "Scan the 1743 atlas", subjectId: task.id, actor: { name: "Ines Okafor" }, read: false }],
  });

  await tomas.ok("completeTask", { params: { w, t: task.id }, body: {} });
  await until(async () => (await there()).unread === 0);
  await until(async () => (await ines.ok("getInbox", { params: { w } })).items.length === 1);
  expect((await ines.ok("getInbox", { params: { w } })).items).toMatchObject([
    { kind: "finished", act: false, actor: { name: "Tomas Brandt" } },
  ]);
  await ines.ok("readAllNotices", { params: { w } });
  expect(await ines.ok("getInbox", { params: { w }, query: { show: "unread" } })).toMatchObject({ items: [], unread: 0, act: 0 });
});

test("nobody reads another's notice, nor is told of what is not theirs", async () => {
  const { w, ines, tomas, mei, stranger } = world;
  await ines.ok("createTask", { params: { w }, body: { title: "Mend the spine", ownerId: mei.personId } });
  await until(async () => (await mei.ok("getInbox", { params: { w } })).unread === 1);
  const [notice] = (await mei.ok("getInbox", { params: { w } })).items;
  expect((await tomas.call("readNotice", { params: { w, n: notice!.id } })).status).toBe(404);
  expect((await stranger.call("getInbox", { params: { w } })).status).toBe(404);
  expect((await tomas.ok("getInbox", { params: { w } })).items.filter((item) => item.title === "Mend the spine")).toEqual([]);
  await mei.ok("readNotice", { params: { w, n: notice!.id } });
  expect(await mei.ok("getInbox", { params: { w } })).toMatchObject({ unread: 0 });
});
