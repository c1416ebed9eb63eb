import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { findRunning } from "@rondo/server/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Owner, type RondoProcess, setUpRondo, startRondo, temporaryDirectory } from "../index.ts";
import { acknowledged, faultsIn, openLedger } from "./ledger.ts";

const proving = process.env["RONDO_PROVE"] === "1";
const minutes = 60_000;

let directory: string;
let server: RondoProcess;
let owner: Owner;
const start = async (): Promise<void> => void (server = await startRondo({ args: ["--data", directory] }));

beforeAll(async () => {
  directory = await temporaryDirectory("rondo-kill-");
  await start();
  owner = await setUpRondo(server);
});
afterAll(async () => {
  await server.kill("SIGTERM");
  await rm(directory, { recursive: true, force: true });
});

/** Postgres runs under Node's feet in a directory of its own; the path is that of a fresh installation. */
const postmaster = (): number => Number(readFileSync(join(directory, "postgres/data/postmaster.pid"), "utf8").split("\n")[0]);

test(
  "Node killed at random moments during writes loses nothing that it acknowledged, and does nothing twice",
  { timeout: 30 * minutes },
  async () => {
    const ledger = openLedger(owner);
    const kills = proving ? 100 : 6;
    let repeats = 0;
    for (let kill = 1; kill <= kills; kill += 1) {
      const from = ledger.entries.length;
      const until = { over: false };
      const writers = Array.from({ length: 4 }, () => ledger.write(server, until));
      await pause(20 + Math.random() * 180);
      await server.kill("SIGKILL");
      until.over = true;
      await Promise.all(writers);
      await start();
      // What got no answer may have happened or not: sent again with its key it is there once. What got one answers the same.
      for (const entry of ledger.entries.slice(from).slice(-12)) {
        const again = await ledger.repeat(server, entry);
        expect(again.status).toBeLessThan(300);
        if (entry.answer !== null) expect(again.body).toEqual(entry.answer.body);
        entry.answer = again;
        repeats += 1;
      }
    }
    expect(acknowledged(ledger.entries).length).toBeGreaterThan(kills * 4);
    expect(repeats).toBeGreaterThan(kills * 4);
    expect(await faultsIn(findRunning(directory)!.url, ledger.entries)).toEqual([]);
  },
);

test(
  "Postgres killed while serving: 503 with Retry-After, then back by itself, and nothing acknowledged is lost",
  { timeout: 30 * minutes },
  async () => {
    const ledger = openLedger(owner);
    const pid = server.pid;
    for (let kill = 1; kill <= (proving ? 30 : 2); kill += 1) {
      const from = ledger.entries.length;
      const until = { over: false };
      const writers = Array.from({ length: 4 }, () => ledger.write(server, until));
      await pause(50 + Math.random() * 100);
      const killed = postmaster();
      process.kill(killed, "SIGKILL");
      const began = ledger.entries.length;
      // Back when writes that began after the kill are acknowledged again.
      while (acknowledged(ledger.entries.slice(began)).length < 8 || postmaster() === killed) await pause(20);
      until.over = true;
      await Promise.all(writers);
      const seen = ledger.entries.slice(from);
      expect(seen.flatMap((entry) => entry.error ?? [])).toEqual([]); // Node answers all the while
      const refused = seen.filter((entry) => entry.answer !== null && entry.answer.status >= 300);
      expect(refused.length).toBeGreaterThan(0);
      for (const { answer } of refused) {
        expect(answer!.status, JSON.stringify(answer!.body)).toBe(503);
        expect(Number(answer!.headers.get("retry-after"))).toBeGreaterThan(0);
        expect(["database_unavailable", "outcome_unknown"]).toContain((answer!.body as { code: string }).code);
      }
    }
    expect(server.pid).toBe(pid);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    for (const entry of ledger.entries.filter((one) => one.answer!.status >= 300)) entry.answer = await ledger.repeat(server, entry);
    expect(await faultsIn(findRunning(directory)!.url, ledger.entries)).toEqual([]);
  },
);

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
