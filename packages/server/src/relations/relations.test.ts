import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;

beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const make = async (title: string, ownerId?: string) =>
  (await world.ines.ok("createTask", { params: { w: world.w }, body: { title, ...(ownerId && { ownerId }) } })).id;
const seen = async (who: World["ines"], t: string) =>
  (await who.ok("listRelations", { params: { w: world.w, t } })).items.map(({ kind, task }) => `${kind} ${task.title}`).sort();

test("a relation said on one task is shown on both, each from its side, and saying it twice or from the other side adds nothing", async () => {
  const { w, ines } = world;
  const [shelves, move] = [await make("Build the shelves"), await make("Move the folios")];
  await ines.ok("relate", { params: { w, t: shelves, kind: "blocks", o: move } });
  await ines.ok("relate", { params: { w, t: move, kind: "blockedBy", o: shelves } });
  await ines.ok("relate", { params: { w, t: move, kind: "relates", o: shelves } });
  await ines.ok("relate", { params: { w, t: shelves, kind: "relates", o: move } });
  expect([await seen(ines, shelves), await seen(ines, move)]).toEqual([
    ["blocks Move the folios", "relates Move the folios"],
    ["blockedBy Build the shelves", "relates Build the shelves"],
  ]);
  await ines.ok("unrelate", { params: { w, t: move, kind: "relates", o: shelves } });
  await ines.ok("unrelate", { params: { w, t: move, kind: "blockedBy", o: shelves } });
  expect([await seen(ines, shelves), await seen(ines, move)]).toEqual([[], []]);
  expect((await ines.call("relate", { params: { w, t: move, kind: "blocks", o: move } })).body).toMatchObject({
    code: "relation_to_itself",
  });
});

test("who does not see the other task learns nothing of it, and nobody relates to what they may not see", async () => {
  const { w, ines, tomas } = world;
  const [open, secret] = [await make("Open to Tomas", tomas.personId), await make("For Ines alone")];
  await ines.ok("relate", { params: { w, t: open, kind: "duplicates", o: secret } });
  expect([await seen(ines, open), await seen(tomas, open)]).toEqual([["duplicates For Ines alone"], []]);
  expect((await tomas.call("relate", { params: { w, t: open, kind: "relates", o: secret } })).status).toBe(404);
  const events = JSON.stringify(await tomas.ok("listTaskEvents", { params: { w, t: open } }));
  expect([events.includes("task.related"), events.includes(secret), events.includes("alone")]).toEqual([true, false, false]);
});

test("two people relating the same two tasks both ways at once both succeed, and it stands once", async () => {
  const { w, ines, tomas } = world;
  const [one, two] = [await make("Label the boxes", tomas.personId), await make("Print the labels", tomas.personId)];
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      index % 2 === 0
        ? ines.call("relate", { params: { w, t: one, kind: "blocks", o: two } })
        : tomas.call("relate", { params: { w, t: two, kind: "blockedBy", o: one } }),
    ),
  );
  expect(answers.map((answer) => answer.status)).toEqual(Array(8).fill(204));
  expect(await seen(ines, one)).toEqual(["blocks Print the labels"]);
});

test("a task stands in a second project: in its views, for who sees the task, and its home stays", async () => {
  const { w, ines, tomas, mei } = world;
  const home = await ines.ok("createProject", { params: { w }, body: { name: "Move the rare-books room", everyone: null } });
  const other = await ines.ok("createProject", { params: { w }, body: { name: "Autumn exhibition", everyone: "editor" } });
  const task = await ines.ok("addProjectTask", { params: { w, p: home.id }, body: { title: "Condition report", ownerId: tomas.personId } });
  await ines.ok("shareProject", { params: { w, p: home.id, m: tomas.personId }, body: { role: "viewer" } });
  await ines.ok("addAppearance", { params: { w, t: task.id, p: other.id } });
  const rows = async (who: World["ines"]) =>
    (await who.ok("listRows", { params: { w }, query: { where: 'in is "Autumn exhibition"' } })).items.map((row) => [row.title, row.place]);
  expect([await rows(ines), await rows(tomas), await rows(mei)]).toEqual([
    [["Condition report", home.id]],
    [["Condition report", home.id]],
    [],
  ]);
  expect((await tomas.ok("listAppearances", { params: { w, t: task.id } })).items).toEqual([
    { project: { id: other.id, name: "Autumn exhibition" } },
  ]);
  await ines.ok("changeProject", {
    params: { w, p: other.id },
    version: (await ines.ok("getProject", { params: { w, p: other.id } })).version,
    body: { everyone: null },
  });
  expect((await tomas.ok("listAppearances", { params: { w, t: task.id } })).items).toEqual([]);
  expect((await tomas.call("removeAppearance", { params: { w, t: task.id, p: other.id } })).status).toBe(404);
  await ines.ok("removeAppearance", { params: { w, t: task.id, p: other.id } });
  expect(await rows(ines)).toEqual([]);
});
