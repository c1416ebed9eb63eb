import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Definition, type Step, compile } from "@rondo/core/process";
import { type RecordedEvent, type RunState, eventOf, evolve, newRun } from "@rondo/core/run";
import { type TestServer, type World, libraryOn, personOn, startTestServer } from "@rondo/testkit";
import type { Tx } from "../database/index.ts";
import { workIn } from "../http/index.ts";
import { advance } from "./index.ts";

/** What the first node read, statement by statement, while `listens`. */
let read: string[] | null = null;
const listening: NonNullable<Parameters<typeof startTestServer>[0]>["seeDatabase"] = (database) => ({
  ...database,
  inWorkspace: (workspaceId, work, mode) =>
    database.inWorkspace(workspaceId, (tx) => work(mode === "read" || read === null ? tx : heard(tx)), mode),
});
function heard(tx: Tx): Tx {
  const note = <Row>(query: Parameters<Tx["rows"]>[0], rows: Promise<Row>): Promise<Row> => (
    read?.push(JSON.stringify(query.toOperationNode())),
    rows
  );
  return {
    ...tx,
    rows: (query) => note(query, tx.rows(query)),
    first: (query) => note(query, tx.first(query)),
    change: (query) => note(query, tx.change(query)),
  };
}

let one: TestServer;
let two: TestServer;
let world: World;
beforeAll(async () => {
  one = await startTestServer({ seeDatabase: listening });
  two = await startTestServer({ database: one.database, config: one.system.config });
  world = await libraryOn(one);
});
afterAll(async () => {
  await two.stop();
  await one.stop();
});

const work = (id: string, role: string, due: Extract<Step, { kind: "task" }>["due"] = null): Step => ({
  id,
  title: id,
  instructions: "",
  kind: "task",
  role,
  due,
  fields: [],
  checklist: [],
});
const both: Step = {
  id: "both",
  title: "both",
  instructions: "",
  kind: "parallel",
  branches: [
    { id: "1", label: "1", steps: [work("scan", "desk")] },
    { id: "2", label: "2", steps: [work("describe", "desk")] },
  ],
};
const definition = (steps: Step[]): Definition => ({
  purpose: "",
  roles: [
    { key: "desk", name: "Desk" },
    { key: "lead", name: "Lead" },
    { key: "archive", name: "Archive" },
  ],
  fields: [],
  intake: [],
  deliverable: null,
  steps,
});

async function published(steps: Step[]): Promise<string> {
  const { w, tomas } = world;
  const process = await tomas.ok("createProcess", {
    params: { w },
    body: { name: "Digitise a volume on request", definition: definition(steps), everyone: "contributor" },
  });
  await tomas.ok("publish", { params: { w, p: process.id }, body: {} });
  return process.id;
}

async function started(p: string, lead = world.mei.personId): Promise<string> {
  const { w, ines } = world;
  return (
    await ines.ok("startRun", {
      params: { w, p },
      body: {
        fillings: [
          { role: "desk", personId: ines.personId, teamId: null },
          { role: "lead", personId: lead, teamId: null },
        ],
      },
    })
  ).id;
}
const begun = async (steps: Step[], lead?: string): Promise<string> => started(await published(steps), lead);
const stateOf = async (r: string): Promise<RunState> =>
  (await one.system.database.inWorkspace(
    world.w,
    (tx) => tx.first(sql<{ state: RunState }>`select state from run where workspace_id = current_workspace() and run_id = ${r}`),
    "read",
  ))!.state;
const taskAt = async (r: string, step: string): Promise<string> => (await stateOf(r)).tokens.find(({ node }) => node === step)!.task!;
const answer = (server: TestServer, r: string, task: string): Promise<RunState> =>
  workIn(
    server.system,
    world.w,
    world.ines.personId,
    async (work) => (await advance(work, r, { type: "answer", by: world.ines.personId, task, answers: {} }))!,
  );
const away = async (personId: string, leave: { from: string; to: string }[]): Promise<void> => {
  await one.system.database.inWorkspace(world.w, (tx) =>
    tx.change(sql`
    insert into capacity (workspace_id, person_id, reserved_percent, leave, stand_in_id) values (current_workspace(), ${personId}, 0, ${JSON.stringify(leave)}::jsonb, ${world.ines.personId})
    on conflict (workspace_id, person_id) do update set leave = excluded.leave, stand_in_id = excluded.stand_in_id`),
  );
};
const archiveFilledBy = async (p: string, personId: string): Promise<void> => {
  await one.system.database.inWorkspace(world.w, (tx) =>
    tx.change(
      sql`update process set fillings = ${JSON.stringify([{ role: "archive", personId, teamId: null }])}::jsonb where workspace_id = current_workspace() and process_id = ${p}`,
    ),
  );
};
const open = async (r: string) => (await world.ines.ok("getRun", { params: { w: world.w, r } })).at;

async function rebuilt(r: string, steps: Step[]): Promise<void> {
  const events = await one.system.database.inWorkspace(
    world.w,
    (tx) =>
      tx.rows(
        sql<
          RecordedEvent & { version: number }
        >`select name, actor_id as actor, data, version from event where workspace_id = current_workspace() and subject_id = ${r} order by version`,
      ),
    "read",
  );
  expect(events.map(({ version }) => version)).toEqual(events.map((_, index) => index + 1));
  expect(events.reduce((state, row) => evolve(compile(definition(steps)), state, eventOf(row)), newRun())).toEqual(await stateOf(r));
}

test("a step of a run that this node had last is answered without reading the run", async () => {
  const r = await begun([work("fetch", "desk"), work("scan", "desk")]);
  const task = await taskAt(r, "fetch");
  read = [];
  const { tokens } = await answer(one, r, task);
  expect(read).toEqual([]);
  read = null;
  expect(tokens.map(({ node }) => node)).toEqual(["scan"]);
  await rebuilt(r, [work("fetch", "desk"), work("scan", "desk")]);
});

test("what another node did meanwhile is what the answer is about, and a step that is closed there is not open here", async () => {
  const steps = [work("fetch", "desk"), both, work("shelve", "desk")];
  const r = await begun(steps);
  await answer(one, r, await taskAt(r, "fetch"));
  const [scan, describe] = [await taskAt(r, "scan"), await taskAt(r, "describe")];
  await answer(two, r, scan);
  await expect(answer(one, r, scan)).rejects.toMatchObject({ code: "step_not_open" });
  expect((await answer(one, r, describe)).tokens.map(({ node }) => node)).toEqual(["shelve"]);
  await rebuilt(r, steps);
});

test("two nodes that answer two steps of one run in the same moment both do", async () => {
  const steps = [both, work("shelve", "desk")];
  for (let round = 0; round < 5; round += 1) {
    const r = await begun(steps);
    await Promise.all([answer(one, r, await taskAt(r, "scan")), answer(two, r, await taskAt(r, "describe"))]);
    expect((await open(r)).map(({ stepId }) => stepId)).toEqual(["shelve"]);
    await rebuilt(r, steps);
  }
});

test("who left the workspace since the run was seen is given nothing, and who is away has a stand-in", async () => {
  const { w, ines, tomas, mei } = world;
  const lucia = await personOn(one, { name: "Lucia Ferrari", email: "lucia@lindgren.example" });
  await one.system.database.inWorkspace(w, (tx) =>
    tx.change(sql`insert into membership (workspace_id, person_id, role) values (current_workspace(), ${lucia.personId}, 'member')`),
  );
  const first = await begun([work("fetch", "desk"), work("scan", "lead")], lucia.personId);
  await ines.ok("removeMember", { params: { w, m: lucia.personId } });
  await answer(one, first, await taskAt(first, "fetch"));
  expect(await open(first)).toMatchObject([{ stepId: "scan", owner: { id: tomas.personId } }]);
  const second = await begun([work("fetch", "desk"), work("scan", "lead")]);
  await away(mei.personId, [{ from: "2000-01-01", to: "2999-01-01" }]);
  await answer(one, second, await taskAt(second, "fetch"));
  expect(await open(second)).toMatchObject([{ stepId: "scan", owner: { id: ines.personId } }]);
});

test("a calendar that changed since the run was seen counts at once", async () => {
  const { w, ines } = world;
  const steps = [work("fetch", "desk"), work("scan", "desk", { from: "activation", workingMinutes: 10 })];
  const [before, after] = [await begun(steps), await begun(steps)];
  await answer(one, before, await taskAt(before, "fetch"));
  const calendar = (await ines.ok("listCalendars", { params: { w } })).items[0]!;
  await ines.ok("changeCalendar", {
    params: { w, c: calendar.id },
    version: calendar.version,
    body: { exceptions: [{ from: "2020-01-01", to: "2090-01-01", name: "Closed", shifts: [] }] },
  });
  await answer(one, after, await taskAt(after, "fetch"));
  const due = async (r: string): Promise<string> => (await open(r))[0]!.dueAt ?? "";
  expect((await due(after)) > "2090").toBe(true);
  expect((await due(before)) < "2090").toBe(true);
});

test("a run of a process that this node started lately begins without asking who is here and when they work", async () => {
  const p = await published([work("fetch", "desk")]);
  const asks = (text: string): boolean => (read ?? []).some((query) => query.includes(text));
  read = [];
  await started(p);
  expect([asks("from membership m left join capacity"), asks("week, c.exceptions")]).toEqual([true, true]);
  read = [];
  const r = await started(p);
  expect([asks("from membership m left join capacity"), asks("week, c.exceptions")]).toEqual([false, false]);
  read = null;
  expect(await open(r)).toMatchObject([{ stepId: "fetch", owner: { id: world.ines.personId } }]);
  await rebuilt(r, [work("fetch", "desk")]);
});

test("whoever left, or is away, since the last run began is given nothing of the next", async () => {
  const { w, ines, tomas, mei } = world;
  const jonas = await personOn(one, { name: "Jonas Brandt", email: "jonas@lindgren.example" });
  await one.system.database.inWorkspace(w, (tx) =>
    tx.change(sql`insert into membership (workspace_id, person_id, role) values (current_workspace(), ${jonas.personId}, 'member')`),
  );
  const q = await published([work("scan", "archive")]);
  await archiveFilledBy(q, jonas.personId);
  expect(await open(await started(q))).toMatchObject([{ owner: { id: jonas.personId } }]);
  await ines.ok("removeMember", { params: { w, m: jonas.personId } });
  await archiveFilledBy(q, jonas.personId);
  expect(await open(await started(q))).toMatchObject([{ owner: { id: tomas.personId } }]);
  const p = await published([work("scan", "lead")]);
  await away(mei.personId, []);
  expect(await open(await started(p))).toMatchObject([{ owner: { id: mei.personId } }]);
  await away(mei.personId, [{ from: "2000-01-01", to: "2999-01-01" }]);
  expect(await open(await started(p))).toMatchObject([{ owner: { id: ines.personId } }]);
});

test("whoever fills a role of the process for good since its last run began is given its steps", async () => {
  const { ines, mei } = world;
  const p = await published([work("scan", "archive")]);
  await archiveFilledBy(p, ines.personId);
  expect(await open(await started(p, ines.personId))).toMatchObject([{ owner: { id: ines.personId } }]);
  await away(mei.personId, []);
  await archiveFilledBy(p, mei.personId);
  expect(await open(await started(p, ines.personId))).toMatchObject([{ owner: { id: mei.personId } }]);
});
