import { sql } from "kysely";
import { expect, test } from "vitest";
import type { Step } from "@rondo/core/process";
import { world, base, task, started, type Run, again, inside, withServer } from "./kinds.fixture.ts";

withServer();

test("a process that starts itself without end stops as an incident thirty-two deep", async () => {
  const run = await started({
    steps: [{ ...base("more"), kind: "action", act: { do: "start", process: null, values: [], wait: false, into: [] }, undo: null }],
  });
  const runs = (await world.ines.ok("listRuns", { params: { w: world.w, p: run.processId }, query: { limit: 100 } })).items;
  expect(runs).toHaveLength(33);
  expect(
    (await Promise.all(runs.filter(({ state }) => state === "running").map((one) => again(one as Run)))).flatMap(
      ({ incidents }) => incidents,
    ),
  ).toMatchObject([{ code: "run.actionFailed", message: expect.stringContaining("32 deep") }]);
});

test("a for-each over a million, a loop in which nobody waits and an expression without end are incidents that name the step, and the server goes on", async () => {
  const many = await started({
    steps: [
      {
        ...base("million"),
        kind: "each",
        over: "1000000",
        item: null,
        own: [],
        collect: null,
        order: "together",
        join: { go: "all" },
        growing: false,
        branches: [{ id: "b", label: "", steps: [task("one")] }],
      },
    ],
  });
  expect(many.incidents).toMatchObject([{ stepId: "million", code: "run.tooManyItems" }]);
  const loop = await started({
    fields: [{ key: "n", label: "N", kind: "number" }],
    steps: [
      { ...base("count"), kind: "action", act: { do: "set", values: [{ key: "n", value: "if n = null then 1 else n + 1" }] }, undo: null },
      { ...base("back"), kind: "goto", to: "count" },
      task("never"),
    ],
  });
  expect(loop.incidents).toMatchObject([{ code: "run.endlessLoop" }]);
  const bomb = await started({
    fields: [{ key: "n", label: "N", kind: "number" }],
    steps: [
      {
        ...base("bomb"),
        kind: "action",
        act: { do: "set", values: [{ key: "n", value: "count(for a in 1..1000, b in 1..1000, c in 1..1000 return a)" }] },
        undo: null,
      },
      task("after"),
    ],
  });
  expect(bomb.incidents).toMatchObject([{ stepId: "bomb" }]);
  expect((await again(many)).state).toBe("running");
});

test("data that grows past what a run may hold is an incident of the step that sets it, and 5 MB of answers are refused", async () => {
  const { w, ines } = world;
  const keys = Array.from({ length: 70 }, (_, n) => `text${n}`);
  const grow = `replace("${"a".repeat(1_800)}", "a", "${"b".repeat(10)}")`;
  const run = await started({
    fields: keys.map((key) => ({ key, label: key, kind: "longText" as const })),
    steps: [
      ...keys.map((key): Step => ({
        ...base(`set-${key}`),
        kind: "action",
        act: { do: "set", values: [{ key, value: grow }] },
        undo: null,
      })),
      { ...task("after"), fields: [{ key: "text0", mode: "editable" }] } as Step,
    ],
  });
  expect(run.incidents).toMatchObject([{ code: "run_data_too_large", message: expect.stringContaining("1048576") }]);
  expect(run.incidents[0]?.stepId).toMatch(/^set-text5\d$/);
  const other = await started({
    fields: [{ key: "text", label: "Text", kind: "longText" }],
    steps: [{ ...task("write"), fields: [{ key: "text", mode: "editable" }] } as Step],
  });
  const answer = await ines.call("completeTask", {
    params: { w, t: other.at[0]?.taskId as string },
    body: { answers: { text: "x".repeat(5_000_000) } },
  });
  expect([400, 413]).toContain(answer.status);
  expect((await again(other)).at).toHaveLength(1);
});

test("a process that starts two of itself, and each of those two more, stops as incidents", async () => {
  const more = (id: string): Step => ({
    ...base(id),
    kind: "action",
    act: { do: "start", process: null, values: [], wait: false, into: [] },
    undo: null,
  });
  const run = await started({ steps: [more("one"), more("other")] });
  const { w, ines } = world;
  const count = Number(
    (
      await inside((tx) =>
        tx.first(
          sql<{ n: string }>`select count(*) as n from run where workspace_id = current_workspace() and process_id = ${run.processId}`,
        ),
      )
    )?.n,
  );
  expect(count).toBeLessThanOrEqual(201);
  expect(
    (
      await inside((tx) =>
        tx.rows(
          sql<{
            failure: string;
          }>`select distinct failure from action a where workspace_id = current_workspace() and closed_as = 'failed' and run_id in (select run_id from run where process_id = ${run.processId})`,
        ),
      )
    ).length,
  ).toBeGreaterThan(0);
  expect((await ines.ok("getMe")).workspaces.some((one) => one.id === w)).toBe(true);
});
