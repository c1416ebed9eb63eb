import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { Refusal } from "@rondo/core/kernel";
import { command } from "./schedule.ts";

const folder = mkdtempSync(join(tmpdir(), "rondo-schedule-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(name: string, text: string, json = true): Promise<{ code: number; out: string; err: string }> {
  const path = join(folder, name);
  writeFileSync(path, text);
  const [out, err]: [string[], string[]] = [[], []];
  const code = await command.run(
    { options: {}, positionals: [path], json },
    { out: (part) => void out.push(part), err: (part) => void err.push(part), isTerminal: false },
  );
  return { code, out: out.join(""), err: err.join("") };
}

const plan = 'start 2026-03-02T08:00\ntask a "Pack" 1d\ntask b "Carry" 1d\nlink a -> b\n';

test("a plan is printed as JSON with seconds, and nothing else", async () => {
  const { code, out } = await run("move.plan", plan);
  expect(code).toBe(0);
  const row = { slack: 0 };
  expect(JSON.parse(out)).toEqual({
    start: "2026-03-02T08:00:00",
    finish: "2026-03-03T17:00:00",
    findings: [],
    tasks: [
      ["a", "Pack", "02"],
      ["b", "Carry", "03"],
    ].map(([uid, name, day]) => {
      const [start, finish] = [`2026-03-${day}T08:00:00`, `2026-03-${day}T17:00:00`];
      return {
        uid,
        name,
        start,
        finish,
        earlyStart: start,
        earlyFinish: finish,
        lateStart: start,
        lateFinish: finish,
        totalSlackMinutes: row.slack,
        freeSlackMinutes: row.slack,
        critical: true,
      };
    }),
  });
});

test("a loop ends with exit code 1 and its names", async () => {
  const { code, err } = await run("loop.plan", `${plan}link b -> a\n`, false);
  expect([code, err]).toEqual([1, "error: These links run in a loop: “Pack” → “Carry” → “Pack”. Remove one of them.\n"]);
});

test("a benchmark counts in its own unit from 0 and names tasks by number", async () => {
  const { out } = await run("small.rcp", "3 1\n4\n0 0 1 2\n5 2 1 3\n0 0 0\n");
  expect(JSON.parse(out)).toMatchObject({
    start: 0,
    finish: 5,
    tasks: [{ uid: 1 }, { uid: 2, start: 0, finish: 5, critical: true }, { uid: 3, start: 5 }],
  });
});

test("times that can't be kept are an error finding without dates", async () => {
  const { code, out } = await run("tight.SCH", "1 0 0 0\n0 1 1 1 [0]\n1 1 2 0 2 [-1] [3]\n2 1 1 1 [-2]\n0 1 0\n1 1 3\n2 1 0\n");
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    start: null,
    tasks: [],
    findings: [{ code: "schedule.infeasible", severity: "error", params: { circle: "2 → 1 → 2" } }],
  });
});

test("Rondo's own JSON is read", async () => {
  const { out } = await run(
    "move.json",
    JSON.stringify({
      format: "rondo-plan",
      version: 1,
      name: "Move",
      start: "2026-03-02T08:00",
      calendar: { week: [[{ from: 480, to: 960 }], [], [], [], [], [], []] },
      tasks: [{ id: "a", title: "Pack", workingMinutes: 480 }],
      links: [],
    }),
  );
  expect(JSON.parse(out)).toMatchObject({ finish: "2026-03-02T16:00:00", findings: [] });
});

test.each([
  ["unknown.doc", "hello", "format_unknown"],
  ["broken.xml", "<Project>", "unreadable"],
  ["broken.json", '{"format": ', "unreadable"],
  ["broken.plan", "start tomorrow", "unreadable"],
])("%s is refused as a whole", async (name, text, code) => {
  const refused = await run(name, text).then(
    () => null,
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(Refusal);
  expect((refused as Refusal).code).toBe(code);
});
