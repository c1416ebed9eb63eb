import { sql } from "kysely";
import { expect, test } from "vitest";
import { type Definition, emptyDefinition, type Step } from "@rondo/core/process";
import { server, world, base, task, started, again, complete, inside, rebuilt, withServer } from "./kinds.fixture.ts";

withServer();

test("a wait ends when its time has come, not before, and an escalation goes on besides", async () => {
  const run = await started({
    steps: [
      {
        ...task("work"),
        attached: [
          {
            id: "late",
            label: "Late",
            when: { on: "time", after: { minutes: 60, working: false } },
            interrupting: false,
            steps: [task("remind")],
          },
        ],
      } as Step,
      { ...base("rest"), kind: "wait", until: { on: "time", after: { minutes: 30, working: false } } },
    ],
  });
  await server.sweeper.sweepNow();
  expect((await again(run)).at.map(({ stepId }) => stepId)).toEqual(["work"]);
  // An hour passes: for the run and for the sweeper.
  await inside(async (tx) => {
    await tx.change(
      sql`update run set state = jsonb_set(state, '{blocks,0,due,0,at}', to_jsonb(floor(extract(epoch from now()) * 1000 - 1000))) where workspace_id = current_workspace() and run_id = ${run.id}`,
    );
    await tx.change(
      sql`update due_moment set due_at = now() - interval '1 second' where workspace_id = current_workspace() and subject_id = ${run.id}`,
    );
  });
  await server.sweeper.sweepNow();
  let now = await again(run);
  expect(now.at.map(({ stepId }) => stepId).toSorted()).toEqual(["remind", "work"]);
  await complete(now, "work");
  await complete(now, "remind");
  now = await again(run);
  expect(now.waits).toMatchObject([{ stepId: "rest", what: "time" }]);
  const done = await world.ines.ok("skipWait", {
    params: { w: world.w, r: run.id, id: now.waits[0]?.id as string },
    body: { reason: "Nobody has to rest." },
  });
  expect(done.state).toBe("completed");
});

test("a message goes to the run that waits for it, and one that came too early is kept for it", async () => {
  const { w, ines } = world;
  const waiting: Partial<Definition> = {
    fields: [
      { key: "order", label: "Order", kind: "text" },
      { key: "place", label: "Place", kind: "text" },
    ],
    intake: ["order"],
    steps: [
      { ...base("parcel"), kind: "wait", until: { on: "message", name: "parcel", key: "order", early: "kept", fills: ["place"] } },
      { ...task("unpack"), fields: [{ key: "place", mode: "shown" }] } as Step,
    ],
  };
  const one = await started(waiting, { order: "A-1" });
  const other = await started(waiting, { order: "A-2" });
  expect(
    await ines.ok("sendMessage", { params: { w }, body: { name: "parcel", key: "A-2", answers: { place: "Shelf 3", order: "B-9" } } }),
  ).toEqual({ runs: 1, started: 0 });
  expect((await again(one)).at).toEqual([]);
  // It brings what it may bring, and nothing else.
  expect((await again(other)).answers).toMatchObject({ place: "Shelf 3", order: "A-2" });
  expect(await ines.ok("sendMessage", { params: { w }, body: { name: "parcel", key: "A-3" } })).toEqual({ runs: 0, started: 0 });
  const late = await started(waiting, { order: "A-3" });
  expect(late.at.map(({ stepId }) => stepId)).toEqual(["unpack"]);
  for (const run of [one, other, late]) await rebuilt(run);
});

test("a run starts another, waits for it, and takes what came of it", async () => {
  const { w, ines } = world;
  const other = await ines.ok("createProcess", {
    params: { w },
    body: {
      name: "Bind",
      definition: {
        ...emptyDefinition(),
        fields: [{ key: "colour", label: "Colour", kind: "text" }],
        intake: ["colour"],
        steps: [task("bind")],
      },
    },
  });
  await ines.ok("publish", { params: { w, p: other.id }, body: {} });
  const run = await started({
    fields: [{ key: "cover", label: "Cover", kind: "text" }],
    steps: [
      {
        ...base("binding"),
        kind: "action",
        act: {
          do: "start",
          process: other.id,
          values: [{ key: "colour", value: '"green"' }],
          wait: true,
          into: [{ key: "cover", value: "colour" }],
        },
        undo: null,
      },
    ],
  });
  expect(run.waits).toMatchObject([{ stepId: "binding", what: "run" }]);
  const child = (await ines.ok("listRuns", { params: { w, p: other.id } })).items[0];
  expect(child).toMatchObject({ startedVia: "run", state: "running" });
  await complete(await ines.ok("getRun", { params: { w, r: child?.id as string } }), "bind");
  const done = await again(run);
  expect([done.state, done.answers["cover"]]).toEqual(["completed", "green"]);
});

test("answers that another process refuses are an incident with its reason, and what was answered here stays", async () => {
  const { w, ines } = world;
  const other = await ines.ok("createProcess", {
    params: { w },
    body: {
      name: "Bind",
      definition: {
        ...emptyDefinition(),
        fields: [{ key: "colour", label: "Colour", kind: "choice", choices: ["green", "red"] }],
        intake: ["colour"],
        steps: [task("bind")],
      },
    },
  });
  await ines.ok("publish", { params: { w, p: other.id }, body: {} });
  const run = await started({
    fields: [{ key: "cover", label: "Cover", kind: "text" }],
    steps: [
      { ...task("look"), fields: [{ key: "cover", mode: "editable" }] } as Step,
      {
        ...base("binding"),
        kind: "action",
        act: { do: "start", process: other.id, values: [{ key: "colour", value: "cover" }], wait: true, into: [] },
        undo: null,
      },
    ],
  });
  await ines.ok("completeTask", { params: { w, t: run.at[0]?.taskId as string }, body: { answers: { cover: "blue" } } });
  const stuck = await again(run);
  expect(stuck).toMatchObject({
    state: "running",
    answers: { cover: "blue" },
    incidents: [{ stepId: "binding", code: "run.actionFailed", message: expect.stringMatching(/"Bind".*Colour/) }],
  });
  expect((await ines.ok("listRuns", { params: { w, p: other.id } })).items).toEqual([]);
  await rebuilt(run);
  // Mended and tried again, it goes on; what was refused took no number.
  const mended = await ines.ok("retryIncident", { params: { w, r: run.id }, body: { stepId: "binding", answers: { cover: "green" } } });
  expect([mended.incidents, mended.waits]).toMatchObject([[], [{ stepId: "binding", what: "run" }]]);
  expect((await ines.ok("listRuns", { params: { w, p: other.id } })).items).toMatchObject([{ number: 1 }]);
  await rebuilt(run);
});

test("a message that another run does not take is an incident of the step that sends it, and one that was kept does not stop whoever comes to wait for it", async () => {
  const { w, ines } = world;
  const fields = [{ key: "pages", label: "Pages", kind: "number" as const }];
  const waiting = {
    fields,
    steps: [
      {
        ...base("parcel"),
        kind: "wait" as const,
        until: { on: "message" as const, name: "counted", key: null, early: "kept" as const, fills: ["pages"] },
      },
      task("unpack"),
    ],
  };
  const receiver = await started(waiting);
  const sender = await started({
    fields: [{ key: "said", label: "Said", kind: "text" }],
    steps: [
      { ...task("count"), fields: [{ key: "said", mode: "editable" }] } as Step,
      {
        ...base("tell"),
        kind: "action",
        act: { do: "send", name: "counted", key: null, values: [{ key: "pages", value: "said" }] },
        undo: null,
      },
    ],
  });
  await ines.ok("completeTask", { params: { w, t: sender.at[0]?.taskId as string }, body: { answers: { said: "many" } } });
  expect(await again(sender)).toMatchObject({
    state: "running",
    answers: { said: "many" },
    incidents: [{ stepId: "tell", code: "run.actionFailed", message: expect.stringMatching(/"counted".*Pages/) }],
  });
  expect((await again(receiver)).waits).toMatchObject([{ stepId: "parcel", what: "message" }]);
  await rebuilt(sender);
  // Nobody waits: it is kept. Whoever comes to wait for it later is not stopped by it.
  await ines.ok("sendMessage", { params: { w }, body: { name: "counted", key: null, answers: { pages: 12 } } });
  expect((await again(receiver)).at.map(({ stepId }) => stepId)).toEqual(["unpack"]);
  await ines.ok("sendMessage", { params: { w }, body: { name: "counted", key: null, answers: { pages: "many" } } });
  const late = await started(waiting);
  expect(late.waits).toMatchObject([{ stepId: "parcel", what: "message" }]);
  await rebuilt(late);
});

test("volumes of a request are worked one by one, each with its own pages, and more can be added while it runs", async () => {
  const { w, ines } = world;
  const run = await started(
    {
      fields: [
        { key: "volumes", label: "Volumes", kind: "list" },
        { key: "volume", label: "Volume", kind: "text" },
        { key: "pages", label: "Pages", kind: "number" },
        { key: "record", label: "Record", kind: "table", columns: ["volume", "pages"] },
      ],
      intake: ["volumes"],
      steps: [
        {
          ...base("all"),
          kind: "each",
          over: "volumes",
          item: "volume",
          own: ["pages"],
          collect: "record",
          order: "together",
          join: { go: "all" },
          growing: true,
          branches: [{ id: "b", label: "", steps: [{ ...task("scan"), fields: [{ key: "pages", mode: "required" }] } as Step] }],
        },
      ],
    },
    { volumes: ["Codex 1", "Codex 2"] },
  );
  await ines.ok("addItem", { params: { w, r: run.id }, body: { stepId: "all", item: "Codex 3" } });
  const now = await again(run);
  expect(now.at).toHaveLength(3);
  for (const [index, { taskId }] of now.at.entries())
    await ines.ok("completeTask", { params: { w, t: taskId as string }, body: { answers: { pages: 10 + index } } });
  const done = await ines.ok("addItem", { params: { w, r: run.id }, body: { stepId: "all", item: null } });
  expect(done.state).toBe("completed");
  expect(done.answers["record"]).toHaveLength(3);
  expect((done.answers["record"] as { pages: number }[]).map(({ pages }) => pages).toSorted()).toEqual([10, 11, 12]);
  await rebuilt(run);
});

test("an escalation is heard around it each time; what a person did is taken back by the person asked, and only then the run goes on", async () => {
  const { w, ines, mei } = world;
  const undone = { ...task("book"), undo: { title: "Cancel the booking", role: "desk" } } as Step;
  const escalate: Step = { ...base("late"), kind: "action", act: { do: "escalate", code: "late" }, undo: null };
  const trip: Step = {
    ...base("trip"),
    kind: "group",
    branches: [{ id: "body", label: "", steps: [undone, escalate, task("pack")] }],
    attached: [
      { id: "told", label: "Told", when: { on: "escalation", code: "late" }, interrupting: false, again: true, steps: [task("remind")] },
    ],
  };
  let run = await started({
    roles: [{ key: "desk", name: "Desk" }],
    steps: [trip, { ...base("back"), kind: "undo", of: "trip" }, task("tell")],
  });
  await ines.ok("fillRole", { params: { w, r: run.id, role: "desk" }, body: { personId: mei.personId } });
  await complete(run, "book");
  run = await again(run);
  expect(run.at.map(({ stepId }) => stepId).toSorted()).toEqual(["pack", "remind"]);
  await complete(run, "pack");
  run = await again(run);
  const back = run.at.find(({ stepId }) => stepId === "back");
  expect(back).toMatchObject({ owner: { id: mei.personId } });
  expect(await mei.ok("getTask", { params: { w, t: back!.taskId! } })).toMatchObject({ title: "Cancel the booking" });
  expect(run.waits).toEqual([]);
  await mei.ok("completeTask", { params: { w, t: back!.taskId! }, body: {} });
  await complete(await again(run), "tell");
  await complete(await again(run), "remind");
  expect(await again(run)).toMatchObject({ state: "completed" });
  await rebuilt(run);
});
