import { sql } from "kysely";
import { expect, test } from "vitest";
import { emptyDefinition, type Step } from "@rondo/core/process";
import { workIn } from "../http/index.ts";
import { startRun } from "./index.ts";
import { startTestServer } from "@rondo/testkit";
import { server, world, answers, calls, base, task, address, started, again, inside, call, rebuilt, withServer } from "./kinds.fixture.ts";

withServer();

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
  answers.push({ status: 503, body: "" }, { status: 404, body: "no such thing" });
  calls.length = 0;
  await call(run);
  expect((await again(run)).waits).toMatchObject([
    { stepId: "ask", what: "action", tried: { count: 1, attempts: [{ failure: "it answered 503" }] } },
  ]);
  await call(run);
  expect(new Set(calls.map(({ key }) => key)).size).toBe(1);
  const stuck = await again(run);
  expect(stuck.incidents).toMatchObject([
    {
      stepId: "ask",
      code: "run.actionFailed",
      message: "it answered 404: no such thing",
      // In parts, so that it can be said in another language.
      said: { text: "it answered {0}: {1}", values: [404, "no such thing"] },
      tried: { attempts: [{ said: { text: "it answered {0}", values: [503] } }, { said: { values: [404, "no such thing"] } }] },
    },
  ]);
  await world.ines.ok("retryIncident", { params: { w: world.w, r: run.id }, body: { stepId: "ask" } });
  answers.push({ status: 200, body: '{"price": 12.5}' });
  await call(run);
  const done = await again(run);
  expect(done.answers["price"]).toBe(12.5);
  expect(done.at.map(({ stepId }) => stepId)).toEqual(["order"]);
  await rebuilt(run);
});

test("each attempt of a call is told: when, what came back, and when the next one is due", async () => {
  const run = await started({
    steps: [
      { ...base("ask"), kind: "action", act: { do: "http", method: "POST", url: address("/often"), body: null, into: [] }, undo: null },
      task("after"),
    ],
  });
  const waits = [3, 7, 20, 55, 150];
  const over = (number: number, failure: string | null) => expect.objectContaining({ number, at: expect.any(String), failure });
  expect(run.waits).toMatchObject([{ tried: { count: 0, attempts: [], waits } }]);
  answers.push({ status: 503, body: "busy" }, { status: 500, body: "" }, { status: 404, body: "gone" });
  await call(run);
  await call(run);
  const waiting = (await again(run)).waits[0]?.tried;
  expect(waiting).toEqual({
    count: 2,
    attempts: [over(1, "it answered 503: busy"), over(2, "it answered 500")],
    nextAt: expect.any(String),
    waits,
  });
  const since = Date.parse(waiting?.nextAt ?? "") - Date.parse(waiting?.attempts[1]?.at ?? "");
  expect(Math.round(since / 1000)).toBe(7);
  await call(run);
  const three = [...(waiting?.attempts ?? []), over(3, "it answered 404: gone")];
  expect((await again(run)).incidents).toMatchObject([{ tried: { count: 3, attempts: three, nextAt: null, waits } }]);
  // Tried again by hand: the attempts go on counting.
  await world.ines.ok("retryIncident", { params: { w: world.w, r: run.id }, body: { stepId: "ask" } });
  answers.push({ status: 400, body: "" });
  await call(run);
  expect((await again(run)).incidents).toMatchObject([{ tried: { count: 4, attempts: [...three, over(4, "it answered 400")] } }]);
  // Passed by, with a reason.
  const [incident] = (await again(run)).incidents;
  const params = { w: world.w, r: run.id, id: incident?.id as string };
  await world.ines.ok("skipWait", { params, body: { reason: "They were told by telephone" } });
  expect((await again(run)).at.map(({ stepId }) => stepId)).toEqual(["after"]);
  await rebuilt(run);
});

test("who controls a run need not wait for the next attempt: it is made now, and goes on counting", async () => {
  const act = { do: "http", method: "POST", url: address("/soon"), body: null, into: [] } as const;
  const run = await started({ steps: [{ ...base("ask"), kind: "action", act, undo: null }, task("after")] });
  const { w, ines, mei, stranger } = world;
  const params = { w, r: run.id };
  answers.push({ status: 503, body: "" }, { status: 503, body: "" }, { status: 200, body: "{}" });
  await call(run);
  const [wait] = (await again(run)).waits;
  const now = { params, body: { stepId: "ask", id: wait?.id as string } };
  expect((await stranger.call("retryIncident", now)).status).toBe(404);
  expect((await mei.call("retryIncident", now)).status).toBeGreaterThanOrEqual(403);
  expect(Date.parse((await again(run)).waits[0]?.tried?.nextAt ?? "")).toBeGreaterThan(Date.now());
  const pressed = await ines.ok("retryIncident", now);
  expect(Date.parse(pressed.waits[0]?.tried?.nextAt ?? "")).toBeLessThanOrEqual(Date.now());
  await server.sweeper.sweepNow();
  await server.system.calls.idle();
  expect((await again(run)).waits).toMatchObject([{ tried: { count: 2, nextAt: expect.any(String) } }]);
  await ines.ok("holdRun", { params, body: { reason: "The other side is moving house" } });
  expect((await ines.call("retryIncident", now)).body).toMatchObject({ code: "run_held" });
  await ines.ok("releaseRun", { params });
  await ines.ok("retryIncident", now);
  await server.sweeper.sweepNow();
  await server.system.calls.idle();
  expect((await again(run)).at.map(({ stepId }) => stepId)).toEqual(["after"]);
  // The wait is over: there is nothing left to be tried.
  expect((await ines.call("retryIncident", now)).body).toMatchObject({ code: "step_not_open" });
  await rebuilt(run);
});

test("what an earlier step was answered is none of the attempts of the next", async () => {
  const act = { do: "http", method: "POST", url: address("/item"), body: null, into: [] } as const;
  const run = await started({
    steps: [
      { ...base("ask"), kind: "action", act, undo: null },
      { ...base("tell"), kind: "action", act, undo: null },
    ],
  });
  answers.push({ status: 503, body: "" }, { status: 200, body: "{}" }, { status: 404, body: "none" });
  await call(run);
  await call(run);
  expect((await again(run)).waits).toMatchObject([{ stepId: "tell", tried: { count: 0, attempts: [] } }]);
  await call(run);
  expect((await again(run)).incidents).toMatchObject([
    { stepId: "tell", tried: { count: 1, attempts: [{ number: 1, failure: "it answered 404: none" }] } },
  ]);
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
  expect(run.waits).toMatchObject([{ stepId: "ask", tried: { count: 1 } }]);
  answers.push({ status: 200, body: "{}" });
  // The node lives, and puts its moment off from time to time.
  while (calls.length < 2) await call(run);
  expect((await again(run)).at.map(({ stepId }) => stepId)).toEqual(["after"]);
  expect(calls).toHaveLength(2);
  expect(new Set(calls.map(({ key }) => key)).size).toBe(1);
  await rebuilt(run);
  await node.stop();
  // What the first attempt came to is not written over what the second did.
  expect((await again(run)).at.map(({ stepId }) => stepId)).toEqual(["after"]);
});

const dueOf = (runId: string) =>
  inside((tx) =>
    tx.rows(
      sql<{ kind: string; subject_id: string }>`
        select kind, subject_id from due_moment
        where workspace_id = current_workspace() and (subject_id = ${runId} or subject_id in (select action_id from action where workspace_id = current_workspace() and run_id = ${runId}))`,
    ),
  );

/** A node that makes calls as it is told here, and a run of these steps that it began. */
async function onNode(steps: Step[], outside: (url: string, runId: string, signal: AbortSignal) => Promise<Response>) {
  const node = await startTestServer({ database: server.database, config: server.system.config });
  const begun = Promise.withResolvers<string>();
  (node.system as { outbound: typeof node.system.outbound }).outbound = Object.assign(
    async (url: string, init?: RequestInit) => outside(url, await begun.promise, init?.signal as AbortSignal),
    { check: () => Promise.resolve() },
  );
  node.system.calls.start();
  const { w, ines } = world;
  const process = await ines.ok("createProcess", { params: { w }, body: { name: "Calls", definition: { ...emptyDefinition(), steps } } });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  const { runId } = await workIn(node.system, w, ines.personId, (work) =>
    startRun(work, { processId: process.id, via: "hand", answers: {}, fillings: [], requester: { id: null, name: null, email: null } }),
  );
  begun.resolve(runId);
  return { node, runId, run: () => ines.ok("getRun", { params: { w, r: runId } }) };
}

const callTo = (id: string): Step => ({
  ...base(id),
  kind: "action",
  act: { do: "http", method: "POST", url: address(`/${id}`), body: null, into: [] },
  undo: null,
});

test("calls of a run that a node makes one after another share one lease, which is gone with the last", async () => {
  const due: unknown[] = [];
  const { node, runId, run } = await onNode([callTo("one"), callTo("two"), callTo("three"), task("after")], async (_url, id) => {
    due.push(await dueOf(id));
    return new Response("{}");
  });
  while ((await run()).at.length === 0 || (await run()).at[0]?.stepId !== "after") await node.system.calls.idle();
  expect(due).toEqual(Array.from({ length: 3 }, () => [{ kind: "calls", subject_id: runId }]));
  expect(await dueOf(runId)).toEqual([]);
  await node.stop();
});

test("when a node is gone, the calls that it had in hand are made by another, and what waits to be tried again goes on waiting", async () => {
  const branch = (id: string) => ({ id, label: id, steps: [callTo(id)] });
  const busy = Promise.withResolvers<void>();
  const { node, runId, run } = await onNode(
    [{ ...base("both"), kind: "parallel", branches: [branch("hangs"), branch("busy"), branch("lost")] } as Step, task("after")],
    async (url, _id, signal) => {
      if (!url.endsWith("/busy"))
        return new Promise<Response>((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(new Error("killed")));
        });
      busy.resolve();
      return new Response("", { status: 503 });
    },
  );
  await busy.promise;
  const waiting = async () => (await run()).waits.map(({ stepId, tried }) => `${stepId} ${tried?.count}`).toSorted();
  while (!(await run()).waits.some(({ tried }) => (tried?.attempts.length ?? 0) > 0));
  calls.length = 0;
  const later = sql`update due_moment set due_at = now() + interval '1 hour' where workspace_id = current_workspace() and kind = 'action'`;
  await inside((tx) => tx.change(later));
  const over = sql`update due_moment set due_at = now() - interval '1 second' where workspace_id = current_workspace() and subject_id = ${runId}`;
  while (calls.length < 2) {
    await inside((tx) => tx.change(over));
    await server.sweeper.sweepNow();
    await server.system.calls.idle();
  }
  expect(calls.map(({ url }) => url).toSorted()).toEqual(["/hangs", "/lost"]);
  expect(await waiting()).toEqual(["busy 1"]);
  await call(await run());
  expect((await run()).at.map(({ stepId }) => stepId)).toEqual(["after"]);
  await node.stop();
});

test("an answer that comes when another attempt has the call in hand is not taken; what that one is answered is", async () => {
  const late = Promise.withResolvers<Response>();
  const { node, runId, run } = await onNode([callTo("late"), task("after")], () => late.promise);
  await inside((tx) => tx.change(sql`update action set attempts = 2 where workspace_id = current_workspace() and run_id = ${runId}`));
  late.resolve(new Response('{"late": true}'));
  await node.system.calls.idle();
  expect((await run()).waits).toMatchObject([{ stepId: "late", tried: { count: 2 } }]);
  await call(await run());
  expect((await run()).at.map(({ stepId }) => stepId)).toEqual(["after"]);
  await rebuilt(await run());
  await node.stop();
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
  answers.push({ status: 410, body: "" });
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
  expect(run.incidents).toMatchObject([
    {
      stepId: "tell",
      code: "run.actionFailed",
      message: expect.stringContaining("No mail server"),
      tried: { count: 1, attempts: [{ number: 1 }], nextAt: null },
    },
  ]);
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
  answers.push({ status: 200, body: '{"price": "much"}' });
  calls.length = 0;
  await call(run);
  expect((await again(run)).incidents).toMatchObject([
    { stepId: "ask", code: "run.actionFailed", message: expect.stringContaining("Price") },
  ]);
  expect(calls).toHaveLength(1);
  await rebuilt(run);
});

test("a call at which each node stopped that made it ends as an incident, and others are made meanwhile", async () => {
  const steps: Step[] = [
    { ...base("ask"), kind: "action", act: { do: "http", method: "POST", url: address("/poison"), body: null, into: [] }, undo: null },
    task("after"),
  ];
  const [poison, other] = [await started({ steps }), await started({ steps })];
  // As six nodes left it that were killed in the middle of it.
  await inside((tx) => tx.change(sql`update action set attempts = 6 where workspace_id = current_workspace() and run_id = ${poison.id}`));
  answers.length = 0;
  calls.length = 0;
  await server.sweeper.sweepNow();
  await server.system.calls.idle();
  expect((await again(poison)).incidents).toMatchObject([
    {
      stepId: "ask",
      code: "run.actionFailed",
      message: expect.stringContaining("stopped in the middle of it"),
      tried: {
        count: 6,
        attempts: [1, 2, 3, 4, 5, 6].map((number) => ({ number, failure: number < 6 ? null : expect.stringContaining("stopped") })),
      },
    },
  ]);
  expect((await again(other)).at.map(({ stepId }) => stepId)).toEqual(["after"]);
  expect(calls).toHaveLength(1);
  await rebuilt(poison);
});
