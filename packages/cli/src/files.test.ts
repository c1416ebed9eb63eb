import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { benchmarkReader, load } from "./files.ts";

const rondo = resolve(import.meta.dirname, "../bin/rondo.mjs");
const plan = {
  format: "rondo-plan",
  version: 1,
  start: "2026-03-02T08:00",
  calendar: { week: [[{ from: 480, to: 960 }], [], [], [], [], [], []] },
  tasks: [{ id: "a", title: "Pack", workingMinutes: 480 }],
  links: [],
};

test("a file may come from standard input, and shows by its first words what it is", () => {
  const { stdout, status } = spawnSync(process.execPath, [rondo, "schedule", "-", "--json"], {
    input: JSON.stringify(plan),
    encoding: "utf8",
  });
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ finish: "2026-03-02T16:00:00", tasks: [{ uid: "a" }] });
});

test("a benchmark of PSPLIB is known by its words, the others by the ending of their name", () => {
  const words = new TextEncoder().encode("file with basedata: x\nPRECEDENCE RELATIONS:\n");
  expect(benchmarkReader("-", words)).toBe(benchmarkReader("j30.sm", words));
  expect(benchmarkReader("j30.RCP", words)).not.toBeNull();
  expect(benchmarkReader("plan.xml", new TextEncoder().encode("<Project>"))).toBeNull();
});

test.each([
  ["no-such-file.xml", "unreadable", "There is no file no-such-file.xml"],
  [import.meta.dirname, "unreadable", `${import.meta.dirname} is a directory`],
])("%s is refused in one sentence", async (path, code, reason) => {
  await expect(load(path)).rejects.toMatchObject({ code, params: { reason } });
});

test("what is larger than any reader takes is not read", async () => {
  await expect(load(import.meta.filename, 100)).rejects.toMatchObject({ code: "too_large" });
});
