import { afterAll, beforeAll, expect, test } from "vitest";
import type { Definition } from "@rondo/core/process";
import { isInRing } from "@rondo/core/process";
import { type TestServer, type World, digitise, libraryOn, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

async function piloted(pilot: object, next: Definition = { ...digitise, purpose: "Quicker." }): Promise<string> {
  const { w, ines } = world;
  const { id: p } = await ines.ok("createProcess", { params: { w }, body: { name: "Digitise a volume", definition: digitise } });
  await ines.ok("publish", { params: { w, p }, body: {} });
  await ines.ok("saveDraft", { params: { w, p }, version: 1, body: { definition: next } });
  await ines.ok("publish", { params: { w, p }, body: { note: "Tried first", pilot } });
  return p;
}
const start = async (who: World["ines"], p: string) =>
  who.ok("startRun", { params: { w: world.w, p }, body: { answers: { volume: "Codex" } } });

test("a share of new runs is on the pilot, told again from their numbers, until it is promoted", async () => {
  const { w, ines } = world;
  const p = await piloted({ share: 40 });
  const runs = [];
  for (let n = 0; n < 10; n += 1) runs.push(await start(ines, p));
  expect(runs.map(({ number, revision }) => [number, revision])).toEqual(
    runs.map(({ number }) => [number, isInRing({ share: 40 }, { number, teams: [] }) ? 2 : 1]),
  );
  expect(new Set(runs.map(({ revision }) => revision))).toEqual(new Set([1, 2]));
  const process = await ines.ok("getProcess", { params: { w, p } });
  expect(process).toMatchObject({
    published: { number: 1 },
    olderRuns: 0,
    pilot: { revision: 2, share: 40, team: null, openRuns: runs.filter(({ revision }) => revision === 2).length },
  });
  // What is being tried is settled before the next one.
  const draft = await ines.ok("getDraft", { params: { w, p } });
  await ines.ok("saveDraft", {
    params: { w, p },
    version: draft.version,
    body: { definition: { ...digitise, purpose: "Quicker still." } },
  });
  expect((await ines.call("publish", { params: { w, p }, body: {} })).body).toMatchObject({ code: "pilot_open" });
  const promoted = await ines.ok("promotePilot", { params: { w, p, pilot: process.pilot?.id as string } });
  expect(promoted).toMatchObject({
    published: { number: 2 },
    pilot: null,
    olderRuns: runs.filter(({ revision }) => revision === 1).length,
    draftChanged: true,
  });
  expect((await start(ines, p)).revision).toBe(2);
  expect((await ines.call("promotePilot", { params: { w, p, pilot: process.pilot?.id as string } })).body).toMatchObject({
    code: "pilot_not_found",
  });
});

test("a team's pilot holds the runs its people start; withdrawn, new runs are on the published one and its runs can be moved", async () => {
  const { w, ines, tomas } = world;
  const team = await ines.ok("createTeam", { params: { w }, body: { name: "Scanning", memberIds: [tomas.personId] } });
  const p = await piloted({ teamId: team.id });
  const [his, hers] = [await start(tomas, p), await start(ines, p)];
  expect([his.revision, hers.revision]).toEqual([2, 1]);
  const { pilot } = await ines.ok("getProcess", { params: { w, p } });
  expect(pilot?.team).toEqual({ id: team.id, name: "Scanning" });
  expect((await tomas.call("withdrawPilot", { params: { w, p, pilot: pilot?.id as string } })).body).toMatchObject({ code: "forbidden" });
  const process = await ines.ok("withdrawPilot", { params: { w, p, pilot: pilot?.id as string } });
  expect(process).toMatchObject({ published: { number: 1 }, pilot: null, olderRuns: 1, draftChanged: true });
  expect((await start(tomas, p)).revision).toBe(1);
  await ines.ok("moveRuns", { params: { w, p }, body: { to: 1, runs: [{ id: his.id }] } });
  expect((await ines.ok("getRun", { params: { w, r: his.id } })).revision).toBe(1);
  // The number of what was withdrawn is not given again.
  expect((await ines.ok("publish", { params: { w, p }, body: {} })).number).toBe(3);
});

test("a request that says what the pilot does not ask starts on the published revision", async () => {
  const { w, ines } = world;
  const p = await piloted(
    { share: 99 },
    {
      ...digitise,
      intake: [],
      steps: [
        {
          id: "ask",
          title: "Ask which volume",
          instructions: "",
          kind: "task",
          role: "desk",
          due: null,
          fields: [{ key: "volume", mode: "required" }],
          checklist: [],
        },
        ...digitise.steps,
      ],
    },
  );
  expect((await start(ines, p)).revision).toBe(1);
  expect((await ines.ok("startRun", { params: { w, p }, body: { answers: {} } })).revision).toBe(2);
});
