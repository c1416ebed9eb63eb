import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { refresh, touched } from "./change.ts";

const read = (watch: readonly string[] | undefined, touches: readonly string[], workspace = "w1") =>
  touched(["w", workspace, "GET /x", {}], { watch }, "w1", touches);

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

test("a change that comes while something is read for the first time is not lost: it is read once more", async () => {
  const client = new QueryClient();
  const answers: ((value: string) => void)[] = [];
  const observer = new QueryObserver(client, {
    queryKey: ["w", "w1", "GET /my-day", {}],
    queryFn: () => new Promise<string>((resolve) => void answers.push(resolve)),
    meta: { watch: ["task"] },
  });
  const leave = observer.subscribe(() => undefined);
  const refreshed = refresh(client, "w1", ["task:t1"]);
  answers[0]?.("as it was before");
  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.("with the change");
  await refreshed;
  expect(observer.getCurrentResult().data).toBe("with the change");
  leave();
});
