import { afterAll, beforeAll, expect, test } from "vitest";
import type { Definition, Step } from "@rondo/core/process";
import { type RecordedEvent, eventOf, evolve, newRun } from "@rondo/core/run";
import { compile } from "@rondo/core/process";
import { type Client, type TestServer, type World, digitise, libraryOn, startTestServer } from "@rondo/testkit";
import pg from "pg";

let server: TestServer;
let world: World;
let owner: pg.Client;

beforeAll(async () => {
  server = await startTestServer();
  server.begin();
  world = await libraryOn(server);
  owner = new pg.Client({ connectionString: server.database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

const fillings = () => [
  { role: "desk", personId: world.tomas.personId, teamId: null },
  { role: "scanner", personId: world.tomas.personId, teamId: null },
  { role: "lead", personId: world.mei.personId, teamId: null },
];

async function published(definition: Definition = digitise): Promise<string> {
  const { w, ines } = world;
  const process = await ines.ok("createProcess", { params: { w }, body: { name: "Digitise a volume", definition } });
  await ines.ok("changeProcess", { params: { w, p: process.id }, version: process.version, body: { fillings: fillings() } });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  return process.id;
}

async function publishNext(p: string, definition: Definition): Promise<number> {
  const { w, ines } = world;
  const draft = await ines.ok("getDraft", { params: { w, p } });
  await ines.ok("saveDraft", { params: { w, p }, version: draft.version, body: { definition } });
  return (await ines.ok("publish", { params: { w, p }, body: {} })).number;
}

type Run = Awaited<ReturnType<typeof start>>;
const start = (p: string, volume: string) => world.ines.ok("startRun", { params: { w: world.w, p }, body: { answers: { volume } } });
const see = (run: { id: string }) => world.ines.ok("getRun", { params: { w: world.w, r: run.id } });
const open = (run: Run, stepId: string): string => run.at.find((place) => place.stepId === stepId)?.taskId as string;
const complete = (who: Client, run: Run, stepId: string, answers: Record<string, unknown> = {}) =>
  who.ok("completeTask", { params: { w: world.w, t: open(run, stepId) }, body: { answers } });

const task = (id: string, title: string, more: Partial<Step> = {}): Step =>
  ({ id, title, instructions: "", kind: "task", role: "desk", due: null, fields: [], checklist: [], ...more }) as Step;

/** The record is written before the scanning, the scan step is another one, and a label is new. */
const next: Definition = {
  ...digitise,
  fields: digitise.fields.map((field) => (field.key === "pages" ? { ...field, kind: "text" as const } : field)),
  roles: [...digitise.roles, { key: "print", name: "Print room" }],
  steps: [
    digitise.steps[0] as Step,
    digitise.steps[1] as Step,
    task("describe", "Write the record at once", { fields: [{ key: "volume", mode: "shown" }] }),
    task("scanAll", "Scan all the pages", { role: "scanner", fields: [{ key: "scans", mode: "required" }] }),
    task("label", "Print the label", { role: "print" }),
    { ...(digitise.steps[3] as Extract<Step, { kind: "approval" }>), returnTo: "scanAll" },
  ],
};

test("publishing shows each open run what it would do to it; moved runs go on, keep what was entered, and rebuild from their history", async () => {
  const { w, ines, tomas, mei } = world;
  const p = await published();
  const [fresh, scanning, late] = [await start(p, "Codex 1"), await start(p, "Codex 2"), await start(p, "Codex 3")];
  await complete(tomas, scanning, "fetch", { fragile: false });
  await complete(tomas, late, "fetch", { fragile: false });
  let there = await see(late);
  await complete(tomas, there, "describe");
  await complete(tomas, await see(late), "scan", { pages: 12, scans: "https://lindgren.example/3" });
  const draft = await ines.ok("getDraft", { params: { w, p } });
  await ines.ok("saveDraft", { params: { w, p }, version: draft.version, body: { definition: next } });

  const seen = await ines.ok("previewMoves", { params: { w, p }, body: { to: "draft" } });
  expect(seen.more).toBe(0);
  const verdicts = Object.fromEntries(seen.runs.map((run) => [run.id, run.verdict]));
  expect(verdicts).toEqual({ [fresh.id]: "clean", [scanning.id]: "decide", [late.id]: "decide" });
  expect(seen.runs.find((run) => run.id === scanning.id)?.points).toEqual([
    { code: "together", decide: true, step: "scan", to: null, title: "Scan the pages", count: 1 },
  ]);
  expect(seen.runs.find((run) => run.id === late.id)?.points.map(({ code }) => code)).toContain("answer");
  expect(seen.runs.find((run) => run.id === fresh.id)?.ahead).toContain("Print the label");

  const to = (await ines.ok("publish", { params: { w, p }, body: {} })).number;
  const { move, stayed } = await ines.ok("moveRuns", {
    params: { w, p },
    body: { to, reason: "The label is asked for now", runs: [{ id: fresh.id }, { id: scanning.id }, { id: late.id }] },
  });
  expect(stayed).toEqual([]);
  expect(move?.runs.map((run) => [run.from, run.back])).toEqual([
    [1, false],
    [1, false],
    [1, false],
  ]);

  expect([(await see(fresh)).revision, open(await see(fresh), "fetch")]).toEqual([2, open(fresh, "fetch")]);
  there = await see(scanning);
  // Two ways became one: the record is written first, the scanning comes again after it.
  expect(there.at.map(({ stepId, title }) => [stepId, title])).toEqual([["describe", "Write the record at once"]]);
  there = await see(late);
  expect(there.at.map(({ stepId }) => stepId)).toEqual(["check"]);
  expect(there.answers).toMatchObject({ volume: "Codex 3", scans: "https://lindgren.example/3" });
  expect(there.kept).toEqual([{ title: "Pages", answers: { pages: 12 }, rows: [] }]);
  expect((await mei.ok("decide", { params: { w, t: open(there, "check") }, body: { verdict: "approve" } })).outcome).toBe("delivered");
  expect((await see(late)).steps.map(({ stepId, title }) => [stepId, title])).toContainEqual(["scan", "Scan the pages"]);

  // The new role is filled as for new runs, here by nobody: it falls to the process's owner.
  await complete(tomas, await see(scanning), "describe");
  await complete(tomas, await see(scanning), "scanAll", { scans: "https://lindgren.example/2" });
  expect((await see(scanning)).at.map(({ stepId, owner: who }) => [stepId, who?.name])).toEqual([["label", "Ines Okafor"]]);

  for (const run of [fresh, scanning, late]) {
    const { rows } = await owner.query<RecordedEvent & { version: number }>(
      "select name, actor_id as actor, data, version from event where subject_id = $1 order by version",
      [run.id],
    );
    const { state } = (await owner.query<{ state: object }>("select state from run where run_id = $1", [run.id])).rows[0] as {
      state: object;
    };
    expect(rows.map(({ version }) => version)).toEqual(rows.map((_, index) => index + 1));
    expect(rows.reduce((at, row) => evolve(compile(next), at, eventOf(row)), newRun())).toEqual(state);
  }
  const history = await ines.ok("listRunEvents", { params: { w, r: scanning.id } });
  expect(history.items.map(({ name, revision }) => [name, revision])).toEqual(
    expect.arrayContaining([
      ["run.started", 1],
      ["run.moved", 2],
      ["step.withdrawn", 1],
    ]),
  );
});

test("a person says where a step goes on, in the same hands, and everybody is told once however many runs move", async () => {
  const { w, ines, tomas, mei } = world;
  const p = await published();
  const runs = [await start(p, "Atlas 1"), await start(p, "Atlas 2"), await start(p, "Atlas 3")];
  const to = await publishNext(p, {
    ...digitise,
    steps: [task("receive", "Take the order", { fields: [{ key: "fragile", mode: "required" }] }), ...digitise.steps.slice(1)],
  });
  const [first] = (await ines.ok("previewMoves", { params: { w, p }, body: { to } })).runs;
  expect(first?.points).toEqual([expect.objectContaining({ code: "gone", step: "fetch", to: "receive", title: "Fetch the volume" })]);
  const chosen = await ines.ok("previewMoves", { params: { w, p }, body: { to, targets: { fetch: "receive" } } });
  expect(chosen.runs[0]?.points[0]).toMatchObject({ code: "alike", to: "receive" });
  await ines.ok("moveRuns", { params: { w, p }, body: { to, targets: { fetch: "receive" }, runs: runs.map(({ id }) => ({ id })) } });
  expect((await see(runs[0] as Run)).at.map(({ title, owner: who }) => [title, who?.name])).toEqual([["Take the order", "Tomas Brandt"]]);
  // However many runs, one notice: read by whoever works in them.
  const told = () =>
    tomas.ok("getInbox", { params: { w } }).then(({ items }) => items.filter(({ kind, subjectId }) => kind === "moved" && subjectId === p));
  await expect.poll(told, { timeout: 10_000 }).toMatchObject([{ subjectKind: "process", subjectId: p, why: "yourRuns" }]);
  expect((await mei.ok("getInbox", { params: { w } })).items.filter(({ kind, subjectId }) => kind === "moved" && subjectId === p)).toEqual(
    [],
  );
  expect((await ines.call("moveRuns", { params: { w, p }, body: { to: 9, runs: [] } })).body).toMatchObject({ code: "nothing_published" });
});

test("a move is taken back: an untouched run is where it was, one that went on is moved back if that is clean, and only once", async () => {
  const { w, ines, tomas } = world;
  const p = await published();
  const [still, gone] = [await start(p, "Map 1"), await start(p, "Map 2")];
  await complete(tomas, still, "fetch", { fragile: false });
  const before = (
    await owner.query<{ state: { tokens: { node: string }[] } }>("select state from run where run_id = $1", [still.id])
  ).rows[0]?.state.tokens.map(({ node }) => node);
  const to = await publishNext(p, next);
  const { move } = await ines.ok("moveRuns", { params: { w, p }, body: { to, runs: [{ id: still.id }, { id: gone.id }] } });
  expect(move?.undoableUntil).not.toBeNull();
  await complete(tomas, await see(gone), "fetch", { fragile: false });
  await complete(tomas, await see(gone), "describe");
  const undone = await ines.ok("undoMove", { params: { w, p, m: move?.id as string } });
  expect(undone.stayed).toEqual([{ id: gone.id, title: expect.any(String), why: "wentOn", message: "" }]);
  const back = await see(still);
  expect([back.revision, back.at.map(({ stepId }) => stepId).sort()]).toEqual([1, ["describe", "scan"]]);
  expect(
    (
      await owner.query<{ state: { tokens: { node: string }[] } }>("select state from run where run_id = $1", [still.id])
    ).rows[0]?.state.tokens.map(({ node }) => node),
  ).toEqual(before);
  expect((await see(gone)).revision).toBe(2);
  expect((await ines.call("undoMove", { params: { w, p, m: move?.id as string } })).body).toMatchObject({ code: "move_settled" });
  expect((await ines.ok("listMoves", { params: { w, p } })).items[0]).toMatchObject({
    id: move?.id,
    undoableUntil: null,
    runs: [
      { id: still.id, back: true },
      { id: gone.id, back: false },
    ],
  });
});

test("a run that finishes on its revision is not asked about again, and nobody but a manager moves runs", async () => {
  const { w, ines, tomas } = world;
  const p = await published();
  const run = await start(p, "Chart 1");
  const to = await publishNext(p, next);
  expect((await ines.ok("moveRuns", { params: { w, p }, body: { to, finish: [run.id] } })).move).toBeNull();
  expect((await ines.ok("previewMoves", { params: { w, p }, body: { to } })).runs.map(({ id, finishes }) => [id, finishes])).toEqual([
    [run.id, true],
  ]);
  expect((await tomas.call("previewMoves", { params: { w, p }, body: { to } })).body).toMatchObject({ code: "forbidden" });
  expect((await tomas.call("moveRuns", { params: { w, p }, body: { to, runs: [{ id: run.id }] } })).body).toMatchObject({
    code: "forbidden",
  });
});
