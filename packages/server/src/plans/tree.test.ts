import pg from "pg";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { server, world, day, newProject, add, link, change, planOf, entry, withServer } from "./plans.fixture.ts";

withServer();

test("tasks stand in the order they are put, however often something is put between", async () => {
  const p = await newProject();
  const first = await add(p, "first");
  const expected = ["first"];
  await add(p, "last");
  for (let index = 0; index < 6; index += 1) {
    await add(p, `between ${index}`, { afterId: first.id });
    expected.splice(1, 0, `between ${index}`);
  }
  await add(p, "very first", { afterId: null });
  expect((await planOf(p)).tasks.map((task) => task.title)).toEqual(["very first", ...expected, "last"]);
});

test("where positions leave no room any more, the siblings get new ones and keep their order", async () => {
  const p = await newProject();
  const [a, b, c] = [await add(p, "a"), await add(p, "b"), await add(p, "c")];
  await server.system.database.inWorkspace(world.w, (tx) =>
    tx.change(sql`update task set position = 'V' where task_id in (${a.id}, ${b.id})`),
  );
  await change(c, { afterId: a.id });
  const titles = (await planOf(p)).tasks.map((task) => task.title);
  expect(titles.indexOf("c")).toBe(1);
  expect(new Set((await planOf(p)).tasks.map((task) => task.plan?.position)).size).toBe(3);
});

test("a summary has the dates of what is inside it, and a task can't be inside itself or too deep", async () => {
  const p = await newProject();
  const outer = await add(p, "Prepare");
  const inner = await add(p, "Pack", { parentId: outer.id, workingMinutes: 2 * day });
  expect(await entry(p, outer.id)).toMatchObject({
    summary: true,
    start: "2026-03-02T09:00",
    finish: "2026-03-03T17:00",
    drivenBy: { kind: "summary" },
  });
  expect((await change(outer, { parentId: inner.id })).body).toMatchObject({ code: "tree_loop" });
  let parentId = inner.id;
  for (let depth = 3; depth <= 32; depth += 1) parentId = (await add(p, `level ${depth}`, { parentId })).id;
  expect(
    (await world.tomas.call("addProjectTask", { params: { w: world.w, p }, body: { title: "one too deep", parentId } })).body,
  ).toMatchObject({ code: "tree_too_deep" });
  const pair = await add(p, "pair");
  await add(p, "half", { parentId: pair.id });
  expect((await change(pair, { parentId })).body).toMatchObject({ code: "tree_too_deep" });
});

test("a task can't be put inside a summary that it waits for", async () => {
  const p = await newProject();
  const outer = await add(p, "Prepare");
  await add(p, "Pack", { parentId: outer.id });
  const move = await add(p, "Move");
  await link(p, outer.id, move.id);
  expect((await change(move, { parentId: outer.id })).body).toMatchObject({ code: "link_makes_loop" });
  expect((await planOf(p)).findings).toEqual([]);
});

test("a summary goes to the trash and comes back with what is inside it", async () => {
  const p = await newProject();
  const outer = await add(p, "Prepare");
  await add(p, "Pack", { parentId: outer.id });
  await world.tomas.ok("deleteTask", { params: { w: world.w, t: outer.id } });
  expect(await planOf(p)).toMatchObject({ tasks: [], entries: [], project: { finish: null, openTasks: 0 } });
  await world.tomas.ok("restoreTask", { params: { w: world.w, t: outer.id } });
  expect((await planOf(p)).tasks.map((task) => task.title)).toEqual(["Prepare", "Pack"]);
});

test("a card is dragged to another column, and a stale drag is refused", async () => {
  const p = await newProject();
  const card = await add(p, "Pack", { column: "To do" });
  expect(await change(card, { column: "Doing" })).toMatchObject({ status: 200, body: { plan: { column: "Doing" }, version: 2 } });
  expect((await change(card, { column: "Done" })).status).toBe(412);
  expect((await change({ ...card, version: 2 }, { column: "Elsewhere" })).status).toBe(400);
});

test("words change without the plan being computed again, and a summary with open tasks can't be completed", async () => {
  const p = await newProject();
  const outer = await add(p, "Prepare");
  await add(p, "Pack", { parentId: outer.id });
  expect((await world.tomas.call("completeTask", { params: { w: world.w, t: outer.id }, body: {} })).body).toMatchObject({
    code: "has_subtasks",
  });
  expect((await change(outer, { title: "Prepare the room" })).body).toMatchObject({ title: "Prepare the room" });
});

test("what went to the trash before its summary stays there when the summary comes back", async () => {
  const p = await newProject();
  const { w } = world;
  const outer = await add(p, "Move");
  const inner = await add(p, "Pack", { parentId: outer.id });
  const before = await add(p, "Count twice", { parentId: outer.id });
  await world.tomas.ok("deleteTask", { params: { w, t: before.id } });
  await new Promise((resolve) => setImmediate(resolve));
  await world.tomas.ok("deleteTask", { params: { w, t: outer.id } });
  await world.tomas.ok("restoreTask", { params: { w, t: outer.id } });
  expect((await planOf(p)).tasks.map((task) => task.id).sort()).toEqual([outer.id, inner.id].sort());
  const { version } = await world.tomas.ok("getTask", { params: { w, t: outer.id } });
  expect(await world.tomas.ok("restoreTask", { params: { w, t: outer.id } })).toMatchObject({ version }); // it is here already
});

test("words of a task are changed while somebody changes the plan it is in; a card is moved when they are done, and moved beside another", async () => {
  const p = await newProject();
  const [one, other] = [await add(p, "one"), await add(p, "other")];
  const owner = new pg.Client({ connectionString: server.database.url });
  await owner.connect();
  try {
    await owner.query("begin");
    await owner.query("select 1 from project where project_id = $1 for no key update", [p]);
    // Nothing of this would ever be answered if it waited for the plan.
    const urgent = await change(one, { title: "One", priority: "urgent", dueAt: "2026-03-05T12:00:00Z" });
    expect(urgent.status).toBe(200);
    let moved = false;
    const moving = change(other, { column: "Doing" }).then((answer) => ((moved = true), answer));
    await world.tomas.ok("getTask", { params: { w: world.w, t: other.id } });
    expect(moved).toBe(false);
    await owner.query("commit");
    expect((await moving).status).toBe(200);
    // Two who move cards hold the columns together.
    await owner.query("begin");
    await owner.query("select 1 from project where project_id = $1 for share", [p]);
    expect((await change(one, { column: "Doing" })).status).toBe(412);
    expect((await change({ id: one.id, version: one.version + 1 }, { column: "Doing" })).status).toBe(200);
    await owner.query("commit");
  } finally {
    await owner.end();
  }
});
