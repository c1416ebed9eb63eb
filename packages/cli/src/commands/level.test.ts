import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { command } from "./level.ts";

const folder = mkdtempSync(join(tmpdir(), "rondo-level-"));
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
