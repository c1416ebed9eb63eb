import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { seams } from "@rondo/server/faults";
import { findRunning } from "@rondo/server/postgres";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Owner, type RondoProcess, createDatabase, setUpRondo, startRondo, temporaryDirectory } from "../index.ts";
import { Load, type Outside, openOutside } from "./load.fixture.ts";

const proving = process.env["RONDO_PROVE"] === "1";
const minutes = 60_000;
vi.setConfig({ testTimeout: proving ? 60 * minutes : 5 * minutes, hookTimeout: 2 * minutes });
const people = 3;
/** Each start costs seconds: the usual test kills where most would be lost, once each. */
const kills = proving
  ? Array.from({ length: Number(process.env["RONDO_TEST_ROUNDS"] ?? 12) }, () => seams).flat()
  : (["run.written", "commit.begun", "commit.done", "sweep.handled", "call.taken", "call.made", "mail.sent", "notices.written"] as const);

let directory: string;
let outside: Outside;
let server: RondoProcess;
beforeEach(async () => {
  directory = await temporaryDirectory("rondo-engine-");
  outside = await openOutside();
});
afterEach(async () => {
  await server.kill("SIGTERM");
  await outside.close();
  await rm(directory, { recursive: true, force: true });
});

test("killed at every seam of the engine: no answer, run or effect is lost, and nothing is doubled but what was under way outside", async () => {
  const database = await createDatabase();
  const preload = ["--import", fileURLToPath(new URL("./seams.fixture.mjs", import.meta.url))];
  const start = (killAt: string): Promise<RondoProcess> =>
    startRondo({
      args: ["--data", directory, "--database-url", database.url],
      env: { ...outside.env, RONDO_SECRET: database.secret, TEST_KILL_AT: killAt },
      nodeArgs: preload,
    });
  server = await start("");
  const load = await working(await setUpRondo(server));
  await server.kill("SIGTERM");
  for (const at of kills) {
    server = await start(`${at}#${1 + Math.floor(Math.random() * 12)}`);
    load.server = server;
    process.kill(server.pid, "SIGUSR2");
    const { signal, err } = await server.ended;
    expect({ at, signal, err: signal === "SIGKILL" ? "" : err }).toEqual({ at, signal: "SIGKILL", err: "" });
  }
  server = await start("");
  load.server = server;
  await load.finished();
  expect(await load.faults(database.url)).toEqual([]);
  const repeats = load.repeats();
  expect(repeats.mails).toBeLessThanOrEqual(kills.length * 16); // what was in hand at a kill, and no more
  console.info(
    `${kills.length} kills at ${new Set(kills).size} seams: ${load.asked.length} answers, ${load.runs.length} runs and as many they started, ${outside.calls.size} calls (${repeats.calls} made again), ${repeats.mails} mails sent again; nothing lost`,
  );
  await server.kill("SIGTERM");
  await database.drop();
});

test("Postgres killed and stopped under load: runs go on by themselves when it is back, with nothing lost", async () => {
  server = await startRondo({ args: ["--data", directory], env: outside.env });
  const load = await working(await setUpRondo(server));
  const postmaster = (): number => Number(readFileSync(join(directory, "postgres/data/postmaster.pid"), "utf8").split("\n")[0]);
  const times = proving ? 30 : 2;
  for (let time = 1; time <= times; time += 1) {
    await load.answered(30);
    const killed = postmaster();
    process.kill(killed, time % 2 === 0 ? "SIGINT" : "SIGKILL");
    await vi.waitFor(
      async () => {
        expect(postmaster()).not.toBe(killed);
        expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
      },
      { timeout: minutes, interval: 50 },
    );
  }
  await load.finished();
  expect(await load.faults(findRunning(directory)!.url)).toEqual([]);
  console.info(
    `Postgres ended ${times} times: ${load.asked.length} answers, ${load.runs.length} runs, ${outside.calls.size} calls (${load.repeats().calls} made again), ${load.repeats().mails} mails sent again; nothing lost`,
  );
});

/** People at work on a server that has just been set up. */
async function working(owner: Owner): Promise<Load> {
  const load = new Load(server, owner, outside);
  await load.prepare();
  load.begin(people);
  return load;
}
