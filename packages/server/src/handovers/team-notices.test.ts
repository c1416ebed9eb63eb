import { type Client, type TestServer, type World, libraryOn, listen, startTestServer } from "@rondo/testkit";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { until } from "../jobs/library.fixture.ts";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  server.begin();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

/** A project that only Tomas and the owner see. */
let p: string;
beforeEach(async () => {
  p = (await world.tomas.ok("createProject", { params: { w: world.w }, body: { name: "Move the rare-books room", everyone: null } })).id;
});

const makeTeam = (name: string, memberIds: readonly string[]) =>
  world.ines.ok("createTeam", { params: { w: world.w }, body: { name, memberIds: [...memberIds] } });
const offerTo = async (teamId: string): Promise<string> => {
  const { id: h } = await world.tomas.ok("planHandover", {
    params: { w: world.w, p },
    body: { title: "Volumes that need a box", teamId, items: ["List by shelf"] },
  });
  await world.tomas.ok("offerHandover", { params: { w: world.w, h } });
  return h;
};
const noticesOf = async (who: Client, h: string) =>
  (await who.ok("getInbox", { params: { w: world.w } })).items.filter((notice) => notice.subjectId === h);

test("everybody in a team is asked about what is offered to it, and nobody any more when one of them has decided", async () => {
  const { tomas, mei, freya, ines, w } = world;
  const h = await offerTo((await makeTeam("Conservation", [mei.personId, freya.personId])).id);
  for (const who of [mei, freya]) {
    await until(async () => (await noticesOf(who, h)).length === 1);
    expect(await noticesOf(who, h)).toMatchObject([
      {
        kind: "handover",
        why: "yourTeamReceives",
        act: true,
        read: false,
        title: "Volumes that need a box",
        actor: { name: "Tomas Brandt" },
      },
    ]);
  }
  await mei.ok("returnHandover", { params: { w, h }, body: { reason: "Shelf 4 is missing" } });
  await until(async () => (await noticesOf(tomas, h)).length === 1);
  expect(await noticesOf(tomas, h)).toMatchObject([{ kind: "returned", act: true }]);
  for (const who of [mei, freya]) expect(await noticesOf(who, h)).toMatchObject([{ read: true }]);
  expect(await noticesOf(ines, h)).toEqual([]);
});

test("where nobody is in the team the admins are asked", async () => {
  const h = await offerTo((await makeTeam("Bindery", [])).id);
  await until(async () => (await noticesOf(world.ines, h)).length === 1);
  expect(await noticesOf(world.ines, h)).toMatchObject([{ why: "nobodyInTeam", act: true }]);
  expect(await noticesOf(world.mei, h)).toEqual([]);
});

test("whoever is in the team hears of an offer as it is made, and others of the workspace do not", async () => {
  const { mei, freya, ines, w } = world;
  const team = await makeTeam("Conservation", [mei.personId]);
  const [inTeam, outside] = [await listen(server, mei, w), await listen(server, freya, w)];
  const h = await offerTo(team.id);
  await inTeam.next(({ data }) => data["name"] === "handover.offered" && data["subjectId"] === h);
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Later", ownerId: freya.personId } });
  await outside.next(({ data }) => data["subjectId"] === task.id);
  expect(outside.heard.filter(({ data }) => data["subjectId"] === h)).toEqual([]);
  inTeam.close();
  outside.close();
});
