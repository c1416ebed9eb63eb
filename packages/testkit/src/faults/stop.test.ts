import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  type Owner,
  type RondoProcess,
  type TestDatabase,
  createDatabase,
  listen,
  setUpRondo,
  startRondo,
  temporaryDirectory,
} from "../index.ts";

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 }); // real processes, on machines that do other things too

let directory: string;
let database: TestDatabase;
let owner: Owner;

/** One database of their own, as several nodes have it. */
const start = (nodeArgs: string[] = []): Promise<RondoProcess> =>
  startRondo({ args: ["--data", directory, "--database-url", database.url], env: { RONDO_SECRET: database.secret }, nodeArgs });

beforeAll(async () => {
  directory = await temporaryDirectory("rondo-stop-");
  database = await createDatabase();
  const first = await start();
  owner = await setUpRondo(first);
  await first.kill("SIGTERM");
});
afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

test("two nodes on one database both serve, and both deliver what changed on either", async () => {
  const nodes = await Promise.all([start(), start()]);
  const streams = await Promise.all(nodes.map((node) => listen(node, owner, owner.w)));
  await Promise.all(streams.map((stream) => stream.next((heard) => heard.event === "ready")));
  for (const node of nodes) {
    const made = await create(node, randomUUID());
    expect(made.status).toBe(201);
    await Promise.all(streams.map((stream) => stream.next((heard) => heard.data["subjectId"] === made.id)));
  }
  // One goes on alone when the other is killed.
  await nodes[0]!.kill("SIGKILL");
  const made = await create(nodes[1]!, randomUUID());
  await streams[1]!.next((heard) => heard.data["subjectId"] === made.id);
  streams[1]!.close();
  expect(await nodes[1]!.kill("SIGTERM")).toMatchObject({ code: 0 });
});

test("SIGTERM under load: every request that was accepted is answered, streams are ended, and the process is gone", async () => {
  for (let round = 1; round <= (process.env["RONDO_PROVE"] === "1" ? 20 : 1); round += 1) await stopUnderLoad(await start());
});

async function stopUnderLoad(server: RondoProcess): Promise<void> {
  const stream = await listen(server, owner, owner.w);
  const agent = new Agent({ keepAlive: true });
  const results: Sent[] = [];
  let over = false;
  const clients = Array.from({ length: 8 }, async () => {
    while (!over) {
      const sent = await create(server, randomUUID(), agent);
      results.push(sent);
      if (sent.status === 0) over = sent.refused;
    }
  });
  while (results.length < 60) await new Promise((resolve) => setTimeout(resolve, 5));
  const ended = await server.kill("SIGTERM");
  over = true;
  await Promise.all(clients);
  agent.destroy();
  await stream.ended;
  expect(stream.heard.at(-1)).toMatchObject({ event: "end", data: { reason: "stopping" } });
  expect(ended).toMatchObject({ code: 0, err: "" });
  expect(new Set(results.map((sent) => sent.status))).toEqual(new Set([201, 0]));
  // Who was refused sent nothing; who was answered has it kept.
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ title: string }>("select title from task");
  await client.end();
  const kept = new Set(rows.map((row) => row.title));
  expect(results.filter((sent) => (sent.status === 201) !== kept.has(sent.title))).toEqual([]);
  // On a connection that was in use: the server had read it, or would have.
  expect(results.filter((sent) => sent.status === 0 && !sent.refused && sent.reused)).toEqual([]);
}

test("an error that nobody caught: what was accepted is answered, the process ends with exit code 70 and says what it was", async () => {
  const server = await start(["--import", fileURLToPath(new URL("./mistake.fixture.mjs", import.meta.url))]);
  const running = create(server, randomUUID());
  const ended = await Promise.all([server.kill("SIGUSR2"), running]);
  expect(ended[0]).toMatchObject({ code: 70 });
  expect(ended[0].err).toContain("a promise that nobody looked at");
  expect([201, 0]).toContain(ended[1].status);
});

test("after a stop the Postgres that Rondo brings is stopped too, and the next start finds all as it was", async () => {
  const own = join(directory, "own");
  const first = await startRondo({ args: ["--data", own] });
  const ines = await setUpRondo(first);
  const made = await create(first, "Kept over a stop", undefined, ines);
  expect(await first.kill("SIGINT")).toMatchObject({ code: 0, err: "" });
  expect(existsSync(join(own, "postgres/data/postmaster.pid"))).toBe(false);
  const second = await startRondo({ args: ["--data", own] });
  expect(second.token).toBeNull();
  const answer = await fetch(`${second.url}/api/workspaces/${ines.w}/tasks/${made.id}`, { headers: { cookie: ines.cookie } });
  expect(await answer.json()).toMatchObject({ title: "Kept over a stop" });
  expect(await second.kill("SIGTERM")).toMatchObject({ code: 0 });
});

/** `refused`: nobody listened, so nothing was sent. `reused`: it went over a connection that had answered before. */
type Sent = { title: string; status: number; id: string; refused: boolean; reused: boolean };

function create(server: { url: string }, title: string, agent?: Agent, as: Owner = owner): Promise<Sent> {
  return new Promise((resolve) => {
    const sent = request(`${server.url}/api/workspaces/${as.w}/tasks`, {
      method: "POST",
      headers: { ...as.at(server), "content-type": "application/json" },
      ...(agent && { agent }),
    });
    sent.on("error", (error: NodeJS.ErrnoException) =>
      resolve({ title, status: 0, id: "", refused: error.code === "ECONNREFUSED", reused: sent.reusedSocket }),
    );
    sent.on("response", (response) => {
      let text = "";
      response.on("data", (part: Buffer) => void (text += part.toString()));
      response.on("error", () => resolve({ title, status: -1, id: "", refused: false, reused: sent.reusedSocket }));
      response.on("end", () =>
        resolve({
          title,
          status: response.statusCode ?? 0,
          id: (JSON.parse(text) as { id: string }).id,
          refused: false,
          reused: sent.reusedSocket,
        }),
      );
    });
    sent.end(JSON.stringify({ title }));
  });
}
