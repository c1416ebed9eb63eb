import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { command } from "./level.ts";

const folder = mkdtempSync(join(tmpdir(), "rondo-level-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(name: string, text: string, options: Record<string, string | boolean> = {}, json = true) {
  const path = join(folder, name);
  writeFileSync(path, text);
  const [out, err]: [string[], string[]] = [[], []];
  const code = await command.run(
    { options, positionals: [path], json },
    { out: (part) => void out.push(part), err: (part) => void err.push(part), isTerminal: false },
  );
  return { code, out: out.join(""), err: err.join("") };
}

const twoAtOnce = "4 1\n1\n0 0 2 2 3\n5 1 1 4\n2 1 1 4\n0 0 0\n";

test("two tasks that share one resource follow each other, shown to be the shortest", async () => {
  const { code, out } = await run("share.rcp", twoAtOnce);
  const result = JSON.parse(out) as { starts: Record<string, number> };
  expect(code).toBe(0);
  expect(result).toMatchObject({ makespan: 7, lowerBound: 7, provenOptimal: true, findings: [] });
  expect(Object.keys(result.starts)).toEqual(["1", "2", "3", "4"]);
  expect(result.starts["4"]).toBe(7);
});

test("more than there is of a resource is one finding and no dates", async () => {
  const { code, out } = await run("poor.rcp", twoAtOnce.replace("1\n0 0", "0\n0 0"));
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ makespan: null, starts: {}, findings: [{ code: "level.infeasible" }] });
});

test("in words it says what was found", async () => {
  const { out } = await run("share.rcp", twoAtOnce, { schedules: "10" }, false);
  expect(out).toContain("Makespan 7; which is shown to be the shortest.");
});

test.each([
  ["seconds", "0"],
  ["schedules", "1.5"],
  ["seed", "x"],
])("--%s %s is a mistake of the command line", async (option, value) => {
  expect(await run("share.rcp", twoAtOnce, { [option]: value })).toMatchObject({ code: 2, out: "" });
});

test("--interrupt lets every task be done around what its people do besides", async () => {
  const calendar = { week: Array.from({ length: 7 }, (_, day) => (day < 5 ? [{ from: 480, to: 960 }] : [])) };
  const plan = {
    format: "rondo-plan",
    version: 1,
    start: "2026-03-02T08:00",
    calendar,
    tasks: [
      { id: "1", title: "Scan", workingMinutes: 960 },
      { id: "2", title: "Bind", workingMinutes: 960, pauses: [{ after: 480, minutes: 480 }] },
    ],
    people: [
      { id: "mei", name: "Mei", taken: [{ from: "2026-03-03T08:00", to: "2026-03-04T00:00", what: "desk" }] },
      { id: "ada", name: "Ada" },
    ],
    assignments: [
      { task: "1", person: "mei" },
      { task: "2", person: "ada" },
    ],
  };
  const finishes = async (options: Record<string, string | boolean>): Promise<unknown[]> =>
    (
      JSON.parse((await run("pieces.json", JSON.stringify(plan), { schedules: "1", ...options })).out) as { tasks: { finish: string }[] }
    ).tasks.map(({ finish }) => finish);
  expect(await finishes({})).toEqual(["2026-03-05T16:00:00", "2026-03-04T16:00:00"]);
  expect(await finishes({ interrupt: true })).toEqual(["2026-03-04T16:00:00", "2026-03-04T16:00:00"]);
});

test("a plan's moves say why as a code too, who takes a place and where a task is interrupted", async () => {
  const plan = {
    format: "rondo-plan",
    version: 1,
    start: "2026-03-02T08:00",
    calendar: {
      week: Array.from({ length: 7 }, (_, day) =>
        day < 5
          ? [
              { from: 480, to: 720 },
              { from: 780, to: 1020 },
            ]
          : [],
      ),
    },
    tasks: [
      { id: "1", title: "Scan", workingMinutes: 960, interruptible: true },
      { id: "2", title: "Print", workingMinutes: 480 },
    ],
    people: [{ id: "mei", name: "Mei", roles: ["printer"], taken: [{ from: "2026-03-03T08:00", to: "2026-03-04T00:00", what: "desk" }] }],
    assignments: [{ task: "1", person: "mei" }],
    placeholders: [{ task: "2", role: "printer" }],
  };
  const { code, out } = await run("moves.json", JSON.stringify(plan), { schedules: "1" });
  expect(code).toBe(0);
  const [scan, print] = (JSON.parse(out) as { tasks: unknown[] }).tasks;
  expect(scan).toMatchObject({ because: { code: "interrupted", params: { pieces: 2 } }, pauses: [{ after: 480, minutes: 480 }] });
  expect(print).toMatchObject({
    because: { code: "busy", params: { person: "Mei", task: "Scan" } },
    assigned: [{ role: "printer", person: "mei" }],
  });
});
