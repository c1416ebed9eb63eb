import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, digitise, libraryOn, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  server.begin();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

/** A process of Ines's that Mei has to approve. */
async function approved(): Promise<string> {
  const { w, ines, mei } = world;
  const { id: p } = await ines.ok("createProcess", { params: { w }, body: { name: "Digitise a volume", definition: digitise } });
  await ines.ok("changeProcess", { params: { w, p }, version: 1, body: { approverId: mei.personId } });
  return p;
}

const inbox = async (who: World["ines"], p: string) =>
  (await who.ok("getInbox", { params: { w: world.w } })).items
    .filter(({ subjectId }) => subjectId === p)
    .map(({ kind, why, read }) => `${kind} ${why}${read ? " (read)" : ""}`);

test("a draft is published only as its approver approved it; who said what stays on record, and each is told", async () => {
  const { w, ines, mei, tomas } = world;
  const p = await approved();
  expect((await ines.call("publish", { params: { w, p }, body: {} })).body).toMatchObject({ code: "approval_missing" });
  const sent = await ines.ok("submitDraft", { params: { w, p }, body: { note: "For the new scanner" } });
  expect(sent.submission).toMatchObject({ note: "For the new scanner", isCurrent: true, verdict: null, by: { id: ines.personId } });
  const s = sent.submission?.id as string;
  await expect.poll(() => inbox(mei, p), { timeout: 10_000 }).toEqual(["approval youApprove"]);
  expect((await tomas.call("decideSubmission", { params: { w, p, s }, body: { verdict: "approve" } })).body).toMatchObject({
    code: "approver_only",
  });
  expect((await mei.call("decideSubmission", { params: { w, p, s }, body: { verdict: "return" } })).body).toMatchObject({
    code: "reason_required",
  });
  expect((await mei.ok("getSubmission", { params: { w, p, s } })).definition).toEqual(
    (await ines.ok("getDraft", { params: { w, p } })).definition,
  );
  await mei.ok("decideSubmission", { params: { w, p, s }, body: { verdict: "return", word: "Who tells the reader?" } });
  expect((await mei.call("decideSubmission", { params: { w, p, s }, body: { verdict: "approve" } })).body).toMatchObject({
    code: "submission_not_found",
  });
  await expect
    .poll(async () => [await inbox(mei, p), await inbox(ines, p)], { timeout: 10_000 })
    .toEqual([["approval youApprove (read)"], ["returned yourDraft"]]);
  expect((await ines.call("publish", { params: { w, p }, body: {} })).body).toMatchObject({ code: "approval_missing" });

  const { version } = await ines.ok("getDraft", { params: { w, p } });
  await ines.ok("saveDraft", { params: { w, p }, version, body: { definition: { ...digitise, purpose: "The reader is told." } } });
  const again = (await ines.ok("submitDraft", { params: { w, p }, body: {} })).submission?.id as string;
  expect(
    (await mei.ok("decideSubmission", { params: { w, p, s: again }, body: { verdict: "approve", word: "Good." } })).submission,
  ).toMatchObject({ verdict: "approved", word: "Good.", isCurrent: true, decidedBy: { id: mei.personId } });
  // Two verdicts that are read in one go are one notice: the first has to be there before the second is given.
  await expect.poll(() => inbox(ines, p), { timeout: 10_000 }).toEqual(["accepted yourDraft", "returned yourDraft (read)"]);
  // What was changed since is not approved.
  await ines.ok("saveDraft", { params: { w, p }, version: version + 1, body: { definition: { ...digitise, purpose: "Something else." } } });
  expect((await ines.ok("getProcess", { params: { w, p } })).submission).toMatchObject({ verdict: "approved", isCurrent: false });
  expect((await ines.call("publish", { params: { w, p }, body: {} })).body).toMatchObject({ code: "approval_missing" });
  const third = (await ines.ok("submitDraft", { params: { w, p }, body: {} })).submission?.id as string;
  await mei.ok("decideSubmission", { params: { w, p, s: third }, body: { verdict: "approve" } });
  expect((await ines.ok("publish", { params: { w, p }, body: {} })).number).toBe(1);
  await expect
    .poll(() => inbox(ines, p), { timeout: 10_000 })
    .toEqual(["accepted yourDraft", "accepted yourDraft", "returned yourDraft (read)"]);
  expect((await ines.ok("listSubmissions", { params: { w, p } })).items.map(({ verdict, word }) => [verdict, word])).toEqual([
    ["approved", ""],
    ["approved", "Good."],
    ["returned", "Who tells the reader?"],
  ]);
});

test("sent again, the one before is taken back; taken back, the approver has nothing to decide; whoever approves may publish their own", async () => {
  const { w, ines, mei } = world;
  const p = await approved();
  const first = (await ines.ok("submitDraft", { params: { w, p }, body: {} })).submission?.id as string;
  const second = (await ines.ok("submitDraft", { params: { w, p }, body: {} })).submission?.id as string;
  expect((await mei.call("decideSubmission", { params: { w, p, s: first }, body: { verdict: "approve" } })).body).toMatchObject({
    code: "submission_not_found",
  });
  expect((await ines.ok("withdrawSubmission", { params: { w, p, s: second } })).submission).toBeNull();
  await expect.poll(async () => new Set(await inbox(mei, p)), { timeout: 10_000 }).toEqual(new Set(["approval youApprove (read)"]));
  await ines.ok("shareProcess", { params: { w, p, m: mei.personId }, body: { role: "manager" } });
  expect((await mei.ok("publish", { params: { w, p }, body: {} })).number).toBe(1);
  expect((await ines.call("submitDraft", { params: { w, p }, body: {} })).body).toMatchObject({ code: "draft_unchanged" });
  // Without an approver it is as it was.
  const { version } = await ines.ok("getProcess", { params: { w, p } });
  await ines.ok("changeProcess", { params: { w, p }, version, body: { approverId: null } });
  expect((await ines.call("submitDraft", { params: { w, p }, body: {} })).body).toMatchObject({ code: "approval_not_asked" });
});

test("whoever is to approve a closed process sees it, and keeps the role they have", async () => {
  const { w, ines, mei } = world;
  const { id: p } = await ines.ok("createProcess", {
    params: { w },
    body: { name: "Settle a claim", definition: digitise, everyone: null },
  });
  expect((await mei.call("getProcess", { params: { w, p } })).body).toMatchObject({ code: "process_not_found" });
  await ines.ok("changeProcess", { params: { w, p }, version: 1, body: { approverId: mei.personId } });
  expect((await mei.ok("getProcess", { params: { w, p } })).mine).toBe("viewer");
  const { version } = await ines.ok("getProcess", { params: { w, p } });
  await ines.ok("changeProcess", { params: { w, p }, version, body: { approverId: ines.personId } });
  expect((await ines.ok("getProcess", { params: { w, p } })).mine).toBe("manager");
});
