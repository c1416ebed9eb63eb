import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, digitise, libraryOn, startTestServer } from "@rondo/testkit";
import { registerDueMoments } from "../slices.ts";
import { createSweeper } from "../sweep/index.ts";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  server.begin();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

/** Half a year and a day go by. */
async function later(p: string): Promise<void> {
  const { database, live } = server.system;
  await database.inWorkspace(world.w, async (tx) => {
    await tx.change(
      sql`update process set review_due_at = review_due_at - interval '7 months' where workspace_id = current_workspace() and process_id = ${p}`,
    );
    await tx.change(
      sql`update due_moment set due_at = due_at - interval '7 months' where workspace_id = current_workspace() and kind = 'review' and subject_id = ${p}`,
    );
  });
  const sweeper = createSweeper({ database, live, log: { warn() {}, error() {}, info() {} } as never });
  registerDueMoments(sweeper, server.system);
  await sweeper.sweepNow();
}

const inbox = async (p: string) =>
  (await world.mei.ok("getInbox", { params: { w: world.w } })).items
    .filter(({ subjectId, kind }) => subjectId === p && kind === "review")
    .map(({ read }) => (read ? "read" : "waits"));

test("every so often the owner is asked whether the procedure is still right, until somebody says so; that is on record", async () => {
  const { w, ines, mei, tomas } = world;
  const { id: p } = await ines.ok("createProcess", { params: { w }, body: { name: "Digitise a volume", definition: digitise } });
  expect((await ines.call("confirmProcess", { params: { w, p }, body: {} })).body).toMatchObject({ code: "nothing_published" });
  await ines.ok("changeProcess", { params: { w, p }, version: 1, body: { ownerId: mei.personId, reviewMonths: 6 } });
  await ines.ok("publish", { params: { w, p }, body: {} });
  expect((await ines.ok("getProcess", { params: { w, p } })).review).toMatchObject({ everyMonths: 6, overdue: false, confirmed: null });
  await later(p);
  expect((await tomas.ok("getProcess", { params: { w, p } })).review.overdue).toBe(true);
  await expect.poll(() => inbox(p), { timeout: 10_000 }).toEqual(["waits"]);
  expect((await tomas.call("confirmProcess", { params: { w, p }, body: {} })).body).toMatchObject({ code: "forbidden" });
  const { review } = await mei.ok("confirmProcess", { params: { w, p }, body: { note: "Tried with the new scanner" } });
  expect(review).toMatchObject({ overdue: false, confirmed: { by: { id: mei.personId }, revision: 1 } });
  await expect.poll(() => inbox(p), { timeout: 10_000 }).toEqual(["read"]);
  expect((await tomas.ok("listConfirmations", { params: { w, p } })).items).toMatchObject([
    { revision: 1, note: "Tried with the new scanner", by: { id: mei.personId } },
  ]);
  // The next one is asked for as well; a new revision counts as looked at, and without reviews nobody is asked.
  await later(p);
  await expect.poll(async () => (await inbox(p)).filter((state) => state === "waits"), { timeout: 10_000 }).toHaveLength(1);
  await ines.ok("saveDraft", { params: { w, p }, version: 1, body: { definition: { ...digitise, purpose: "Quicker." } } });
  await ines.ok("publish", { params: { w, p }, body: {} });
  expect((await ines.ok("getProcess", { params: { w, p } })).review.overdue).toBe(false);
  const { version } = await ines.ok("getProcess", { params: { w, p } });
  const changed = await ines.ok("changeProcess", { params: { w, p }, version, body: { reviewMonths: null } });
  expect(changed.review).toMatchObject({ everyMonths: null, dueAt: null, overdue: false, confirmed: { revision: 1 } });
});
