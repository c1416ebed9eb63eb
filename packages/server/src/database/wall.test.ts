import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, createDatabase } from "@rondo/testkit";
import { type Database, openDatabase } from "./index.ts";

let home: TestDatabase;
let database: Database;
let owner: pg.Client;

beforeAll(async () => {
  home = await createDatabase();
  database = openDatabase({ urls: home.urls, epoch: 1 });
  owner = new pg.Client({ connectionString: home.url });
  await owner.connect();
});
afterAll(async () => {
  await database.close();
  await owner.end();
  await home.drop();
});

/** Tables that are the installation's, not a workspace's: what they hold is nobody's data. */
const exempt = ["installation", "migration"];

test("every table of people's data has the workspace in its primary key, and forced row-level security", async () => {
  const { rows } = await owner.query<{ name: string; forced: boolean; key: string[] }>(`
    select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
      array(select a.attname::text from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey) where i.indrelid = c.oid and i.indisprimary) as key
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`);
  const tables = rows.filter((row) => !exempt.includes(row.name));
  expect(tables.length).toBeGreaterThan(25);
  expect(tables.filter((table) => !table.forced || !table.key.includes("workspace_id")).map((table) => table.name)).toEqual([]);
});

test("every foreign key between two such tables carries the workspace, so that no row can point into another one", async () => {
  const { rows } = await owner.query<{ name: string }>(`
    select conrelid::regclass || ': ' || conname as name from pg_constraint k
    where contype = 'f' and connamespace = 'public'::regnamespace
      and confrelid::regclass::text not in ('identity.person')
      and not exists (select 1 from unnest(k.conkey) n join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n where a.attname = 'workspace_id')`);
  expect(rows).toEqual([]);
});

test("role app sees nothing without a workspace, only its own with one, and can't write into another", async () => {
  const [mine, other] = [randomUUID(), randomUUID()];
  await owner.query("insert into workspace (workspace_id, name, slug, zone) values ($1, 'A', 'a', 'UTC'), ($2, 'MARKER', 'b', 'UTC')", [
    mine,
    other,
  ]);
  const app = new pg.Client({ connectionString: home.urls.app });
  await app.connect();
  expect((await app.query("select 1 from workspace")).rowCount).toBe(0);
  await app.end();
  const seen = await database.inWorkspace(mine, (tx) => tx.rows(sql<{ name: string }>`select name from workspace`), "read");
  expect(seen.map((row) => row.name)).toEqual(["A"]);
  await expect(
    database.inWorkspace(mine, (tx) =>
      tx.change(sql`insert into team (workspace_id, team_id, name) values (${other}, ${randomUUID()}, 'x')`),
    ),
  ).rejects.toMatchObject({ code: "42501" });
  expect(await database.inWorkspace(mine, (tx) => tx.change(sql`update workspace set name = 'y' where workspace_id = ${other}`))).toBe(0);
});

test("no role of ours can change the schema, bypass the policies, or become another", async () => {
  const { rows } = await owner.query<{ rolname: string; free: boolean }>(`
    select rolname, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as free from pg_roles where rolname ~ (select '^' || role_prefix from installation)`);
  expect(rows.length).toBe(3);
  expect(rows.filter((row) => row.free)).toEqual([]);
  for (const url of Object.values(home.urls)) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await expect(client.query("create table public.mine (id int)")).rejects.toMatchObject({ code: "42501" });
    await expect(client.query("alter table task disable row level security")).rejects.toMatchObject({ code: "42501" });
    await client.end();
  }
});

test("role worker reads ids of workspaces and due moments, and no word of anybody's", async () => {
  const worker = new pg.Client({ connectionString: home.urls.worker });
  await worker.connect();
  await worker.query("select workspace_id from workspace");
  for (const table of ["workspace", "task", "run", "event", "comment", "outgoing_mail", "identity.person"])
    await expect(worker.query(`select * from ${table}`)).rejects.toMatchObject({ code: "42501" });
  await worker.end();
});
