import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, createDatabase } from "@rondo/testkit";
import { type Database, openDatabase } from "../database/index.ts";
import { readable } from "../jobs/library.fixture.ts";
import { appendEvents, headOf, readAfter, showCursor } from "./index.ts";

let home: TestDatabase;
let database: Database;
let owner: pg.Client;
const w = randomUUID();

beforeAll(async () => {
  home = await createDatabase();
  database = openDatabase({ urls: home.urls, epoch: 1 });
  owner = new pg.Client({ connectionString: home.url });
  await owner.connect();
  await owner.query("insert into workspace (workspace_id, name, slug, zone) values ($1, 'Lindgren Library', 'lindgren', 'UTC')", [w]);
});
afterAll(async () => {
  await owner.end();
  await database.close();
  await home.drop();
});

const event = (name: string, subjectId = randomUUID(), version = 1) => ({
  name,
  actorId: null,
  subjectKind: "task",
  subjectId,
  version,
  homeKind: "workspace" as const,
  homeId: w,
});
const append = (name: string): Promise<void> => database.inWorkspace(w, (tx) => appendEvents(tx, 1, [event(name)]));

/** A transaction that stays open until it is told. */
async function openTransaction(name: string): Promise<{ commit(): Promise<void> }> {
  const client = new pg.Client({ connectionString: home.urls.app });
  await client.connect();
  await client.query(`begin; set local rondo.workspace = '${w}'`);
  await client.query(
    "insert into event (workspace_id, epoch, name, subject_kind, subject_id, version, home_kind, home_id) values ($1, 1, $2, 'task', $3, 1, 'workspace', $1)",
    [w, name, randomUUID()],
  );
  return {
    async commit() {
      await client.query("commit");
      await client.end();
    },
  };
}

test("a reader misses nothing when an older transaction commits after a newer one, and sees nothing twice", async () => {
  let cursor = await database.inWorkspace(w, (tx) => headOf(tx, 1), "read");
  const readOn = async (): Promise<string[]> => {
    const events = await database.inWorkspace(w, (tx) => readAfter(tx, cursor, 100), "read");
    cursor = events.at(-1) ?? cursor;
    return events.map((one) => one.name);
  };
  const older = await openTransaction("older");
  await append("newer");
  expect(await readOn()).toEqual([]); // the newer one has committed, and still has to wait for the older one
  await older.commit();
  await readable(owner);
  expect(await readOn()).toEqual(["older", "newer"]);
  expect(await readOn()).toEqual([]);
});

test("readers that stop and go on at any place see every event once, however transactions overlap", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(3), { minLength: 4, maxLength: 16 }), async (script) => {
      let cursor = await database.inWorkspace(w, (tx) => headOf(tx, 1), "read");
      const written: string[] = [];
      const seen: string[] = [];
      const open: { commit(): Promise<void> }[] = [];
      const readOn = async (limit: number): Promise<void> => {
        const events = await database.inWorkspace(w, (tx) => readAfter(tx, cursor, limit), "read");
        seen.push(...events.map((one) => one.name));
        cursor = events.at(-1) ?? cursor;
      };
      for (const step of script) {
        const name = randomUUID();
        if (step === 0) {
          await append(name);
          written.push(name);
        }
        if (step === 1 && open.length < 4) {
          open.push(await openTransaction(name));
          written.push(name);
        }
        if (step === 2) await open.shift()?.commit();
        if (step === 3) await readOn(2);
      }
      for (const transaction of open.reverse()) await transaction.commit();
      await readable(owner);
      while (seen.length < written.length) {
        const before = seen.length;
        await readOn(3);
        if (seen.length === before) break;
      }
      expect([...seen].sort()).toEqual([...written].sort());
    }),
    { numRuns: process.env["RONDO_PROVE"] === "1" ? 500 : 15 },
  );
});

test("two events of one subject with one version can't both be written", async () => {
  const subject = randomUUID();
  const write = (): Promise<void> => database.inWorkspace(w, (tx) => appendEvents(tx, 1, [event("task.changed", subject, 1)]));
  await write();
  await expect(write()).rejects.toMatchObject({ code: "23505", constraint: "event_subject" });
});

test("an event of a transaction that is rolled back was never there", async () => {
  const before = await database.inWorkspace(w, (tx) => headOf(tx, 1), "read");
  await expect(
    database.inWorkspace(w, async (tx) => {
      await appendEvents(tx, 1, [event("gone")]);
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect(await database.inWorkspace(w, (tx) => readAfter(tx, before, 10), "read")).toEqual([]);
});

test("the reader's query walks the index of the journal, as role app under forced row-level security", async () => {
  const cursor = await database.inWorkspace(w, (tx) => headOf(tx, 1), "read");
  const plan = await database.inWorkspace(
    w,
    async (tx) => {
      await tx.change(sql`set local enable_seqscan = off`);
      return tx.rows(
        sql<{
          "QUERY PLAN": string;
        }>`explain select name from event where workspace_id = current_workspace() and (epoch, xid, seq) > (${cursor.epoch}::bigint, ${cursor.xid}::xid8, ${cursor.seq}::bigint) order by epoch, xid, seq limit 10`,
      );
    },
    "read",
  );
  const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
  expect(text).toContain("event_pkey");
  expect(text).toMatch(/Index Cond:.*ROW\(epoch, xid, seq\)/);
  expect(showCursor(cursor)).toMatch(/^1\.\d+\.0$/);
});

test("page by page a reader has every event once and in order, also where their numbers grow by a digit", async () => {
  const before = await database.inWorkspace(w, (tx) => headOf(tx, 1), "read");
  await database.inWorkspace(w, (tx) =>
    appendEvents(
      tx,
      1,
      Array.from({ length: 2_500 }, () => event("many")),
    ),
  );
  await readable(owner);
  const seqs: number[] = [];
  for (let cursor = before; ;) {
    const page = await database.inWorkspace(w, (tx) => readAfter(tx, cursor, 200), "read");
    seqs.push(...page.filter((one) => one.name === "many").map((one) => Number(one.seq)));
    if (page.length === 0) break;
    cursor = page.at(-1)!;
  }
  expect(seqs).toHaveLength(2_500);
  expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
});
