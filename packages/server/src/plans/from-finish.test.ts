import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import { readMspdi } from "@rondo/formats/mspdi";
import { afterAll, beforeAll, expect, test } from "vitest";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

/** A working day is seven hours; 20 March 2026 is a Friday. */
const day = 420;

async function planned(name: string, body: object = { finishBy: "2026-03-20T17:00" }) {
  const { w, tomas } = world;
  const p = (await tomas.ok("createProject", { params: { w }, body: { name, ...body } })).id;
  const add = (title: string, more: object = {}) =>
    tomas.ok("addProjectTask", { params: { w, p }, body: { title, workingMinutes: 2 * day, ...more } });
  const [print, post] = [await add("Print"), await add("Post", { workingMinutes: day })];
  const invite = await add("Invite", { workingMinutes: day });
  await tomas.ok("addLink", { params: { w, p }, body: { fromId: print.id, toId: post.id } });
  return { p, print: print.id, post: post.id, invite: invite.id };
}

const planOf = (p: string) => world.tomas.ok("getPlan", { params: { w: world.w, p } });
const datesOf = async (p: string) => {
  const plan = await planOf(p);
  return Object.fromEntries(
    plan.entries.map((entry, row) => [plan.tasks[row]!.title, `${entry.start.slice(5, 10)} ${entry.finish.slice(5, 10)}`]),
  );
};

test("a project that must end on a day is counted back from there: all is as late as it may be, and the start follows", async () => {
  const { w, tomas } = world;
  const { p, post } = await planned("Exhibition");
  expect(await datesOf(p)).toEqual({ Print: "03-18 03-19", Post: "03-20 03-20", Invite: "03-20 03-20" });
  const project = await tomas.ok("getProject", { params: { w, p } });
  expect(project).toMatchObject({ start: "2026-03-18T09:00", finish: "2026-03-20T17:00", finishBy: "2026-03-20T17:00" });
  const plan = await planOf(p);
  expect(plan.entries.map((entry) => entry.drivenBy.kind)).toEqual(["projectFinish", "projectFinish", "projectFinish"]);
  const task = await tomas.ok("getTask", { params: { w, t: post } });
  await tomas.ok("changeTask", { params: { w, t: post }, version: task.version, body: { workingMinutes: 3 * day } });
  expect(await datesOf(p)).toMatchObject({ Print: "03-16 03-17", Post: "03-18 03-20" });
});

test("the day it must end on can be another, or none: then it is planned from its start again", async () => {
  const { w, tomas } = world;
  const { p } = await planned("Fair");
  const change = async (body: object) => {
    const { version } = await tomas.ok("getProject", { params: { w, p } });
    return tomas.ok("changeProject", { params: { w, p }, version, body });
  };
  await change({ finishBy: "2026-03-13T17:00" });
  expect(await datesOf(p)).toEqual({ Print: "03-11 03-12", Post: "03-13 03-13", Invite: "03-13 03-13" });
  expect(await change({ finishBy: null, linkPolicy: "earliest" })).toMatchObject({ start: "2026-03-11T09:00", finishBy: null });
  expect(await datesOf(p)).toEqual({ Print: "03-11 03-12", Post: "03-13 03-13", Invite: "03-11 03-11" });
});

test("two tasks of one person are levelled towards the start, kept from ending later, and taken back", async () => {
  const { w, tomas } = world;
  const { p, post, invite } = await planned("Opening");
  for (const t of [post, invite]) {
    const { version } = await tomas.ok("getTask", { params: { w, t } });
    await tomas.ok("changeTask", { params: { w, t }, version, body: { ownerId: tomas.personId } });
  }
  const before = await datesOf(p);
  const { id: l } = await tomas.ok("proposeLevelling", { params: { w, p }, body: { seconds: 1 } });
  await expect.poll(async () => (await tomas.ok("getLevelling", { params: { w, p, l } })).state, { timeout: 60_000 }).toBe("proposed");
  const { moves } = await tomas.ok("getLevelling", { params: { w, p, l } });
  expect(moves.some((move) => move.notAfter !== null && move.notBefore === null)).toBe(true);
  await tomas.ok("acceptLevelling", { params: { w, p, l }, body: {} });
  const after = await datesOf(p);
  expect(after["Post"]).not.toBe(after["Invite"]);
  expect([after["Post"], after["Invite"]]).toContain("03-20 03-20");
  await tomas.ok("revertLevelling", { params: { w, p, l } });
  expect(await datesOf(p)).toEqual(before);
  expect((await tomas.ok("getTask", { params: { w, t: invite } })).plan!.planning).toEqual({});
});

test("it goes out to Microsoft Project as scheduled from its finish, and comes in again so", async () => {
  const { w, tomas } = world;
  const { p } = await planned("Catalogue");
  const answer = await fetch(`${server.url}/api/workspaces/${w}/projects/${p}/files/mspdi`, { headers: { cookie: tomas.cookie } });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect(readMspdi(bytes).plan.finish).toBe("2026-03-20T17:00");
  const made = await tomas.ok("importFile", { params: { w }, bytes, headers: { "x-file-name": "catalogue.xml" } });
  const again = made.made[0]!.id;
  expect((await tomas.ok("getProject", { params: { w, p: again } })).finishBy).toBe("2026-03-20T17:00");
  expect(await datesOf(again)).toEqual(await datesOf(p));
});

test("an alternative of it asks what another end would mean", async () => {
  const { w, tomas } = world;
  const { p } = await planned("Reading");
  const { id: a } = await tomas.ok("makeAlternative", { params: { w, p }, body: { name: "A week earlier" } });
  await tomas.ok("changeAlternative", { params: { w, p, a }, version: 1, body: { start: "2026-03-13T17:00" } });
  expect((await tomas.ok("getAlternative", { params: { w, p, a } })).figures).toMatchObject({
    real: { start: "2026-03-18T09:00", finish: "2026-03-20T17:00" },
    assumed: { start: "2026-03-11T09:00", finish: "2026-03-13T17:00" },
  });
  await tomas.ok("adoptAlternative", { params: { w, p, a } });
  expect(await tomas.ok("getProject", { params: { w, p } })).toMatchObject({ start: "2026-03-11T09:00", finishBy: "2026-03-13T17:00" });
  await tomas.ok("revertAlternative", { params: { w, p, a } });
  expect(await tomas.ok("getProject", { params: { w, p } })).toMatchObject({ start: "2026-03-18T09:00", finishBy: "2026-03-20T17:00" });
});
