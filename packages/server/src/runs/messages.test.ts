import { expect, test } from "vitest";
import { type Definition, type Step, emptyDefinition } from "@rondo/core/process";
import { type Run, again, base, started, task, withServer, world } from "./kinds.fixture.ts";

withServer();

const waiting = (name: string, early: "kept" | "dropped"): Partial<Definition> => ({
  fields: [{ key: "pages", label: "Pages", kind: "number" }],
  steps: [{ ...base("parcel"), kind: "wait", until: { on: "message", name, key: null, early, fills: ["pages"] } } as Step, task("unpack")],
});
const send = (name: string, answers: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
  world.ines.call("sendMessage", { params: { w: world.w }, body: { name, key: null, answers }, headers });

test("a message that two runs wait for goes to both, and the same again to neither", async () => {
  const [one, other] = [await started(waiting("two", "kept")), await started(waiting("two", "kept"))];
  expect((await send("two", { pages: 3 })).body).toEqual({ runs: 2, started: 0 });
  for (const run of [one, other])
    expect(await again(run)).toMatchObject({ answers: { pages: 3 }, at: [{ stepId: "unpack" }], incidents: [] });
  expect((await send("two", { pages: 4 })).body).toEqual({ runs: 0, started: 0 });
  expect((await again(one)).answers).toMatchObject({ pages: 3 });
});

test("a request repeated with its key sends its message once", async () => {
  const headers = { "idempotency-key": "parcel-1" };
  const first = await started(waiting("once", "kept"));
  expect((await send("once", { pages: 3 }, headers)).body).toEqual({ runs: 1, started: 0 });
  const second = await started(waiting("once", "kept"));
  expect((await send("once", { pages: 3 }, headers)).body).toEqual({ runs: 1, started: 0 });
  expect((await again(first)).at).toMatchObject([{ stepId: "unpack" }]);
  expect((await again(second)).waits).toMatchObject([{ stepId: "parcel", what: "message" }]);
});

test("a message to a run that has ended goes to nobody and changes nothing", async () => {
  const run = await started(waiting("late", "kept"));
  await world.ines.ok("cancelRun", { params: { w: world.w, r: run.id }, body: { reason: "The reader does not come." } });
  const before = await again(run);
  expect((await send("late", { pages: 3 })).body).toEqual({ runs: 0, started: 0 });
  expect(await again(run)).toEqual(before);
});

test("a message that brings a value of another type is refused, and who waits goes on waiting", async () => {
  const run = await started(waiting("typed", "kept"));
  const answer = await send("typed", { pages: "many" });
  expect([answer.status, answer.body]).toMatchObject([422, { code: "field_invalid" }]);
  expect(await again(run)).toMatchObject({ waits: [{ stepId: "parcel", what: "message" }], incidents: [] });
  expect((await send("typed", { pages: 3 })).body).toEqual({ runs: 1, started: 0 });
});

/** A process of Ines's that begins with a message, published. */
async function begins(name: string): Promise<string> {
  const { w, ines } = world;
  const definition = {
    ...emptyDefinition(),
    startMessage: name,
    fields: waiting(name, "kept").fields!,
    intake: ["pages"],
    steps: [task("unpack")],
  };
  const { id: p } = await ines.ok("createProcess", { params: { w }, body: { name: `Begins with ${name}`, definition } });
  await ines.ok("publish", { params: { w, p }, body: {} });
  return p;
}
const runsOf = async (p: string) => (await world.ines.ok("listRuns", { params: { w: world.w, p } })).items;

test("a message starts a run of the process that begins with it, with what it brings, and is not kept", async () => {
  const p = await begins("order");
  expect((await send("order", { pages: 3, unknown: "x" })).body).toEqual({ runs: 0, started: 1 });
  const [run] = await runsOf(p);
  expect(run).toMatchObject({ startedVia: "message", requester: "Ines Okafor" });
  expect(await again({ id: run!.id } as Run)).toMatchObject({ answers: { pages: 3 }, at: [{ stepId: "unpack" }] });
  const late = await started(waiting("order", "kept"));
  expect((await again(late)).waits).toMatchObject([{ stepId: "parcel", what: "message" }]);
});

test("where a run of the process waits for its message, that run takes it and no second one begins", async () => {
  const { w, ines } = world;
  const p = await begins("both");
  await send("both");
  const { version } = await ines.ok("getDraft", { params: { w, p } });
  const { definition } = await ines.ok("getDraft", { params: { w, p } });
  const wait = waiting("both", "kept").steps![0] as Step;
  await ines.ok("saveDraft", { params: { w, p }, version, body: { definition: { ...definition, steps: [wait, task("unpack")] } } });
  await ines.ok("publish", { params: { w, p }, body: {} });
  expect((await send("both")).body).toEqual({ runs: 0, started: 1 });
  expect((await send("both", { pages: 2 })).body).toEqual({ runs: 1, started: 0 });
  expect(await runsOf(p)).toHaveLength(2);
});

test("a process that is retired, or begins with another message by now, is not started", async () => {
  const { w, ines } = world;
  const [retired, other] = [await begins("gone"), await begins("gone")];
  await ines.ok("retireProcess", { params: { w, p: retired } });
  const { version, definition } = await ines.ok("getDraft", { params: { w, p: other } });
  await ines.ok("saveDraft", { params: { w, p: other }, version, body: { definition: { ...definition, startMessage: "elsewhere" } } });
  await ines.ok("publish", { params: { w, p: other }, body: {} });
  expect((await send("gone")).body).toEqual({ runs: 0, started: 0 });
  expect((await send("elsewhere")).body).toEqual({ runs: 0, started: 1 });
});

test("a value of another type starts nothing and is told to whoever sends it", async () => {
  const p = await begins("wrong");
  const answer = await send("wrong", { pages: "many" });
  expect([answer.status, answer.body]).toMatchObject([422, { code: "field_invalid" }]);
  expect(await runsOf(p)).toEqual([]);
});

test("a run's message starts a run for whoever asked for the first; one that sends its own beginning ends as an incident", async () => {
  const { w, ines } = world;
  const p = await begins("next");
  const sends = (name: string): Step =>
    ({ ...base("tell"), kind: "action", act: { do: "send", name, key: null, values: [] }, undo: null }) as Step;
  const first = await started({ steps: [sends("next")] });
  expect(await again(first)).toMatchObject({ state: "completed" });
  expect(await runsOf(p)).toMatchObject([{ startedVia: "message" }]);
  const { id: loop } = await ines.ok("createProcess", {
    params: { w },
    body: { name: "Goes round", definition: { ...emptyDefinition(), startMessage: "round", steps: [sends("round")] } },
  });
  await ines.ok("publish", { params: { w, p: loop }, body: {} });
  expect((await send("round")).body).toEqual({ runs: 0, started: 1 });
  const runs = (await ines.ok("listRuns", { params: { w, p: loop, limit: 100 } as never })).items;
  expect(runs.filter(({ state }) => state !== "completed")).toHaveLength(1);
});

test("each of several messages starts a run its own way, whatever it says of that itself", async () => {
  const { w, ines } = world;
  const way: Definition["fields"][number] = {
    key: "how",
    label: "How does it begin?",
    kind: "choice",
    choices: ["Letter", "Call", "Visit"],
  };
  const definition: Definition = {
    ...emptyDefinition(),
    fields: [way],
    intake: ["how"],
    intakeOptional: ["how"],
    startMessage: "a letter came",
    otherStarts: [
      { message: "somebody rang", key: "how", value: "Call" },
      { message: "somebody came", key: "how", value: "Visit" },
    ],
    steps: [task("note")],
  };
  const { id: p } = await ines.ok("createProcess", { params: { w }, body: { name: "Take a wish", definition } });
  expect((await send("somebody rang")).body).toEqual({ runs: 0, started: 0 });
  await ines.ok("publish", { params: { w, p }, body: {} });
  for (const name of ["a letter came", "somebody rang", "somebody came"])
    expect((await send(name, name === "somebody came" ? { how: "Letter" } : {})).body).toEqual({ runs: 0, started: 1 });
  const { items } = await ines.ok("listRuns", { params: { w, p } });
  const runs = await Promise.all(items.map(({ id }) => again({ id } as Run)));
  expect(runs.toSorted((one, other) => one.number - other.number).map(({ answers, startedVia }) => [startedVia, answers["how"]])).toEqual([
    ["message", undefined],
    ["message", "Call"],
    ["message", "Visit"],
  ]);
});
