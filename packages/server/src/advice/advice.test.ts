import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import { workOn } from "../http/index.ts";
import { lookAround, lookOut } from "./index.ts";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  server.begin();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const look = () => lookAround(server.system, world.w);

async function close(month: string, everyone: "contributor" | null = "contributor"): Promise<string> {
  const { ines, w } = world;
  const { id } = await ines.ok("createProject", { params: { w }, body: { name: `Close ${month}`, everyone } });
  for (const title of ["Reconcile bank", "Post accruals", "Prepare report"])
    await ines.ok("addProjectTask", { params: { w, p: id }, body: { title: `${title} ${month}` } });
  return id;
}

test("advice is kept with what history said, revised, and reopened by the third time, which is noticed and adopted", async () => {
  const { ines, mei, freya, w } = world;
  await close("March");
  await close("April", null);
  const may = await close("May");
  const at = { params: { w, p: may } };
  const given = await ines.ok("putProjectAdvice", { ...at, body: { about: "Close May", answers: { again: "no", over: "yes" } } });
  expect(given).toMatchObject({
    advice: { answers: { again: "no", over: "yes" }, by: { name: "Ines Okafor" }, history: { times: 2 }, version: 1 },
    likeness: null,
    reopened: false,
  });

  await look();
  const found = await ines.ok("getProjectAdvice", at);
  expect(found).toMatchObject({ likeness: { times: 3, process: null }, reopened: true });
  expect(found.likeness?.others.map(({ name }) => name).sort()).toEqual(["Close April", "Close March"]);
  // Mei may not see one of the three: for her it is no third time.
  expect((await mei.ok("getProjectAdvice", at)).likeness).toBeNull();
  expect((await freya.call("getProjectAdvice", at)).status).toBe(404);
  const told = () =>
    ines
      .ok("getInbox", { params: { w } })
      .then(({ items }) => items.filter(({ kind }) => kind === "alike").map(({ title, subjectId }) => [title, subjectId]));
  await expect.poll(told, { timeout: 10_000 }).toContainEqual(["Close May", may]);

  const made = await ines.ok("adoptLikeness", { ...at, body: {} });
  expect((await mei.call("getProcess", { params: { w, p: made.id } })).status).toBe(404); // nor what was made of them
  const { definition } = await ines.ok("getDraft", { params: { w, p: made.id } });
  expect(definition.steps.map(({ title }) => title)).toEqual(["Reconcile bank", "Post accruals", "Prepare report"]);
  expect(await ines.ok("getProjectAdvice", at)).toMatchObject({ likeness: { process: { id: made.id } }, reopened: false });

  await look();
  expect((await ines.ok("getProjectAdvice", at)).likeness?.times).toBe(3);
  const revised = await ines.ok("putProjectAdvice", { ...at, body: { answers: { again: "yes" } } });
  expect(revised).toMatchObject({ advice: { version: 2, verdict: "process" }, likeness: null });
});

test("somebody may say that it stays a project, and only who may change it", async () => {
  const { ines, freya, w } = world;
  const june = await close("June");
  await look();
  const at = { params: { w, p: june } };
  expect((await ines.ok("getProjectAdvice", at)).reopened).toBe(true);
  expect((await freya.call("dismissLikeness", at)).status).toBe(404);
  await ines.ok("dismissLikeness", at);
  expect(await ines.ok("getProjectAdvice", at)).toMatchObject({ likeness: null, reopened: false });
  await look();
});

test("a workspace's own weights move verdicts and audits; members read them, admins change them", async () => {
  const { ines, mei, w } = world;
  const project = await ines.ok("createProject", { params: { w }, body: { name: "Map the cellar" } });
  const at = { params: { w, p: project.id } };
  expect((await ines.ok("putProjectAdvice", { ...at, body: { answers: { again: "yes", over: "yes" } } })).advice?.verdict).toBe("process");
  expect(await ines.ok("putJudgement", { params: { w }, body: { advice: { over: 4 }, audit: { links: -3 } } })).toMatchObject({
    advice: { over: 4 },
    version: 1,
  });
  expect((await ines.ok("getProjectAdvice", at)).advice?.verdict).toBe("project");
  expect((await mei.ok("getJudgement", { params: { w } })).advice).toEqual({ over: 4 });
  expect((await mei.call("putJudgement", { params: { w }, body: { advice: {}, audit: {} } })).status).toBe(403);
});

test("when it is time to look, the transaction only sets the next time, and the comparing comes after it", async () => {
  const { ines, w } = world;
  const july = await close("July");
  const at = { params: { w, p: july } };
  const after: (() => unknown)[] = [];
  await server.system.database.inWorkspace(w, (tx) =>
    lookOut(workOn(server.system, tx, w, null), { afterCommit: (work) => void after.push(work) }, w),
  );
  expect(after).toHaveLength(1);
  await Promise.all(after.map((work) => work()));
  expect((await ines.ok("getProjectAdvice", at)).likeness).not.toBeNull();
});
