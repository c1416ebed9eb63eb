import { sql } from "kysely";
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

test("a task is related to two hundred others, stands in fifty places, and waits for five hundred; the one too many is refused, whatever it is (B36)", async () => {
  const { w, ines } = world;
  const [hub, one, two] = [await make("The hub"), await make("One more"), await make("Two more")];
  await server.system.database.inWorkspace(w, async (tx) => {
    await tx.change(sql`
      with made as (
        insert into task (workspace_id, task_id, title, person_id, owner_id, created_by)
        select current_workspace(), gen_random_uuid(), 'Spoke ' || n, ${ines.personId}, ${ines.personId}, ${ines.personId} from generate_series(1, 199) n
        returning task_id)
      insert into relation (workspace_id, from_id, to_id, kind, made_by) select current_workspace(), ${hub}, task_id, 'blocks', ${ines.personId} from made`);
  });
  await ines.ok("relate", { params: { w, t: hub, kind: "blocks", o: one } });
  const refused = { status: 409, body: { code: "too_many_links", params: { limit: 200 } } };
  expect(await ines.call("relate", { params: { w, t: hub, kind: "blocks", o: two } })).toMatchObject(refused);
  expect(await ines.call("relate", { params: { w, t: two, kind: "relates", o: hub } })).toMatchObject(refused);
  await ines.ok("relate", { params: { w, t: hub, kind: "blocks", o: one } });
  expect(await seen(ines, two)).toEqual([]);

  const place = (await ines.ok("createProject", { params: { w }, body: { name: "The last place" } })).id;
  await server.system.database.inWorkspace(w, async (tx) => {
    await tx.change(sql`
      with made as (
        insert into project (workspace_id, project_id, name, start, columns)
        select workspace_id, gen_random_uuid(), 'Place ' || n, start, columns from project, generate_series(1, 50) n
        where workspace_id = current_workspace() and project_id = ${place}
        returning project_id)
      insert into appearance (workspace_id, task_id, project_id, added_by) select current_workspace(), ${hub}, project_id, ${ines.personId} from made`);
  });
  expect(await ines.call("addAppearance", { params: { w, t: hub, p: place } })).toMatchObject({
    status: 409,
    body: { params: { limit: 50 } },
  });

  const [before, after] = [
    await ines.ok("addProjectTask", { params: { w, p: place }, body: { title: "Before all" } }),
    await ines.ok("addProjectTask", { params: { w, p: place }, body: { title: "After all" } }),
  ];
  await server.system.database.inWorkspace(w, async (tx) => {
    await tx.change(sql`
      with made as (
        insert into task (workspace_id, task_id, title, person_id, owner_id, created_by)
        select current_workspace(), gen_random_uuid(), 'Waits ' || n, ${ines.personId}, ${ines.personId}, ${ines.personId} from generate_series(1, 500) n
        returning task_id)
      insert into link (workspace_id, project_id, link_id, from_id, to_id, type, lag_kind)
      select current_workspace(), ${place}, gen_random_uuid(), ${before.id}, task_id, 'FS', 'working' from made`);
  });
  expect(await ines.call("addLink", { params: { w, p: place }, body: { fromId: before.id, toId: after.id } })).toMatchObject({
    status: 409,
    body: { params: { limit: 500 } },
  });
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
