import { expect, test } from "vitest";
import { emptyDefinition, type Step } from "@rondo/core/process";
import { server, world, answers, again, address, base, call, complete, started, task, withServer } from "./kinds.fixture.ts";

withServer();

const stagesOf = async ({ requestUrl }: { requestUrl: string | null }) => {
  const response = await fetch(`${server.url}/api/requests/${requestUrl?.split("/request/")[1]}`);
  const { stages } = (await response.json()) as { stages: { title: string; state: string }[] };
  return stages.map(({ title, state }) => `${title}: ${state}`);
};
const listed = async (run: { id: string; processId: string }) =>
  (await world.ines.ok("listRuns", { params: { w: world.w, p: run.processId } })).items[0];

test("a run that nobody has in hand says where it stands, in the list too, and what it has behind it", async () => {
  const run = await started({
    steps: [
      { ...base("ask"), kind: "action", act: { do: "http", method: "GET", url: address("/price"), body: null, into: [] }, undo: null },
      { ...base("paid"), kind: "wait", until: { on: "message", name: "paid", key: null } },
      task("send"),
    ] as Step[],
  });
  expect((await listed(run))?.standsAt).toEqual([{ stepId: "ask", title: "ask", stuck: false }]);
  expect(await stagesOf(run)).toEqual(["ask: now", "paid: ahead", "send: ahead"]);
  answers.push({ status: 404, body: "" });
  await call(run);
  expect((await listed(run))?.standsAt).toEqual([{ stepId: "ask", title: "ask", stuck: true }]);
  expect((await again(run)).passed).toEqual([]);
  await world.ines.ok("retryIncident", { params: { w: world.w, r: run.id }, body: { stepId: "ask" } });
  answers.push({ status: 200, body: "{}" });
  await call(run);
  const waiting = await again(run);
  expect(waiting).toMatchObject({ at: [], standsAt: [{ stepId: "paid", stuck: false }], passed: [{ stepId: "ask", state: "completed" }] });
  expect(await stagesOf(run)).toEqual(["ask: done", "paid: now", "send: ahead"]);
  await world.ines.ok("skipWait", {
    params: { w: world.w, r: run.id, id: waiting.waits[0]?.id as string },
    body: { reason: "Paid in cash" },
  });
  const sent = await again(run);
  expect(sent.passed).toEqual([
    { stepId: "ask", state: "completed" },
    { stepId: "paid", state: "skipped" },
  ]);
  expect(sent.standsAt).toEqual([]);
});

test("work that a run passed by is not told to the requester as done", async () => {
  const run = await started({ steps: [task("look"), task("weigh"), task("send")] });
  await world.ines.ok("jumpStep", {
    params: { w: world.w, r: run.id },
    body: { from: run.at[0]?.taskId as string, to: "send", reason: "It was weighed last week" },
  });
  expect(await stagesOf(run)).toEqual(["look: done", "send: now"]);
});

test("after a move the history still says what steps, points and fields were called, and what was answered", async () => {
  const { w, ines } = world;
  const weigh = { ...task("weigh"), title: "Weigh it", fields: [{ key: "grams", mode: "required" }] } as Step;
  const run = await started({ fields: [{ key: "grams", label: "Weight in grams", kind: "number" }], steps: [weigh, task("send")] });
  await ines.ok("completeTask", { params: { w, t: run.at[0]?.taskId as string }, body: { answers: { grams: 240 } } });
  const draft = await ines.ok("getDraft", { params: { w, p: run.processId } });
  await ines.ok("saveDraft", {
    params: { w, p: run.processId },
    version: draft.version,
    body: { definition: { ...emptyDefinition(), steps: [task("send")] } },
  });
  await ines.ok("publish", { params: { w, p: run.processId }, body: {} });
  await ines.ok("moveRuns", { params: { w, p: run.processId }, body: { to: 2, runs: [{ id: run.id }] } });
  const { items } = await ines.ok("listRunEvents", { params: { w, r: run.id } });
  const done = items.find(({ name }) => name === "step.completed");
  expect(done?.named).toEqual({ step: "Weigh it", branch: null, item: null });
  expect(done?.fields).toMatchObject([{ key: "grams", label: "Weight in grams" }]);
  expect(done?.data).toMatchObject({ answers: { grams: 240 } });
  await complete(await again(run), "send");
});
