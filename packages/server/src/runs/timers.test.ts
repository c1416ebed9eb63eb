import { afterAll, beforeAll, expect, test } from "vitest";
import { emptyDefinition, type Step } from "@rondo/core/process";
import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import pg from "pg";
import { workIn } from "../http/index.ts";
import { startRun } from "./index.ts";

/*
 * Real runs that all wait for the same moment, on two nodes, while people use the API: 20,000 with `npm run prove`, a few
 * with `npm test`. How long people wait meanwhile is printed.
 */
const total = Number(process.env["RONDO_TEST_TIMERS"] ?? (process.env["RONDO_PROVE"] === "1" ? 20_000 : 200));

let servers: TestServer[] = [];
let world: World;
let owner: pg.Client;
beforeAll(async () => {
  const one = await startTestServer();
  servers = [one, await startTestServer({ database: one.database, config: one.system.config })];
  world = await libraryOn(one);
  owner = new pg.Client({ connectionString: one.database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  for (const server of servers.toReversed()) await server.stop();
});

const base = (id: string) => ({ id, title: id, instructions: "" });
const task = (id: string): Step => ({ ...base(id), kind: "task", role: null, due: null, fields: [], checklist: [] });

test(`${total} waits that end in one second all end, none early, none lost, none twice, and people are answered meanwhile`, async () => {
  const { w, ines, mei } = world;
  const [{ system }] = servers as [TestServer];
  const steps: Step[] = [{ ...base("rest"), kind: "wait", until: { on: "time", after: { minutes: 60, working: false } } }, task("unpack")];
  const process = await ines.ok("createProcess", {
    params: { w },
    body: { name: "Acclimatise", definition: { ...emptyDefinition(), steps } },
  });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  const { runId } = await workIn(system, w, ines.personId, (work) =>
    startRun(work, { processId: process.id, via: "hand", answers: {}, fillings: [], requester: { id: null, name: null, email: null } }),
  );
  // The others are this one again: its row, its events, its moment; an hour passes for all but the last ten.
  await owner.query(
    `insert into run (workspace_id, run_id, process_id, revision, number, title, state, status, fillings, started_by, started_via, version)
    select workspace_id, gen_random_uuid(), process_id, revision, number + n, title, state, status, fillings, started_by, started_via, version from run, generate_series(1, $2::int) n where run_id = $1`,
    [runId, total - 1],
  );
  await owner.query(
    `insert into event (workspace_id, epoch, name, actor_id, subject_kind, subject_id, version, home_kind, home_id, data)
    select e.workspace_id, e.epoch, e.name, e.actor_id, e.subject_kind, r.run_id, e.version, e.home_kind, r.run_id, e.data from event e, run r where e.subject_id = $1 and r.run_id <> $1`,
    [runId],
  );
  await owner.query(
    "update run set state = jsonb_set(state, '{tokens,0,until}', to_jsonb(floor(extract(epoch from now()) * 1000 - 1000))) where number <= $1",
    [total - 10],
  );
  await owner.query("delete from due_moment");
  await owner.query(
    `insert into due_moment (workspace_id, kind, subject_id, due_at) select workspace_id, 'run', run_id, to_timestamp((state->'tokens'->0->>'until')::numeric / 1000) from run`,
  );
  await owner.query("analyze");

  const times: number[] = [];
  let sweeping = true;
  const people = [ines, mei].map(async (person) => {
    while (sweeping) {
      const began = performance.now();
      await person.ok("createTask", { params: { w }, body: { title: "Dust the shelf" } });
      await person.ok("getMyDay", { params: { w } });
      times.push((performance.now() - began) / 2);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
  const began = performance.now();
  const done = (await Promise.all(servers.map((server) => server.sweeper.sweepNow()))).reduce((sum, count) => sum + count);
  const seconds = (performance.now() - began) / 1_000;
  sweeping = false;
  await Promise.all(people);

  expect(done).toBe(total - 10);
  const { rows } = await owner.query<{ ended: string; open: string; early: string; twice: string; tasks: string; due: string }>(
    `select
    (select count(*) from event where name = 'wait.ended') as ended,
    (select count(*) from run where state->'tokens'->0->>'until' is not null) as open,
    (select count(*) from event where name = 'wait.ended' and subject_id in (select run_id from run where number > $1)) as early,
    (select count(*) - count(distinct subject_id) from event where name = 'wait.ended') as twice,
    (select count(*) from task where step_id = 'unpack') as tasks,
    (select count(*) from due_moment where kind = 'run') as due`,
    [total - 10],
  );
  expect(rows[0]).toEqual({ ended: String(total - 10), open: "10", early: "0", twice: "0", tasks: String(total - 10), due: "10" });
  const p99 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
  console.info(
    `${total} timers: ${Math.round(done / seconds)} a second on two nodes in one process; what people asked meanwhile took ${Math.round(p99)} ms at the 99th percentile (${times.length} asked)`,
  );
});
