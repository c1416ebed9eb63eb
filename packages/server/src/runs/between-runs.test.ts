import { expect, test } from "vitest";
import { type Definition, type Step, emptyDefinition } from "@rondo/core/process";
import { type Run, again, base, complete, rebuilt, started, task, withServer, world } from "./kinds.fixture.ts";

withServer();

const send = (id: string, name: string, value: string | null = null): Step =>
  ({
    ...base(id),
    kind: "action",
    act: { do: "send", name, key: null, values: value === null ? [] : [{ key: "pages", value }] },
    undo: null,
  }) as Step;
const hear = (id: string, name: string, fills: string[] = []): Step =>
  ({ ...base(id), kind: "wait", until: { on: "message", name, key: null, early: "dropped", fills } }) as Step;
const start = (id: string, process: string): Step =>
  ({ ...base(id), kind: "action", act: { do: "start", process, values: [], wait: true, into: [] }, undo: null }) as Step;
const together = (id: string, ...branches: Step[][]): Step =>
  ({ ...base(id), kind: "parallel", branches: branches.map((steps, n) => ({ id: `${id}${n}`, label: "", steps })) }) as Step;

/** A process that is there to be started, and its runs. */
async function published(definition: Partial<Definition>): Promise<string> {
  const { w, ines } = world;
  const body = { name: "Bind", definition: { ...emptyDefinition(), ...definition } };
  const { id: p } = await ines.ok("createProcess", { params: { w }, body });
  await ines.ok("publish", { params: { w, p }, body: {} });
  return p;
}
async function onlyRunOf(p: string): Promise<Run> {
  const { items } = await world.ines.ok("listRuns", { params: { w: world.w, p } });
  expect(items).toHaveLength(1);
  return again({ id: items[0]!.id } as Run);
}
const stepsAt = (run: Run) => run.at.map(({ stepId }) => stepId);

test("a run whose message ends the run that it waits for goes on by both, and its history says so", async () => {
  const p = await published({ steps: [hear("glue", "dry")] });
  const run = await started({ steps: [together("both", [start("binding", p)], [task("go"), send("tell", "dry")]), task("after")] });
  await complete(run, "go");
  const after = await again(run);
  expect([after.incidents, stepsAt(after), after.waits]).toEqual([[], ["after"], []]);
  expect((await onlyRunOf(p)).state).toBe("completed");
  await rebuilt(run);
  await complete(after, "after");
  expect((await again(run)).state).toBe("completed");
  await rebuilt(run);
});

test("a run that is answered by the one it sends to, while it sends, takes the answer", async () => {
  const p = await published({ steps: [together("both", [hear("answer", "back")], [task("go"), send("ask", "there")])] });
  const run = await started({ steps: [together("two", [start("binding", p)], [hear("question", "there"), send("reply", "back")])] });
  const child = await onlyRunOf(p);
  await complete(child, "go");
  expect((await again(child)).state).toBe("completed");
  expect(await again(run)).toMatchObject({ state: "completed", incidents: [] });
  await rebuilt(run);
  await rebuilt(child);
});

test("what a run is told while it sends, and can't take, stands in its history with what it brought and why", async () => {
  const number = { key: "pages", label: "Pages", kind: "number" as const };
  const p = await published({
    fields: [number],
    steps: [together("both", [hear("answer", "counted", ["pages"])], [task("go"), send("ask", "count")])],
  });
  await started({ steps: [together("two", [start("binding", p)], [hear("question", "count"), send("reply", "counted", '"many"')])] });
  const child = await onlyRunOf(p);
  await complete(child, "go");
  expect(await again(child)).toMatchObject({ state: "running", waits: [{ stepId: "answer", what: "message" }], answers: {} });
  const { items } = await world.ines.ok("listRunEvents", { params: { w: world.w, r: child.id } });
  expect(items.filter(({ name }) => name === "told.refused")).toMatchObject([
    { data: { what: "message", name: "counted", code: "field_invalid", answers: { pages: "many" } }, fields: [{ key: "pages" }] },
  ]);
  await rebuilt(child);
});

test("a run that is started, tells whoever started it something and ends at once, has both taken", async () => {
  const p = await published({ steps: [send("tell", "begun")] });
  const run = await started({
    steps: [together("two", [hear("begins", "begun"), task("note")], [task("go"), start("binding", p), task("after")])],
  });
  await complete(run, "go");
  const after = await again(run);
  expect([after.incidents, stepsAt(after).toSorted(), after.waits]).toEqual([[], ["after", "note"], []]);
  await rebuilt(run);
});

test("what another run's no takes back is not told to the run that sent it", async () => {
  const heard = (kind: "text" | "number"): Partial<Definition> => ({
    fields: [{ key: "pages", label: "Pages", kind }],
    steps: [hear("count", "counted", ["pages"])],
  });
  const p = await published(heard("text"));
  const run = await started({
    steps: [together("both", [start("binding", p), task("after")], [task("go"), send("tell", "counted", '"many"')])],
  });
  // It waits for a number, and comes after the other.
  const other = await started(heard("number"));
  await complete(run, "go");
  const stuck = await again(run);
  expect(stuck.incidents).toMatchObject([{ stepId: "tell", code: "run.actionFailed" }]);
  expect(stuck.waits).toMatchObject([{ stepId: "binding", what: "run" }]);
  expect(stepsAt(stuck)).not.toContain("after");
  expect([(await onlyRunOf(p)).state, (await again(other)).state]).toEqual(["running", "running"]);
  await rebuilt(run);
});

test("a run that goes on without what it waited for, by the same message, is not kept by its end", async () => {
  const p = await published({ steps: [hear("glue", "dry")] });
  const relay = await started({ steps: [hear("first", "dry"), send("on", "enough")] });
  const first: Step = {
    ...base("first"),
    kind: "parallel",
    join: { go: 1, rest: "withdrawn" },
    branches: [
      { id: "one", label: "", steps: [start("binding", p)] },
      { id: "other", label: "", steps: [hear("enough", "enough")] },
    ],
  } as Step;
  const run = await started({ steps: [together("both", [first], [task("go"), send("tell", "dry")]), task("after")] });
  await complete(run, "go");
  const after = await again(run);
  expect([after.incidents, stepsAt(after), after.waits]).toEqual([[], ["after"], []]);
  expect([(await again(relay)).state, (await onlyRunOf(p)).state]).toEqual(["completed", "completed"]);
  await rebuilt(run);
});
