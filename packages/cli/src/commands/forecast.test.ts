import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { command } from "./forecast.ts";

const folder = mkdtempSync(join(tmpdir(), "rondo-forecast-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(name: string, text: string, options: Record<string, string> = {}, json = true) {
  const path = join(folder, name);
  writeFileSync(path, text);
  const [out, err]: [string[], string[]] = [[], []];
  const code = await command.run(
    { options, positionals: [path], json },
    { out: (part) => void out.push(part), err: (part) => void err.push(part), isTerminal: false },
  );
  return { code, out: out.join(""), err: err.join("") };
}

const plan = {
  format: "rondo-plan",
  version: 1,
  name: "Move",
  start: "2026-03-02T08:00",
  calendar: { week: [0, 1, 2, 3, 4, 5, 6].map((day) => (day < 5 ? [{ from: 480, to: 960 }] : [])) },
  tasks: [{ id: "a", title: "Pack", workingMinutes: 480 }],
  links: [],
};
const history = Array.from({ length: 12 }, (_, k) => ({ project: `p${k % 3}`, planned: 100, actual: 90 + 10 * (k % 4) }));

test("a plan with a history has three dates, a histogram and what they go by", async () => {
  const { code, out } = await run("move.json", JSON.stringify({ ...plan, history }));
  const result = JSON.parse(out) as Record<string, string> & { histogram: { count: number }[]; basis: { runs: number } };
  expect(code).toBe(0);
  expect(result["p50"]! <= result["p80"]! && result["p80"]! <= result["p95"]!).toBe(true);
  expect(result["p50"]).toMatch(/^2026-03-0\dT\d\d:\d\d:00$/);
  expect(result.histogram.reduce((sum, bar) => sum + bar.count, 0)).toBe(result.basis.runs);
});

test("a plan without anything to go by is refused as a finding", async () => {
  const { code, out } = await run("new.json", JSON.stringify(plan));
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ p50: null, findings: [{ code: "forecast.thin" }] });
});

test("a table of work is a queue: what is open, at the pace of what was done", async () => {
  const day = (offset: number): string => new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10);
  const done = Array.from({ length: 120 }, (_, k) => `Item ${k},Done,${day(k)}`);
  const open = Array.from({ length: 6 }, (_, k) => `Open ${k},To do,`);
  const { code, out } = await run("work.csv", ["Title,Status,Completed at", ...done, ...open].join("\n"));
  expect(code).toBe(0);
  const result = JSON.parse(out) as { p50: string; p95: string; basis: Record<string, unknown> };
  expect(result.basis).toMatchObject({ items: 6, open: 6, finished: 120, historyFrom: "2026-01-01", historyUntil: "2026-04-30" });
  expect(result.p50 >= "2026-05-04" && result.p50 <= "2026-05-07").toBe(true);
});

test("a number that is none is a mistake of the command line", async () => {
  expect(await run("move.json", JSON.stringify(plan), { items: "x" })).toMatchObject({ code: 2, out: "" });
});
