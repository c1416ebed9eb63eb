import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AnswerOf, operations } from "@rondo/contract";
import { standardCalendar } from "@rondo/core/calendar";
import type { TaskDraft } from "@rondo/formats/draft";
import { writeMspdi } from "@rondo/formats/mspdi";
import { type Client, type TestServer, type World, libraryOn, listen, startTestServer } from "@rondo/testkit";

type Audit = AnswerOf<typeof operations.getAudit>;

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
  server.begin();
});
afterAll(async () => {
  await server.stop();
});

const folder = fileURLToPath(new URL("../../../../scenarios/audit/", import.meta.url));

async function add(who: Client, audit: string, name: string, bytes: Uint8Array): Promise<void> {
  const response = await fetch(`${server.url}/api/workspaces/${world.w}/audits/${audit}/files`, {
    method: "POST",
    headers: {
      cookie: who.cookie,
      origin: server.url,
      "sec-fetch-site": "same-origin",
      "content-type": "application/octet-stream",
      "x-file-name": encodeURIComponent(name),
    },
    body: bytes as Uint8Array<ArrayBuffer>,
  });
  expect(response.status).toBe(201);
  expect(operations.addAuditFile.answer.parse(await response.json())).toMatchObject({ fileName: name, state: "waiting", refused: null });
}

/** Waits until what is heard of the audit makes it so. */
async function once(who: Client, audit: string, fits: (audit: Audit) => boolean): Promise<Audit> {
  const stream = await listen(server, who, world.w);
  for (let heard = 0; ; heard = stream.heard.length) {
    const now = await who.ok("getAudit", { params: { w: world.w, a: audit } });
    if (fits(now)) {
      stream.close();
      return now;
    }
    await stream.next((one) => stream.heard.indexOf(one) >= heard && String(one.data["name"]).startsWith("audit."));
  }
}

async function compared(who: Client, audit: string): Promise<Audit> {
  expect(await who.ok("compareAudit", { params: { w: world.w, a: audit } })).toMatchObject({ comparing: true });
  return once(who, audit, (now) => !now.comparing);
}

test("files become an audit one can return to, change the figures of, share, and adopt from; a broken one is noted", async () => {
  const { ines, mei } = { ines: world.ines, mei: world.mei };
  const w = world.w;
  const audit = await ines.ok("makeAudit", { params: { w }, body: { name: "What we have" } });
  for (const name of readdirSync(folder)
    .filter((file) => /\.(?:csv|json)$/.test(file))
    .sort())
    await add(ines, audit.id, name, readFileSync(join(folder, name)));
  await add(ines, audit.id, "broken.json", new TextEncoder().encode('{"name":'));
  const found = await compared(ines, audit.id);
  expect(found.fileList.at(-1)).toMatchObject({ state: "read", containers: 0, refused: { code: "unreadable" } });
  expect([found.containers.length, found.fileList.length, found.unread]).toEqual([11, 12, 0]);
  const family = found.families.find((one) => !one.inside);
  expect(family).toMatchObject({ runs: 5, members: expect.any(Array), adjusted: { frequency: null, impact: null, confidence: null } });

  const changed = await ines.ok("changeAudit", {
    params: { w, a: audit.id },
    version: found.version,
    body: { figures: { [family?.id ?? ""]: { frequency: 4, impact: null, confidence: 0.5 } } },
  });
  expect(changed.families.find((one) => one.id === family?.id)?.adjusted).toEqual({
    frequency: 4,
    impact: null,
    confidence: 0.5,
  });
  // Whoever says that it is less sure than it seemed has it last.
  expect(changed.families.at(-1)).toMatchObject({ id: family?.id, stake: { sure: false } });

  // Nobody else sees it until it is shared.
  expect((await mei.call("getAudit", { params: { w, a: audit.id } })).status).toBe(404);
  await ines.ok("changeAudit", { params: { w, a: audit.id }, version: changed.version, body: { shared: true } });
  expect((await mei.ok("getAudit", { params: { w, a: audit.id } })).name).toBe("What we have");
  expect((await mei.call("deleteAudit", { params: { w, a: audit.id } })).status).toBe(404);

  const made = await ines.ok("adoptFamily", { params: { w, a: audit.id, f: family?.id ?? "" }, body: { language: "de" } });
  const { definition } = await ines.ok("getDraft", { params: { w, p: made.id } });
  expect(definition.steps.map((step) => step.title)).toContain("Verify identity");
  expect(definition.purpose).toContain("In einer Bestandsaufnahme gefunden");
  const number = found.containers.find((one) => one.name === "plant-extension")?.file ?? 0;
  const {
    made: [project],
  } = await ines.ok("adoptContainer", { params: { w, a: audit.id, n: String(number) as unknown as number } });
  expect(project).toMatchObject({ kind: "project", name: "plant-extension" });
  // What the audit found stands beside what somebody will answer.
  expect(await ines.ok("getProcessAdvice", { params: { w, p: made.id } })).toMatchObject({
    advice: null,
    found: {
      kind: "process",
      confidence: family?.confidence,
      reasons: expect.arrayContaining([expect.objectContaining({ message: expect.stringContaining("done 5 times") })]),
    },
  });
  expect((await ines.ok("getAudit", { params: { w, a: audit.id } })).families.find((one) => one.id === family?.id)?.adopted).toMatchObject({
    id: made.id,
  });

  // With one more file it is compared anew; what was said and made of a family stays with it.
  await add(ines, audit.id, "another.md", new TextEncoder().encode("# Another\n\n1. One\n2. Two\n"));
  const again = await compared(ines, audit.id);
  expect(again.containers).toHaveLength(12);
  expect(again.families.find(({ name, inside }) => name === family?.name && !inside)).toMatchObject({
    adopted: { id: made.id },
    adjusted: { frequency: 4, impact: null, confidence: 0.5 },
  });
});

test("what is imported as it is keeps the audit's verdict, and belongs to whom it did in the file, where that is somebody here", async () => {
  const { w, ines } = world;
  const audit = await ines.ok("makeAudit", { params: { w }, body: { name: "Whose it is" } });
  await add(ines, audit.id, "move.xml", new TextEncoder().encode(planOf("Move the maps", { name: "M.", email: "mei@lindgren.example" })));
  await add(ines, audit.id, "paint.xml", new TextEncoder().encode(planOf("Paint the hall", { name: "Rosa Brandt", email: null })));
  const found = await compared(ines, audit.id);
  expect(found.containers.map(({ name, owner }) => [name, owner])).toEqual([
    ["Move the maps", "M."],
    ["Paint the hall", "Rosa Brandt"],
  ]);
  const brought = async (n: string) => {
    const { made } = await ines.ok("adoptContainer", { params: { w, a: audit.id, n: n as unknown as number } });
    const at = { params: { w, p: made[0]?.id ?? "" } };
    return { owner: (await ines.ok("getProject", at)).owner?.name, ...(await ines.ok("getProjectAdvice", at)), at };
  };
  const { confidence, kind, reasons } = found.containers[0]!;
  expect(await brought("1")).toMatchObject({
    owner: "Mei Tanaka",
    advice: null,
    found: { kind, confidence, reasons, owner: { name: "M.", here: true } },
  });
  const own = await brought("2");
  expect(own).toMatchObject({ owner: "Ines Okafor", found: { owner: { name: "Rosa Brandt", here: false } } });
  const report = (await ines.ok("listImports", { params: { w } })).items.find(({ fileName }) => fileName === "paint.xml");
  expect(report?.findings).toContainEqual(expect.objectContaining({ code: "owner_not_here" }));
  // Somebody says who she is: it is hers then, and comes back when that was a mistake.
  const match = async (personId: string | null) => {
    await ines.ok("matchPerson", { params: { w, i: report?.id ?? "", n: "1" as unknown as number }, body: { personId } });
    return (await ines.ok("getProject", own.at)).owner?.name;
  };
  expect(await match(world.tomas.personId)).toBe("Tomas Brandt");
  expect((await ines.ok("getProjectAdvice", own.at)).found?.owner).toEqual({ name: "Rosa Brandt", here: true });
  expect(await match(null)).toBe("Ines Okafor");
  // What somebody answers later stands beside it.
  expect(await ines.ok("putProjectAdvice", { ...own.at, body: { about: "Paint", answers: { again: "no" } } })).toMatchObject({
    advice: { version: 1, answers: { again: "no" } },
    found: { owner: { name: "Rosa Brandt" } },
  });
});

function planOf(name: string, member: { name: string; email: string | null }): string {
  const tasks = ["Rent a van", "Pack", "Carry"].map((title, at): TaskDraft => ({
    sourceId: String(at + 1),
    title,
    position: at,
    members: ["m"],
    shares: { m: 100 },
    notes: "",
    url: null,
    list: null,
    parent: null,
    labels: [],
    start: null,
    due: null,
    createdAt: null,
    completed: false,
    completedAt: null,
    archived: false,
    fields: [],
    checklists: [],
    comments: [],
    attachments: [],
    history: [],
  }));
  return writeMspdi({
    kind: "project",
    sourceId: name,
    name,
    description: "",
    url: null,
    archived: false,
    lists: [],
    labels: [],
    fields: [],
    history: [],
    members: [{ sourceId: "m", username: null, ...member }],
    tasks,
    plan: {
      start: "2026-03-02T08:00",
      calendar: standardCalendar,
      links: [],
      tasks: tasks.map(({ sourceId, title }) => ({ id: sourceId, parent: null, title, workingMinutes: 960 })),
    },
  }).text;
}

test("reading and comparing are stopped, and gone on with where they were", async () => {
  const { w, ines, mei } = world;
  const audit = await ines.ok("makeAudit", { params: { w }, body: { name: "Stopped" } });
  await add(ines, audit.id, "one.md", new TextEncoder().encode("# One\n\n1. Begin\n2. End\n"));
  await once(ines, audit.id, (now) => now.unread === 0);
  // Behind a job that is not done, so that it waits.
  const queue = new pg.Client({ connectionString: server.database.url });
  await queue.connect();
  await queue.query("update graphile_worker._private_job_queues set locked_at = now() + interval '1 hour', locked_by = 'the test'");
  await add(ines, audit.id, "two.md", new TextEncoder().encode("# Two\n\n1. Begin\n2. End\n"));
  expect(await ines.ok("getAudit", { params: { w, a: audit.id } })).toMatchObject({ unread: 1, comparing: true, comparedAt: null });
  expect((await mei.call("stopAudit", { params: { w, a: audit.id } })).status).toBe(404);
  const stopped = await ines.ok("stopAudit", { params: { w, a: audit.id } });
  expect(stopped).toMatchObject({ unread: 0, comparing: false, fileList: [{ state: "read" }, { state: "stopped", containers: 0 }] });
  await queue.query("update graphile_worker._private_job_queues set locked_at = null, locked_by = null");
  await queue.end();
  const found = await compared(ines, audit.id);
  expect(found.fileList.map(({ state }) => state)).toEqual(["read", "read"]);
  expect(found.containers.map(({ name }) => name)).toEqual(["One", "Two"]);
});

test("a third project of the same kind has its precedents, and nobody learns of what they may not see", async () => {
  const { w, ines, mei, freya } = world;
  for (const name of ["Close March", "Close April"]) {
    const project = await ines.ok("createProject", {
      params: { w },
      body: { name, everyone: name === "Close April" ? null : "contributor" },
    });
    for (const title of ["Reconcile bank", "Post accruals", "Prepare report"])
      await ines.ok("addProjectTask", { params: { w, p: project.id }, body: { title } });
  }
  const query = { name: "Close May", steps: "Reconcile bank\nPost accruals\nPrepare report" };
  expect((await ines.ok("getPrecedents", { params: { w }, query })).items[0]).toMatchObject({ kind: "project", times: 2 });
  expect((await mei.ok("getPrecedents", { params: { w }, query })).items.map(({ name }) => name)).toEqual(["Close March"]);
  expect((await freya.ok("getPrecedents", { params: { w }, query })).items).toEqual([]);
});

test("a process that is like what is asked about was done as often as it was run", async () => {
  const { w, ines } = world;
  const process = await ines.ok("createProcess", { params: { w }, body: { name: "Bind a pamphlet", definition: oneStep } });
  const nearest = async () => (await ines.ok("getPrecedents", { params: { w }, query: { name: "Bind a pamphlet", steps: "" } })).items[0];
  expect(await nearest()).toMatchObject({ times: 0, startable: false });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  for (let run = 0; run < 3; run += 1) await ines.ok("startRun", { params: { w, p: process.id }, body: { answers: {} } });
  expect(await nearest()).toMatchObject({ id: process.id, times: 3, startable: true });
});

const oneStep = {
  purpose: "",
  roles: [],
  fields: [],
  intake: [],
  steps: [{ id: "bind", title: "Bind it", instructions: "", kind: "task" as const, role: null, due: null, fields: [], checklist: [] }],
  deliverable: null,
};

test("an event log is audited as a record of runs, looked into with filters, and adopted as what was mined of it", async () => {
  const { w, ines, mei } = world;
  const audit = await ines.ok("makeAudit", { params: { w }, body: { name: "Logs" } });
  const rows = Array.from({ length: 12 }, (_, at) =>
    [["Receive", 0], ...(at % 3 === 0 ? [["Ask back", 1] as const] : []), ["Scan", 2], ["Deliver", 3]].map(
      ([activity, hour]) => `${at},${activity},2026-03-${String(at + 1).padStart(2, "0")}T1${hour}:00:00Z,${at % 2 ? "map" : "book"}`,
    ),
  );
  const csv = new TextEncoder().encode(`case id,activity,timestamp,case:what\n${rows.flat().join("\n")}\n`);
  await add(ines, audit.id, "scans.csv", csv);
  await add(ines, audit.id, "broken.xes.gz", Uint8Array.of(0x1f, 0x8b, 1, 2, 3));
  const found = await compared(ines, audit.id);
  expect(found.fileList).toMatchObject([
    { containers: 1, log: { cases: 12, events: 40 }, refused: null },
    { refused: { code: "unreadable" } },
  ]);
  expect(found.containers).toMatchObject([{ name: "scans", kind: "process" }]);
  expect(found.families).toMatchObject([{ inside: true, runs: 12, fields: ["what"] }]);

  const at = { params: { w, a: audit.id, n: "1" as unknown as number } };
  const whole = await ines.ok("getAuditLog", at);
  expect(whole).toMatchObject({ cases: 12, of: 12, variantCount: 2, model: { fitness: 1 } });
  expect(whole.follows).toContainEqual({ from: "Receive", to: "Scan", count: 8, cases: 8, medianHours: 2 });
  expect(await ines.ok("getAuditLog", { ...at, query: { attribute: "what", value: "map", through: "Ask back" } })).toMatchObject({
    cases: 2,
    of: 12,
  });
  expect(await ines.ok("getAuditLog", { ...at, query: { from: "2026-03-11" } })).toMatchObject({ cases: 2 });

  expect(await ines.call("adoptLog", { ...at, body: { through: "Nothing" } })).toMatchObject({ status: 409 });
  const made = await ines.ok("adoptLog", { ...at, body: { noise: 0.2 } });
  const { definition, findings } = await ines.ok("getDraft", { params: { w, p: made.id } });
  expect(definition.steps.map(({ title }) => title)).toEqual(["Receive", "Is this needed: Ask back?", "Scan", "Deliver"]);
  expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  expect((await mei.call("getAuditLog", at)).status).toBe(404);
});
