import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { completionsOf } from "@rondo/core/mining";
import { readEventLog } from "@rondo/formats/eventlog";
import { type Client, type TestServer, type World, digitise, libraryOn, startTestServer } from "@rondo/testkit";
import { writeXesOf } from "./queries.ts";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const hostile = `=HYPERLINK("x") <b> & "quoted"`;

async function processWithRun(name: string, everyone: "viewer" | null): Promise<{ p: string; r: string }> {
  const { ines, w } = world;
  const { id: p } = await ines.ok("createProcess", { params: { w }, body: { name, definition: digitise, everyone } });
  await ines.ok("publish", { params: { w, p }, body: {} });
  const run = await ines.ok("startRun", { params: { w, p }, body: { title: `${name}: Codex 12`, answers: { volume: "Codex 12" } } });
  await ines.ok("completeTask", { params: { w, t: run.at[0]!.taskId as string }, body: { answers: { fragile: false } } });
  return { p, r: run.id };
}

async function textOf(who: Client, format: "xes" | "ocel"): Promise<string> {
  const response = await fetch(`${server.url}/api/workspaces/${world.w}/log?format=${format}`, { headers: { cookie: who.cookie } });
  expect([response.status, response.headers.get("content-disposition")]).toEqual([
    200,
    `attachment; filename="runs.${format === "ocel" ? "json" : "xes"}"`,
  ]);
  return response.text();
}

function reading(text: string, type?: string) {
  const reader = readEventLog({ keepAll: true, ...(type === undefined ? {} : { case: type }) });
  reader.write(new TextEncoder().encode(text));
  return reader.end();
}

type Thing = {
  id: string;
  type: string;
  attributes: { name: string; value: string }[];
  relationships: { objectId: string; qualifier: string }[];
};
type Ocel = { objectTypes: { name: string }[]; eventTypes: { name: string }[]; objects: Thing[]; events: Thing[] };
const ocelOf = async (who: Client): Promise<Ocel> => JSON.parse(await textOf(who, "ocel")) as Ocel;

test("all runs leave as one log that reads again, each with its process; of a process or project that one may not see there is nothing", async () => {
  const { ines, mei, freya, tomas, w } = world;
  const open = await processWithRun(hostile, "viewer");
  const closed = await processWithRun("Insure a loan", null);
  const team = await ines.ok("createTeam", { params: { w }, body: { name: "Conservation", memberIds: [ines.personId, tomas.personId] } });
  const project = async (name: string, everyone: "viewer" | null) => {
    const { id: p } = await ines.ok("createProject", { params: { w }, body: { name, everyone } });
    const { id: t } = await ines.ok("addProjectTask", { params: { w, p }, body: { title: `${name}: pack` } });
    const { id: thrown } = await ines.ok("addProjectTask", { params: { w, p }, body: { title: `${name}: thrown away` } });
    await ines.ok("deleteTask", { params: { w, t: thrown } });
    await ines.ok("completeTask", { params: { w, t }, body: {} });
    return { p, t, thrown };
  };
  const move = await project("Move", "viewer");
  const secret = await project("Sell the house", null);
  await server.system.database.inWorkspace(w, (tx) =>
    tx.change(sql`update project set opened_by_run = ${closed.r} where workspace_id = current_workspace() and project_id = ${move.p}`),
  );

  const seen = reading(await textOf(mei, "xes"));
  expect(seen.counts).toMatchObject({ traces: 1, events: 1 });
  expect(seen.log.cases).toEqual([open.r]);
  expect(seen.log.columns.find(({ name }) => name === "process")?.values).toEqual([hostile]);
  expect(reading(await textOf(ines, "xes")).counts).toMatchObject({ traces: 2, events: 2 });

  const text = await textOf(mei, "ocel");
  for (const hidden of ["Insure", "Sell the house", "thrown away", closed.p, closed.r, secret.p, secret.t, secret.thrown, move.thrown])
    expect(text, hidden).not.toContain(hidden);
  const { log, findings } = reading(text, "run");
  expect(findings.map(({ code }) => code)).not.toContain("ocel.dangling");
  expect([log.cases, [...completionsOf(log).activity].length, log.activities, log.resources]).toEqual([
    [open.r],
    1,
    ["Fetch the volume"],
    ["Ines Okafor"],
  ]);
  const ofTask = reading(text, "task").log;
  expect([ofTask.cases, ofTask.activities]).toEqual([[move.t], ["task.created", "task.completed"]]);
  const { objects, eventTypes } = JSON.parse(text) as Ocel;
  expect(eventTypes.map(({ name }) => name).sort()).toEqual(["Fetch the volume", "task.completed", "task.created"]);
  const relationsOf = (id: string) => objects.find((one) => one.id === id)?.relationships;
  expect(relationsOf(open.r)).toEqual([{ objectId: open.p, qualifier: "process" }]);
  expect(relationsOf(move.t)).toContainEqual({ objectId: move.p, qualifier: "project" });
  expect(relationsOf(ines.personId)).toEqual([{ objectId: team.id, qualifier: "member of" }]);

  expect((await ocelOf(ines)).objects.find(({ id }) => id === move.p)?.relationships).toEqual([
    { objectId: closed.r, qualifier: "opened by" },
  ]);
  expect(relationsOf(move.p)).toEqual([]);

  // A guest sees what was shared with them, and no teams.
  expect(await ocelOf(freya)).toMatchObject({ objects: [], events: [], eventTypes: [] });
  await ines.ok("shareProcess", { params: { w, p: closed.p, m: freya.personId }, body: { role: "viewer" } });
  expect((await ocelOf(freya)).objects.map(({ type }) => type).sort()).toEqual(["person", "process", "run"]);
});

test("more runs than a page are all there, each once, in both forms", async () => {
  const { ines, w } = world;
  await server.system.database.inWorkspace(w, async (tx) => {
    await tx.change(sql`
      insert into run (workspace_id, process_id, revision, run_id, number, title, state, status, fillings, started_via)
      select workspace_id, process_id, revision, gen_random_uuid(), 1000 + n, 'Volume ' || n, state, 'cancelled', fillings, started_via
      from (select * from run where workspace_id = current_workspace() order by run_id limit 1) r, generate_series(1, 450) n`);
    await tx.change(sql`
      insert into task (workspace_id, task_id, project_id, title, created_by)
      select workspace_id, gen_random_uuid(), project_id, 'Box ' || n, ${ines.personId}
      from (select * from project where workspace_id = current_workspace() limit 1) p, generate_series(1, 450) n`);
  });
  for (const format of ["xes", "ocel"] as const) {
    const { log, counts } = reading(await textOf(ines, format), format === "ocel" ? "run" : undefined);
    expect([log.cases.length, new Set(log.cases).size], format).toEqual([452, 452]);
    expect(counts["events"], format).toBe(format === "xes" ? 2 : 6);
  }
  expect((await ocelOf(ines)).objects.filter(({ type }) => type === "task")).toHaveLength(452);
});

test("who is put out of the workspace while a log is written gets no further page of it", async () => {
  const { ines, tomas, w } = world;
  const { database } = server.system;
  const got: string[] = [];
  const reader = { personId: tomas.personId, workspaceId: w, role: "member", via: "session" } as const;
  const writing = writeXesOf({ database, reader }, async (text) => {
    got.push(text);
    if (got.length === 1) await ines.ok("removeMember", { params: { w, m: tomas.personId } });
  });
  await expect(writing).rejects.toThrow("the right to this log ended");
  expect([got.length, got[0]!.match(/<trace>/g)?.length, got.join("").includes("</log>")]).toEqual([1, 200, false]);
});
