import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "../main.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rondo-convert-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function convert(name: string, text: string, ...more: string[]): Promise<{ code: number; out: string; err: string }> {
  await writeFile(join(folder, name), text);
  const seen = { out: "", err: "" };
  const code = await main(["convert", join(folder, name), ...more], {
    out: (part) => void (seen.out += part),
    err: (part) => void (seen.err += part),
    isTerminal: false,
  });
  return { code, ...seen };
}

const procedure = "# Open the reading room\n\n1. Unlock\n2. Lights\n";
const board = JSON.stringify({
  name: "Move",
  prefs: {},
  lists: [{ id: "l", name: "To do" }],
  cards: [{ id: "c", name: "Pack", idList: "l" }],
  actions: [],
});

test("a board becomes Rondo's own JSON, with counts of both sides", async () => {
  const { code, out } = await convert("board.json", board, "--to", "rondo", "-o", join(folder, "out.json"), "--json");
  expect([code, JSON.parse(out)]).toMatchObject([0, { counts: { read: { lists: 1, cards: 1 }, written: { lists: 1, cards: 1 } } }]);
  expect(JSON.parse(await readFile(join(folder, "out.json"), "utf8"))).toMatchObject({
    rondo: 1,
    projects: [{ name: "Move", tasks: [{ title: "Pack" }] }],
  });
});

test("a procedure goes to text and back without a change", async () => {
  const text = (await convert("open.md", procedure, "--to", "markdown")).out;
  const json = (await convert("face.md", text, "--to", "rondo")).out;
  expect((await convert("face.json", json, "--to", "markdown")).out).toBe(text);
});

test("a broken file is one line with its place, exit code 3, and leaves nothing behind", async () => {
  const { code, out, err } = await convert("cut.json", board.slice(0, -20), "--to", "rondo", "-o", join(folder, "never.json"));
  expect([code, out, err.trimEnd().split("\n").length]).toEqual([3, "", 1]);
  expect(err).toMatch(/line 1, column \d+/);
  expect((await readdir(folder)).filter((name) => name.startsWith("never"))).toEqual([]);
});

test("an unknown target, or one that can't hold it, is a usage error", async () => {
  expect((await convert("open.md", procedure, "--to", "pdf")).code).toBe(2);
  expect((await convert("open.md", procedure)).code).toBe(2);
  expect((await convert("board.json", board, "--to", "markdown")).code).toBe(2);
});

test("a process goes to BPMN and back without a change, and a BPMN file to Rondo's JSON and back with all that it had", async () => {
  const json = (await convert("open.md", procedure, "--to", "rondo")).out;
  const { code, out } = await convert("open.json", json, "--to", "bpmn", "-o", join(folder, "open.bpmn"), "--json");
  expect([code, JSON.parse(out)]).toMatchObject([
    0,
    {
      counts: {
        read: { processes: 1, steps: 2 },
        written: { processes: 1, tasks: 2, startEvents: 1, endEvents: 1, sequenceFlows: 3, shapes: 4, edges: 3 },
      },
    },
  ]);
  const bpmn = await readFile(join(folder, "open.bpmn"), "utf8");
  const back = await convert("back.bpmn", bpmn, "--to", "rondo", "-o", join(folder, "back.json"), "--json");
  expect(JSON.parse(back.out)).toMatchObject({ format: "bpmn", counts: { read: { tasks: 2 }, written: { tasks: 2, steps: 2 } } });
  const kept = await readFile(join(folder, "back.json"), "utf8");
  expect(JSON.parse(kept)).toMatchObject({
    processes: [{ definition: (JSON.parse(json) as { processes: { definition: object }[] }).processes[0]!.definition }],
  });
  expect((await convert("kept.json", kept, "--to", "bpmn")).out).toBe(bpmn);
});
