import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "../identity/index.ts";
import { type Library, addWorkspace, openLibrary, silent } from "../jobs/library.fixture.ts";
import { setDue } from "./store.ts";
import { type SweeperInput, createSweeper } from "./sweeper.ts";

let library: Library;
beforeAll(async () => {
  library = await openLibrary();
});
afterAll(() => library.close());
beforeEach(() => library.owner.query("delete from due_moment"));

const sweeper = (seams?: SweeperInput["seams"]) =>
  createSweeper({ database: library.database, live: { wake: () => undefined }, log: silent, ...(seams && { seams }) });
const due = (when: string, count = 1, workspaceId = library.workspaceId, kind = "cadence") =>
  library.owner.query(
    "insert into due_moment (workspace_id, kind, subject_id, due_at) select $1, $2, gen_random_uuid(), now() + $3::interval from generate_series(1, $4)",
    [workspaceId, kind, when, count],
  );
const left = async () => Number((await library.owner.query("select count(*) as n from due_moment")).rows[0].n);

test("what is due is done once and is gone, and what is not due yet stays", async () => {
  const done: string[] = [];
  const one = sweeper();
  one.registerDue("cadence", async (_tx, _context, subjectId) => void done.push(subjectId));
  await due("-1 minute", 25);
  await due("1 hour", 3);
  expect(await one.sweepNow()).toBe(25);
  expect(new Set(done).size).toBe(25);
  expect(await left()).toBe(3);
});

test("Postgres's clock decides, however far ahead this node's is", async () => {
  const now = Date.now;
  const one = sweeper();
  const at: Date[] = [];
  one.registerDue("cadence", async (_tx, { now: clock }) => void at.push(clock));
  await due("30 minutes");
  await due("-1 second");
  Date.now = () => now() + 86_400_000;
  try {
    expect(await one.sweepNow()).toBe(1);
  } finally {
    Date.now = now;
  }
  expect(Math.abs(at[0]!.getTime() - now())).toBeLessThan(60_000);
});

test("two nodes sweep a storm together and no moment is done twice", async () => {
  const done: string[] = [];
  const handler = async (_tx: unknown, _context: unknown, subjectId: string) => void done.push(subjectId);
  const [one, other] = [sweeper(), sweeper()];
  one.registerDue("cadence", handler);
  other.registerDue("cadence", handler);
  await due("-1 minute", 300);
  const counts = await Promise.all([one.sweepNow(), other.sweepNow()]);
  counts.push(await one.sweepNow());
  expect(counts.reduce((sum, count) => sum + count)).toBe(300);
  expect(new Set(done).size).toBe(300);
  expect(await left()).toBe(0);
});

test("a handler may set the next moment of the same subject", async () => {
  const one = sweeper();
  const dues: string[] = [];
  one.registerDue("cadence", async (tx, _context, subjectId, dueAt) => {
    dues.push(dueAt);
    await setDue(tx, "cadence", subjectId, new Date(Date.parse(dueAt) + 86_400_000 * 365).toISOString());
  });
  await due("-1 minute");
  expect(await one.sweepNow()).toBe(1);
  expect(dues).toHaveLength(1);
  expect(await left()).toBe(1);
});

test.each(["claimed", "handled"] as const)("a kill when the moment is %s leaves it to be done whole by the next", async (seam) => {
  const killed = sweeper({ [seam]: () => Promise.reject(new Error("killed here")) });
  const record = async (
    tx: Parameters<Parameters<typeof killed.registerDue>[1]>[0],
    { append }: Parameters<Parameters<typeof killed.registerDue>[1]>[1],
    subjectId: string,
  ) => {
    void tx;
    await append({
      name: "run.started",
      actorId: null,
      subjectKind: "run",
      subjectId,
      version: 1,
      homeKind: "workspace",
      homeId: library.workspaceId,
    });
  };
  killed.registerDue("cadence", record);
  await due("-1 minute");
  await expect(killed.sweepNow()).rejects.toThrow("killed here");
  expect(await left()).toBe(1);
  const next = sweeper();
  next.registerDue("cadence", record);
  const before = Number((await library.owner.query("select count(*) as n from event")).rows[0].n);
  expect(await next.sweepNow()).toBe(1);
  expect(Number((await library.owner.query("select count(*) as n from event")).rows[0].n)).toBe(before + 1);
});

test("one that fails waits with its failure while the others of its batch are done", async () => {
  const poison = newId();
  const done: string[] = [];
  const one = sweeper();
  one.registerDue("cadence", async (_tx, _context, subjectId) => {
    if (subjectId === poison) throw new Error("the process was retired");
    done.push(subjectId);
  });
  await due("-1 minute", 5);
  await library.owner.query(
    "insert into due_moment (workspace_id, kind, subject_id, due_at) values ($1, 'cadence', $2, now() - interval '30 seconds')",
    [library.workspaceId, poison],
  );
  await one.sweepNow();
  expect(new Set(done).size).toBe(5);
  const row = (await library.owner.query("select * from due_moment")).rows[0];
  expect(row).toMatchObject({ subject_id: poison, attempts: 1, failure: "the process was retired" });
  expect(row.retry_at.getTime()).toBeGreaterThan(Date.now());

  await library.owner.query("update due_moment set attempts = 6, retry_at = null");
  await one.sweepNow();
  expect(await one.counts()).toMatchObject({ due: 0, aside: 1 });
});

test("a storm in one workspace does not keep another waiting", async () => {
  const small = await addWorkspace(library.owner, "branch-library");
  const order: string[] = [];
  const one = sweeper();
  one.registerDue("cadence", async (_tx, { workspaceId }) => void order.push(workspaceId));
  await due("-1 hour", 200);
  await due("-1 second", 1, small);
  await one.sweepNow();
  expect(order.indexOf(small)).toBeLessThan(50);
  expect(order).toHaveLength(201);
});

test("kinds that nobody registered stay where they are", async () => {
  const one = sweeper();
  one.registerDue("cadence", async () => undefined);
  await due("-1 minute", 2, library.workspaceId, "reminder");
  expect(await one.sweepNow()).toBe(0);
  expect(await left()).toBe(2);
});
