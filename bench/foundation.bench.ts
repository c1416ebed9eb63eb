// What one request costs and how fast a change is seen, on Rondo as people run it: `npm run bench -- foundation`.
// CPU is that of Node and of every process of its Postgres together; the load comes from this process and is not counted.
import { randomUUID } from "node:crypto";
import { mkdtempSync, chmodSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startRondo } from "../packages/testkit/src/rondo.ts";
import { median, quantile, table } from "./foundation/figures.ts";
import { type Sent, hammer } from "./foundation/load.ts";
import { inTurn, limitsOf, machineText } from "./foundation/machine.ts";
import { processesOf } from "./foundation/processes.ts";
import { openEar } from "./foundation/streams.ts";
import { type World, openWorld } from "./foundation/world.ts";

const runs = Number(process.env["RONDO_BENCH_RUNS"] ?? 5);
const share = Number(process.env["RONDO_BENCH_SHARE"] ?? 1); // of the usual counts, for a quick look
const profile = process.env["RONDO_BENCH_PROFILE"]; // a directory: Node's CPU profile of the server lands there
const only = process.env["RONDO_BENCH_ONLY"] ?? "";

const directory = mkdtempSync(join(tmpdir(), "rondo-bench-"));
chmodSync(directory, 0o711);
const world = await openWorld(directory, profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profile}`]);
const processes = processesOf(world.server.pid, directory);
const wanted = (name: string): boolean => only === "" || name.includes(only);

try {
  const limits = wanted("limits")
    ? await limitsOf(directory, world.url)
    : { fsyncs: Number.NaN, commits: Number.NaN, bare: Number.NaN, bareCpu: Number.NaN };
  console.log(`The machine: ${machineText()}`);
  console.log(
    table(
      ["limit", "per second"],
      [
        ["4 KiB write + fdatasync, one thread", limits.fsyncs.toFixed(0)],
        ["single-row commits, 8 clients", limits.commits.toFixed(0)],
        [`bare Fastify, 8 clients (${limits.bareCpu.toFixed(3)} CPU-ms each)`, limits.bare.toFixed(0)],
      ],
    ),
  );
  const rows = [
    ...(await requests(limits.commits)),
    ...(wanted("live") ? await live(world) : []),
    ...(wanted("memory") ? await idle() : []),
  ];
  await world.close();
  if (wanted("start")) rows.push(await warmStart());
  console.log(`\nMedians of ${runs} runs.`);
  console.log(table(["what", "CPU-ms (Node + Postgres)", "best", "per second", "p50 ms", "p99 ms", "goal", ""], rows));
} finally {
  await world.close().catch(() => undefined);
  rmSync(directory, { recursive: true, force: true });
}

type Case = {
  name: string;
  word: string;
  clients: number;
  count: number;
  prepare?: () => Promise<string[]>;
  request: (id: string) => Sent;
  cpu: number;
  rate?: number;
  p50?: number;
};

async function requests(commits: number): Promise<string[][]> {
  const { server, owner } = world;
  const base = `${server.url}/api/workspaces/${owner.w}`;
  const get =
    (path: string): (() => Sent) =>
    () => ({ url: base + path, method: "GET", headers: { cookie: owner.cookie } });
  const complete = (id: string): Sent => ({
    url: `${base}/tasks/${id}/completion`,
    method: "PUT",
    headers: { ...owner.at(server), "idempotency-key": randomUUID() },
    body: "{}",
  });
  const [one] = await world.tasks(1);
  const rate = Number.isNaN(commits) ? 600 : (600 * commits) / 8_000;
  const cases: Case[] = [
    {
      name: "complete a task, durably, 8 clients",
      word: "complete",
      clients: 8,
      count: 1_500,
      prepare: () => world.tasks(1_500),
      request: complete,
      cpu: 2.5,
      rate,
    },
    { name: "the same, 1 client", word: "complete", clients: 1, count: 300, prepare: () => world.tasks(300), request: complete, cpu: 2.5 },
    {
      name: "complete a task in a project of 100",
      word: "project",
      clients: 1,
      count: 100,
      prepare: () => world.projectTasks(100),
      request: complete,
      cpu: Number.NaN,
    },
    { name: "one task, 1 client", word: "task", clients: 1, count: 1_000, request: get(`/tasks/${one}`), cpu: 2 },
    { name: "one task, 8 clients", word: "task", clients: 8, count: 2_000, request: get(`/tasks/${one}`), cpu: 2 },
    {
      name: "board of 1,000 tasks, 1 client",
      word: "board",
      clients: 1,
      count: 100,
      request: get(`/projects/${world.project}/plan`),
      cpu: 15,
      p50: 20,
    },
    { name: "My day with 200 tasks, 1 client", word: "day", clients: 1, count: 200, request: get("/my-day"), cpu: 8 },
  ];
  const rows: string[][] = [];
  for (const full of cases.filter(({ word }) => wanted(word))) {
    const one = { ...full, count: Math.ceil(full.count * share) };
    if (one.word === "day") {
      await world.query("update task set closed_at = now(), closed_as = 'withdrawn' where person_id is not null and closed_at is null");
      await world.tasks(200);
    }
    await measure({ ...one, count: Math.ceil(one.count / 3) }); // warm: statements prepared, code compiled
    await world.query("analyze"); // as autovacuum does within a minute: plans made while a table was empty read all of it once it is not
    const done = await inTurn(runs, () => measure(one));
    const of = (pick: (result: Measured) => number): number => median(done.map(pick));
    const kept =
      of((r) => r.cpu) <= one.cpu &&
      (one.rate === undefined || of((r) => r.perSecond) >= one.rate) &&
      (one.p50 === undefined || of((r) => r.p50) <= one.p50);
    const goal = Number.isNaN(one.cpu)
      ? "–"
      : [
          `≤ ${one.cpu} CPU-ms`,
          ...(one.rate === undefined ? [] : [`≥ ${one.rate.toFixed(0)}/s`]),
          ...(one.p50 === undefined ? [] : [`≤ ${one.p50} ms`]),
        ].join(", ");
    rows.push([
      `${one.name} (${done[0]!.bytes.toLocaleString("en")} bytes)`,
      `${of((r) => r.cpu).toFixed(2)} (${of((r) => r.node).toFixed(2)} + ${of((r) => r.postgres).toFixed(2)})`,
      Math.min(...done.map((r) => r.cpu)).toFixed(2),
      of((r) => r.perSecond).toFixed(0),
      of((r) => r.p50).toFixed(1),
      of((r) => r.p99).toFixed(1),
      goal,
      Number.isNaN(one.cpu) ? "" : kept ? "met" : "missed",
    ]);
  }
  return rows;
}

type Measured = { node: number; postgres: number; cpu: number; perSecond: number; p50: number; p99: number; bytes: number };

async function measure(one: Case): Promise<Measured> {
  const ids = (await one.prepare?.()) ?? [];
  const before = processes.cpu();
  const load = await hammer({ clients: one.clients, count: one.count, request: (index) => one.request(ids[index] ?? "") });
  const after = processes.cpu();
  const [node, postgres] = [(after.node - before.node) / one.count, (after.postgres - before.postgres) / one.count];
  return { ...load, node, postgres, cpu: node + postgres };
}

/** From the moment that the change's answer is read to the moment that each of ten other people's streams has it. */
async function live({ server, owner, colleagues, project }: World): Promise<string[][]> {
  const ears = await Promise.all(colleagues.map((cookie) => openEar(`${server.url}/api/workspaces/${owner.w}/events`, cookie)));
  const delays: number[] = [];
  const last: number[] = [];
  for (let turn = 0; turn < 200 * share; turn += 1) {
    const answer = await fetch(`${server.url}/api/workspaces/${owner.w}/projects/${project}/tasks`, {
      method: "POST",
      headers: { ...owner.at(server), "content-type": "application/json" },
      body: JSON.stringify({ title: `Heard ${turn}` }),
    });
    const { id } = (await answer.json()) as { id: string };
    const acknowledged = performance.now();
    const late = (await Promise.all(ears.map((ear) => ear.heardAt(id)))).map((at) => at - acknowledged);
    delays.push(...late);
    last.push(Math.max(...late));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  for (const ear of ears) ear.close();
  const row = (name: string, list: number[]): string[] => [
    name,
    "–",
    "–",
    "–",
    quantile(list, 0.5).toFixed(1),
    quantile(list, 0.99).toFixed(1),
    "≤ 20 ms, p99 ≤ 100 ms",
    quantile(list, 0.5) <= 20 && quantile(list, 0.99) <= 100 ? "met" : "missed",
  ];
  return [row("change acknowledged → on the wire to each of ten", delays), row("… to the last of ten", last)];
}

/** A fresh start on what there is, nobody working, ten seconds on. */
async function idle(): Promise<string[][]> {
  await world.close();
  const fresh = await startRondo({ args: ["--data", directory] });
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  const { node, postgres, processes: count } = processesOf(fresh.pid, directory).memory();
  await fresh.kill("SIGTERM");
  return [
    [
      `idle memory (PSS): Node ${node.toFixed(0)} MiB + Postgres ${postgres.toFixed(0)} MiB, ${count} processes`,
      "–",
      "–",
      "–",
      "–",
      "–",
      "≤ 250 MB",
      ((node + postgres) * 2 ** 20) / 1e6 <= 250 ? "met" : "missed",
    ],
  ];
}

async function warmStart(): Promise<string[]> {
  const times = await inTurn(runs, async () => {
    const began = performance.now();
    const server = await startRondo({ args: ["--data", directory] });
    const ready = await fetch(`${server.url}/readyz`);
    const took = performance.now() - began;
    if (ready.status !== 200) throw new Error("not ready after the start");
    await server.kill("SIGTERM");
    return took;
  });
  return [
    "warm start: command to ready",
    "–",
    "–",
    "–",
    median(times).toFixed(0),
    Math.max(...times).toFixed(0),
    "≤ 1,000 ms",
    median(times) <= 1_000 ? "met" : "missed",
  ];
}
