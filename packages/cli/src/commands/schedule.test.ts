import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { Refusal } from "@rondo/core/kernel";
import { command } from "./schedule.ts";

const folder = mkdtempSync(join(tmpdir(), "rondo-schedule-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(
  name: string,
  text: string,
  json = true,
  options: Record<string, string> = {},
): Promise<{ code: number; out: string; err: string }> {
  const path = join(folder, name);
  writeFileSync(path, text);
  const [out, err]: [string[], string[]] = [[], []];
  const code = await command.run(
    { options, positionals: [path], json },
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

const hours = [
  { from: 480, to: 720 },
  { from: 780, to: 1020 },
];

/** Two days of Mei at 50.00 an hour, 20.00 a use and 100.00 fixed, half done; then a day for 300.00, frozen as 250.00 two days earlier. */
const valued = {
  format: "rondo-plan",
  version: 1,
  start: "2026-03-02T08:00",
  currency: "EUR",
  statusDate: "2026-03-03T17:00",
  calendar: { week: [hours, hours, hours, hours, hours, [], []] },
  tasks: [
    { id: "0", title: "Move" },
    { id: "1", parent: "0", title: "Pack", workingMinutes: 960, fixedCost: 100, percentComplete: 50, actualCost: 700 },
    {
      id: "2",
      parent: "0",
      title: "Carry",
      workingMinutes: 480,
      cost: 300,
      baseline: { start: "2026-03-02T08:00", finish: "2026-03-02T17:00", cost: 250 },
    },
  ],
  links: [{ from: "1", to: "2" }],
  people: [{ id: "mei", name: "Mei", perHour: 50, perUse: 20 }],
  assignments: [{ task: "1", person: "mei" }],
};

test("a plan that says what it costs and what is done has costs and earned value, by hand: 920 + 300, half of 920 earned for 700", async () => {
  const result = JSON.parse((await run("valued.json", JSON.stringify(valued))).out) as Record<string, unknown> & { tasks: unknown[] };
  expect(result["costs"]).toEqual({ unit: "money", currency: "EUR", planned: 1220, baseline: 1170, actual: 700 });
  expect(result["earnedValue"]).toEqual({
    statusDate: "2026-03-03T17:00:00",
    assumed: 0,
    bac: 1170,
    pv: 1170,
    ev: 460,
    ac: 700,
    sv: -710,
    cv: -240,
    spi: 460 / 1170,
    cpi: 460 / 700,
    eac: 1780.43,
    etc: 1080.43,
    vac: -610.43,
    tcpi: (1170 - 460) / (1170 - 700),
  });
  expect(result.tasks).toMatchObject([
    { cost: 1220, plannedValue: 1170, earnedValue: 460, actualCost: 700 },
    { cost: 920, plannedValue: 920, earnedValue: 460, actualCost: 700 },
    { cost: 300, plannedValue: 250, earnedValue: 0, actualCost: 0 },
  ]);
  expect((await run("valued.json", JSON.stringify(valued), false)).out).toContain(
    "PV 1170.00 EUR, EV 460.00 EUR, AC 700.00 EUR; SPI 0.39, CPI 0.66",
  );
});

test("another status date is told on the command line, and without one there are costs alone", async () => {
  const early = JSON.parse((await run("valued.json", JSON.stringify(valued), true, { status: "2026-03-02T12:00" })).out) as {
    earnedValue: unknown;
  };
  // A quarter of the two days, and half of the frozen day.
  expect(early.earnedValue).toMatchObject({ statusDate: "2026-03-02T12:00:00", pv: 230 + 125 });
  const { statusDate: _, ...undated } = valued;
  const result = JSON.parse((await run("undated.json", JSON.stringify(undated))).out) as object;
  expect(result).toHaveProperty("costs");
  expect(result).not.toHaveProperty("earnedValue");
  expect(await run("valued.json", JSON.stringify(valued), true, { status: "soon" })).toMatchObject({ code: 2, out: "" });
});
