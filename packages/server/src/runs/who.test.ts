import { afterAll, beforeAll, expect, test } from "vitest";
import type { Definition, Step, Who } from "@rondo/core/process";
import { type Client, type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const work = (id: string, role: string | null, who?: Who): Step => ({
  id,
  title: id,
  instructions: "",
  kind: "task",
  role,
  due: null,
  fields: [],
  checklist: [],
  ...(who !== undefined && { who }),
});
const approval = (id: string, role: string | null, who?: Who): Step => ({
  id,
  title: id,
  instructions: "",
  kind: "approval",
  role,
  due: null,
  fields: [],
  returnTo: null,
  ...(who !== undefined && { who }),
});
const plain = (steps: Step[]): Definition => ({
  purpose: "",
  roles: [
    { key: "desk", name: "Desk" },
    { key: "lead", name: "Lead" },
  ],
  fields: [],
  intake: [],
  deliverable: null,
  steps,
});
type Filling = { role: string; personId: string | null; teamId: string | null };
const fills = (role: string, personId: string | null, teamId: string | null = null): Filling => ({ role, personId, teamId });

async function published(definition: Definition): Promise<string> {
  const { w, ines } = world;
  const process = await ines.ok("createProcess", {
    params: { w },
    body: { name: "Digitise a volume on request", definition, everyone: "contributor" },
  });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  return process.id;
}
const start = (p: string, fillings: Filling[], by: Client = world.ines) =>
  by.ok("startRun", { params: { w: world.w, p }, body: { fillings } });
const read = (r: string) => world.ines.ok("getRun", { params: { w: world.w, r } });
const done = (who: Client, t: string) => who.ok("completeTask", { params: { w: world.w, t }, body: {} });
type Run = Awaited<ReturnType<typeof read>>;
const held = (run: Run) =>
  run.steps
    .filter((step) => step.state === "open")
    .map((step) => [step.stepId, step.owner?.name ?? step.team?.name ?? null, step.given?.code ?? null]);
const open = (run: Run, stepId: string): string => run.at.find((place) => place.stepId === stepId)?.taskId as string;

const team = async (name: string, ...members: Client[]): Promise<string> =>
  (await world.ines.ok("createTeam", { params: { w: world.w }, body: { name, memberIds: members.map(({ personId }) => personId) } })).id;

test("four eyes: the step goes to somebody else, and neither a right nor a gift lets the same person do it", async () => {
  const { w, ines, tomas, mei } = world;
  const p = await published(plain([work("write", "desk"), approval("release", "lead", { give: "role", except: ["write"] })]));
  let run = await start(p, [fills("desk", tomas.personId), fills("lead", tomas.personId)]);
  await done(tomas, open(run, "write"));
  run = await read(run.id);
  expect(held(run)).toEqual([["release", "Ines Okafor", "fourEyes"]]);
  const t = open(run, "release");
  expect((await tomas.call("decide", { params: { w, t }, body: { verdict: "approve" } })).body).toMatchObject({
    code: "four_eyes",
    status: 409,
  });
  expect((await ines.call("reassignStep", { params: { w, t }, body: { personId: tomas.personId } })).body).toMatchObject({
    code: "four_eyes",
  });
  await ines.ok("reassignStep", { params: { w, t }, body: { personId: mei.personId } });
  expect((await mei.ok("decide", { params: { w, t }, body: { verdict: "approve" } })).state).toBe("completed");
});

test("nobody approves what they asked for themselves", async () => {
  const { w, ines, tomas } = world;
  const p = await published(plain([approval("release", "lead", { give: "role", notRequester: true })]));
  const run = await start(p, [fills("lead", tomas.personId)], tomas);
  expect(held(await read(run.id))).toEqual([["release", "Ines Okafor", "fourEyes"]]);
  expect((await tomas.call("decide", { params: { w, t: open(run, "release") }, body: { verdict: "approve" } })).body).toMatchObject({
    code: "four_eyes",
  });
  await ines.ok("decide", { params: { w, t: open(run, "release") }, body: { verdict: "approve" } });
});

test("in turn: each run's step goes to the next of the team, and the record says why", async () => {
  const { w, ines, tomas, mei } = world;
  const scanners = await team("Scanners", tomas, mei);
  const p = await published(plain([work("scan", "desk", { give: "turn" }), work("send", "lead", { give: "same", of: "scan" })]));
  const runs = [];
  for (let n = 0; n < 4; n += 1) runs.push(await start(p, [fills("desk", null, scanners), fills("lead", ines.personId)]));
  const owners = runs.map((run) => held(run)[0]?.[1]);
  expect(new Set(owners.slice(0, 2))).toEqual(new Set(["Tomas Brandt", "Mei Tanaka"]));
  expect(owners.slice(2)).toEqual(owners.slice(0, 2));
  expect(runs.map((run) => held(run)[0]?.[2])).toEqual(["turn", "turn", "turn", "turn"]);
  const [first] = runs as [Run];
  const who = first.steps[0]?.owner?.id === mei.personId ? mei : tomas;
  await done(who, open(first, "scan"));
  expect(held(await read(first.id))).toEqual([["send", first.steps[0]?.owner?.name, "same"]]);
  const events = (await ines.ok("listRunEvents", { params: { w, r: first.id } })).items.filter(({ name }) => name === "step.given");
  expect(events.map(({ data }) => data["why"])).toEqual([{ code: "turn" }, { code: "same" }]);
});

test("least loaded: whoever has the least open work gets it", async () => {
  const { w, tomas, mei } = world;
  const pair = await team("Pair", tomas, mei);
  for (let n = 0; n < 30; n += 1) await tomas.ok("createTask", { params: { w }, body: { title: `Shelve ${n}` } });
  const p = await published(plain([work("scan", "desk", { give: "load" })]));
  expect(held(await start(p, [fills("desk", null, pair)]))).toEqual([["scan", "Mei Tanaka", "load"]]);
});

test("whoever stands in gets the steps of whoever is away, and the manager decides about their own people's", async () => {
  const { w, ines, tomas, mei, freya } = world;
  await ines.ok("changeCapacity", {
    params: { w, m: mei.personId },
    body: { reservedPercent: 0, leave: [{ from: "2026-01-01", to: "2099-12-31" }], standInId: tomas.personId },
  });
  const p = await published(plain([work("assess", "desk"), approval("agree", "lead", { give: "manager", of: "assess" })]));
  const run = await start(p, [fills("desk", mei.personId), fills("lead", freya.personId)]);
  expect(run.steps[0]?.given).toEqual({ code: "standIn", of: { id: mei.personId, name: "Mei Tanaka" }, until: "2099-12-31", open: null });
  const members = (await ines.ok("listMembers", { params: { w } })).items;
  const target = members.find(({ id }) => id === tomas.personId);
  const changed = await ines.ok("changeMember", {
    params: { w, m: tomas.personId },
    version: target?.version as number,
    body: { managerId: ines.personId },
  });
  expect(changed.manager).toEqual({ id: ines.personId, name: "Ines Okafor" });
  await done(tomas, open(run, "assess"));
  const after = await read(run.id);
  expect(after.steps.find(({ stepId }) => stepId === "agree")?.given).toMatchObject({ code: "manager", of: { name: "Tomas Brandt" } });
  expect(held(after)).toEqual([["agree", "Ines Okafor", "manager"]]);
  await ines.ok("changeCapacity", { params: { w, m: mei.personId }, body: { reservedPercent: 0, leave: [], standInId: null } });
});

test("filling a role late, or anew, moves its open steps and no others", async () => {
  const { w, ines, tomas, mei } = world;
  const p = await published(
    plain([
      work("one", "desk"),
      {
        id: "both",
        title: "both",
        instructions: "",
        kind: "parallel",
        branches: [
          { id: "a", label: "A", steps: [work("two", "desk")] },
          { id: "b", label: "B", steps: [work("three", "lead")] },
        ],
      },
    ]),
  );
  let run = await start(p, []);
  expect(held(run)).toEqual([["one", "Ines Okafor", null]]);
  run = await ines.ok("fillRole", { params: { w, r: run.id, role: "desk" }, body: { personId: tomas.personId } });
  expect(held(run)).toEqual([["one", "Tomas Brandt", null]]);
  await done(tomas, open(run, "one"));
  run = await ines.ok("fillRole", { params: { w, r: run.id, role: "desk" }, body: { personId: mei.personId } });
  expect(held(run).sort()).toEqual([
    ["three", "Ines Okafor", null],
    ["two", "Mei Tanaka", null],
  ]);
  expect(run.steps.find(({ stepId }) => stepId === "one")?.by?.name).toBe("Tomas Brandt");
  const crew = await team("Crew", tomas);
  run = await ines.ok("fillRole", { params: { w, r: run.id, role: "desk" }, body: { teamId: crew } });
  expect(held(run).sort()).toEqual([
    ["three", "Ines Okafor", null],
    ["two", "Crew", null],
  ]);
  expect((await ines.call("fillRole", { params: { w, r: run.id, role: "cook" }, body: { personId: mei.personId } })).body).toMatchObject({
    code: "role_unknown",
  });
});

test("each tick of a checklist is kept with who made it, and a step that asks for all of them waits for all", async () => {
  const { w, ines, tomas, mei } = world;
  const step: Step = {
    id: "pack",
    title: "Pack",
    instructions: "",
    kind: "task",
    role: "desk",
    due: null,
    fields: [],
    checklist: [
      { id: "box", title: "Box" },
      { id: "slip", title: "Slip" },
    ],
    checkAll: true,
  };
  const run = await start(await published(plain([step])), [fills("desk", tomas.personId)]);
  const t = open(run, "pack");
  await mei.ok("checkItem", { params: { w, t, item: "box" } });
  await tomas.ok("checkItem", { params: { w, t, item: "slip" } });
  const taken = await tomas.ok("uncheckItem", { params: { w, t, item: "slip" } });
  expect(taken.steps[0]?.checks.map(({ item, by }) => [item, by?.name])).toEqual([["box", "Mei Tanaka"]]);
  expect((await tomas.call("completeTask", { params: { w, t }, body: {} })).body).toMatchObject({
    code: "checklist_open",
    params: { count: 1 },
  });
  expect((await tomas.call("checkItem", { params: { w, t, item: "ink" } })).body).toMatchObject({ code: "checklist_item_unknown" });
  await tomas.ok("checkItem", { params: { w, t, item: "slip" } });
  await done(tomas, t);
  const after = await read(run.id);
  expect([after.state, after.steps[0]?.checked, after.steps[0]?.checks.map(({ by }) => by?.name)]).toEqual([
    "completed",
    ["box", "slip"],
    ["Mei Tanaka", "Tomas Brandt"],
  ]);
  expect((await ines.ok("listRunEvents", { params: { w, r: run.id } })).items.filter(({ name }) => name.startsWith("point."))).toHaveLength(
    4,
  );
});

test("somebody in two of the deciding roles has one vote; the other falls to somebody else at once", async () => {
  const { w, ines, tomas, mei } = world;
  const decide = (who: Client, t: string) => who.call("decide", { params: { w, t }, body: { verdict: "approve" } });
  const p = await published({
    ...plain([{ ...approval("release", null), approvers: { roles: ["desk", "lead"], rule: "all" } } as Step, work("publish", "desk")]),
  });
  let run = await start(p, [fills("desk", mei.personId), fills("lead", mei.personId)]);
  // Both roles are hers; the second is given to somebody else from the start.
  const [first, second] = [mei, ines].map((who) => run.at.find(({ owner }) => owner?.id === who.personId)?.taskId) as [string, string];
  await ines.ok("reassignStep", { params: { w, t: second }, body: { personId: mei.personId } });
  expect(await decide(mei, first)).toMatchObject({ status: 200 });
  run = await read(run.id);
  expect(held(run)).toEqual([["release", "Ines Okafor", "fourEyes"]]);
  expect(await decide(mei, second)).toMatchObject({ status: 409, body: { code: "four_eyes" } });
  expect(await ines.call("reassignStep", { params: { w, t: second }, body: { personId: mei.personId } })).toMatchObject({
    status: 409,
    body: { code: "four_eyes" },
  });
  expect(await decide(tomas, second)).toMatchObject({ status: 403 });
  expect(await decide(ines, second)).toMatchObject({ status: 200, body: { at: [{ stepId: "publish" }] } });
});

test("whoever rejects chooses the earlier step, where the approval lets them", async () => {
  const { w, mei } = world;
  const reject = (t: string, to: string) =>
    mei.call("decide", { params: { w, t }, body: { verdict: "reject", comment: "Page 3 is missing", to } });
  const p = await published(
    plain([
      work("scan", "desk"),
      work("describe", "desk"),
      { ...approval("check", "desk"), returnTo: "describe", returnChoice: true } as Step,
      work("shelve", "desk"),
      { ...approval("last", "desk"), returnTo: "shelve" } as Step,
    ]),
  );
  let run = await start(p, [fills("desk", mei.personId)]);
  for (const stepId of ["scan", "describe"]) {
    await done(mei, open(run, stepId));
    run = await read(run.id);
  }
  expect(await reject(open(run, "check"), "shelve")).toMatchObject({ status: 409, body: { code: "step_out_of_reach" } });
  expect(await reject(open(run, "check"), "scan")).toMatchObject({ status: 200, body: { at: [{ stepId: "scan" }] } });
});

test("an approval is decided by whoever has it, by those who fill its role, and by managers of the process; a colleague neither decides nor takes it", async () => {
  const { w, ines, tomas, mei } = world;
  const decide = (who: Client, t: string) => who.call("decide", { params: { w, t }, body: { verdict: "approve" } });
  const refused = { status: 403, body: { code: "forbidden" } };
  const p = await published(plain([approval("check", "desk"), approval("sign", "lead", { give: "turn" }), approval("last", "desk")]));
  const leads = await team("Leads", mei, tomas);
  let run = await start(p, [fills("desk", mei.personId), fills("lead", null, leads)]);
  const check = open(run, "check");
  expect((await tomas.ok("getRun", { params: { w, r: run.id } })).steps[0]).toMatchObject({ mayDecide: false });
  expect((await mei.ok("getRun", { params: { w, r: run.id } })).steps[0]).toMatchObject({ mayDecide: true });
  expect(await decide(tomas, check)).toMatchObject(refused);
  expect(await tomas.call("askBack", { params: { w, t: check }, body: { text: "Why?", to: "requester" } })).toMatchObject(refused);
  expect(await tomas.call("reassignStep", { params: { w, t: check }, body: { personId: tomas.personId } })).toMatchObject(refused);
  expect(
    (await tomas.ok("changeRows", { params: { w }, body: { changes: [{ kind: "task", id: check, set: { ownerId: tomas.personId } }] } }))
      .refused,
  ).toMatchObject([{ code: "forbidden" }]);
  expect(await decide(mei, check)).toMatchObject({ status: 200 });
  expect(await mei.ok("getTask", { params: { w, t: check } })).toMatchObject({ closedAs: "completed", step: { decision: "approved" } });
  run = await read(run.id);
  // Given to one of the team in turn: another of the team may decide it too.
  const [other, has] = run.at[0]?.owner?.id === mei.personId ? [tomas, mei] : [mei, tomas];
  expect(run.at[0]).toMatchObject({ owner: { id: has.personId } });
  expect(await decide(other, open(run, "sign"))).toMatchObject({ status: 200 });
  run = await read(run.id);
  expect(await decide(tomas, open(run, "last"))).toMatchObject(refused);
  expect(await decide(ines, open(run, "last"))).toMatchObject({ status: 200, body: { state: "completed" } });
});
