import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openPostgres } from "./index.ts";
import { commandLine, identify } from "./process.ts";
import { ask, hold, kill, madeBefore, open, place, refusalOf, restarted, setStage } from "./stage.fixture.ts";

const kills = process.env["RONDO_PROVE"] === "1" ? 100 : 2;
setStage();

const unix = process.platform !== "win32";

test("two starts in one process on one directory: the second is refused with the process id", async () => {
  const dataDirectory = await madeBefore();
  await open({ dataDirectory });
  expect(await refusalOf(openPostgres({ dataDirectory }))).toMatchObject({
    code: "data_directory_in_use",
    params: { pid: process.pid },
  });
});

test("a second process on one directory is refused with the first one's process id", async () => {
  const dataDirectory = await madeBefore();
  const holder = await hold(dataDirectory);
  expect(await refusalOf(openPostgres({ dataDirectory }))).toMatchObject({
    code: "data_directory_in_use",
    params: { pid: holder.child.pid },
  });
});

test("Postgres outlives a killed Node and is adopted by the next start", async () => {
  const dataDirectory = await madeBefore();
  const holder = await hold(dataDirectory);
  await ask(holder.url, "create table adopted as select 1 as n");
  await kill(holder.child, "SIGKILL");
  expect(identify(holder.pid)).not.toBeNull();
  const heard: string[] = [];
  const next = await open({ dataDirectory, log: (line) => heard.push(line) });
  expect(next.pid()).toBe(holder.pid);
  expect(heard).toEqual(["Taking over the Postgres that was left running."]);
  expect(await ask(next.url, "select n from adopted")).toEqual([{ n: 1 }]);
  await next.stop();
  expect(identify(holder.pid)).toBeNull();
});

test("an adopted Postgres that dies is brought back too", async () => {
  const dataDirectory = await madeBefore();
  const holder = await hold(dataDirectory);
  await kill(holder.child, "SIGKILL");
  const next = await open({ dataDirectory });
  process.kill(holder.pid, "SIGKILL");
  await restarted(next, 1);
  expect(await ask(next.url, "select 1 as n")).toEqual([{ n: 1 }]);
});

test("Postgres killed while serving comes back by itself at the same address with all it acknowledged", async () => {
  const server = await open({ dataDirectory: await madeBefore() });
  await ask(server.url, "create table kept (n int primary key)");
  for (let round = 1; round <= kills; round += 1) {
    await ask(server.url, `insert into kept values (${round})`);
    process.kill(server.pid() ?? 0, "SIGKILL");
    await restarted(server, round);
  }
  const numbers = Array.from({ length: kills }, (_, index) => ({ n: index + 1 }));
  expect(await ask(server.url, "select n from kept order by n")).toEqual(numbers);
});

test.runIf(unix)("Ctrl-C in the terminal reaches Node alone: Postgres is in a session of its own", async () => {
  const server = await open({ dataDirectory: await madeBefore() });
  const pid = server.pid() ?? 0;
  expect(() => process.kill(-pid, 0)).not.toThrow();
});

test("a pid file whose process id belongs to another program by now does not block the start", async () => {
  const dataDirectory = await madeBefore();
  const server = await open({ dataDirectory });
  const pidFile = join(dataDirectory, "postgres/data/postmaster.pid");
  const written = readFileSync(pidFile, "utf8");
  await server.stop();
  await writeFile(pidFile, written.replace(/^\d+/, String(process.pid)));
  expect(commandLine(process.pid)).not.toContain(dataDirectory);
  const next = await open({ dataDirectory });
  expect(await ask(next.url, "select 1 as n")).toEqual([{ n: 1 }]);
});

test("a lock left by a process that is gone, or that names another with its id, does not block the start", async () => {
  const dataDirectory = await madeBefore();
  for (const left of [
    "",
    "{",
    JSON.stringify({ pid: process.pid, began: "another boot:1" }),
    JSON.stringify({ pid: 4194304, began: "x" }),
  ]) {
    await writeFile(join(dataDirectory, "rondo.lock"), left);
    const server = await open({ dataDirectory });
    await server.stop();
  }
});

test("a half-made cluster of a start that was killed is made anew", async () => {
  const dataDirectory = join(place, "data");
  await mkdir(join(dataDirectory, "postgres/data.new-0123/base"), { recursive: true });
  await chmod(dataDirectory, 0o711);
  const server = await open({ dataDirectory });
  expect(await ask(server.url, "select 1 as n")).toEqual([{ n: 1 }]);
  expect(existsSync(join(dataDirectory, "postgres/data.new-0123"))).toBe(false);
});
