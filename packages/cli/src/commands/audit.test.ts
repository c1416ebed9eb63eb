import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "../main.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rondo-audit-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const seen = { out: "", err: "" };
  const code = await main(["audit", ...args], {
    out: (part) => void (seen.out += part),
    err: (part) => void (seen.err += part),
    isTerminal: false,
  });
  return { code, ...seen };
}

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const close = (month: string): string =>
  `Task,Assignee,Start date,Completed at\nClose ledgers ${month},Clerk,2026-0${month}-01,2026-0${month}-02\nReconcile bank,Clerk,2026-0${month}-02,2026-0${month}-05\nPrepare report,Controller,2026-0${month}-05,2026-0${month}-06\n`;

test("three months' ends are one process, with its steps, how long each takes and who does it", async () => {
  const files = await Promise.all(["1", "2", "3"].map((month) => file(`close-${month}.csv`, close(month))));
  const { code, out } = await run(...files, "--json");
  const result = JSON.parse(out) as {
    containers: { source: string; kind: string; family: string | null }[];
    families: { id: string; members: string[]; procedure: { steps: unknown[] }; frequency: number; impact: number }[];
  };
  expect(code).toBe(0);
  expect(result.containers.map(({ source, kind }) => [source, kind])).toEqual(files.map((path) => [path, "process"]));
  expect(new Set(result.containers.map(({ family }) => family))).toEqual(new Set([result.families[0]?.id]));
  expect(result.families[0]).toMatchObject({
    members: files,
    procedure: {
      steps: [
        { name: "Close ledgers", share: 1, medianMinutes: 2880, role: "Clerk" },
        { name: "Reconcile bank", share: 1, medianMinutes: 5760, role: "Clerk" },
        { name: "Prepare report", share: 1, medianMinutes: 2880, role: "Controller" },
      ],
    },
  });
  expect(result.families[0]?.frequency).toBeCloseTo(1, 1); // three ends of months, two months apart
});

test("a broken file among others is one finding of severity error, and the others are audited", async () => {
  const good = await file("good.csv", close("4"));
  const { code, out } = await run(good, await file("broken.json", '{"name": '), join(folder, "not-there.csv"), "--json");
  const result = JSON.parse(out) as { containers: { source: string }[]; findings: { severity: string; subject: string }[] };
  expect([code, result.containers.map(({ source }) => source)]).toEqual([1, [good]]);
  expect(
    result.findings
      .filter(({ severity }) => severity === "error")
      .map(({ subject }) => subject.split("/").at(-1))
      .sort(),
  ).toEqual(["broken.json", "not-there.csv"]);
});

test("nothing readable is exit code 3", async () => {
  expect((await run(await file("cut.json", "{"), "--json")).code).toBe(3);
});
