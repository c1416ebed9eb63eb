import { mkdir, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { type Server, createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type RondoEnd, type RondoProcess, type TestDatabase, createDatabase, runRondo, startRondo, temporaryDirectory } from "../index.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // real processes, on machines that do other things too

let directory: string;
let database: TestDatabase;
let server: RondoProcess;

beforeAll(async () => {
  directory = await temporaryDirectory("rondo-refuse-");
  [database, server] = await Promise.all([createDatabase(), startRondo({ args: ["--data", join(directory, "data")] })]);
});
afterAll(async () => {
  await server.kill("SIGTERM");
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

const oneLine = (end: RondoEnd): string => {
  expect(end.out).toBe("");
  expect(end.err.trimEnd().split("\n"), end.err).toHaveLength(1);
  return end.err;
};

test("a second process on the same data directory is refused with exit code 6, and the first goes on", async () => {
  const end = await runRondo({ args: ["start", "--port", "0", "--data", join(directory, "data")] });
  expect(end.code).toBe(6);
  expect(oneLine(end)).toContain(String(server.pid));
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
});

test("a taken port is refused with exit code 4 and the port in the line; what was begun is taken back", async () => {
  const holder = await new Promise<Server>((resolve) => {
    const made = createServer().listen(0, "127.0.0.1", () => resolve(made));
  });
  const { port } = holder.address() as { port: number };
  const end = await runRondo({ args: ["start", "--port", String(port), "--data", join(directory, "second")] });
  expect(end.code).toBe(4);
  expect(oneLine(end)).toContain(String(port));
  holder.close();
  expect((await readdir(join(directory, "second"))).filter((name) => name.includes("lock"))).toEqual([]);
  expect(await readdir(join(directory, "second/postgres/data"))).not.toContain("postmaster.pid");
});

test("a data directory that can't be written is refused with exit code 5, and what stands there is untouched", async () => {
  const file = join(directory, "a file");
  await writeFile(file, "somebody's letter");
  for (const path of [file, join(file, "below")]) {
    const end = await runRondo({ args: ["start", "--port", "0", "--data", path] });
    expect([end.code, oneLine(end).includes(path)]).toEqual([5, true]);
  }
  expect(await readFile(file, "utf8")).toBe("somebody's letter");
});

test("wrong settings are all told, a line each, with exit code 2, and nothing is made", async () => {
  const path = join(directory, "never");
  const end = await runRondo({
    args: ["start", "--port", "lots", "--role", "king", "--data", path],
    env: { PUBLIC_URL: "not an address", RONDO_LOG_LEVEL: "loud" },
  });
  expect([end.code, end.out]).toEqual([2, ""]);
  const lines = end.err.trimEnd().split("\n");
  for (const word of ["--port", "--role", "PUBLIC_URL", "RONDO_LOG_LEVEL"])
    expect(
      lines.filter((line) => line.startsWith(word)),
      end.err,
    ).toHaveLength(1);
  await expect(stat(path)).rejects.toMatchObject({ code: "ENOENT" });
});

test("unknown options, unknown settings and a broken settings file are one line and exit code 2", async () => {
  const broken = join(directory, "broken");
  await mkdir(broken, { mode: 0o711 });
  await writeFile(join(broken, "rondo.config.json"), '{ "port": 1, ');
  const ends = await Promise.all([
    runRondo({ args: ["start", "--prot", "0"] }),
    runRondo({ args: ["start", "--data", broken] }),
    runRondo({ args: ["strat"] }),
  ]);
  for (const end of ends) expect([end.code, oneLine(end) !== ""]).toEqual([2, true]);
});

test("a database that can't be reached is refused with exit code 7, without its password in the line", async () => {
  const end = await runRondo({
    args: ["start", "--port", "0", "--data", join(directory, "third")],
    env: { DATABASE_URL: "postgres://rondo:a-secret-word@127.0.0.1:1/rondo" },
  });
  expect(end.code).toBe(7);
  expect(oneLine(end)).not.toContain("a-secret-word");
});

test("a database that is not there, on a server that is, is refused in one line", async () => {
  const end = await runRondo({
    args: [
      "start",
      "--port",
      "0",
      "--data",
      join(directory, "fourth"),
      "--database-url",
      database.url.replace(/\/[^/]*$/, "/nowhere_to_be_found"),
    ],
  });
  expect([7, 10]).toContain(end.code);
  oneLine(end);
});
