import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, startTestServer } from "@rondo/testkit";
import { type Seeded, seedWorld } from "./index.ts";
import { callerOn } from "./caller.ts";
import { holidaysOfBerlin, placeDates } from "./dates.ts";

let server: TestServer;
let seeded: Seeded;
let ines: ReturnType<typeof callerOn>;

const callerOf = async (email: string): Promise<ReturnType<typeof callerOn>> => {
  const person = await server.system.identity.personByEmail(email);
  const cookies = await server.system.identity.signInAs(person!.id);
  return callerOn(server.app, server.system.publicUrl, cookies.map((line) => line.split(";")[0]).join("; "));
};

const processOf = async (name: string) =>
  (await ines("listProcesses", { params: { w: seeded.workspaceId } })).items.find((process) => process.name === name)!;

beforeAll(async () => {
  server = await startTestServer();
  seeded = await seedWorld(server.system, server.app, { world: "library", demo: true });
  ines = await callerOf("ines@lindgren.example");
}, 240_000);
afterAll(() => server.stop());

test("the library has its people, teams, processes, projects, runs and handovers", async () => {
  const w = seeded.workspaceId;
  expect(seeded.counts).toEqual({ people: 8, teams: 4, processes: 6, runs: 63, projects: 3, tasks: 8, documents: 3, handovers: 4 });
  expect((await ines("listMembers", { params: { w } })).items).toHaveLength(8);
  expect((await ines("listProjects", { params: { w } })).items.map((project) => project.name).sort()).toEqual([
    "Bookplates in the foyer",
    "Conserve Rara 52",
    "Move the rare-books room",
    "New catalogue search",
  ]);
  const day = await ines("getMyDay", { params: { w } });
  expect(new Set(day.items.map((item) => item.bucket))).toEqual(new Set(["act", "coming", "waiting"]));
  expect(day.items.map((item) => item.why.code)).toEqual(
    expect.arrayContaining(["overdue", "question", "approval", "dueToday", "dueSoon", "someoneWaits"]),
  );
});

test("every process of the world is published without an error, and its draft says no more than the revision", async () => {
  const w = seeded.workspaceId;
  const { items } = await ines("listProcesses", { params: { w } });
  expect(items).toHaveLength(6);
  for (const process of items) {
    const draft = await ines("getDraft", { params: { w, p: process.id } });
    expect(draft.findings.map((finding) => `${process.name}: ${finding.severity} ${finding.message}`)).toEqual([]);
    expect(process).toMatchObject({ published: { number: process.name === "Digitise a volume on request" ? 2 : 1 }, draftChanged: false });
  }
});

test("runs stand in every state: delivered, returned, asked back, waiting for a project, cancelled", async () => {
  const w = seeded.workspaceId;
  const { items } = await ines("listProcesses", { params: { w } });
  const runs = (await Promise.all(items.map(async (process) => (await ines("listRuns", { params: { w, p: process.id } })).items))).flat();
  expect(new Set(runs.map((run) => run.state))).toEqual(new Set(["running", "completed", "cancelled"]));
  const whole = await Promise.all(runs.map((run) => ines("getRun", { params: { w, r: run.id } })));
  expect(whole.some((run) => run.outcome === "delivered")).toBe(true);
  expect(whole.some((run) => run.steps.some((step) => step.decision === "rejected") && run.state === "running")).toBe(true);
  expect(whole.some((run) => run.steps.some((step) => step.question !== null && step.question.answer === null))).toBe(true);
  expect(whole.some((run) => run.steps.some((step) => step.projectId !== null && step.state === "open"))).toBe(true);
  expect(whole.some((run) => run.startedVia === "form" && run.requester === "Dr. Helene Brunner")).toBe(true);
  expect(whole.flatMap((run) => run.incidents)).toEqual([]);
});

test("the library has months behind it, from which its processes' measures say something", async () => {
  const w = seeded.workspaceId;
  const p = (await ines("listProcesses", { params: { w } })).items.find(({ name }) => name === "Digitise a volume on request")!.id;
  const measures = await ines("getMeasures", { params: { w, p } });
  expect(measures.runs.completed).toBeGreaterThan(30);
  expect(measures.leadHours?.p95).toBeGreaterThan(measures.leadHours!.p80!);
  expect(measures.control?.upper).not.toBeNull();
  expect(measures.weeks.length).toBeGreaterThan(18);
  expect(measures.promises).not.toBeNull();
  expect(measures.ageing.some(({ remainingHours }) => remainingHours !== null)).toBe(true);
  expect(measures.changes).toMatchObject([
    { from: 1, to: 2, outcome: "as hoped", hypothesis: { measure: "leadTime", by: { name: "Tomas Brandt" } } },
  ]);
  expect(measures.conformance?.deviations.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["skipped", "late"]));
  const { id: room } = await processOf("Open the reading room");
  const { items: opened } = await ines("listCadences", { params: { w, p: room } });
  expect((await ines("listPastOccurrences", { params: { w, p: room, c: opened[0]!.id } })).items.length).toBeGreaterThan(15);
});

test("what was before today happened in the order of its time, told nobody, and left nothing behind that is due", async () => {
  const w = seeded.workspaceId;
  const { events, due, told, making } = await server.system.database.inWorkspace(w, async (tx) => ({
    events: await tx.rows(sql<{ at: string; fired: boolean }>`select at, actor_id is null as fired from event order by epoch, xid, seq`),
    due: await tx.rows(sql`select 1 from due_moment where due_at < now()`),
    told: await tx.rows(sql`select 1 from notice where at < now() - interval '1 hour'`),
    making: await tx.rows(sql`select 1 from workspace where making`),
  }));
  const past = events.filter(({ at }) => Date.parse(at) < Date.now() - 3_600_000);
  expect(past.length).toBeGreaterThan(1_000);
  expect(past.map(({ at }) => at)).toEqual(past.map(({ at }) => at).toSorted());
  expect(past.some(({ fired }) => fired)).toBe(true); // what fell due in the story
  expect([due, told, making]).toEqual([[], [], []]);
});

test("the plan of the move has a past that does not move, a critical path ahead, and no findings of error", async () => {
  const w = seeded.workspaceId;
  const project = (await ines("listProjects", { params: { w } })).items.find(({ name }) => name === "Move the rare-books room")!;
  const plan = await ines("getPlan", { params: { w, p: project.id } });
  expect(plan.tasks.length).toBeGreaterThanOrEqual(30);
  expect(plan.links.length).toBeGreaterThanOrEqual(25);
  expect(plan.findings.filter((finding) => finding.severity === "error")).toEqual([]);
  expect(project.calendarId).toBeNull();
  expect(plan.entries.some((entry) => entry.critical)).toBe(true);
  const done = plan.tasks.filter((task) => task.completion !== null);
  expect(done.length).toBeGreaterThan(10);
  for (const task of done) expect(Date.parse(task.completion!.at)).toBeLessThan(Date.now());
});

test("what happens with one carrier less is tried beside the plan, and ends later", async () => {
  const w = seeded.workspaceId;
  const { id: p } = (await ines("listProjects", { params: { w } })).items.find(({ name }) => name === "Move the rare-books room")!;
  const [tried] = (await ines("listAlternatives", { params: { w, p } })).items;
  const { figures, moved } = await ines("getAlternative", { params: { w, p, a: tried!.id } });
  expect(moved).toBeGreaterThan(3);
  expect(figures.assumed.finish > figures.real.finish).toBe(true);
});

test("everybody can sign in with the documented password of the demo, and nobody stays signed in from the seeding", async () => {
  const { demoPassword } = await import("./index.ts");
  const answer = await server.app.inject({
    method: "POST",
    url: "/api/auth/sign-in/email",
    headers: { "content-type": "application/json", origin: server.system.publicUrl },
    payload: JSON.stringify({ email: "mei@lindgren.example", password: demoPassword }),
  });
  expect(answer.statusCode).toBe(200);
  const tomas = await server.system.identity.personByEmail("tomas@lindgren.example");
  expect(await server.system.identity.listSessions(tomas!.id)).toEqual([]);
});

test("a second seeding is refused unless it is wanted, and a world that is not there is named", async () => {
  await expect(seedWorld(server.system, server.app, { world: "library" })).rejects.toMatchObject({ code: "world_here" });
  await expect(seedWorld(server.system, server.app, { world: "../migrations" })).rejects.toMatchObject({
    code: "world_unknown",
    params: { worlds: "library" },
  });
  const again = await seedWorld(server.system, server.app, { world: "library", again: true });
  await ines("getMe"); // whoever was signed in still is
  expect(again.workspaceId).not.toBe(seeded.workspaceId);
}, 240_000);

test("dates stand around today, and away from weekends", () => {
  const friday = new Date("2026-11-20T10:00:00Z");
  expect(placeDates("{{0}} {{1}} {{-5}} {{3}}", friday, "Europe/Berlin")).toBe("2026-11-20 2026-11-23 2026-11-13 2026-11-23");
});

test("the movable holidays of Berlin are where the almanac has them", () => {
  const of = (year: number) => Object.fromEntries(holidaysOfBerlin(year, year).map(({ name, from }) => [name, from]));
  expect(of(2026)).toMatchObject({
    "Good Friday": "2026-04-03",
    "Easter Monday": "2026-04-06",
    "Ascension Day": "2026-05-14",
    "Whit Monday": "2026-05-25",
  });
  expect(of(2027)).toMatchObject({ "Good Friday": "2027-03-26", "Whit Monday": "2027-05-17" });
});
