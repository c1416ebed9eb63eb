import { afterAll, beforeAll, expect, test } from "vitest";
import type { Definition } from "@rondo/core/process";
import { type Client, type TestServer, type World, callOperation, digitise, libraryOn, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;
let p: string;
let form: string;

/** One step for whoever owns the process, then it is done. */
const short: Definition = {
  ...digitise,
  roles: [],
  fields: [],
  intake: [],
  deliverable: null,
  steps: [{ id: "look", title: "Look", instructions: "", kind: "task", role: null, due: null, fields: [], checklist: [] }],
};

beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
  const { ines, w } = world;
  const process = await ines.ok("createProcess", { params: { w }, body: { name: "Answer a reader", definition: short } });
  p = process.id;
  await ines.ok("publish", { params: { w, p }, body: {} });
  form = (await ines.ok("openIntake", { params: { w, p }, body: { title: "Ask us" } })).intakeForm!.url.split("/").at(-1) as string;
});
afterAll(() => server.stop());

const by = (operation: "getForm" | "sendForm" | "getRequestRating" | "giveRating", token: string, body?: unknown) =>
  callOperation(server, operation, { params: { token }, ...(body !== undefined && { body }) }, {});
const asks = async (asksRating: boolean): Promise<void> => {
  const { version } = await world.ines.ok("getProcess", { params: { w: world.w, p } });
  await world.ines.ok("changeProcess", { params: { w: world.w, p }, version, body: { asksRating } });
};

async function requested(): Promise<string> {
  const { ticket } = (await by("getForm", form)).body as { ticket: string };
  const { url } = (await by("sendForm", form, { ticket, name: "A reader", answers: {} })).body as { url: string };
  return url.split("/").at(-1) as string;
}

async function finishNewest(who: Client): Promise<string> {
  const { id, at } = (await who.ok("listRuns", { params: { w: world.w, p } })).items[0]!;
  await who.ok("completeTask", { params: { w: world.w, t: at[0]!.taskId as string }, body: { answers: {} } });
  return id;
}

test("whoever asked is asked once, after the end, and only where the process wants to know", async () => {
  const { ines, mei, w } = world;
  const token = await requested();
  expect((await by("getRequestRating", token)).body).toEqual({ asked: false, score: null });
  await asks(true);
  expect((await by("giveRating", token, { score: 4 })).body).toMatchObject({ code: "rating_not_asked" }); // it goes on
  const run = await finishNewest(ines);
  expect((await by("getRequestRating", token)).body).toEqual({ asked: true, score: null });
  expect((await by("giveRating", token, { score: 6 })).status).toBe(400);
  expect((await by("giveRating", token, { score: 4, words: "Quick, and kind" })).body).toEqual({ asked: false, score: 4 });
  expect((await by("giveRating", token, { score: 4, words: "Quick, and kind" })).status).toBe(200); // the same again
  expect((await by("giveRating", token, { score: 1 })).body).toMatchObject({ code: "rating_not_asked" });
  expect(await mei.ok("getRunRating", { params: { w, r: run } })).toMatchObject({ asked: false, score: 4, words: "Quick, and kind" });
  expect((await ines.ok("getMeasures", { params: { w, p } })).satisfaction).toMatchObject({
    rated: 1,
    mean: 4,
    share: 1,
    newest: [{ runId: run, score: 4, words: "Quick, and kind" }],
  });
});

test("who would rather not say is not asked again, and counts for nothing", async () => {
  const token = await requested();
  await finishNewest(world.ines);
  expect((await by("giveRating", token, { score: null })).body).toEqual({ asked: false, score: null });
  expect((await by("getRequestRating", token)).body).toEqual({ asked: false, score: null });
  expect((await world.ines.ok("getMeasures", { params: { w: world.w, p } })).satisfaction).toMatchObject({ rated: 1, share: 1 / 2 });
});

test("a colleague who asked is asked too, nobody else is, and a cancelled run asks nobody", async () => {
  const { ines, mei, w } = world;
  const run = await mei.ok("startRun", { params: { w, p }, body: { answers: {} } });
  await finishNewest(ines);
  expect((await mei.ok("getRunRating", { params: { w, r: run.id } })).asked).toBe(true);
  expect((await ines.ok("getRunRating", { params: { w, r: run.id } })).asked).toBe(false);
  expect((await ines.call("rateRun", { params: { w, r: run.id }, body: { score: 5 } })).body).toMatchObject({ code: "rating_not_asked" });
  expect(await mei.ok("rateRun", { params: { w, r: run.id }, body: { score: 5, words: "" } })).toEqual({ asked: false, score: 5 });
  const other = await mei.ok("startRun", { params: { w, p }, body: { answers: {} } });
  await ines.ok("cancelRun", { params: { w, r: other.id }, body: { reason: "Twice" } });
  expect((await mei.ok("getRunRating", { params: { w, r: other.id } })).asked).toBe(false);
});
