import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Definition, Step } from "@rondo/core/process";
import { type Client, type TestServer, type World, libraryOn, personOn, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const work = (id: string, role: string | null): Step => ({
  id,
  title: id,
  instructions: "",
  kind: "task",
  role,
  due: null,
  fields: [],
  checklist: [],
});
const plain = (steps: Step[], more: Partial<Definition> = {}): Definition => ({
  purpose: "",
  roles: [
    { key: "desk", name: "Desk" },
    { key: "lead", name: "Lead" },
  ],
  fields: [],
  intake: [],
  deliverable: null,
  steps,
  ...more,
});
type Filling = { role: string; personId: string | null; teamId: string | null };
const fills = (role: string, personId: string | null, teamId: string | null = null): Filling => ({ role, personId, teamId });

async function published(by: Client, definition: Definition, everyone: "contributor" | null = "contributor"): Promise<string> {
  const process = await by.ok("createProcess", {
    params: { w: world.w },
    body: { name: "Digitise a volume on request", definition, everyone },
  });
  await by.ok("publish", { params: { w: world.w, p: process.id }, body: {} });
  return process.id;
}
let joined = 0;
async function join(role = "member"): Promise<Client> {
  const person = await personOn(server, { name: "Lucia Ferrari", email: `lucia${(joined += 1)}@lindgren.example` });
  await server.system.database.inWorkspace(world.w, (tx) =>
    tx.change(sql`insert into membership (workspace_id, person_id, role) values (current_workspace(), ${person.personId}, ${role})`),
  );
  return person;
}
const start = (by: Client, p: string, body: { fillings?: Filling[]; answers?: Record<string, unknown> } = {}) =>
  by.ok("startRun", { params: { w: world.w, p }, body });
const at = async (r: string) => (await world.ines.ok("getRun", { params: { w: world.w, r } })).at;
const done = (who: Client, t: string) => who.ok("completeTask", { params: { w: world.w, t }, body: {} });
const remove = (who: Client) => world.ines.ok("removeMember", { params: { w: world.w, m: who.personId } });

test("who works a step gains no right on the next: neither sees it nor approves it", async () => {
  const { w, ines, mei, freya } = world;
  const approval: Step = {
    id: "check",
    title: "check",
    instructions: "",
    kind: "approval",
    role: "lead",
    due: null,
    fields: [],
    returnTo: null,
  };
  const p = await published(ines, plain([work("fetch", "desk"), approval]), null);
  const run = await start(ines, p, { fillings: [fills("desk", freya.personId), fills("lead", mei.personId)] });
  await done(freya, run.at[0]!.taskId!);
  const [next] = await at(run.id);
  expect(next).toMatchObject({ stepId: "check", owner: { id: mei.personId } });
  expect(await freya.call("decide", { params: { w, t: next!.taskId! }, body: { verdict: "approve" } })).toMatchObject({ status: 404 });
  expect(await freya.call("getTask", { params: { w, t: next!.taskId! } })).toMatchObject({ status: 404 });
});

test("a role filled with somebody who has left meanwhile falls to the process's owner", async () => {
  const { ines, tomas } = world;
  const lucia = await join();
  const p = await published(tomas, plain([work("fetch", "desk"), work("scan", "lead")]));
  const run = await start(ines, p, { fillings: [fills("desk", tomas.personId), fills("lead", lucia.personId)] });
  await remove(lucia);
  await done(tomas, run.at[0]!.taskId!);
  expect(await at(run.id)).toMatchObject([{ stepId: "scan", owner: { id: tomas.personId } }]);
});

test("where the process's owner has left too, to whoever started the run, and then to an owner of the workspace", async () => {
  const { ines, mei, w } = world;
  const [lucia, starter] = [await join(), await join()];
  const p = await published(lucia, plain([work("fetch", "desk"), work("scan", "lead"), work("shelve", null)]));
  const run = await start(starter, p, { fillings: [fills("desk", mei.personId)] });
  await remove(lucia);
  await done(mei, run.at[0]!.taskId!);
  const [scan] = await at(run.id);
  expect(scan).toMatchObject({ stepId: "scan", owner: { id: starter.personId } });
  await remove(starter);
  expect(await at(run.id)).toMatchObject([{ stepId: "scan", owner: { id: ines.personId } }]);
  await done(ines, scan!.taskId!);
  expect(await at(run.id)).toMatchObject([{ stepId: "shelve", owner: { id: ines.personId } }]);
  expect((await ines.ok("listTaskEvents", { params: { w, t: scan!.taskId! } })).items.map((event) => event.name)).toEqual([
    "task.assigned",
  ]);
});

test("a role that a team fills falls on when the team is gone or nobody is in it, and a project has an owner", async () => {
  const { ines, tomas, mei, w } = world;
  const team = await ines.ok("createTeam", { params: { w }, body: { name: "Digitisation", memberIds: [mei.personId] } });
  const open: Step = { id: "big", title: "big", instructions: "", kind: "project", name: "Too big", role: "lead", wait: true };
  const p = await published(tomas, plain([work("fetch", "desk"), work("scan", "lead"), open]));
  const run = await start(ines, p, { fillings: [fills("desk", tomas.personId), fills("lead", null, team.id)] });
  await done(tomas, run.at[0]!.taskId!);
  const [scan] = await at(run.id);
  expect(await ines.ok("getTask", { params: { w, t: scan!.taskId! } })).toMatchObject({ owner: null, team: { id: team.id } });
  await done(mei, scan!.taskId!);
  const { projectId } = (await ines.ok("getRun", { params: { w, r: run.id } })).steps.find((step) => step.stepId === "big")!;
  expect(await ines.ok("getProject", { params: { w, p: projectId! } })).toMatchObject({ owner: { id: tomas.personId } });
  const again = await start(ines, p, { fillings: [fills("desk", tomas.personId), fills("lead", null, team.id)] });
  await ines.ok("deleteTeam", { params: { w, team: team.id } });
  await done(tomas, again.at[0]!.taskId!);
  expect(await at(again.id)).toMatchObject([{ stepId: "scan", owner: { id: tomas.personId } }]);
});

test("a team or a person of another workspace is refused, in a role and in an answer", async () => {
  const { ines, stranger, w } = world;
  const elsewhere = (await stranger.ok("getMe")).workspaces[0]!.id;
  const theirs = await stranger.ok("createTeam", { params: { w: elsewhere }, body: { name: "Theirs" } });
  const p = await published(
    ines,
    plain([work("fetch", "desk")], { fields: [{ key: "who", label: "For whom?", kind: "person" }], intake: ["who"] }),
  );
  const tried = (body: object) => ines.call("startRun", { params: { w, p }, body });
  expect(await tried({ fillings: [fills("desk", null, theirs.id)] })).toMatchObject({ status: 404, body: { code: "team_not_found" } });
  expect(await tried({ answers: { who: stranger.personId } })).toMatchObject({
    status: 422,
    body: { code: "field_invalid", params: { fields: "For whom?" } },
  });
  expect(await tried({ answers: { who: "nobody" } })).toMatchObject({ status: 422 });
  expect(await tried({ answers: { who: ines.personId } })).toMatchObject({ status: 201 });
});

test("of two incidents, the one of the step that is named is tried again, whatever its neighbour is called", async () => {
  const { ines, w } = world;
  const fork = (id: string, key: string): Step => ({
    id,
    title: id,
    instructions: "",
    kind: "decision",
    branches: [
      { id: `${id}y`, label: "Yes", when: `${key} > 1`, steps: [work(`do-${id}`, null)] },
      { id: `${id}n`, label: "No", when: null, steps: [] },
    ],
  });
  const p = await published(
    ines,
    plain(
      [
        {
          id: "both",
          title: "both",
          instructions: "",
          kind: "parallel",
          branches: [
            { id: "a", label: "A", steps: [fork("fork2", "two")] },
            { id: "b", label: "B", steps: [fork("fork", "one")] },
          ],
        },
      ],
      {
        fields: [
          { key: "one", label: "One", kind: "number" },
          { key: "two", label: "Two", kind: "number" },
        ],
        intake: ["one", "two"],
      },
    ),
  );
  const run = await start(ines, p);
  expect(run.incidents.map((incident) => incident.stepId).sort()).toEqual(["fork", "fork2"]);
  const after = await ines.ok("retryIncident", { params: { w, r: run.id }, body: { stepId: "fork", answers: { one: 2 } } });
  expect(after.incidents.map((incident) => incident.stepId)).toEqual(["fork2"]);
  expect(after.at.map((place) => place.stepId)).toEqual(["do-fork"]);
});
