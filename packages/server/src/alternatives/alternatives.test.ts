import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

/** A working day is seven hours; 2 March 2026 is a Monday. */
const day = 420;

/** Pack, then carry, then shelve; two days each but the last. */
async function projectOf(name: string) {
  const { w, tomas, mei } = world;
  const p = (await tomas.ok("createProject", { params: { w }, body: { name, start: "2026-03-02T09:00" } })).id;
  const add = (title: string, body: object = {}) =>
    tomas.ok("addProjectTask", { params: { w, p }, body: { title, workingMinutes: 2 * day, ownerId: mei.personId, ...body } });
  const [pack, carry, shelve] = [await add("Pack"), await add("Carry"), await add("Shelve", { workingMinutes: day })];
  const first = await tomas.ok("addLink", { params: { w, p }, body: { fromId: pack.id, toId: carry.id } });
  await tomas.ok("addLink", { params: { w, p }, body: { fromId: carry.id, toId: shelve.id } });
  return { p, pack: pack.id, carry: carry.id, shelve: shelve.id, first: first.id };
}

const datesOf = async (p: string) => {
  const plan = await world.tomas.ok("getPlan", { params: { w: world.w, p } });
  return Object.fromEntries(
    plan.entries.map((entry, index) => [plan.tasks[index]!.title, `${entry.start.slice(5, 10)} ${entry.finish.slice(5, 10)}`]),
  );
};
const asItIs = { Pack: "03-02 03-03", Carry: "03-04 03-05", Shelve: "03-06 03-06" };

test("an alternative is computed beside the plan, with its finish, load and cost, and no date moves before it is adopted", async () => {
  const { w, tomas, mei, ines } = world;
  const { p, pack, carry, first } = await projectOf("Move the rare-books room");
  await tomas.ok("putBudget", {
    params: { w, p },
    version: 0,
    body: { currency: "EUR", amount: null, rates: [{ personId: null, role: null, perHour: 6_000, perUse: 0 }] },
  });
  const { id: a } = await tomas.ok("makeAlternative", { params: { w, p }, body: { name: "Both at once, with Ines" } });
  const linkId = crypto.randomUUID();
  await tomas.ok("changeAlternative", {
    params: { w, p, a },
    version: 1,
    body: {
      tasks: [{ taskId: carry, ownerId: ines.personId, workingMinutes: 4 * day, notBeforeWall: "2026-03-02T09:00" }],
      unlinked: [first],
      linked: [{ id: linkId, fromId: pack, toId: carry, type: "SS", lagMinutes: day, lagKind: "working" }],
    },
  });
  const seen = await tomas.ok("getAlternative", { params: { w, p, a } });
  expect(seen.figures.real).toMatchObject({ finish: "2026-03-06T17:00", workMinutes: 5 * day, cost: 5 * 7 * 6_000 });
  expect(seen.figures.assumed).toMatchObject({ finish: "2026-03-09T17:00", workMinutes: 7 * day, cost: 7 * 7 * 6_000, criticalTasks: 3 });
  expect(seen.moves.map((move) => [move.title, move.was!.start, move.would!.start])).toEqual([
    ["Carry", "2026-03-04T09:00", "2026-03-03T09:00"],
    ["Shelve", "2026-03-06T09:00", "2026-03-09T09:00"],
  ]);
  expect(await datesOf(p)).toEqual(asItIs);
  expect((await tomas.ok("getTask", { params: { w, t: carry } })).owner?.id).toBe(mei.personId);
});

test("what was changed since the adoption stays when that is taken back", async () => {
  const { w, tomas } = world;
  const { p, pack, shelve } = await projectOf("Empty the store");
  const { id: a } = await tomas.ok("makeAlternative", { params: { w, p }, body: { name: "Longer" } });
  await tomas.ok("changeAlternative", {
    params: { w, p, a },
    version: 1,
    body: {
      tasks: [
        { taskId: pack, workingMinutes: 3 * day },
        { taskId: shelve, workingMinutes: 2 * day },
      ],
    },
  });
  await tomas.ok("adoptAlternative", { params: { w, p, a } });
  const task = await tomas.ok("getTask", { params: { w, t: shelve } });
  await tomas.ok("changeTask", { params: { w, t: shelve }, version: task.version, body: { workingMinutes: 5 * day } });
  await tomas.ok("revertAlternative", { params: { w, p, a } });
  expect(await datesOf(p)).toEqual({ Pack: "03-02 03-03", Carry: "03-04 03-05", Shelve: "03-06 03-12" });
});

test("where tasks only stand where they were put, an alternative can ask what would come of pulling all of them forward", async () => {
  const { w, tomas } = world;
  const { p, pack } = await projectOf("Paint the hall");
  const { id: a } = await tomas.ok("makeAlternative", { params: { w, p }, body: { name: "Faster" } });
  const finishOf = async () => (await tomas.ok("getAlternative", { params: { w, p, a } })).figures.assumed.finish;
  const { version } = await tomas.ok("changeAlternative", {
    params: { w, p, a },
    version: 1,
    body: { tasks: [{ taskId: pack, workingMinutes: day }] },
  });
  expect(await finishOf()).toBe("2026-03-06T17:00");
  await tomas.ok("changeAlternative", { params: { w, p, a }, version, body: { pull: true } });
  expect(await finishOf()).toBe("2026-03-05T17:00");
  const like = await tomas.ok("makeAlternative", { params: { w, p }, body: { name: "Faster still", like: a } });
  expect(like).toMatchObject({ pull: true, tasks: [{ taskId: pack, workingMinutes: day }] });
});

test("an alternative follows the plan: what happened is no assumption, and what is gone is assumed no more", async () => {
  const { w, tomas } = world;
  const { p, pack, carry, shelve } = await projectOf("Count the atlases");
  const { id: a } = await tomas.ok("makeAlternative", { params: { w, p }, body: { name: "Other" } });
  await tomas.ok("changeAlternative", {
    params: { w, p, a },
    version: 1,
    body: {
      tasks: [
        { taskId: pack, workingMinutes: 9 * day },
        { taskId: carry, planning: { placeholders: [{ role: "carrier" }] } },
        { taskId: shelve, workingMinutes: 4 * day },
      ],
    },
  });
  await tomas.ok("completeTask", { params: { w, t: pack }, body: {} });
  const begun = await tomas.ok("getTask", { params: { w, t: carry } });
  await tomas.ok("changeTask", { params: { w, t: carry }, version: begun.version, body: { planning: { started: "2026-03-04T09:00" } } });
  await tomas.ok("deleteTask", { params: { w, t: shelve } });
  await tomas.ok("adoptAlternative", { params: { w, p, a } });
  expect((await tomas.ok("getTask", { params: { w, t: carry } })).plan!.planning).toEqual({
    placeholders: [{ role: "carrier", percent: 100, count: 1 }],
    started: "2026-03-04T09:00",
  });
  expect((await tomas.ok("getTask", { params: { w, t: pack } })).plan!.workingMinutes).toBe(2 * day);
});

test("an alternative adds tasks and leaves some out: both are compared, adopted at once and taken back exactly", async () => {
  const { w, tomas, ines } = world;
  const { p, pack, carry, shelve } = await projectOf("Refit the reading room");
  const inside = await tomas.ok("addProjectTask", { params: { w, p }, body: { title: "Inside", workingMinutes: day, parentId: shelve } });
  await tomas.ok("completeTask", { params: { w, t: inside.id }, body: {} });
  const before = await tomas.ok("getPlan", { params: { w, p } });
  const { id: a } = await tomas.ok("makeAlternative", { params: { w, p }, body: { name: "Hire a van" } });
  const [van, drive, link, other] = [1, 2, 3, 4].map(() => crypto.randomUUID()) as [string, string, string, string];
  const between = { type: "FS" as const, lagMinutes: 0, lagKind: "working" as const };
  await tomas.ok("changeAlternative", {
    params: { w, p, a },
    version: 1,
    body: {
      added: [
        { id: van, title: "Van", parentId: null, afterId: pack, workingMinutes: 0 },
        { id: drive, title: "Drive", parentId: van, workingMinutes: 3 * day },
      ],
      leftOut: [shelve],
      tasks: [{ taskId: drive, ownerId: ines.personId, planning: { placeholders: [{ role: "driver" }] } }],
      linked: [
        { id: link, fromId: carry, toId: drive, ...between },
        { id: other, fromId: carry, toId: shelve, ...between },
      ],
    },
  });
  const compared = await tomas.ok("getAlternative", { params: { w, p, a } });
  expect(compared.moves.map(({ title, was, would }) => [title, was !== null, would !== null])).toEqual(
    expect.arrayContaining([
      ["Shelve", true, false],
      ["Inside", true, false],
      ["Van", false, true],
      ["Drive", false, true],
    ]),
  );
  expect(compared.figures).toMatchObject({ real: { finish: before.finish }, assumed: { finish: "2026-03-10T17:00" } });
  expect((await tomas.ok("getPlan", { params: { w, p } })).tasks).toEqual(before.tasks);
  await tomas.ok("adoptAlternative", { params: { w, p, a } });
  const plan = await tomas.ok("getPlan", { params: { w, p } });
  expect(await datesOf(p)).toEqual({ Pack: "03-02 03-03", Carry: "03-04 03-05", Van: "03-06 03-10", Drive: "03-06 03-10" });
  const made = plan.tasks.find((task) => task.title === "Drive")!;
  expect(made).toMatchObject({
    owner: { id: ines.personId },
    plan: { parentId: plan.tasks.find((task) => task.title === "Van")!.id, planning: { placeholders: [{ role: "driver" }] } },
  });
  const top = plan.tasks.filter((task) => task.plan!.parentId === null);
  expect(top.map((task) => task.title)).toEqual(["Pack", "Van", "Carry"]);
  expect(plan.finish).toBe(compared.figures.assumed.finish);
  await tomas.ok("revertAlternative", { params: { w, p, a } });
  const after = await tomas.ok("getPlan", { params: { w, p } });
  const still = ({ tasks, links, entries, finish }: typeof after) => ({
    tasks: tasks.map(({ version: _, ...task }) => task),
    links,
    entries,
    finish,
  });
  expect(still(after)).toEqual(still(before));
  // Once more, and what was made has been begun in earnest meanwhile: that stays.
  await tomas.ok("adoptAlternative", { params: { w, p, a } });
  const again = (await tomas.ok("getPlan", { params: { w, p } })).tasks.find((task) => task.title === "Drive")!;
  await ines.ok("completeTask", { params: { w, t: again.id }, body: {} });
  await tomas.ok("revertAlternative", { params: { w, p, a } });
  const left = (await tomas.ok("getPlan", { params: { w, p } })).tasks.map((task) => task.title);
  expect(left.toSorted()).toEqual(["Carry", "Drive", "Inside", "Pack", "Shelve", "Van"]);
  const { version } = await tomas.ok("getAlternative", { params: { w, p, a } });
  expect((await tomas.call("changeAlternative", { params: { w, p, a }, version, body: { leftOut: [van] } })).body).toMatchObject({
    code: "task_not_found",
  });
});

test("an alternative renames tasks and moves them in the tree, also out of what it leaves out; adopted it is so, and taken back it is not", async () => {
  const { w, tomas } = world;
  const { p, pack, carry, shelve } = await projectOf("Clear the cellar");
  const phase = (await tomas.ok("addProjectTask", { params: { w, p }, body: { title: "Phase" } })).id;
  const wait = (await tomas.ok("addProjectTask", { params: { w, p }, body: { title: "Wait", workingMinutes: day, parentId: phase } })).id;
  const after = (await tomas.ok("addProjectTask", { params: { w, p }, body: { title: "After", workingMinutes: day } })).id;
  await tomas.ok("addLink", { params: { w, p }, body: { fromId: wait, toId: after } });
  const van = crypto.randomUUID();
  const link = { id: crypto.randomUUID(), fromId: van, toId: after, type: "FS" as const, lagMinutes: 0, lagKind: "working" as const };
  const before = await tomas.ok("getPlan", { params: { w, p } });
  const { id: a } = await tomas.ok("makeAlternative", { params: { w, p }, body: { name: "One phase less" } });
  await tomas.ok("changeAlternative", {
    params: { w, p, a },
    version: 1,
    body: {
      added: [{ id: van, title: "Van", parentId: null, afterId: pack, workingMinutes: 0 }],
      linked: [link],
      leftOut: [phase],
      tasks: [
        { taskId: wait, place: { parentId: null, afterId: carry } },
        { taskId: shelve, title: "Shelve all of it", place: { parentId: van } },
        // Into what is inside it: it stays.
        { taskId: phase, place: { parentId: wait } },
      ],
    },
  });
  const compared = await tomas.ok("getAlternative", { params: { w, p, a } });
  expect(compared.moves.map(({ title, was, would }) => [title, was !== null, would !== null])).toEqual(
    expect.arrayContaining([
      ["Phase", true, false],
      ["After", true, true],
      ["Van", false, true],
    ]),
  );
  expect((await tomas.ok("getPlan", { params: { w, p } })).tasks).toEqual(before.tasks);
  await tomas.ok("adoptAlternative", { params: { w, p, a } });
  const plan = await tomas.ok("getPlan", { params: { w, p } });
  expect(plan.finish).toBe(compared.figures.assumed.finish);
  const titles = (parentId: string | null) => plan.tasks.filter((task) => task.plan!.parentId === parentId).map((task) => task.title);
  expect(titles(null)).toEqual(["Pack", "Van", "Carry", "Wait", "After"]);
  expect(titles(plan.tasks.find((task) => task.title === "Van")!.id)).toEqual(["Shelve all of it"]);
  // After waits for the van, that is for what is inside it.
  expect((await datesOf(p))["After"]).toBe("03-09 03-09");
  await tomas.ok("revertAlternative", { params: { w, p, a } });
  const back = await tomas.ok("getPlan", { params: { w, p } });
  const still = ({ tasks, links, entries, finish }: typeof back) => ({
    tasks: tasks.map(({ version: _, ...task }) => task),
    links,
    entries,
    finish,
  });
  expect(still(back)).toEqual(still(before));
});

test("an alternative in which tasks wait for each other is refused, and eleven are too many", async () => {
  const { w, tomas } = world;
  const { p, pack, shelve } = await projectOf("Dust");
  const { id: a } = await tomas.ok("makeAlternative", { params: { w, p }, body: { name: "Round" } });
  const linked = [{ id: crypto.randomUUID(), fromId: shelve, toId: pack, type: "FS" as const, lagMinutes: 0, lagKind: "working" as const }];
  expect((await tomas.call("changeAlternative", { params: { w, p, a }, version: 1, body: { linked } })).body).toMatchObject({
    code: "link_makes_loop",
  });
  for (let more = 1; more < 10; more += 1) await tomas.ok("makeAlternative", { params: { w, p }, body: { name: `Way ${more}` } });
  expect((await tomas.call("makeAlternative", { params: { w, p }, body: { name: "One more" } })).body).toMatchObject({
    code: "too_many_alternatives",
  });
  await tomas.ok("removeAlternative", { params: { w, p, a } });
  expect((await tomas.ok("listAlternatives", { params: { w, p } })).items).toHaveLength(9);
});

test("adopted it is the plan at once, each person is told once, and taken back everything stands where it stood", async () => {
  const { w, tomas, mei, ines } = world;
  const { p, pack, carry, first } = await projectOf("Sort the map room");
  server.begin();
  const { id: a } = await tomas.ok("makeAlternative", { params: { w, p }, body: { name: "A week later" } });
  await tomas.ok("changeAlternative", {
    params: { w, p, a },
    version: 1,
    body: {
      start: "2026-03-09T09:00",
      tasks: [
        { taskId: carry, ownerId: ines.personId },
        { taskId: pack, workingMinutes: day },
      ],
      unlinked: [first],
    },
  });
  const adopted = await tomas.ok("adoptAlternative", { params: { w, p, a } });
  expect(adopted.adoption).toMatchObject({ by: { id: tomas.personId } });
  expect((await tomas.ok("getProject", { params: { w, p } })).start).toBe("2026-03-09T09:00");
  expect(await datesOf(p)).toEqual({ Pack: "03-09 03-09", Carry: "03-11 03-12", Shelve: "03-13 03-13" });
  expect((await tomas.ok("getPlan", { params: { w, p } })).links).toHaveLength(1);
  const told = async (who: typeof mei, why: string) =>
    (await who.ok("getInbox", { params: { w } })).items.filter((notice) => notice.subjectId === p && notice.why === why).length;
  await expect.poll(() => told(ines, "yourPlan"), { timeout: 10_000 }).toBe(1);
  await expect.poll(() => told(mei, "yourPlan"), { timeout: 10_000 }).toBe(1);
  expect((await ines.ok("getInbox", { params: { w } })).items.filter((notice) => notice.subjectId === carry)).toEqual([]);

  expect(
    (await tomas.call("changeAlternative", { params: { w, p, a }, version: adopted.version, body: { pull: true } })).body,
  ).toMatchObject({ code: "alternative_adopted" });
  const back = await tomas.ok("revertAlternative", { params: { w, p, a } });
  expect(back.adoption).toBeNull();
  expect(await datesOf(p)).toEqual(asItIs);
  expect((await tomas.ok("getTask", { params: { w, t: carry } })).owner?.id).toBe(mei.personId);
  expect((await tomas.ok("getPlan", { params: { w, p } })).links).toHaveLength(2);
});

test("nothing is given to who has left since, neither by adopting nor by taking it back", async () => {
  const { w, ines, tomas, mei } = world;
  const { p, pack, carry } = await projectOf("Close the annex");
  const make = async (name: string, taskId: string, ownerId: string) => {
    const { id: a } = await tomas.ok("makeAlternative", { params: { w, p }, body: { name } });
    const planning = { assignments: [{ personId: mei.personId, percent: 50 }] };
    await tomas.ok("changeAlternative", { params: { w, p, a }, version: 1, body: { tasks: [{ taskId, ownerId, planning }] } });
    return a;
  };
  const [mine, theirs] = [await make("With Tomas", pack, tomas.personId), await make("With Mei", carry, mei.personId)];
  await tomas.ok("changeTask", { params: { w, t: carry }, version: 1, body: { ownerId: null } });
  await tomas.ok("adoptAlternative", { params: { w, p, a: mine } });
  await ines.ok("removeMember", { params: { w, m: mei.personId } });
  await tomas.ok("revertAlternative", { params: { w, p, a: mine } });
  await tomas.ok("adoptAlternative", { params: { w, p, a: theirs } });
  for (const t of [pack, carry])
    expect(await tomas.ok("getTask", { params: { w, t } })).toMatchObject({ owner: null, plan: { planning: {} } });
  expect(JSON.stringify((await tomas.ok("getPlan", { params: { w, p } })).tasks.slice(0, 2))).not.toContain(mei.personId);
});
