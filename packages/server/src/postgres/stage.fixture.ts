import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Refusal } from "@rondo/core/kernel";
import pg from "pg";
import { afterAll, afterEach, beforeEach, expect } from "vitest";
import { type OpenOptions, type Postgres, openPostgres } from "./index.ts";
import { waitUntil } from "./process.ts";

/** A place on disk for one test, emptied after it; servers opened on it are stopped first. */
export let place: string;

/** Run after the test, the last first. */
export let cleanUps: (() => Promise<unknown>)[];

export const root = process.getuid?.() === 0;

/**
 * A data directory whose cluster was made by the first test that asked; each test finds it stopped. Making one takes
 * seconds, and only what makes them needs a new one.
 */
export async function madeBefore(): Promise<string> {
  if (shared === null) {
    shared = await directoryFor("rondo-shared-");
    await (await openPostgres({ dataDirectory: join(shared, "data") })).stop();
  }
  return join(shared, "data");
}
let shared: string | null = null;

/** Called once by each file. */
export function setStage(): void {
  beforeEach(async () => {
    place = await directoryFor("rondo-launch-");
    const directory = place;
    cleanUps = [() => rm(directory, { recursive: true, force: true })];
  });
  afterEach(async () => {
    for (const cleanUp of cleanUps.toReversed()) await cleanUp();
  });
  afterAll(async () => {
    if (shared !== null) await rm(shared, { recursive: true, force: true });
    shared = null;
  });
}

async function directoryFor(prefix: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), prefix));
  await chmod(directory, 0o711);
  return directory;
}

export async function open(options: OpenOptions): Promise<Postgres> {
  const server = await openPostgres(options);
  cleanUps.push(() => server.stop());
  return server;
}

export type Holder = { child: ChildProcess; url: string; pid: number };

export async function hold(dataDirectory: string, account: { uid?: number; gid?: number } = {}): Promise<Holder> {
  const script = fileURLToPath(new URL("./hold.fixture.ts", import.meta.url));
  const child = spawn(process.execPath, [script, dataDirectory], { ...account, stdio: ["ignore", "pipe", "inherit"] });
  cleanUps.push(() => kill(child, "SIGTERM"));
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const said = JSON.parse(line) as { url: string; pid: number };
  if (said.pid === undefined) throw new Error(line);
  return { child, url: said.url, pid: said.pid };
}

export async function kill(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}

export async function restarted(server: Postgres, times: number): Promise<void> {
  const back = await waitUntil(() => server.restarts() === times && server.pid() !== null, {
    every: 10,
    limit: 25_000,
  });
  expect(back).toBe(true);
}

export async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

export async function refusalOf(opening: Promise<Postgres>): Promise<Refusal> {
  try {
    const server = await opening;
    await server.stop();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("it was not refused");
}
