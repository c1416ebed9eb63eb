import { randomBytes } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { migrationsDirectory, readMigrations } from "./files.ts";
import { migrate } from "./migrate.ts";

const secret = "s".repeat(64);
const made: string[] = [];
let server: string;
let url: string;
let directory: string;

beforeAll(() => void (server = inject("postgres").url));

beforeEach(async () => {
  const name = `migrate_${randomBytes(6).toString("hex")}`;
  await as(server, `create database ${name}`);
  made.push(name);
  url = server.replace(/\/[^/?]+(\?|$)/, `/${name}$1`);
  directory = await mkdtemp(join(tmpdir(), "rondo-migrations-"));
  await cp(join(migrationsDirectory, "0001_installation.sql"), join(directory, "0001_installation.sql"));
});

afterEach(() => rm(directory, { recursive: true, force: true }));
afterAll(async () => {
  for (const name of made) await as(server, `drop database if exists ${name} with (force)`);
});

test("the files are numbered without gaps, and each is one that a database can tell from an edited one", async () => {
  const files = await readMigrations();
  expect(files.length).toBeGreaterThan(0);
  expect(files.map(({ number }) => number)).toEqual(files.map((_, index) => index + 1));
  for (const { sql } of files) expect(sql).not.toMatch(/^\s*(begin|commit|rollback)\s*;/im);
});

test("a task that said one role says the same as who works on it, or as whom it asks for; templates likewise", async () => {
  await migrate({ url, secret, upTo: 59 });
  const [w, p, mei, tomas] = [1, 2, 3, 4].map((number) => `0190a0a0-0000-7000-8000-00000000000${number}`);
  const task = (id: number, owner: string | null, planning: object): string =>
    `insert into task (workspace_id, task_id, project_id, title, owner_id, planning)
      values ('${w}', '0190a0a0-0000-7000-8000-00000000001${id}', '${p}', '${id}', ${owner === null ? "null" : `'${owner}'`}, '${JSON.stringify(planning)}')`;
  const content = {
    tasks: [
      { title: "Carry", role: "Mover", planning: { fixedCost: 1 } },
      { title: "Rest", role: null, planning: {} },
    ],
  };
  await as(
    url,
    [
      "set session_replication_role = replica", // what these rows belong to does not matter here
      task(1, null, { role: "Mover", fixedCost: 1 }),
      task(2, mei!, { role: "Mover" }),
      task(3, mei!, { role: "Mover", assignments: [{ personId: tomas, percent: 50 }] }),
      task(4, mei!, { fixedCost: 1 }),
      `insert into project_template (workspace_id, template_id, name, content) values ('${w}', '${p}', 'Move', '${JSON.stringify(content)}')`,
    ].join("; "),
  );
  await migrate({ url, secret });
  const asked = { placeholders: [{ role: "Mover", percent: 100, count: 1 }] };
  const on = (personId: string | undefined, percent: number): object => ({ personId, percent, role: "Mover" });
  expect((await as(url, "select planning from task order by title")).map((row) => (row as { planning: object }).planning)).toEqual([
    { fixedCost: 1, ...asked },
    { assignments: [on(mei, 100)] },
    { assignments: [on(mei, 100), on(tomas, 50)] },
    { fixedCost: 1 },
  ]);
  expect(await as(url, "select content from project_template")).toEqual([
    {
      content: {
        tasks: [
          { title: "Carry", planning: { fixedCost: 1, ...asked } },
          { title: "Rest", planning: {} },
        ],
      },
    },
  ]);
});

test("a second start finds nothing to do and takes no backup", async () => {
  const first = await migrate({ url, secret });
  expect(first.applied.length).toBeGreaterThan(0);
  expect(first.epoch).toBe(1);
  const second = await migrate({ url, secret, beforeChange: () => Promise.reject(new Error("asked for a backup")) });
  expect(second).toEqual({ ...first, applied: [] });
});

test("two nodes that start at once run each migration once", async () => {
  const both = await Promise.all([migrate({ url, secret }), migrate({ url, secret }), migrate({ url, secret })]);
  expect(both.map(({ applied }) => applied.length).sort()).toEqual([0, 0, (await readMigrations()).length].sort());
  expect(new Set(both.map(({ urls }) => urls.app)).size).toBe(1);
});

test("a migration that fails is undone whole, and the next start goes on from there", async () => {
  await writeFile(join(directory, "0002_shelf.sql"), "create table shelf (id int); select 1/0;");
  await expect(migrate({ url, secret, directory })).rejects.toMatchObject({ code: "migration_failed", params: { name: "0002_shelf.sql" } });
  expect(await as(url, "select to_regclass('shelf') as shelf, (select count(*)::int from migration) as count")).toEqual([
    { shelf: null, count: 1 },
  ]);
  await writeFile(join(directory, "0002_shelf.sql"), "create table shelf (id int);");
  expect((await migrate({ url, secret, directory })).applied).toEqual(["0002_shelf.sql"]);
});

test("a backup is asked for before a database in use changes, and when it fails nothing is changed", async () => {
  await migrate({ url, secret, directory });
  await writeFile(join(directory, "0002_shelf.sql"), "create table shelf (id int);");
  const full = () => Promise.reject(new Error("the disk is full"));
  await expect(migrate({ url, secret, directory, beforeChange: full })).rejects.toThrow("the disk is full");
  expect(await as(url, "select to_regclass('shelf') as shelf")).toEqual([{ shelf: null }]);
});

test("an edited migration is refused", async () => {
  await migrate({ url, secret, directory });
  const path = join(directory, "0001_installation.sql");
  await writeFile(path, `${await readFile(path, "utf8")}\n-- a late thought`);
  await expect(migrate({ url, secret, directory })).rejects.toMatchObject({
    code: "migration_changed",
    params: { name: "0001_installation.sql" },
  });
});

test("line ends that a checkout turned are no edit", async () => {
  await migrate({ url, secret, directory });
  const path = join(directory, "0001_installation.sql");
  await writeFile(path, (await readFile(path, "utf8")).replaceAll("\n", "\r\n"));
  expect((await migrate({ url, secret, directory })).applied).toEqual([]);
});

test("a newer schema is refused", async () => {
  await writeFile(join(directory, "0002_shelf.sql"), "create table shelf (id int);");
  await migrate({ url, secret, directory });
  await rm(join(directory, "0002_shelf.sql"));
  await expect(migrate({ url, secret, directory })).rejects.toMatchObject({ code: "schema_newer", params: { database: 2, known: 1 } });
});

test("a database that holds somebody else's tables is refused and left alone", async () => {
  await as(url, "create table payroll (id int)");
  await expect(migrate({ url, secret })).rejects.toMatchObject({ code: "database_unsuitable" });
  expect(await as(url, "select to_regclass('installation') as installation")).toEqual([{ installation: null }]);
});

test("the roles can't make, alter or bypass anything", async () => {
  const { urls } = await migrate({ url, secret });
  const names = Object.values(urls).map((each) => new URL(each).username);
  expect(
    await as(
      url,
      `select distinct rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as loose from pg_roles where rolname in (${names.map((name) => `'${name}'`).join()})`,
    ),
  ).toEqual([{ loose: false }]);
  const forbidden = [
    "create table mine (id int)",
    "create temporary table mine (id int)",
    "create schema mine",
    "create function mine() returns int language sql as 'select 1'",
    "alter table installation disable row level security",
    "update installation set epoch = 9",
    "delete from migration",
    "call raise_wall('migration')",
    "set role migrator",
    "create role mine",
  ];
  for (const each of Object.values(urls))
    for (const statement of forbidden) await expect(as(each, statement), statement).rejects.toMatchObject({ code: "42501" });
});

test("behind the wall the app sees its workspace alone, and nothing when none is set", async () => {
  await writeFile(
    join(directory, "0002_shelf.sql"),
    "create table shelf (workspace_id uuid, label text); call raise_wall('shelf'); grant select, insert on shelf to {{app}};",
  );
  const { urls } = await migrate({ url, secret, directory });
  const here = "00000000-0000-7000-8000-000000000001";
  const there = "00000000-0000-7000-8000-000000000002";
  await as(url, `insert into shelf values ('${here}', 'atlases'), ('${there}', 'scores')`);
  const client = new pg.Client({ connectionString: urls.app });
  await client.connect();
  try {
    expect((await client.query("select label from shelf")).rows).toEqual([]);
    await client.query("select set_config('rondo.workspace', $1, false)", [here]);
    expect((await client.query("select label from shelf")).rows).toEqual([{ label: "atlases" }]);
    await expect(client.query("insert into shelf values ($1, 'maps')", [there])).rejects.toMatchObject({ code: "42501" });
  } finally {
    await client.end();
  }
});

test("another secret locks nobody out: the next migrate sets the passwords anew", async () => {
  const before = await migrate({ url, secret });
  const after = await migrate({ url, secret: "t".repeat(64) });
  await expect(as(before.urls.app, "select 1")).rejects.toMatchObject({ code: "28P01" });
  expect(await as(after.urls.app, "select 1 as one")).toEqual([{ one: 1 }]);
});

async function as(address: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
