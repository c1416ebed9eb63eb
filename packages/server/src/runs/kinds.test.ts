import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compile, type Definition, emptyDefinition, type Step } from "@rondo/core/process";
import { type RecordedEvent, eventOf, evolve, newRun } from "@rondo/core/run";
import { workIn } from "../http/index.ts";
import { startRun } from "./index.ts";
import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;
let outside: Server;
let answers: { status: number; body: string }[] = [];
const calls: { url: string; key: string | undefined }[] = [];

beforeAll(async () => {
  outside = createServer((request, response) => {
    calls.push({ url: request.url ?? "", key: request.headers["idempotency-key"] as string | undefined });
    const { status, body } = answers.shift() ?? { status: 200, body: "{}" };
    response.writeHead(status, { "content-type": "application/json" }).end(body);
  });
  await new Promise<void>((resolve) => void outside.listen(0, "127.0.0.1", resolve));
  server = await startTestServer({ config: { outboundAllow: [`127.0.0.1:${(outside.address() as AddressInfo).port}`] } });
  world = await libraryOn(server);
});
afterAll(async () => {
  await server.stop();
  outside.close();
});

const base = (id: string) => ({ id, title: id, instructions: "" });
const task = (id: string): Step => ({ ...base(id), kind: "task", role: null, due: null, fields: [], checklist: [] });
const address = (path: string) => `http://127.0.0.1:${(outside.address() as AddressInfo).port}${path}`;

async function started(definition: Partial<Definition>, given: Record<string, unknown> = {}) {
  const { w, ines } = world;
  const process = await ines.ok("createProcess", {
    params: { w },
    body: { name: "A process", definition: { ...emptyDefinition(), ...definition } },
  });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  return ines.ok("startRun", { params: { w, p: process.id }, body: { answers: given } });
}
type Run = Awaited<ReturnType<typeof started>>;
const again = (run: Run) => world.ines.ok("getRun", { params: { w: world.w, r: run.id } });
const complete = (run: Run, stepId: string) =>
  world.ines.ok("completeTask", { params: { w: world.w, t: run.at.find((place) => place.stepId === stepId)?.taskId as string }, body: {} });
const inside = <T>(work: Parameters<typeof server.system.database.inWorkspace<T>>[1]) => server.system.database.inWorkspace(world.w, work);
/** Lets the call that a run has ordered be made, as a node would that sweeps. */
const call = async (run: Run): Promise<void> => {
  const [waiting] = (await again(run)).waits;
  await inside((tx) =>
    tx.change(
      sql`update due_moment set due_at = now() - interval '1 second' where workspace_id = current_workspace() and subject_id = ${waiting?.id as string}`,
    ),
  );
  await server.sweeper.sweepNow();
  await server.system.calls.idle();
};

/** What the journal says is what the run's row says. */
async function rebuilt(run: Run): Promise<void> {
  const rows = await inside((tx) =>
    tx.rows(
      sql<RecordedEvent>`select name, actor_id as actor, data from event where workspace_id = current_workspace() and subject_id = ${run.id} and subject_kind = 'run' order by version`,
    ),
  );
  const stored = await inside((tx) =>
    tx.first(sql<{ state: unknown }>`select state from run where workspace_id = current_workspace() and run_id = ${run.id}`),
  );
  const graph = compile(run.definition);
  expect(rows.reduce((state, row) => evolve(graph, state, eventOf(row)), newRun())).toEqual(stored?.state);
}

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
  ).toEqual({ runs: 1 });
  expect((await again(one)).at).toEqual([]);
  // It brings what it may bring, and nothing else.
  expect((await again(other)).answers).toMatchObject({ place: "Shelf 3", order: "A-2" });
  expect(await ines.ok("sendMessage", { params: { w }, body: { name: "parcel", key: "A-3" } })).toEqual({ runs: 0 });
  const late = await started(waiting, { order: "A-3" });
  expect(late.at.map(({ stepId }) => stepId)).toEqual(["unpack"]);
  for (const run of [one, other, late]) await rebuilt(run);
});

test("a call outside brings its answer into the run; one that fails is tried again under the same key, and at last somebody mends it", async () => {
  const run = await started({
    fields: [{ key: "price", label: "Price", kind: "number" }],
    steps: [
      {
        ...base("ask"),
        kind: "action",
        act: { do: "http", method: "POST", url: address("/price"), body: null, into: [{ key: "price", value: "body.price" }] },
        undo: null,
      },
      { ...task("order"), fields: [{ key: "price", mode: "shown" }] } as Step,
    ],
  });
  answers = [
    { status: 503, body: "" },
    { status: 404, body: "no such thing" },
  ];
  calls.length = 0;
  await call(run);
  expect((await again(run)).waits).toMatchObject([{ stepId: "ask", what: "action", attempts: 1, failure: "it answered 503" }]);
  await call(run);
  expect(new Set(calls.map(({ key }) => key)).size).toBe(1);
  const stuck = await again(run);
  expect(stuck.incidents).toMatchObject([{ stepId: "ask", code: "run.actionFailed", message: "it answered 404: no such thing" }]);
  await world.ines.ok("retryIncident", { params: { w: world.w, r: run.id }, body: { stepId: "ask" } });
  answers = [{ status: 200, body: '{"price": 12.5}' }];
  await call(run);
  const done = await again(run);
  expect(done.answers["price"]).toBe(12.5);
  expect(done.at.map(({ stepId }) => stepId)).toEqual(["order"]);
  await rebuilt(run);
});

test("a node that works makes a call at once, and when it dies in the middle another one makes it under the same key", async () => {
  const steps: Step[] = [
    { ...base("ask"), kind: "action", act: { do: "http", method: "POST", url: address("/once"), body: null, into: [] }, undo: null },
    task("after"),
  ];
  const node = await startTestServer({ database: server.database, config: server.system.config });
  calls.length = 0;
  let seen = (): void => undefined;
  // Its calls hang, as those of a node do that is about to be killed; nothing of what it has in hand is heard of again.
  (node.system as { outbound: typeof node.system.outbound }).outbound = Object.assign(
    (url: string, init?: RequestInit) =>
      new Promise<Response>((_resolve, reject) => {
        calls.push({ url, key: new Headers(init?.headers).get("idempotency-key") ?? undefined });
        init?.signal?.addEventListener("abort", () => reject(new Error("killed")));
        seen();
      }),
    { check: () => Promise.resolve() },
  );
  node.system.calls.start();
  const ordered = new Promise<void>((resolve) => {
    seen = resolve;
  });
  const { w, ines } = world;
  const process = await ines.ok("createProcess", { params: { w }, body: { name: "Call", definition: { ...emptyDefinition(), steps } } });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  const { runId } = await workIn(node.system, w, ines.personId, (work) =>
    startRun(work, { processId: process.id, via: "hand", answers: {}, fillings: [], requester: { id: null, name: null, email: null } }),
  );
  await ordered;
  // Not due for as long as that node lives.
  expect(await server.sweeper.sweepNow()).toBe(0);
  const run = await ines.ok("getRun", { params: { w, r: runId } });
  expect(run.waits).toMatchObject([{ stepId: "ask", attempts: 1 }]);
  answers = [{ status: 200, body: "{}" }];
  await call(run);
  expect((await again(run)).at.map(({ stepId }) => stepId)).toEqual(["after"]);
  expect(calls).toHaveLength(2);
  expect(new Set(calls.map(({ key }) => key)).size).toBe(1);
  await rebuilt(run);
  await node.stop();
  // What the first attempt came to is not written over what the second did.
  expect((await again(run)).at.map(({ stepId }) => stepId)).toEqual(["after"]);
});

test("an error path takes over where an action fails for good", async () => {
  const run = await started({
    steps: [
      {
        ...base("ask"),
        kind: "action",
        act: { do: "http", method: "GET", url: address("/gone"), body: null, into: [] },
        undo: null,
        attached: [{ id: "broken", label: "It failed", when: { on: "error", code: null }, interrupting: true, steps: [task("phone")] }],
      },
    ],
  });
  answers = [{ status: 410, body: "" }];
  await call(run);
  expect((await again(run)).at.map(({ stepId }) => stepId)).toEqual(["phone"]);
});

test("without a mail server a mail is an incident that says so", async () => {
  const run = await started({
    steps: [
      {
        ...base("tell"),
        kind: "action",
        act: { do: "mail", to: "reader@lindgren.example", subject: "Ready", text: "It is ready." },
        undo: null,
      },
    ],
  });
  expect(run.incidents).toMatchObject([{ stepId: "tell", code: "run.actionFailed", message: expect.stringContaining("No mail server") }]);
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

test("what a call brings and no field can hold is an incident at once, and is not called for again", async () => {
  const run = await started({
    fields: [{ key: "price", label: "Price", kind: "number" }],
    steps: [
      {
        ...base("ask"),
        kind: "action",
        act: { do: "http", method: "GET", url: address("/price"), body: null, into: [{ key: "price", value: "body.price" }] },
        undo: null,
      },
    ],
  });
  answers = [{ status: 200, body: '{"price": "much"}' }];
  calls.length = 0;
  await call(run);
  expect((await again(run)).incidents).toMatchObject([
    { stepId: "ask", code: "run.actionFailed", message: expect.stringContaining("Price") },
  ]);
  expect(calls).toHaveLength(1);
  await rebuilt(run);
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

test("a call at which each node stopped that made it ends as an incident, and others are made meanwhile", async () => {
  const steps: Step[] = [
    { ...base("ask"), kind: "action", act: { do: "http", method: "POST", url: address("/poison"), body: null, into: [] }, undo: null },
    task("after"),
  ];
  const [poison, other] = [await started({ steps }), await started({ steps })];
  // As six nodes left it that were killed in the middle of it.
  await inside((tx) => tx.change(sql`update action set attempts = 6 where workspace_id = current_workspace() and run_id = ${poison.id}`));
  [answers, calls.length] = [[], 0];
  await server.sweeper.sweepNow();
  await server.system.calls.idle();
  expect((await again(poison)).incidents).toMatchObject([
    { stepId: "ask", code: "run.actionFailed", message: expect.stringContaining("stopped in the middle of it") },
  ]);
  expect((await again(other)).at.map(({ stepId }) => stepId)).toEqual(["after"]);
  expect(calls).toHaveLength(1);
  await rebuilt(poison);
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
