import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, digitise, libraryOn, personOn, startTestServer } from "@rondo/testkit";
import { workIn } from "../http/index.ts";
import { fire } from "./index.ts";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const daily = { every: 1, unit: "day", time: "09:00" } as const;
const dueAt = async (id: string) => (await server.system.database.inWorkspace(world.w, (tx) => tx.first(sql<{ due_at: string }>`select due_at from due_moment where workspace_id = current_workspace() and subject_id = ${id}`)))?.due_at;
const since = (id: string, instant: string) => server.system.database.inWorkspace(world.w, (tx) => tx.change(sql`update cadence set done_until = ${instant} where workspace_id = current_workspace() and cadence_id = ${id}`));

async function published(by = world.ines): Promise<string> {
  const process = await by.ok("createProcess", { params: { w: world.w }, body: { name: "Close the month", definition: digitise } });
  await by.ok("publish", { params: { w: world.w, p: process.id }, body: {} });
  return process.id;
}

test("in another zone a cadence comes due at its own time there", async () => {
  const { ines, w } = world;
  const cadence = await ines.ok("createCadence", { params: { w, p: await published() }, body: { name: "Daily", rule: daily, start: "2026-01-01" } });
  const inBerlin = Date.parse((await dueAt(cadence.id)) as string);
  const { version } = await ines.ok("getWorkspace", { params: { w } });
  await ines.ok("changeWorkspace", { params: { w }, version, body: { zone: "Pacific/Auckland" } });
  const inAuckland = new Date((await dueAt(cadence.id)) as string);
  expect(inAuckland.getTime()).not.toBe(inBerlin);
  expect(new Intl.DateTimeFormat("en-GB", { timeZone: "Pacific/Auckland", hour: "2-digit", minute: "2-digit" }).format(inAuckland)).toBe("09:00");
  await ines.ok("changeWorkspace", { params: { w }, version: version + 1, body: { zone: "Europe/Berlin" } });
});

test("an occurrence is started once, however often it is come to", async () => {
  const { ines, w } = world;
  const p = await published();
  const cadence = await ines.ok("createCadence", { params: { w, p }, body: { name: "Daily", rule: daily, start: "2026-01-01", catchUp: "latest" } });
  const runs = async () => (await ines.ok("listRuns", { params: { w, p } })).items.length;
  for (let time = 0; time < 2; time += 1) {
    await since(cadence.id, new Date(Date.now() - 86_400_000).toISOString());
    await workIn(server.system, w, null, (work) => fire(work, cadence.id));
  }
  expect(await runs()).toBe(1);
});

test("when the process's owner has left, its cadence still starts runs, for nobody's request and with work for somebody here", async () => {
  const { ines, w } = world;
  const lucia = await personOn(server, { name: "Lucia Ferrari", email: "lucia@lindgren.example" });
  await server.system.database.inWorkspace(w, (tx) => tx.change(sql`insert into membership (workspace_id, person_id, role) values (current_workspace(), ${lucia.personId}, 'member')`));
  const p = await published(lucia);
  const cadence = await lucia.ok("createCadence", { params: { w, p }, body: { name: "Daily", rule: daily, start: "2026-01-01", catchUp: "latest" } });
  await ines.ok("removeMember", { params: { w, m: lucia.personId } });
  await since(cadence.id, new Date(Date.now() - 86_400_000).toISOString());
  await workIn(server.system, w, null, (work) => fire(work, cadence.id));
  const [run] = (await ines.ok("listRuns", { params: { w, p } })).items;
  expect(run?.at).toMatchObject([{ stepId: "fetch", owner: { id: ines.personId } }]);
  const kept = await server.system.database.inWorkspace(w, (tx) => tx.first(sql<{ requester_id: string | null }>`select requester_id from run where workspace_id = current_workspace() and run_id = ${run!.id}`));
  expect(kept?.requester_id).toBeNull();
});

test("what will come due stands in a calendar before its run is there, for whoever may see the process", async () => {
  const { ines, mei, freya, w } = world;
  const p = await published();
  await ines.ok("createCadence", { params: { w, p }, body: { name: "Every morning", rule: daily, start: "2026-01-01" } });
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const seen = async (by: typeof ines, query: { from: string; to: string }) => (await by.ok("listOccurrences", { params: { w }, query })).items.filter((item) => item.processId === p);
  const ahead = await seen(mei, { from: day(3), to: day(5) });
  expect(ahead.map((item) => [item.name, item.processName])).toEqual(Array.from({ length: 3 }, () => ["Every morning", "Close the month"]));
  expect(await seen(mei, { from: day(-9), to: day(-5) })).toEqual([]);
  expect(await seen(freya, { from: day(3), to: day(5) })).toEqual([]);
  expect((await mei.call("listOccurrences", { params: { w }, query: { from: day(5), to: day(3) } })).status).toBe(400);
});
