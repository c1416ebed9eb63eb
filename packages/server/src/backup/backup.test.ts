import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { copyFile, mkdir, readFile, readdir, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { temporaryDirectory } from "../../../testkit/src/postgres.ts";
import { migrate } from "../migration/index.ts";
import { type Postgres, openPostgres } from "../postgres/index.ts";
import { readArchive, textOf, writeArchive } from "./archive.ts";
import { backup } from "./backup.ts";
import { startLoading } from "./load.ts";
import { addTables } from "./logical.ts";
import { restore } from "./restore.ts";

const secret = "s".repeat(64);
let root: string;
let data: string;
let postgres: Postgres;

beforeAll(async () => {
  root = await temporaryDirectory();
  data = join(root, "library");
  postgres = await openPostgres({ dataDirectory: data });
  await migrate({ url: postgres.url, secret });
  await mkdir(join(data, "files", "ab"), { recursive: true });
  await writeFile(join(data, "files", "ab", "map.png"), "a scanned map");
  await writeFile(join(data, "secret"), secret);
  await query(postgres.url, shelves);
});
afterAll(async () => {
  await postgres.stop();
  await rm(root, { recursive: true, force: true });
});

/** Two tables that refer to each other, a generated column, odd characters, an identity: what a copy by rows can trip on. */
const shelves = `
  create table shelf (id bigint generated always as identity primary key, label text not null, top bigint, size int generated always as (length(label)) stored);
  create table volume (id bigint primary key, shelf bigint not null references shelf);
  alter table shelf add foreign key (top) references volume;
  insert into shelf (label) values (e'tab\\tand\\nline \\\\N'), (''), ('Größe – 漢字');
  insert into volume select n, 1 + n % 3 from generate_series(1, 1000) as n;
  update shelf set top = id * 3 - 2;`;

test("a physical backup taken during writes restores with every row acknowledged before it began, and the uploaded files", async () => {
  await query(postgres.url, "create table page (id bigint primary key, text text)");
  let acknowledged = 0;
  let writing = true;
  const writer = (async () => {
    while (writing) {
      await query(
        postgres.url,
        `insert into page select n, repeat('x', 500) from generate_series(${acknowledged + 1}, ${acknowledged + 10}) as n`,
      );
      acknowledged += 10;
    }
  })();
  await vi.waitFor(() => expect(acknowledged).toBeGreaterThan(100), 30_000);
  const began = acknowledged;
  const made = await backup(input("physical", "cluster.tar.gz"));
  writing = false;
  await writer;
  expect(made.manifest).toMatchObject({ kind: "physical", epoch: 1 });
  if (process.platform !== "win32") expect((await stat(made.file)).mode & 0o777).toBe(0o600);

  const target = join(root, "restored");
  const restored = await restore({ file: made.file, dataDirectory: target, databaseUrl: null, secret: null });
  expect(restored.epoch).toBe(2);
  expect(await readFile(join(target, "files", "ab", "map.png"), "utf8")).toBe("a scanned map");
  expect(await readFile(join(target, "secret"), "utf8")).toBe(secret);
  const copy = await openPostgres({ dataDirectory: target });
  try {
    const [found] = (await query(copy.url, "select count(*)::int as count, max(id)::int as last from page")) as [
      { count: number; last: number | null },
    ];
    expect(found.count).toBe(found.last ?? 0);
    expect(found.count).toBeGreaterThanOrEqual(began);
    expect(began).toBeGreaterThan(100);
    expect(await query(copy.url, "select slot_name from pg_replication_slots")).toEqual([]);
    const { urls, epoch } = await migrate({ url: copy.url, secret });
    expect(epoch).toBe(2);
    expect(await query(urls.app, "select 1 as one")).toEqual([{ one: 1 }]);
  } finally {
    await copy.stop();
  }
});

test("a copy by rows carries tables that refer to each other, generated columns and odd characters", async () => {
  const { url, drop } = await emptyDatabase();
  try {
    await query(url, `${shelves} update shelf set top = null; delete from volume;`);
    const file = join(root, "shelves.tar.gz");
    await query(postgres.url, "drop table if exists page");
    await writeArchive(file, (archive) => addTables(archive, postgres.url));
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query("begin");
    const loading = await startLoading(client);
    const own = new Set<string>();
    await readArchive(file, async (entry) => {
      // Here are only the shelves: the migrations' tables of the archive are empty, and left out.
      const folder = entry.name.split("/")[1]!;
      const bytes = Buffer.from(await textOf(entry.bytes));
      if (entry.name.endsWith("table.json") && /shelf|volume/.test(bytes.toString())) own.add(folder);
      if (own.has(folder))
        await loading.take({
          ...entry,
          bytes: (async function* () {
            yield bytes;
          })(),
        });
    });
    expect(await loading.finish()).toBe(1003);
    await client.query("commit");
    await client.end();
    for (const table of ["shelf", "volume"])
      expect(await query(url, `select * from ${table} order by id`)).toEqual(
        await query(postgres.url, `select * from ${table} order by id`),
      );
    await expect(query(url, "insert into volume values (2000, 99)")).rejects.toMatchObject({ code: "23503" });
  } finally {
    await drop();
  }
});

test("rows that refer to each other come back whole, by owner rights alone and behind the wall", async () => {
  const from = await emptyDatabase("owner");
  const to = await emptyDatabase("owner");
  try {
    await migrate({ url: from.url, secret });
    const workspace = "00000000-0000-7000-8000-000000000001";
    await query(
      from.url,
      `insert into workspace (workspace_id, name, slug, zone) values ('${workspace}', 'Lindgren Library', 'lindgren', 'Europe/Berlin')`,
    );
    await query(
      from.url,
      `insert into event (workspace_id, epoch, name, subject_kind, subject_id, version, home_kind, home_id) select '${workspace}', 1, 'task.added', 'task', gen_random_uuid(), 1, 'workspace', '${workspace}' from generate_series(1, 500)`,
    );
    const before = await query(from.url, "select * from event order by seq");
    expect(before).toHaveLength(500);
    const { file } = await backup({ ...input("logical", "walled.tar.gz"), url: from.url });
    const restored = await restore({ file, dataDirectory: join(root, "walled"), databaseUrl: to.url, secret });
    expect(restored).toMatchObject({ kind: "logical", epoch: 2 });
    expect(await query(to.url, "select * from event order by seq")).toEqual(before);
    // The wall stands again, and numbering goes on behind what was restored.
    expect(await query(to.url, "select relforcerowsecurity as forced from pg_class where relname = 'event'")).toEqual([{ forced: true }]);
    expect(await query(to.url, "select count(*)::int as loose from pg_constraint where contype = 'f' and condeferrable")).toEqual(
      await query(from.url, "select count(*)::int as loose from pg_constraint where contype = 'f' and condeferrable"),
    );
    const [next] = (await query(to.url, "select nextval(pg_get_serial_sequence('event', 'seq'))::int as seq")) as [{ seq: number }];
    expect(next.seq).toBe(501);
    await expect(restore({ file, dataDirectory: join(root, "walled"), databaseUrl: to.url, secret })).rejects.toMatchObject({
      code: "not_empty",
    });
  } finally {
    await from.drop();
    await to.drop();
  }
});

test("a restore never overwrites, and a damaged or cut file leaves nothing behind", async () => {
  const { file } = await backup(input("physical", "whole.tar.gz"));
  await expect(restore({ file, dataDirectory: data, databaseUrl: null, secret: null })).rejects.toMatchObject({
    code: "data_directory_in_use",
  });
  const { size } = await stat(file);
  const cut = join(root, "cut.tar.gz");
  await copyFile(file, cut);
  await truncate(cut, Math.floor(size / 2));
  const changed = join(root, "changed.tar.gz");
  const bytes = await readFile(file);
  bytes[Math.floor(size * 0.7)]! ^= 0xff;
  await writeFile(changed, bytes);
  await writeFile(join(root, "text.tar.gz"), "no archive");
  for (const broken of [cut, changed, join(root, "text.tar.gz")]) {
    const target = join(root, "broken");
    await expect(restore({ file: broken, dataDirectory: target, databaseUrl: null, secret: null }), broken).rejects.toMatchObject({
      code: "backup_damaged",
    });
    expect(await readdir(join(target, "postgres")).catch(() => [])).not.toContain("data");
    expect(await readdir(target).catch(() => [])).not.toContain("secret");
  }
});

test("killed in the middle, a backup leaves nothing under its name, and the next one works", async () => {
  const file = join(root, "killed.tar.gz");
  const script = join(root, "killed.ts");
  await writeFile(
    script,
    `import { backup } from ${JSON.stringify(new URL("./backup.ts", import.meta.url).href)};\nconsole.log("began");\nawait backup({ ...${JSON.stringify({ ...input("physical", "killed.tar.gz") })}, onProgress: (bytes) => { if (bytes > 1_000_000) process.kill(process.pid, "SIGKILL"); } });\n`,
  );
  const [, signal] = await once(spawn(process.execPath, [script], { stdio: "ignore" }), "exit");
  expect(signal).toBe("SIGKILL");
  expect(await stat(file).catch(() => null)).toBeNull();
  expect((await backup(input("physical", "killed.tar.gz"))).bytes).toBeGreaterThan(0);
  expect((await readdir(root)).filter((name) => name.endsWith(".partial"))).toEqual([]);
});

test("a backup that can't be written says why and leaves nothing", async () => {
  await writeFile(join(root, "plain"), "");
  await expect(backup({ ...input("physical", "x"), file: join(root, "plain", "x.tar.gz") })).rejects.toMatchObject({
    code: "backup_failed",
  });
});

function input(kind: "physical" | "logical", name: string) {
  return { url: postgres.url, kind, dataDirectory: data, backupDirectory: join(data, "backups"), file: join(root, name), version: "0.0.0" };
}

/** As a managed Postgres gives it: its user owns the database and may create roles, but is no superuser. */
async function emptyDatabase(owner?: "owner"): Promise<{ url: string; drop(): Promise<void> }> {
  const { url } = inject("postgres");
  const name = `backup_${randomBytes(6).toString("hex")}`;
  await query(url, `create role ${name} login createrole password '${name}'`);
  await query(url, `create database ${name} owner ${name}`);
  const at = new URL(url);
  at.pathname = `/${name}`;
  if (owner) [at.username, at.password] = [name, name];
  return { url: at.href, drop: async () => void (await query(url, `drop database if exists ${name} with (force)`)) };
}

async function query(address: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
