import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestServer, type World, digitise, libraryOn, startTestServer } from "@rondo/testkit";
import { apart } from "../database/index.ts";
import { type Work, refuse, workIn } from "../http/index.ts";
import { startRun } from "./index.ts";

let server: TestServer;
let other: TestServer;
let world: World;
let p: string;

beforeAll(async () => {
  server = await startTestServer();
  other = await startTestServer({ database: server.database, config: server.system.config });
  world = await libraryOn(server);
});
afterAll(async () => {
  await other.stop();
  await server.stop();
});
beforeEach(async () => {
  const { w, ines } = world;
  p = (await ines.ok("createProcess", { params: { w }, body: { name: "Digitise a volume", definition: digitise } })).id;
  await ines.ok("publish", { params: { w, p }, body: {} });
});

const begin = async (work: Work, volume = "Codex 12"): Promise<string> => {
  const { runId } = await startRun(work, {
    processId: p,
    via: "hand",
    answers: { volume },
    fillings: digitise.roles.map(({ key }) => ({ role: key, personId: world.ines.personId, teamId: null })),
    requester: { id: world.ines.personId, name: "Ines", email: null },
  });
  return runId;
};
const start = (at = server): Promise<string> => workIn(at.system, world.w, world.ines.personId, (work) => begin(work));
const numbers = async (): Promise<number[]> =>
  (
    await server.system.database.inWorkspace(
      world.w,
      (tx) =>
        tx.rows(
          sql<{ number: number }>`select number from run where workspace_id = current_workspace() and process_id = ${p} order by number`,
        ),
      "read",
    )
  ).map(({ number }) => number);
const oneTo = (last: number): number[] => Array.from({ length: last }, (_, at) => at + 1);

test("runs that begin at once, on two nodes, have the numbers from one on", async () => {
  await Promise.all(Array.from({ length: 24 }, (_, at) => start(at % 2 === 0 ? server : other)));
  expect(await numbers()).toEqual(oneTo(24));
});

test("who begins a run and is not done yet holds up nobody who begins another", async () => {
  let finish!: () => void;
  let begun!: () => void;
  const isBegun = new Promise<void>((resolve) => (begun = resolve));
  const first = workIn(server.system, world.w, world.ines.personId, async (work) => {
    await begin(work);
    begun();
    await new Promise<void>((resolve) => (finish = resolve));
  });
  await isBegun;
  await start();
  await start(other);
  await world.ines.ok("startRun", { params: { w: world.w, p }, body: { answers: { volume: "Codex 13" } } });
  expect(await numbers()).toEqual([2, 3, 4]);
  finish();
  await first;
  expect(await numbers()).toEqual(oneTo(4));
});

test("the number of a run that is refused, or whose transaction fails, is the next one's", async () => {
  await start();
  expect((await world.ines.call("startRun", { params: { w: world.w, p }, body: { answers: { volume: 12 } } })).body).toMatchObject({
    code: "field_invalid",
  });
  await start();
  const failing = workIn(server.system, world.w, world.ines.personId, async (work) => {
    await begin(work);
    await begin(work);
    throw new Error("the desk is on fire");
  });
  await expect(failing).rejects.toThrow("on fire");
  await workIn(server.system, world.w, world.ines.personId, async (work) => {
    await apart(work.tx, async () => {
      await begin(work);
      refuse("conflict");
    });
    await begin(work);
  });
  await Promise.all([start(), start()]);
  expect(await numbers()).toEqual(oneTo(5));
});

test("a process that is retired or published anew between the number and the commit is taken as it is then", async () => {
  let rounds = 0;
  const between = async (change: () => Promise<unknown>): Promise<string> =>
    workIn(server.system, world.w, world.ines.personId, async (work) => {
      rounds += 1;
      const run = await begin(work);
      if (rounds === 1) await change();
      return run;
    });
  const { w, ines } = world;
  await start(); // who is here is known from now on, so that the next one only writes
  const { draft, version } = await ines
    .ok("getDraft", { params: { w, p } })
    .then((read) => ({ draft: read.definition, version: read.version }));
  const run = await between(async () => {
    await ines.ok("saveDraft", { params: { w, p }, version, body: { definition: { ...draft, purpose: "For readers from afar" } } });
    await ines.ok("publish", { params: { w, p }, body: {} });
  });
  expect([rounds, (await ines.ok("getRun", { params: { w, r: run } })).revision]).toEqual([2, 2]);
  rounds = 0;
  await expect(between(() => ines.ok("retireProcess", { params: { w, p } }))).rejects.toMatchObject({ code: "process_retired" });
  expect(await numbers()).toEqual([1, 2]);
});

test("a transaction that has changed the process itself can begin a run of it", async () => {
  await workIn(server.system, world.w, world.ines.personId, async (work) => {
    await work.tx.change(sql`update process set name = 'Scan a volume' where workspace_id = current_workspace() and process_id = ${p}`);
    await begin(work);
  });
  await start();
  expect(await numbers()).toEqual([1, 2]);
});
