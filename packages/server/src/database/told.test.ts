import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, createDatabase } from "@rondo/testkit";
import { type Database, type Tx, openDatabase } from "./index.ts";

let home: TestDatabase;
let owner: pg.Client;
let database: Database;
const workspace = randomUUID();

beforeAll(async () => {
  home = await createDatabase();
  owner = new pg.Client({ connectionString: home.url });
  await owner.connect();
  await owner.query("insert into workspace (workspace_id, name, slug, zone) values ($1, 'A', 'a', 'UTC')", [workspace]);
  database = openDatabase({ urls: home.urls, epoch: 1, size: 1 });
});
afterAll(async () => {
  await database.close();
  await owner.end();
  await home.drop();
});

/** What a statement takes for now, and what a column does by itself. */
async function times(tx: Tx): Promise<{ said: string; kept: string }> {
  return (await tx.first(sql<{ said: string; kept: string }>`
    insert into event (workspace_id, epoch, name, subject_kind, subject_id, version, home_kind, home_id)
    values (current_workspace(), 1, 'team.created', 'team', gen_random_uuid(), 1, 'workspace', current_workspace()) returning now() as said, at as kept`))!;
}

test("a past is told at its time, by statements and by columns, and whoever has the connection next is in the present again", async () => {
  const june = new Date("2026-06-04T08:30:00.000Z");
  const told = { said: june.toISOString(), kept: june.toISOString() };
  const before = Date.now() - 60_000;
  expect(await database.at(() => june).inWorkspace(workspace, times)).toEqual(told);
  const { said, kept } = await database.inWorkspace(workspace, times);
  expect([Date.parse(said) > before, kept]).toEqual([true, said]);
  expect(await database.at(() => june).inWorkspace(workspace, times)).toEqual(told);
});

test("a past that fails leaves the connection in the present", async () => {
  const before = Date.now() - 60_000;
  const failing = database.at(() => new Date(0)).inWorkspace(workspace, async (tx) => void (await tx.rows(sql`select 1 / 0`)));
  await expect(failing).rejects.toThrow("division by zero");
  expect(Date.parse((await database.inWorkspace(workspace, times)).kept)).toBeGreaterThan(before);
});

test("every time that a column says by itself can be told", async () => {
  const { rows } = await owner.query<{ column: string }>(
    `select d.adrelid::regclass || '.' || a.attname as column from pg_attrdef d
     join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
     join pg_class c on c.oid = d.adrelid and c.relnamespace = 'public'::regnamespace
     where pg_get_expr(d.adbin, d.adrelid) = 'now()' order by 1`,
  );
  expect(rows.map(({ column }) => column)).toEqual(["installation.created_at", "migration.applied_at"]);
});
