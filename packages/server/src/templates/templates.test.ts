import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

/** Seven hours; 2 March 2026 is a Monday. */
const day = 420;
const week = Array.from({ length: 7 }, (_, index) => (index < 5 ? [{ from: 540, to: 720 }] : []));

/** A project with something of everything. */
async function original() {
  const { w, tomas, ines, mei } = world;
  const mornings = await ines.ok("createCalendar", { params: { w }, body: { name: `Mornings ${Math.random()}`, week, exceptions: [] } });
  const { id: p } = await tomas.ok("createProject", {
    params: { w },
    body: { name: "Move the rare-books room", goal: "A dry room", start: "2026-03-02T09:00", columns: ["To do", "Done"] },
  });
  const add = (title: string, body: object = {}) =>
    tomas.ok("addProjectTask", { params: { w, p }, body: { title, workingMinutes: day, ...body } });
  const moving = await add("Moving", { notes: "All of it" });
  const pack = await add("Pack", {
    parentId: moving.id,
    ownerId: mei.personId,
    column: "Done",
    planning: { started: "2026-03-02T09:00", remainingMinutes: 60 },
  });
  const carry = await add("Carry", {
    parentId: moving.id,
    deadline: "2026-03-06T17:00",
    planning: { placeholders: [{ role: "Mover", percent: 50 }], calendarId: mornings.id, fixedCost: 10_000 },
  });
  const moved = await add("Moved", { milestone: true });
  await tomas.ok("addLink", { params: { w, p }, body: { fromId: pack.id, toId: carry.id, type: "FS", lagMinutes: 60 } });
  await tomas.ok("addLink", { params: { w, p }, body: { fromId: carry.id, toId: moved.id } });
  const field = await tomas.ok("createCustomField", { params: { w }, body: { name: "Shelf", type: "text", projectId: p } });
  await tomas.ok("changeRows", {
    params: { w },
    body: { changes: [{ kind: "task", id: carry.id, set: { fields: { [field.id]: "R 12" } } }] } as never,
  });
  await tomas.ok("addEntry", {
    params: { w, p },
    body: { title: "Shelves tested", taskId: moved.id, said: { kind: "gate", criteria: [{ text: "Level", met: true }] } },
  });
  await tomas.ok("createDocument", {
    params: { w },
    body: { title: "How we move", projectId: p, markdown: "# Crates\n\nTwo for each shelf" },
  });
  await tomas.ok("completeTask", { params: { w, t: pack.id }, body: {} });
  return { p, mornings: mornings.id, field: field.id };
}

test("a project kept as a template makes another that is a whole copy: plan, links, calendars, fields, register and documents, from a start or to an end, with its roles filled once", async () => {
  const { w, tomas, mei, lucia = world.ines } = world as World & { lucia?: World["ines"] };
  const { p, mornings, field } = await original();
  const kept = await tomas.ok("saveTemplate", {
    params: { w, p },
    body: { name: "Moving a room", roles: [{ personId: mei.personId, role: "Packer" }] },
  });
  expect(kept).toMatchObject({
    tasks: 4,
    links: 2,
    documents: 1,
    entries: 1,
    roles: [
      { role: "Packer", tasks: 1 },
      { role: "Mover", tasks: 1 },
    ],
  });
  expect((await mei.ok("listTemplates", { params: { w } })).items.map((item) => item.name)).toContain("Moving a room");

  // The Monday of another week, and the people named once.
  const made = await mei.ok("useTemplate", {
    params: { w, t: kept.id },
    body: {
      name: "Move the map room",
      start: "2026-06-01T09:00",
      roles: [
        { role: "Packer", personId: tomas.personId },
        { role: "mover", personId: lucia.personId },
      ],
    },
  });
  expect(made).toMatchObject({
    name: "Move the map room",
    goal: "A dry room",
    start: "2026-06-01T09:00",
    columns: ["To do", "Done"],
    mine: "manager",
    openTasks: 4,
    closedTasks: 0,
  });
  const plan = await mei.ok("getPlan", { params: { w, p: made.id } });
  const of = (title: string) => plan.tasks.find((task) => task.title === title)!;
  expect(of("Pack")).toMatchObject({
    owner: { id: tomas.personId },
    completion: null,
    plan: {
      parentId: of("Moving").id,
      column: "To do",
      planning: { assignments: [{ personId: tomas.personId, percent: 100, role: "Packer" }] },
    },
  });
  expect(of("Pack").plan?.planning).not.toHaveProperty("started");
  expect(of("Carry")).toMatchObject({
    owner: { id: lucia.personId },
    plan: {
      deadline: "2026-06-05T17:00",
      planning: {
        assignments: [{ personId: lucia.personId, percent: 50, role: "Mover" }],
        calendarId: mornings,
        fixedCost: 10_000,
      },
    },
  });
  expect(plan.links.map((link) => [link.fromId, link.toId, link.lagMinutes])).toEqual(
    expect.arrayContaining([
      [of("Pack").id, of("Carry").id, 60],
      [of("Carry").id, of("Moved").id, 0],
    ]),
  );
  // Seven hours of three mornings, from Tuesday: the task's own calendar counts.
  expect(plan.entries.find((entry) => entry.taskId === of("Carry").id)).toMatchObject({
    start: "2026-06-02T10:00",
    finish: "2026-06-04T11:00",
  });
  expect(plan.calendars.map((calendar) => calendar.id)).toEqual([mornings]);

  // Nothing is shared with what it was made of.
  const fields = (await mei.ok("listCustomFields", { params: { w } })).items.filter((item) => item.name === "Shelf");
  expect(fields).toHaveLength(2);
  const rows = await mei.ok("listRows", { params: { w }, query: { of: "tasks", where: "title is Carry" } as never });
  expect(rows.items.map((row) => (row as { fields: Record<string, unknown> }).fields)).toEqual(
    expect.arrayContaining([{ [fields.find((one) => one.id !== field)!.id]: "R 12" }]),
  );
  const [gate] = (await mei.ok("listRegister", { params: { w, p: made.id } })).items;
  expect(gate).toMatchObject({
    title: "Shelves tested",
    taskId: of("Moved").id,
    settlement: null,
    said: { kind: "gate", criteria: [{ text: "Level", met: false }] },
  });
  const { items: documents } = await mei.ok("listDocuments", { params: { w }, query: { projectId: made.id } as never });
  expect(documents.map((document) => document.title)).toEqual(["How we move"]);
  const said = await fetch(`${server.url}/api/workspaces/${w}/documents/${documents[0]!.id}/content?format=markdown`, {
    headers: { cookie: mei.cookie },
  });
  expect(await said.text()).toContain("Two for each shelf");
});

test("to an end: the project begins as late as it can, and both dates are shown before", async () => {
  const { w, tomas } = world;
  const { id: p } = await tomas.ok("createProject", { params: { w }, body: { name: "Repaint", start: "2026-03-02T09:00" } });
  await tomas.ok("addProjectTask", { params: { w, p }, body: { title: "Paint", workingMinutes: 3 * day } });
  const kept = await tomas.ok("saveTemplate", { params: { w, p }, body: { name: "Repainting" } });
  const when = { finish: "2026-06-09T17:00" };
  expect(await tomas.ok("placeTemplate", { params: { w, t: kept.id }, query: when })).toEqual({
    start: "2026-06-05T09:00",
    finish: "2026-06-09T17:00",
  });
  expect((await tomas.call("placeTemplate", { params: { w, t: kept.id }, query: { ...when, start: "2026-06-01T09:00" } })).status).toBe(
    400,
  );
  expect(await tomas.ok("useTemplate", { params: { w, t: kept.id }, body: { name: "Repaint the hall", ...when } })).toMatchObject({
    start: "2026-06-05T09:00",
    finish: "2026-06-09T17:00",
  });
});

test("a template is thrown away by whoever made it or an admin; guests see none", async () => {
  const { w, tomas, mei } = world;
  const { id: p } = await tomas.ok("createProject", { params: { w }, body: { name: "Empty" } });
  const kept = await tomas.ok("saveTemplate", { params: { w, p }, body: { name: "Nothing yet" } });
  expect((await mei.call("removeTemplate", { params: { w, t: kept.id } })).status).toBe(403);
  expect((await tomas.call("removeTemplate", { params: { w, t: kept.id } })).status).toBe(204);
  expect((await tomas.call("useTemplate", { params: { w, t: kept.id }, body: { name: "Again" } })).status).toBe(404);
});

test("a task's own calendar is computed with, keeps the calendar from being thrown away, and must exist", async () => {
  const { w, tomas, ines } = world;
  const { p, mornings } = await original();
  expect((await ines.call("deleteCalendar", { params: { w, c: mornings } })).status).toBe(409);
  expect(
    (await tomas.call("addProjectTask", { params: { w, p }, body: { title: "Late", planning: { calendarId: p } } })).body,
  ).toMatchObject({ code: "calendar_not_found" });
  const before = (await tomas.ok("getPlan", { params: { w, p } })).finish;
  const calendar = (await ines.ok("listCalendars", { params: { w } })).items.find((one) => one.id === mornings)!;
  await ines.ok("changeCalendar", {
    params: { w, c: mornings },
    version: calendar.version,
    body: { week: week.map((shifts) => shifts.map((shift) => ({ ...shift, to: 600 }))) },
  });
  expect((await tomas.ok("getPlan", { params: { w, p } })).finish > before).toBe(true);
});

test("files of tasks go along as copies, which stay when the file they were copied from and the template are gone", async () => {
  const { w, tomas } = world;
  const { id: p } = await tomas.ok("createProject", { params: { w }, body: { name: "Frame the maps", start: "2026-03-02T09:00" } });
  await tomas.ok("addProjectTask", { params: { w, p }, body: { title: "Measure", workingMinutes: day } });
  const task = await tomas.ok("addProjectTask", { params: { w, p }, body: { title: "Cut the glass", workingMinutes: day } });
  const attached = await tomas.call("attachFile", {
    params: { w, t: task.id },
    bytes: Buffer.from("30 by 40"),
    headers: { "x-file-name": "sizes.txt" },
  });
  const file = (attached.body as unknown as { id: string }).id;
  const kept = await tomas.ok("saveTemplate", { params: { w, p }, body: { name: "Framing", roles: [] } });
  await tomas.ok("deleteAttachment", { params: { w, t: task.id, a: file } });
  const made = await tomas.ok("useTemplate", {
    params: { w, t: kept.id },
    body: { name: "Frame the prints", start: "2026-06-01T09:00", roles: [] },
  });
  await tomas.ok("removeTemplate", { params: { w, t: kept.id } });
  const plan = await tomas.ok("getPlan", { params: { w, p: made.id } });
  const of = async (title: string) => {
    const t = plan.tasks.find((one) => one.title === title)!.id;
    return { t, items: (await tomas.ok("listAttachments", { params: { w, t } })).items };
  };
  expect((await of("Measure")).items).toEqual([]);
  const { t, items } = await of("Cut the glass");
  expect(items).toMatchObject([{ name: "sizes.txt", size: 8 }]);
  const back = await fetch(`${server.url}/api/workspaces/${w}/tasks/${t}/attachments/${items[0]!.id}`, {
    headers: { cookie: tomas.cookie },
  });
  expect(await back.text()).toBe("30 by 40");
});
