import { chownSync, readFileSync, statSync } from "node:fs";
import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { canEnter, canRun } from "./account.ts";
import { npmPacker } from "./packer.ts";
import { commandLine, identify } from "./process.ts";
import { ask, cleanUps, hold, kill, madeBefore, open, place, root, setStage } from "./stage.fixture.ts";

setStage();

const nobody = { uid: 65534, gid: 65534 };

test.runIf(root)("started as root, Postgres runs under another account", async () => {
  const server = await open({ dataDirectory: await madeBefore() });
  const status = readFileSync(`/proc/${server.pid()}/status`, "utf8");
  expect(status).not.toMatch(/^Uid:\s+0\b/m);
});

test.runIf(root)("started as root on a directory closed to others, the cluster lives elsewhere and is found again", async () => {
  const closed = join(place, "closed");
  await mkdir(closed, { mode: 0o700 });
  const dataDirectory = join(closed, "data");
  const first = await open({ dataDirectory });
  const elsewhere = readFileSync(join(dataDirectory, "postgres.pointer"), "utf8").trim();
  cleanUps.splice(1, 0, () => rm(elsewhere, { recursive: true, force: true }));
  await ask(first.url, "create table kept as select 1 as n");
  await first.stop();
  const second = await open({ dataDirectory });
  expect(await ask(second.url, "select n from kept")).toEqual([{ n: 1 }]);
  expect(readFileSync(join(elsewhere, "belongs-to"), "utf8").trim()).toBe(dataDirectory);
});

test.runIf(root && canEnter(nobody, import.meta.dirname) && canRun(nobody, process.execPath))(
  "an ordinary user starts, is adopted from and stops without any other account",
  async () => {
    const home = join(place, "home");
    await mkdir(home, { mode: 0o700 });
    chownSync(home, nobody.uid, nobody.gid);
    const dataDirectory = join(home, "data");
    const holder = await hold(dataDirectory, nobody);
    expect(statSync(join(dataDirectory, "postgres/data")).uid).toBe(nobody.uid);
    await kill(holder.child, "SIGKILL");
    const next = await hold(dataDirectory, nobody);
    expect(next.pid).toBe(holder.pid);
    await kill(next.child, "SIGTERM");
    expect(identify(holder.pid)).toBeNull();
  },
);

test.runIf(root)("binaries that the account can't reach are copied once to where it can", async () => {
  const packed = npmPacker.find();
  expect(packed).not.toBeNull();
  if (packed === null) return;
  const closed = join(place, "closed");
  await mkdir(closed, { mode: 0o700 });
  await cp(packed.directory, join(closed, "native"), { recursive: true, verbatimSymlinks: true });
  const packer = { find: () => ({ ...packed, directory: join(closed, "native"), build: `test-${process.pid}` }) };
  const copy = join("/var/lib/rondo/binaries", `test-${process.pid}`);
  cleanUps.splice(1, 0, () => rm(copy, { recursive: true, force: true }));
  const server = await open({ dataDirectory: await madeBefore(), packer });
  expect(commandLine(server.pid() ?? 0)).toContain(copy);
  expect(await ask(server.url, "select 1 as n")).toEqual([{ n: 1 }]);
});
