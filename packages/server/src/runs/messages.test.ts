import { expect, test } from "vitest";
import type { Definition, Step } from "@rondo/core/process";
import { again, base, started, task, withServer, world } from "./kinds.fixture.ts";

withServer();

const waiting = (name: string, early: "kept" | "dropped"): Partial<Definition> => ({
  fields: [{ key: "pages", label: "Pages", kind: "number" }],
  steps: [{ ...base("parcel"), kind: "wait", until: { on: "message", name, key: null, early, fills: ["pages"] } } as Step, task("unpack")],
});
const send = (name: string, answers: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
  world.ines.call("sendMessage", { params: { w: world.w }, body: { name, key: null, answers }, headers });

test("a message that two runs wait for goes to both, and the same again to neither", async () => {
  const [one, other] = [await started(waiting("two", "kept")), await started(waiting("two", "kept"))];
  expect((await send("two", { pages: 3 })).body).toEqual({ runs: 2 });
  for (const run of [one, other])
    expect(await again(run)).toMatchObject({ answers: { pages: 3 }, at: [{ stepId: "unpack" }], incidents: [] });
  expect((await send("two", { pages: 4 })).body).toEqual({ runs: 0 });
  expect((await again(one)).answers).toMatchObject({ pages: 3 });
});

test("a request repeated with its key sends its message once", async () => {
  const headers = { "idempotency-key": "parcel-1" };
  const first = await started(waiting("once", "kept"));
  expect((await send("once", { pages: 3 }, headers)).body).toEqual({ runs: 1 });
  const second = await started(waiting("once", "kept"));
  expect((await send("once", { pages: 3 }, headers)).body).toEqual({ runs: 1 });
  expect((await again(first)).at).toMatchObject([{ stepId: "unpack" }]);
  expect((await again(second)).waits).toMatchObject([{ stepId: "parcel", what: "message" }]);
});

test("a message to a run that has ended goes to nobody and changes nothing", async () => {
  const run = await started(waiting("late", "kept"));
  await world.ines.ok("cancelRun", { params: { w: world.w, r: run.id }, body: { reason: "The reader does not come." } });
  const before = await again(run);
  expect((await send("late", { pages: 3 })).body).toEqual({ runs: 0 });
  expect(await again(run)).toEqual(before);
});

test("a message that brings a value of another type is refused, and who waits goes on waiting", async () => {
  const run = await started(waiting("typed", "kept"));
  const answer = await send("typed", { pages: "many" });
  expect([answer.status, answer.body]).toMatchObject([422, { code: "field_invalid" }]);
  expect(await again(run)).toMatchObject({ waits: [{ stepId: "parcel", what: "message" }], incidents: [] });
  expect((await send("typed", { pages: 3 })).body).toEqual({ runs: 1 });
});
