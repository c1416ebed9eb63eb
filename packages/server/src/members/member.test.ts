import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Client,
  type TestServer,
  type World,
  callOperation,
  libraryOn,
  personOn,
  startTestServer,
} from "../../../testkit/src/index.ts";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const events = async (name: string, by: Client = world.ines) =>
  (await by.ok("listJournal", { params: { w: world.w }, query: { name } })).items;
const member = async (id: string) => (await world.ines.ok("listMembers", { params: { w: world.w } })).items.find((one) => one.id === id);
const setRole = async (by: Client, who: string, role: string) =>
  by.call("changeMember", { params: { w: world.w, m: who }, body: { role }, version: (await member(who))?.version ?? 1 });

/** Somebody new in the library, by the front door. */
async function join(name: string, role: "owner" | "admin" | "member" | "guest"): Promise<Client> {
  const { url } = await world.ines.ok("invite", { params: { w: world.w }, body: { role } });
  const client = await personOn(server, { name, email: `${name.toLowerCase().replace(/ /g, ".")}@lindgren.example` });
  await client.ok("acceptInvitation", { params: { token: url.split("/").at(-1) as string }, body: {} });
  return client;
}

test("a change of role is told with who did it and what it was", async () => {
  expect(await setRole(world.ines, world.tomas.personId, "admin")).toMatchObject({ status: 200, body: { role: "admin", version: 2 } });
  expect((await events("member.changed"))[0]).toMatchObject({
    actor: { name: "Ines Okafor" },
    subjectId: world.tomas.personId,
    version: 2,
    data: { role: "admin", was: "member" },
  });
});

test("an admin gives and changes no role above their own, and members change nobody's", async () => {
  expect(await setRole(world.tomas, world.mei.personId, "owner")).toMatchObject({ status: 403, body: { code: "role_above_own" } });
  expect(await setRole(world.tomas, world.tomas.personId, "owner")).toMatchObject({ status: 403, body: { code: "role_above_own" } });
  expect(await setRole(world.tomas, world.ines.personId, "guest")).toMatchObject({ status: 403, body: { code: "role_above_own" } });
  expect(await world.tomas.call("removeMember", { params: { w: world.w, m: world.ines.personId } })).toMatchObject({
    status: 403,
    body: { code: "role_above_own" },
  });
  expect(
    await world.tomas.call("erasePerson", { params: { w: world.w, m: world.mei.personId }, body: { confirm: "erase" } }),
  ).toMatchObject({ status: 403, body: { code: "forbidden" } });
  expect(await setRole(world.mei, world.mei.personId, "admin")).toMatchObject({ status: 403, body: { code: "forbidden" } });
  expect(await setRole(world.freya, world.freya.personId, "member")).toMatchObject({ status: 403, body: { code: "forbidden" } });
});

test("the last owner can be neither demoted, nor removed, nor erased", async () => {
  expect(await setRole(world.ines, world.ines.personId, "admin")).toMatchObject({ status: 409, body: { code: "last_owner" } });
  expect(await world.ines.call("removeMember", { params: { w: world.w, m: world.ines.personId } })).toMatchObject({
    status: 409,
    body: { code: "last_owner" },
  });
  expect(
    await world.ines.call("erasePerson", { params: { w: world.w, m: world.ines.personId }, body: { confirm: "erase" } }),
  ).toMatchObject({ status: 409, body: { code: "last_owner" } });
});

test("of two owners who demote each other at once, one stays", async () => {
  const samir = await join("Samir Haddad", "owner");
  const [mine, his] = [(await member(world.ines.personId))!.version, (await member(samir.personId))!.version];
  const answers = await Promise.all([
    world.ines.call("changeMember", { params: { w: world.w, m: samir.personId }, body: { role: "admin" }, version: his }),
    samir.call("changeMember", { params: { w: world.w, m: world.ines.personId }, body: { role: "admin" }, version: mine }),
  ]);
  expect(answers.map((answer) => answer.status).filter((status) => status === 200)).toHaveLength(1);
  // Whoever is left gives it back, so that the tests after this have Ines.
  if (answers[1]!.status === 200)
    expect(
      await samir.call("changeMember", { params: { w: world.w, m: world.ines.personId }, body: { role: "owner" }, version: mine + 1 }),
    ).toMatchObject({ status: 200 });
  expect(await setRole(world.ines, samir.personId, "member")).toMatchObject({ status: 200 });
});

test("a stale change of a member is refused with what is there now", async () => {
  expect(
    await world.ines.call("changeMember", { params: { w: world.w, m: world.mei.personId }, body: { role: "admin" }, version: 99 }),
  ).toMatchObject({ status: 412, body: { code: "version_stale", params: { current: 1, now: { role: "member" } } } });
});

test("who is removed is out with the next request, and so is their key", async () => {
  const lucia = await join("Lucia Ferrari", "member");
  const { secret } = await lucia.ok("createKey", { params: { w: world.w }, body: { name: "Export", scopes: ["read"] } });
  const { w } = world;
  const task = await lucia.ok("createTask", { params: { w }, body: { title: "Count the folios" } });
  const file = await lucia.ok("attachFile", {
    params: { w, t: task.id },
    bytes: Buffer.from("plan"),
    headers: { "x-file-name": "plan.txt" },
  });
  const document = await lucia.ok("createDocument", { params: { w }, body: { title: "Folios" } });
  const withKey = () => callOperation(server, "getWorkspace", { params: { w: world.w } }, { authorization: `Bearer ${secret}` });
  expect(await withKey()).toMatchObject({ status: 200 });
  expect(await world.ines.call("removeMember", { params: { w: world.w, m: lucia.personId } })).toMatchObject({ status: 204 });
  expect(await lucia.call("getMyDay", { params: { w: world.w } })).toMatchObject({ status: 404, body: { code: "workspace_not_found" } });
  expect(await withKey()).toMatchObject({ status: 401 });
  const left = [
    await lucia.call("search", { params: { w }, query: { q: "folios" } }),
    await lucia.call("listRows", { params: { w }, query: {} }),
    await lucia.call("getAttachment", { params: { w, t: task.id, a: file.id } }),
    await lucia.call("pullUpdates", { params: { w, d: document.id }, query: {} }),
    await lucia.call("pushUpdate", { params: { w, d: document.id }, body: { update: "AAA=" } }),
  ];
  expect(left.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  expect(await lucia.ok("getMe")).toMatchObject({ workspaces: [] });
  expect((await events("member.removed"))[0]).toMatchObject({ subjectId: lucia.personId });
});

test("who leaves and comes again goes on counting where they ended, and finds no key alive", async () => {
  const amara = await join("Amara Diallo", "member");
  const { secret } = await amara.ok("createKey", { params: { w: world.w }, body: { name: "Desk", scopes: ["read"] } });
  await world.ines.ok("removeMember", { params: { w: world.w, m: amara.personId } });
  const { url } = await world.ines.ok("invite", { params: { w: world.w }, body: {} });
  await amara.ok("acceptInvitation", { params: { token: url.split("/").at(-1) as string }, body: {} });
  expect(
    (await world.ines.ok("listJournal", { params: { w: world.w }, query: { subject: amara.personId } })).items.map(({ name, version }) => [
      name,
      version,
    ]),
  ).toEqual([
    ["member.joined", 3],
    ["member.removed", 2],
    ["member.joined", 1],
  ]);
  expect(await callOperation(server, "getWorkspace", { params: { w: world.w } }, { authorization: `Bearer ${secret}` })).toMatchObject({
    status: 401,
  });
});

test("open work of who leaves has no owner afterwards, what a colleague gave them goes back, and what is closed stays theirs", async () => {
  const jonas = await join("Jonas Petrov", "member");
  const { w } = world;
  const project = await world.ines.ok("createProject", {
    params: { w },
    body: { name: "Move the rare-books room", start: "2026-03-02T09:00" },
  });
  const open = await world.ines.ok("addProjectTask", {
    params: { w, p: project.id },
    body: { title: "Pack the atlases", ownerId: jonas.personId },
  });
  const done = await world.ines.ok("addProjectTask", {
    params: { w, p: project.id },
    body: { title: "Order the crates", ownerId: jonas.personId },
  });
  await jonas.ok("completeTask", { params: { w, t: done.id }, body: {} });
  const given = await world.mei.ok("createTask", { params: { w }, body: { title: "Ask the binder", ownerId: jonas.personId } });
  await world.ines.ok("removeMember", { params: { w, m: jonas.personId } });
  expect(await world.ines.ok("getTask", { params: { w, t: open.id } })).toMatchObject({ owner: null, version: 2 });
  expect(await world.ines.ok("getTask", { params: { w, t: done.id } })).toMatchObject({
    owner: { name: "Jonas Petrov" },
    completion: { by: { id: jonas.personId } },
  });
  expect(await world.mei.ok("getTask", { params: { w, t: given.id } })).toMatchObject({
    owner: { id: world.mei.personId },
    home: { kind: "person", id: world.mei.personId },
  });
});

test("who leaves is on no open task of a plan any more, their role is asked for again, and the task can be planned on", async () => {
  const jonas = await join("Jonas Lindqvist", "member");
  const { w, ines } = world;
  const p = (await ines.ok("createProject", { params: { w }, body: { name: "Clear the attic", start: "2026-03-02T09:00" } })).id;
  const add = (title: string, assignments: object[]) =>
    ines.ok("addProjectTask", { params: { w, p }, body: { title, workingMinutes: 60, planning: { assignments } } as never });
  const byName = await add("Carry", [
    { personId: jonas.personId, percent: 50 },
    { personId: ines.personId, percent: 50 },
  ]);
  const byRole = await add("Sort", [{ personId: jonas.personId, percent: 40, role: "Archivist" }]);
  await ines.ok("removeMember", { params: { w, m: jonas.personId } });
  const planningOf = async (t: string) => (await ines.ok("getTask", { params: { w, t } })).plan?.planning;
  expect(await planningOf(byName.id)).toEqual({ assignments: [{ personId: ines.personId, percent: 50 }] });
  expect(await planningOf(byRole.id)).toEqual({ placeholders: [{ role: "Archivist", percent: 40, count: 1 }] });
  const planning = { ...(await planningOf(byName.id)), interruptible: true };
  expect((await ines.call("changeTask", { params: { w, t: byName.id }, version: 2, body: { planning } })).status).toBe(200);
});

test("an open step of a run that was theirs falls to the process's owner, and so does a run to come", async () => {
  const { w, ines } = world;
  const karl = await join("Karl Berg", "member");
  const process = await ines.ok("createProcess", { params: { w }, body: { name: "Digitise a volume on request" } });
  const definition = {
    purpose: "",
    roles: [{ key: "scanner", name: "Scanner" }],
    fields: [],
    intake: [],
    deliverable: null,
    steps: [{ id: "scan", title: "Scan it", instructions: "", kind: "task", role: "scanner", due: null, fields: [], checklist: [] }],
  };
  await ines.ok("saveDraft", { params: { w, p: process.id }, body: { definition }, version: 1 });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  const current = await ines.ok("getProcess", { params: { w, p: process.id } });
  await ines.ok("changeProcess", {
    params: { w, p: process.id },
    body: { fillings: [{ role: "scanner", personId: karl.personId, teamId: null }] },
    version: current.version,
  });
  const run = await ines.ok("startRun", { params: { w, p: process.id }, body: {} });
  const taskOf = async (home: string) => (await ines.ok("listTasks", { params: { w }, query: { home } })).items[0]!;
  expect(await taskOf(run.id)).toMatchObject({ owner: { name: "Karl Berg" } });
  await ines.ok("removeMember", { params: { w, m: karl.personId } });
  expect(await taskOf(run.id)).toMatchObject({ owner: { id: ines.personId } });
  expect((await events("step.reassigned"))[0]).toMatchObject({ subjectId: run.id });
  const next = await ines.ok("startRun", { params: { w, p: process.id }, body: {} });
  expect(await taskOf(next.id)).toMatchObject({ owner: { id: ines.personId } });
});

test("an erased person has no name, no address and no way in anywhere, and what they did stays", async () => {
  const nadia = await join("Nadia Rossi", "member");
  const { w } = world;
  const task = await nadia.ok("createTask", { params: { w }, body: { title: "Label the shelves", ownerId: world.mei.personId } });
  await world.ines.ok("invite", { params: { w }, body: { email: "nadia.rossi@lindgren.example" } });
  expect(await world.ines.call("erasePerson", { params: { w, m: nadia.personId }, body: { confirm: "erase" } })).toMatchObject({
    status: 204,
  });
  expect(await nadia.call("getMe")).toMatchObject({ status: 401 });
  expect(await world.mei.ok("getTask", { params: { w, t: task.id } })).toMatchObject({ createdBy: { id: nadia.personId, name: "" } });
  expect((await events("person.erased"))[0]).toMatchObject({ subjectId: nadia.personId });
  const left = JSON.stringify([
    await events("member.joined"),
    (await world.ines.ok("listInvitations", { params: { w } })).items,
    (await world.ines.ok("listMembers", { params: { w } })).items,
  ]);
  expect(left).not.toMatch(/nadia/i);
});

test("who owns one workspace can't erase a person out of another", async () => {
  const w = (await world.stranger.ok("getMe")).workspaces[0]!.id;
  const { url } = await world.stranger.ok("invite", { params: { w }, body: {} });
  await world.mei.ok("acceptInvitation", { params: { token: url.split("/").at(-1) as string }, body: {} });
  expect(await world.stranger.call("erasePerson", { params: { w, m: world.mei.personId }, body: { confirm: "erase" } })).toMatchObject({
    status: 403,
    body: { code: "forbidden" },
  });
  expect(await world.mei.ok("getMe")).toMatchObject({ person: { name: "Mei Tanaka" } });
});

test("who is of another workspace is nobody here, and a member of theirs can't be reached from here", async () => {
  for (const operation of ["changeMember", "removeMember"] as const) {
    expect(
      await world.ines.call(operation, {
        params: { w: world.w, m: world.stranger.personId },
        body: operation === "changeMember" ? { role: "guest" } : undefined,
        version: 1,
      }),
    ).toMatchObject({ status: 404, body: { code: "member_not_found" } });
  }
  expect(await world.stranger.call("listMembers", { params: { w: world.w } })).toMatchObject({
    status: 404,
    body: { code: "workspace_not_found" },
  });
});

test("a guest sees who is here, without addresses", async () => {
  const { items } = await world.freya.ok("listMembers", { params: { w: world.w } });
  expect(items.find((one) => one.id === world.ines.personId)).toMatchObject({ name: "Ines Okafor", email: "" });
  expect(items.find((one) => one.id === world.freya.personId)).toMatchObject({ email: "freya@lindgren.example" });
});

test("members are listed page by page, each once", async () => {
  const names: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: { items: { name: string }[]; next: string | null } = await world.ines.ok("listMembers", {
      params: { w: world.w },
      query: { limit: 2, ...(cursor !== undefined && { cursor }) },
    });
    names.push(...page.items.map((item) => item.name));
    cursor = page.next;
  }
  expect(names).toEqual([...new Set(names)].sort());
  expect(names.length).toBe((await world.ines.ok("listMembers", { params: { w: world.w } })).items.length);
});

test("somebody says what they can do; members see it, guests only their own, and saying it again puts it in its place", async () => {
  const { w, tomas, mei, freya } = world;
  await tomas.ok("putMySkills", { params: { w }, body: { skills: ["Latin", "Bookbinding", "latin"] } });
  const skillsOf = async (reader: typeof tomas) =>
    (await reader.ok("listMembers", { params: { w } })).items.find((one) => one.id === tomas.personId)?.skills;
  expect([await skillsOf(mei), await skillsOf(freya)]).toEqual([["Bookbinding", "latin"], []]);
  await tomas.ok("putMySkills", { params: { w }, body: { skills: [] } });
  expect(await skillsOf(mei)).toEqual([]);
  expect((await tomas.call("putMySkills", { params: { w }, body: { skills: ["a\u202eb"] } })).status).toBe(400);
});
