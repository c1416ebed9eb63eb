import { expect, test } from "vitest";
import { touched } from "./change.ts";

const read = (watch: readonly string[] | undefined, touches: readonly string[], workspace = "w1") => touched(["w", workspace, "GET /x", {}], { watch }, "w1", touches);

test("a read that watches a kind is touched by every subject of it", () => {
  expect(read(["task"], ["task:t1"])).toBe(true);
  expect(read(["task"], ["run:r1"])).toBe(false);
});

test("a read that watches one subject is touched by it and by its whole kind, not by another one", () => {
  expect(read(["task:t1"], ["task:t1"])).toBe(true);
  expect(read(["task:t1"], ["task"])).toBe(true);
  expect(read(["task:t1"], ["task:t2"])).toBe(false);
});

test("a read that says nothing is touched by everything in its workspace and by nothing of another", () => {
  expect(read(undefined, ["team:x"])).toBe(true);
  expect(read(undefined, ["team:x"], "w2")).toBe(false);
});
