import { sql } from "kysely";
import { expect, test } from "vitest";
import { server, world, day, newProject, add, link, change, planOf, policy, datesOf, entry, idsIn, withServer } from "./plans.fixture.ts";

withServer();

test("dates follow links and working time, and say what drives them", async () => {
  const p = await newProject();
  const pack = await add(p, "Pack");
  const move = await add(p, "Move");
  const made = await link(p, pack.id, move.id, { lagMinutes: day });
  expect(await datesOf(p)).toEqual({ Pack: ["2026-03-02T09:00", "2026-03-02T17:00"], Move: ["2026-03-04T09:00", "2026-03-04T17:00"] });
  expect(await entry(p, move.id)).toMatchObject({
    critical: true,
    totalFloatMinutes: 0,
    drivenBy: { kind: "link", taskId: pack.id, linkId: made.id },
  });
  expect((await planOf(p)).project.finish).toBe("2026-03-04T17:00");
});

test("where everything is placed as early as may be, dates move when a predecessor gets longer, and back when the link goes", async () => {
  const p = await newProject();
  await policy(p, "earliest");
  const pack = await add(p, "Pack");
  const move = await add(p, "Move");
  const made = await link(p, pack.id, move.id);
  await change(pack, { workingMinutes: 3 * day });
  expect((await datesOf(p))["Move"]).toEqual(["2026-03-05T09:00", "2026-03-05T17:00"]);
  await world.tomas.ok("removeLink", { params: { w: world.w, p, l: made.id } });
  expect((await datesOf(p))["Move"]).toEqual(["2026-03-02T09:00", "2026-03-02T17:00"]);
});

test("links push only on conflict unless the project says otherwise: what could come earlier stays where it stands, and says so", async () => {
  const p = await newProject();
  const pack = await add(p, "Pack");
  const move = await add(p, "Move");
  await link(p, pack.id, move.id);
  await change(pack, { workingMinutes: 3 * day });
  expect((await datesOf(p))["Move"]).toEqual(["2026-03-05T09:00", "2026-03-05T17:00"]);
  await change({ ...pack, version: 2 }, { workingMinutes: day });
  expect((await datesOf(p))["Move"]).toEqual(["2026-03-05T09:00", "2026-03-05T17:00"]);
  expect(await entry(p, move.id)).toMatchObject({ drivenBy: { kind: "standing" } });
  await policy(p, "gap");
  await change({ ...pack, version: 3 }, { notBeforeWall: "2026-03-04T09:00" });
  expect((await datesOf(p))["Move"]).toEqual(["2026-03-09T09:00", "2026-03-09T17:00"]);
  await policy(p, "earliest");
  expect((await datesOf(p))["Move"]).toEqual(["2026-03-05T09:00", "2026-03-05T17:00"]);
  // One that is moved on purpose goes where it is put, and no earlier than its links allow.
  await policy(p, "conflict");
  await change(move, { notBeforeWall: "2026-03-30T09:00" });
  await change({ ...move, version: 2 }, { notBeforeWall: null });
  expect((await datesOf(p))["Move"]).toEqual(["2026-03-05T09:00", "2026-03-05T17:00"]);
});

test("an undo puts everything back where it stood, and a new start of the project takes all along", async () => {
  const p = await newProject();
  const [pack, move, shelve] = [await add(p, "Pack"), await add(p, "Move"), await add(p, "Shelve")];
  await link(p, pack.id, move.id);
  await link(p, move.id, shelve.id);
  await change(shelve, { notBeforeWall: "2026-03-06T09:00" });
  const before = await planOf(p);
  await change(pack, { workingMinutes: 10 * day });
  expect((await datesOf(p))["Shelve"]?.[0]).toBe("2026-03-17T09:00");
  await change({ ...pack, version: 2 }, { workingMinutes: day });
  expect((await datesOf(p))["Shelve"]?.[0]).toBe("2026-03-17T09:00");
  await world.tomas.ok("restoreSchedule", {
    params: { w: world.w, p },
    body: {
      taskIds: before.entries.map((one) => one.taskId),
      starts: before.entries.map((one) => one.start),
      finishes: before.entries.map((one) => one.finish),
    },
  });
  const after = await planOf(p);
  expect(after.entries).toEqual(before.entries);
  const { version } = await world.tomas.ok("getProject", { params: { w: world.w, p } });
  await world.tomas.ok("changeProject", { params: { w: world.w, p }, version, body: { start: "2026-02-23T09:00" } });
  expect(await datesOf(p)).toMatchObject({
    Pack: ["2026-02-23T09:00", "2026-02-23T17:00"],
    Move: ["2026-02-24T09:00", "2026-02-24T17:00"],
    Shelve: ["2026-03-06T09:00", "2026-03-06T17:00"],
  });
  const stale = await world.tomas.call("restoreSchedule", {
    params: { w: world.w, p },
    body: { taskIds: [pack.id], starts: [], finishes: [] },
  });
  expect(stale.status).toBe(400);
});

test("a plan read in columns is the plan that is read task by task", async () => {
  const p = await newProject();
  const pack = await add(p, "Pack");
  const move = await add(p, 'Move "the maps", and \\ more 📚', {
    ownerId: world.tomas.personId,
    column: "Doing",
    deadline: "2026-03-20T17:00",
  });
  const [folios, trashed, shown] = [
    await add(p, "Pack folios", { parentId: pack.id, afterId: null }),
    await add(p, "A mistake"),
    await add(p, "Everything is there", { milestone: true }),
  ];
  await link(p, folios.id, move.id);
  await link(p, move.id, shown.id, { type: "FF", lagMinutes: 60 });
  await link(p, trashed.id, move.id);
  await world.tomas.ok("deleteTask", { params: { w: world.w, t: trashed.id } });
  await world.tomas.ok("completeTask", { params: { w: world.w, t: folios.id }, body: {} });
  const plan = await planOf(p);
  const { tasks, links, more, people, ...columns } = await world.tomas.ok("getPlanColumns", { params: { w: world.w, p } });
  const ids = idsIn(tasks.ids);
  const at = (row: number) => (row < 0 ? null : ids[row]);
  const moment = (number: number) => tasks.moments[number] ?? null;
  expect(columns).toEqual({ project: plan.project, calendar: plan.calendar, calendars: plan.calendars, hours: plan.hours });
  expect(
    ids.map((id, row) => {
      const said = more.find((one) => one.row === row);
      return {
        id,
        title: tasks.titles[row],
        owner: people[tasks.owners[row]!] ?? null,
        completion: said?.completion ?? null,
        plan: {
          parentId: at(tasks.parents[row]!),
          position: tasks.positions[row],
          column: plan.project.columns[tasks.columns[row]!] ?? null,
          milestone: tasks.milestones.includes(row),
          deadline: said?.deadline ?? null,
        },
      };
    }),
  ).toEqual(
    plan.tasks.map(({ id, title, owner, completion, plan: place }) => ({
      id,
      title,
      owner,
      completion,
      plan: {
        parentId: place?.parentId,
        position: place?.position,
        column: place?.column,
        milestone: place?.milestone,
        deadline: place?.deadline,
      },
    })),
  );
  expect(tasks.starts.map((start, row) => [ids[row], moment(start), moment(tasks.finishes[row]!)])).toEqual(
    plan.entries.map((one) => [one.taskId, one.start, one.finish]),
  );
  expect(
    idsIn(links.ids).map((id, link) => ({
      id,
      fromId: at(links.from[link]!),
      toId: at(links.to[link]!),
      type: links.more.find((one) => one.link === link)?.type ?? "FS",
    })),
  ).toEqual(plan.links.map(({ id, fromId, toId, type }) => ({ id, fromId, toId, type })));
});

test("a plan without tasks is read in columns too, and one whose only link waits for a trashed task", async () => {
  const p = await newProject();
  const read = () => world.tomas.ok("getPlanColumns", { params: { w: world.w, p } });
  const empty = await read();
  const { ids: none, ...columns } = empty.tasks;
  const { ids: nothing, ...ends } = empty.links;
  expect([none, nothing]).toEqual(["", ""]);
  expect([...Object.values(columns), ...Object.values(ends)]).toEqual(Array.from({ length: 16 }, () => []));
  const [pack, move] = [await add(p, "Pack"), await add(p, "Move")];
  await link(p, pack.id, move.id);
  await world.tomas.ok("deleteTask", { params: { w: world.w, t: pack.id } });
  const { tasks, links } = await read();
  expect([idsIn(tasks.ids), tasks.parents, tasks.owners, links.ids, links.from]).toEqual([[move.id], [-1], [-1], "", []]);
});

test("the first lines of a plan in columns are those at the top of its tree, with the links among them and no summary without what is in it", async () => {
  const p = await newProject();
  // Made in another order than they stand in.
  const last = await add(p, "Open again");
  const pack = await add(p, "Pack", { afterId: null });
  const maps = await add(p, "Pack maps", { parentId: pack.id });
  const folios = await add(p, "Pack folios", { parentId: pack.id, afterId: null });
  const move = await add(p, "Move", { afterId: pack.id });
  const carry = await add(p, "Carry", { parentId: move.id });
  await link(p, folios.id, maps.id);
  await link(p, maps.id, carry.id);
  await link(p, carry.id, last.id);
  await world.tomas.ok("deleteTask", { params: { w: world.w, t: (await add(p, "A mistake", { afterId: null })).id } });
  const read = async (first?: number) => {
    const { tasks, links } = await world.tomas.ok("getPlanColumns", {
      params: { w: world.w, p },
      query: first === undefined ? {} : { first },
    });
    const ids = idsIn(tasks.ids);
    return {
      titles: tasks.titles.toSorted(),
      links: links.from.map((from, at) => `${tasks.titles[from]} > ${tasks.titles[links.to[at]!]}`).toSorted(),
      parents: tasks.parents.filter((row) => row >= 0).map((row) => ids[row]),
      dated: tasks.starts.filter((start) => start >= 0).length,
    };
  };
  expect(await read(3)).toEqual({
    titles: ["Pack", "Pack folios", "Pack maps"],
    links: ["Pack folios > Pack maps"],
    parents: [pack.id, pack.id],
    dated: 3,
  });
  expect(await read(4)).toEqual(await read(3)); // “Move” alone would look like a task with nothing in it
  expect((await read(5)).titles).toEqual(["Carry", "Move", "Pack", "Pack folios", "Pack maps"]);
  expect(await read(200)).toEqual(await read());
});

test("what stands in a field of one's own is said beside the task, in columns too", async () => {
  const p = await newProject();
  const [pack] = [await add(p, "Pack"), await add(p, "Move")];
  const { id: shelf } = await world.tomas.ok("createCustomField", {
    params: { w: world.w },
    body: { name: "Shelf", type: "text", projectId: p },
  });
  await world.tomas.ok("changeRows", {
    params: { w: world.w },
    body: { changes: [{ kind: "task", id: pack.id, set: { fields: { [shelf]: "R 12" } } }] },
  });
  expect((await planOf(p)).tasks.map((task) => task.fields)).toEqual([{ [shelf]: "R 12" }, undefined]);
  const { tasks, more } = await world.tomas.ok("getPlanColumns", { params: { w: world.w, p } });
  expect(more.map((one) => [tasks.titles[one.row], one.fields])).toEqual([["Pack", { [shelf]: "R 12" }]]);
});

test("what the plan says is stored with each change, for lists that rank by it", async () => {
  const p = await newProject();
  const pack = await add(p, "Pack");
  const stored = () =>
    server.system.database.inWorkspace(world.w, (tx) =>
      tx.first(
        sql<{
          start: string;
          finish: string;
          finish_at: string;
          critical: boolean;
        }>`select start, finish, finish_at, critical from schedule_entry where task_id = ${pack.id}`,
      ),
    );
  expect(await stored()).toEqual({
    start: "2026-03-02T09:00",
    finish: "2026-03-02T17:00",
    finish_at: "2026-03-02T16:00:00.000Z",
    critical: false,
  });
  // Only where something waits is there a path to be told of.
  await link(p, pack.id, (await add(p, "Move")).id);
  expect(await stored()).toMatchObject({ critical: true });
  await change(pack, { notBeforeWall: "2026-03-30T09:00" });
  expect(await stored()).toMatchObject({ finish: "2026-03-30T17:00", finish_at: "2026-03-30T15:00:00.000Z" }); // summer time began
  await world.tomas.ok("deleteTask", { params: { w: world.w, t: pack.id } });
  expect(await stored()).toBeUndefined();
});

test("completed work stays where it was done, whatever happens before it", async () => {
  const p = await newProject();
  const pack = await add(p, "Pack");
  const move = await add(p, "Move");
  await link(p, pack.id, move.id);
  await world.tomas.ok("completeTask", { params: { w: world.w, t: move.id }, body: {} });
  const done = (await datesOf(p))["Move"];
  await change(pack, { workingMinutes: 40 * day });
  expect((await datesOf(p))["Move"]).toEqual(done);
  expect((await entry(p, move.id))?.drivenBy.kind).toBe("actual");
  // Also through the trash and back, with other work moved meanwhile.
  await world.tomas.ok("deleteTask", { params: { w: world.w, t: move.id } });
  await change(pack, { workingMinutes: 20 * day });
  await world.tomas.ok("restoreTask", { params: { w: world.w, t: move.id } });
  expect((await datesOf(p))["Move"]).toEqual(done);
  await world.tomas.ok("reopenTask", { params: { w: world.w, t: move.id } });
  expect((await datesOf(p))["Move"]).not.toEqual(done);
});

test("a link that closes a loop is refused with the loop named", async () => {
  const p = await newProject();
  const [a, b, c] = [await add(p, "Pack"), await add(p, "Move"), await add(p, "Unpack")];
  await link(p, a.id, b.id);
  await link(p, b.id, c.id);
  const refused = await world.tomas.call("addLink", { params: { w: world.w, p }, body: { fromId: c.id, toId: a.id } });
  expect(refused).toMatchObject({
    status: 409,
    body: { code: "link_makes_loop", params: { loop: expect.stringContaining("“Pack” → “Move” → “Unpack”") } },
  });
  expect((await world.tomas.call("addLink", { params: { w: world.w, p }, body: { fromId: a.id, toId: b.id } })).body).toMatchObject({
    code: "link_exists",
  });
  expect((await world.tomas.call("addLink", { params: { w: world.w, p }, body: { fromId: a.id, toId: a.id } })).body).toMatchObject({
    code: "link_makes_loop",
  });
});

test("two links at once that would make a loop together: one is refused", async () => {
  const p = await newProject();
  for (let round = 0; round < 5; round += 1) {
    const [a, b] = [await add(p, `Pack ${round}`), await add(p, `Move ${round}`)];
    const both = await Promise.all(
      [
        [a.id, b.id],
        [b.id, a.id],
      ].map(([fromId, toId]) => world.tomas.call("addLink", { params: { w: world.w, p }, body: { fromId, toId } })),
    );
    expect(both.map((answer) => answer.status).sort()).toEqual([201, 409]);
  }
  expect((await planOf(p)).findings).toEqual([]);
});

test("a link's change asks for the version that was seen", async () => {
  const p = await newProject();
  const made = await link(p, (await add(p, "Pack")).id, (await add(p, "Move")).id);
  const changed = await world.tomas.ok("changeLink", {
    params: { w: world.w, p, l: made.id },
    version: made.version,
    body: { lagMinutes: 60 },
  });
  expect(changed).toMatchObject({ lagMinutes: 60, version: 2 });
  expect(
    (await world.tomas.call("changeLink", { params: { w: world.w, p, l: made.id }, version: 1, body: { lagMinutes: 90 } })).status,
  ).toBe(412);
});

test("the schedule moves when the project's start does", async () => {
  const p = await newProject();
  await add(p, "Pack");
  const { version } = await world.tomas.ok("getProject", { params: { w: world.w, p } });
  const moved = await world.tomas.ok("changeProject", { params: { w: world.w, p }, version, body: { start: "2026-03-07T10:00" } }); // a Saturday
  expect(moved.finish).toBe("2026-03-09T17:00");
  // What stood on the Monday after that Saturday stood at the start.
  const again = await world.tomas.ok("changeProject", {
    params: { w: world.w, p },
    version: moved.version,
    body: { start: "2026-03-11T09:00" },
  });
  expect(again.finish).toBe("2026-03-11T17:00");
});

test("what happens to a plan stands in the journal under the project", async () => {
  const p = await newProject();
  const made = await link(p, (await add(p, "Pack")).id, (await add(p, "Move")).id);
  await world.tomas.ok("removeLink", { params: { w: world.w, p, l: made.id } });
  const events = await server.system.database.inWorkspace(world.w, (tx) =>
    tx.rows(sql<{ name: string; version: number }>`select name, version from event where subject_id = ${p} order by version`),
  );
  expect(events).toEqual([
    { name: "project.created", version: 1 },
    { name: "link.added", version: 2 },
    { name: "link.removed", version: 3 },
  ]);
});

test("in another zone the same wall-clock dates are other moments, also where the project has its own calendar", async () => {
  const { ines, tomas, w } = world;
  const calendar = await ines.ok("createCalendar", {
    params: { w },
    body: { name: "Long days", week: Array.from({ length: 7 }, () => [{ from: 540, to: 1020 }]), exceptions: [] },
  });
  const own = await tomas.ok("createProject", { params: { w }, body: { name: "Paint the hall", start: "2026-03-02T09:00" } });
  await tomas.ok("changeProject", { params: { w, p: own.id }, version: own.version, body: { calendarId: calendar.id } });
  const tasks = [await add(await newProject(), "Pack"), await add(own.id, "Paint")];
  const moments = async () =>
    (
      await server.system.database.inWorkspace(w, (tx) =>
        tx.rows(
          sql<{
            finish: string;
            finish_at: string;
          }>`select finish, finish_at from schedule_entry where task_id = any(${tasks.map((task) => task.id)}::uuid[]) order by task_id`,
        ),
      )
    ).map((row) => [row.finish, row.finish_at]);
  expect(await moments()).toEqual([
    ["2026-03-02T17:00", "2026-03-02T16:00:00.000Z"],
    ["2026-03-02T16:00", "2026-03-02T15:00:00.000Z"],
  ]);
  const { version } = await ines.ok("getWorkspace", { params: { w } });
  await ines.ok("changeWorkspace", { params: { w }, version, body: { zone: "Europe/London" } });
  expect(await moments()).toEqual([
    ["2026-03-02T17:00", "2026-03-02T17:00:00.000Z"],
    ["2026-03-02T16:00", "2026-03-02T16:00:00.000Z"],
  ]);
  await ines.ok("changeWorkspace", { params: { w }, version: version + 1, body: { zone: "Europe/Berlin" } });
});

test("nothing is put under a task while it is being completed, and completing many of a plan at once never makes them wait for each other in a ring", async () => {
  const { tomas, w } = world;
  for (let round = 0; round < 5; round += 1) {
    const p = await newProject();
    const outer = await add(p, "Move");
    const [done, put] = await Promise.all([
      tomas.call("completeTask", { params: { w, t: outer.id }, body: {} }),
      tomas.call("addProjectTask", { params: { w, p }, body: { title: "Pack", parentId: outer.id } }),
    ]);
    expect([
      [200, 409],
      [409, 201],
    ]).toContainEqual([done.status, put.status]);
  }
});
