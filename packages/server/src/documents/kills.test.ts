import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import {
  type Client,
  type Owner,
  type RondoProcess,
  type TestDatabase,
  callOperation,
  createDatabase,
  setUpRondo,
  startRondo,
  temporaryDirectory,
} from "@rondo/testkit";
import { writerOn } from "./writer.fixture.ts";

/** Two nodes, each a process that is killed, on one database that is not. */
let database: TestDatabase;
let directory: string;
let owner: Owner;
const nodes: RondoProcess[] = [];

const start = async (node: number): Promise<void> =>
  void (nodes[node] = await startRondo({
    args: ["--data", join(directory, String(node)), "--database-url", database.url],
    env: { RONDO_SECRET: database.secret },
  }));

beforeAll(async () => {
  database = await createDatabase();
  directory = await temporaryDirectory("rondo-documents-");
  await start(0);
  owner = await setUpRondo(nodes[0] as RondoProcess);
  await start(1);
});
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.kill("SIGTERM")));
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

/** Somebody whose browser asks one node, and the other when that does not answer. */
function someone(first: number): Client {
  let at = first;
  const call = async (id: Parameters<typeof callOperation>[1], sent: Parameters<typeof callOperation>[2] = {}) => {
    for (;;) {
      const node = nodes[at] as RondoProcess;
      const answer = await callOperation(node, id, sent, owner.at(node)).catch(() => null);
      if (answer !== null && answer.status < 500) return answer;
      at = 1 - at;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return {
    personId: owner.personId,
    name: owner.name,
    cookie: owner.cookie,
    call: call as Client["call"],
    async ok(id, sent = {}) {
      const answer = await call(id, sent);
      if (answer.status >= 300) throw new Error(`${id} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      return answer.body as never;
    },
  };
}

test(
  "writers on two nodes that are killed while they write end with the same text, and no acknowledged letter is missing",
  { timeout: 30 * 60_000 },
  async () => {
    const { w } = owner;
    const { id: d } = await someone(0).ok("createDocument", { params: { w }, body: { title: "Under fire" } });
    const first = writerOn(someone(0), w, d);
    first.write(0, "|");
    await first.push();
    const writers = [0, 1, 0, 1].map((node) => writerOn(someone(node), w, d));
    for (const writer of writers) await writer.pull();
    const acknowledged: string[] = [];
    let word = 0;
    const kills = process.env["RONDO_PROVE"] === "1" ? 40 : 2;
    for (let kill = 0; kill < kills; kill += 1) {
      let over = false;
      const writing = writers.map(async (writer) => {
        while (!over) {
          const mark = `(${(word += 1)})`;
          // Each mark in one piece: at the end, where nobody writes into the middle of it.
          writer.write(1_000_000, mark);
          await writer.push();
          acknowledged.push(mark);
          if (Math.random() < 0.3) await writer.pull();
        }
      });
      await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 250));
      const victim = kill % 2;
      await nodes[victim]?.kill("SIGKILL");
      await start(victim);
      over = true;
      await Promise.all(writing);
    }
    for (const writer of writers) await writer.push();
    for (const writer of writers) await writer.pull();
    const fresh = writerOn(someone(1), w, d);
    await fresh.pull();
    expect(new Set([...writers, fresh].map((writer) => writer.text())).size).toBe(1);
    expect(acknowledged.length).toBeGreaterThan(kills * 4);
    const said = fresh.text();
    expect(acknowledged.filter((mark) => !said.includes(mark))).toEqual([]);
    expect(fresh.doc.store.pendingStructs).toBeNull();
    expect(Y.encodeStateVector(fresh.doc)).toEqual(Y.encodeStateVector(writers[0]!.doc));
  },
);
