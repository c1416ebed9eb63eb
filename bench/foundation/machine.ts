import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { median } from "./figures.ts";
import { hammer } from "./load.ts";
import { cpuOf } from "./processes.ts";

export type Limits = { readonly fsyncs: number; readonly commits: number; readonly bare: number; readonly bareCpu: number };

/** What the machine can do without Rondo: each the median of three goes. */
export async function limitsOf(directory: string, url: string): Promise<Limits> {
  const bare = await bareRequests(3);
  return {
    fsyncs: median(repeat(3, () => fsyncsPerSecond(directory))),
    commits: median(await inTurn(3, () => commitsPerSecond(url))),
    bare: median(bare.map((one) => one.perSecond)),
    bareCpu: median(bare.map((one) => one.cpu)),
  };
}

/** Kinds of things only: figures are compared by ratios, and no machine needs naming. */
export function machineText(): string {
  return `${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.versions.node}, ${process.platform}`;
}

/** 4 KiB over and over at one place, each on its way to the disk before the next. */
function fsyncsPerSecond(directory: string): number {
  const path = join(directory, "fsync.probe");
  const file = openSync(path, "w");
  const block = Buffer.alloc(4_096, 1);
  const end = performance.now() + 1_000;
  let count = 0;
  for (; performance.now() < end; count += 1) {
    writeSync(file, block, 0, block.length, 0);
    fdatasyncSync(file);
  }
  closeSync(file);
  rmSync(path);
  return count;
}

/** One row and a commit, prepared, by eight clients, in the very cluster that Rondo works on. */
async function commitsPerSecond(url: string): Promise<number> {
  const clients = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
  await clients[0]!.query("create table if not exists probe (id bigserial primary key, text text)");
  const end = performance.now() + 2_000;
  let count = 0;
  await Promise.all(
    clients.map(async (client) => {
      for (; performance.now() < end; count += 1)
        await client.query({ name: "probe", text: "insert into probe (text) values ($1)", values: ["one row"] });
    }),
  );
  await clients[0]!.query("drop table probe");
  await Promise.all(clients.map((client) => client.end()));
  return count / 2;
}

/** Fastify alone, saying hello to eight clients, in a process of its own. */
async function bareRequests(times: number): Promise<{ perSecond: number; cpu: number }[]> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", bare], { stdio: ["ignore", "pipe", "inherit"] });
  const [port] = (await once(child.stdout, "data")) as [Buffer];
  const url = `http://127.0.0.1:${port.toString().trim()}`;
  const rates = await inTurn(times + 1, async () => {
    const before = cpuOf(child.pid!, false);
    const { perSecond } = await hammer({ clients: 8, count: 6_000, request: () => ({ url, method: "GET", headers: {} }) });
    return { perSecond, cpu: (cpuOf(child.pid!, false) - before) / 6_000 };
  });
  child.kill();
  return rates.slice(1);
}

const bare = `
import Fastify from "fastify";
const app = Fastify();
app.get("/", async () => ({ hello: "world" }));
await app.listen({ port: 0, host: "127.0.0.1" });
console.log(app.server.address().port);`;

function repeat<T>(times: number, act: () => T): T[] {
  return Array.from({ length: times }, act);
}

export async function inTurn<T>(times: number, act: (turn: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let turn = 0; turn < times; turn += 1) results.push(await act(turn));
  return results;
}
