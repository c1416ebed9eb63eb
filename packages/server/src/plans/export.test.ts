import { schedulePlan } from "@rondo/core/plan";
import { readCsv } from "@rondo/formats/csv";
import type { ProjectDraft } from "@rondo/formats/draft";
import { readMspdi } from "@rondo/formats/mspdi";
import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const day = 420;

async function written(p: string) {
  const answer = await fetch(`${server.url}/api/workspaces/${world.w}/projects/${p}/files/mspdi`, {
    headers: { cookie: world.tomas.cookie },
  });
  expect(answer.headers.get("content-type")).toContain("application/xml");
  return readMspdi(new Uint8Array(await answer.arrayBuffer()));
}

test("a plan goes out as Microsoft Project XML with the dates that it has here, also of what only stands where it was put", async () => {
  const { w, tomas, mei } = world;
  const p = (await tomas.ok("createProject", { params: { w }, body: { name: "Move the rare-books room", start: "2026-03-02T09:00" } })).id;
  const add = (title: string, body: object = {}) =>
    tomas.ok("addProjectTask", { params: { w, p }, body: { title, workingMinutes: day, ...body } });
  const inside = await add("Prepare");
  const pack = await add("Pack", {
    parentId: inside.id,
    workingMinutes: 3 * day,
    ownerId: tomas.personId,
    planning: { assignments: [{ personId: mei.personId, percent: 50 }] },
  });
  const carry = await add("Carry", { notes: "With **two** carts" });
  await add("Everything is there", { milestone: true, workingMinutes: 0, deadline: "2026-03-20T17:00" });
  const made = await tomas.ok("addLink", { params: { w, p }, body: { fromId: pack.id, toId: carry.id, lagMinutes: day } });
  // Pushed by the link and left there when it goes: links here only push.
  await tomas.ok("removeLink", { params: { w, p, l: made.id } });
  await tomas.ok("addLink", { params: { w, p }, body: { fromId: inside.id, toId: carry.id } });

  const plan = await tomas.ok("getPlan", { params: { w, p } });
  const there = await written(p);
  const titles = new Map(there.tasks.map((task) => [task.uid, task.task.title]));
  const dates = (entries: readonly { start: string; finish: string }[], title: (index: number) => string | undefined) =>
    Object.fromEntries(entries.map((entry, index) => [title(index), [entry.start, entry.finish]]));
  const { entries } = schedulePlan(there.plan);
  const known = new Set(plan.tasks.map((task) => task.title));
  const here = dates(plan.entries, (index) => plan.tasks[index]!.title);
  const back = Object.fromEntries(
    Object.entries(dates(entries, (index) => titles.get(entries[index]!.id))).filter(([title]) => known.has(title)),
  );
  expect(back).toEqual(here);
  expect(plan.entries.find((entry) => entry.taskId === carry.id)!.start).toBe("2026-03-06T09:00");
  expect(
    there.resources
      .map((one) => one.name)
      .filter((name) => name !== "")
      .toSorted(),
  ).toEqual([mei.name, tomas.name].toSorted());
  expect(there.assignments.map((one) => one.units).toSorted()).toEqual([0.5, 1]);
});

test("a plan goes out for calendars and for sheets, too, with the dates that it has here", async () => {
  const { w, tomas, mei } = world;
  const p = (await tomas.ok("createProject", { params: { w }, body: { name: "Shelve / sort", start: "2026-03-02T09:00" } })).id;
  const add = (title: string, body: object = {}) =>
    tomas.ok("addProjectTask", { params: { w, p }, body: { title, workingMinutes: day, ...body } });
  const sort = await add("Sort, by size", { ownerId: mei.personId });
  const shelve = await add("Shelve");
  await tomas.ok("addLink", { params: { w, p }, body: { fromId: sort.id, toId: shelve.id } });
  const file = async (format: string) => {
    const answer = await fetch(`${server.url}/api/workspaces/${w}/projects/${p}/files/${format}`, { headers: { cookie: tomas.cookie } });
    return { name: answer.headers.get("content-disposition"), type: answer.headers.get("content-type"), text: await answer.text() };
  };
  const ical = await file("ical");
  expect(ical).toMatchObject({ name: expect.stringContaining("Shelve%20%2F%20sort.ics"), type: expect.stringContaining("text/calendar") });
  expect(ical.text).toContain("SUMMARY:Sort\\, by size\r\nDESCRIPTION:" + mei.name);
  expect(ical.text).toMatch(/DTSTART:20260303T090000\r\nDTEND:20260303T170000\r\nSUMMARY:Shelve/);
  const csv = await file("csv");
  expect(csv).toMatchObject({ name: expect.stringContaining(".csv"), type: expect.stringContaining("text/csv") });
  const again = readCsv(new TextEncoder().encode(csv.text)).drafts[0] as ProjectDraft;
  expect(again.plan!.links).toMatchObject([{ from: sort.id, to: shelve.id, type: "FS" }]);
  expect(again.plan!.tasks.map((task) => [task.title, task.workingMinutes])).toEqual([
    ["Sort, by size", day],
    ["Shelve", day],
  ]);
});

test("whoever may not see a project gets no file of it", async () => {
  const { w, ines, tomas } = world;
  const p = (await ines.ok("createProject", { params: { w }, body: { name: "Quiet", everyone: null } })).id;
  const answer = await fetch(`${server.url}/api/workspaces/${w}/projects/${p}/files/mspdi`, { headers: { cookie: tomas.cookie } });
  expect(answer.status).toBe(404);
});
