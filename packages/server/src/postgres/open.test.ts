import { existsSync, readFileSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { openPostgres } from "./index.ts";
import { identify } from "./process.ts";
import { ask, madeBefore, open, place, refusalOf, setStage } from "./stage.fixture.ts";

setStage();

const unix = process.platform !== "win32";

test("a first start makes a cluster that keeps what it acknowledges, and stops cleanly", async () => {
  const dataDirectory = join(place, "data");
  const server = await open({ dataDirectory });
  const shown = await ask(
    server.url,
    `
    select current_setting('server_version') as version, current_setting('fsync') as fsync,
      current_setting('full_page_writes') as pages, current_setting('synchronous_commit') as commits,
      current_setting('data_checksums') as checksums, current_setting('listen_addresses') as addresses,
      current_setting('password_encryption') as passwords, current_setting('server_encoding') as encoding,
      (select format('%s:%s', datlocprovider, datlocale) from pg_database where datname = current_database()) as locale`,
  );
  expect(shown).toEqual([
    {
      version: server.version,
      fsync: "on",
      pages: "on",
      commits: "on",
      checksums: "on",
      addresses: unix ? "" : "127.0.0.1",
      passwords: "scram-sha-256",
      encoding: "UTF8",
      locale: "b:C.UTF-8",
    },
  ]);
  expect(server.embedded).toBe(true);
  const pid = server.pid() ?? 0;
  await server.stop();
  expect(identify(pid)).toBeNull();
  expect(existsSync(join(dataDirectory, "postgres/data/postmaster.pid"))).toBe(false);
  expect(existsSync(join(dataDirectory, "rondo.lock"))).toBe(false);
  // Postgres's own log writer ends last of all.
  await vi.waitFor(() => expect(serverLog(dataDirectory)).toContain("database system is shut down"), 10_000);
});

test.runIf(unix)("password, socket and cluster are closed to everybody else", async () => {
  const dataDirectory = await madeBefore();
  const server = await open({ dataDirectory });
  const home = join(dataDirectory, "postgres");
  expect(["password", "socket", "data", "log"].map((name) => statSync(join(home, name)).mode & 0o077)).toEqual([0, 0, 0, 0]);
  const stranger = new URL(server.url);
  stranger.password = "password";
  await expect(ask(stranger.href, "select 1")).rejects.toThrow("password authentication failed");
});

test("a second start finds the rows of the first", async () => {
  const dataDirectory = await madeBefore();
  const first = await open({ dataDirectory });
  await ask(first.url, "create table kept as select 'volume 7' as title");
  await first.stop();
  const second = await open({ dataDirectory });
  expect(await ask(second.url, "select title from kept")).toEqual([{ title: "volume 7" }]);
});

test("a directory name with spaces, quotes and more bytes than a socket's path may have is fine", async () => {
  const dataDirectory = join(place, `Mei's "rare" books, ${"Säle ".repeat(12)}`);
  const server = await open({ dataDirectory });
  expect(await ask(server.url, "select 1 as n")).toEqual([{ n: 1 }]);
  const socket = new URL(server.url).searchParams.get("host") ?? "";
  await server.stop();
  expect(socket.startsWith(dataDirectory)).toBe(false);
  expect(existsSync(socket)).toBe(false);
});

test("a cluster with a promise switched off is refused and left stopped", async () => {
  const dataDirectory = join(place, "data");
  const server = await open({ dataDirectory });
  await ask(server.url, "alter role migrator set synchronous_commit = off");
  const home = join(dataDirectory, "postgres");
  await server.stop();
  expect(await refusalOf(openPostgres({ dataDirectory }))).toMatchObject({ code: "database_unsuitable" });
  expect(existsSync(join(home, "data/postmaster.pid"))).toBe(false);
});

test("a data directory that can't be made is refused", async () => {
  await writeFile(join(place, "file"), "");
  expect(await refusalOf(openPostgres({ dataDirectory: join(place, "file/data") }))).toMatchObject({
    code: "data_directory_unwritable",
  });
});

test("a machine without a packed Postgres is told to set DATABASE_URL, and nothing is written", async () => {
  const dataDirectory = join(place, "data");
  const refusal = await refusalOf(openPostgres({ dataDirectory, packer: { find: () => null } }));
  expect(refusal).toMatchObject({ code: "postgres_not_packed" });
  expect(existsSync(dataDirectory)).toBe(false);
});

test("DATABASE_URL is used as it is, and stopping leaves it running", async () => {
  const own = await open({ dataDirectory: await madeBefore() });
  const server = await openPostgres({ dataDirectory: join(place, "unused"), databaseUrl: own.url });
  expect(server).toMatchObject({ url: own.url, embedded: false, version: own.version });
  await server.stop();
  expect(await ask(own.url, "select 1 as n")).toEqual([{ n: 1 }]);
  expect(existsSync(join(place, "unused"))).toBe(false);
});

test("a DATABASE_URL that nobody answers is refused without showing its password", async () => {
  const refusal = await refusalOf(
    openPostgres({ dataDirectory: join(place, "data"), databaseUrl: "postgres://ines:hunter2@127.0.0.1:1/rondo" }),
  );
  expect(refusal).toMatchObject({ code: "database_unreachable" });
  expect(JSON.stringify(refusal.params)).not.toContain("hunter2");
});

function serverLog(dataDirectory: string): string {
  const day = new Intl.DateTimeFormat("en", { weekday: "short", timeZone: "UTC" }).format(new Date());
  return readFileSync(join(dataDirectory, `postgres/log/postgres-${day}.log`), "utf8");
}
