import { afterEach, expect, test, vi } from "vitest";
import { dropEarly } from "./early-answers.ts";
import { isProblem, passes, Problem } from "./problem.ts";
import { addressOf, request, requestIn } from "./request.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function answering(response: () => Response | Promise<Response>) {
  const asked: { url: string; init: RequestInit; headers: Headers }[] = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    asked.push({ url, init, headers: new Headers(init.headers) });
    return response();
  });
  return asked;
}

test("a change carries the version that was seen, and a POST a key of its own", async () => {
  const asked = answering(() => Response.json({}));
  await requestIn("w1", "PATCH /tasks/:t", { params: { t: "t/1" }, version: 3, body: { title: "Scan the volume" } });
  await requestIn("w1", "POST /tasks", { body: { title: "Scan the volume" } });
  await requestIn("w1", "POST /tasks", { body: { title: "Scan the volume" } });
  expect(asked[0]?.url).toBe("/api/workspaces/w1/tasks/t%2F1");
  expect(asked[0]?.headers.get("if-match")).toBe('"3"');
  const keys = asked.slice(1).map((one) => one.headers.get("idempotency-key"));
  expect(keys[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  expect(keys[0]).not.toBe(keys[1]);
});

test("a refusal becomes a problem with its code and what to do next", async () => {
  answering(
    () =>
      new Response(JSON.stringify({ title: "The task is already closed", detail: "Reopen it first.", code: "task_closed", status: 409 }), {
        status: 409,
        headers: { "content-type": "application/problem+json" },
      }),
  );
  const refused = await requestIn("w1", "PUT /tasks/:t/completion", { params: { t: "t1" } }).catch((error: unknown) => error);
  expect(isProblem(refused, "task_closed") && refused.next).toBe("Reopen it first.");
  expect(passes(refused)).toBe(false);
});

test("any answer at all that is not a success is a problem, and so is no answer", async () => {
  answering(() => new Response("<html>Bad gateway</html>", { status: 502 }));
  expect(passes(await request("GET /api/me").catch((error: unknown) => error))).toBe(true);
  answering(() => Promise.reject(new TypeError("Failed to fetch")));
  expect(await request("GET /api/me").catch((error: unknown) => error)).toMatchObject({ code: "unreachable" });
  answering(() => new Response("not json", { status: 200 }));
  expect(await request("GET /api/me").catch((error: unknown) => error)).toBeInstanceOf(Problem);
});

test("a change that only the way there refused is sent again with the key it had", async () => {
  vi.useFakeTimers();
  const said = [
    () => new Response("<html>Bad gateway</html>", { status: 502 }),
    () => Promise.reject(new TypeError("Failed to fetch")),
    () => new Response(JSON.stringify({ code: "idempotency_in_progress" }), { status: 409 }),
    () => Response.json({ id: "r1" }),
  ];
  const asked = answering(() => (said.shift() as () => Response)());
  const answer = requestIn("w1", "POST /processes/:p/runs", { params: { p: "p1" }, body: { answers: {} } });
  await vi.runAllTimersAsync();
  expect(await answer).toEqual({ id: "r1" });
  expect(new Set(asked.map((one) => one.headers.get("idempotency-key"))).size).toBe(1);
  expect(asked).toHaveLength(4);
});

test("what waits in the outbox when there is no way keeps its key over a server that is being restarted", async () => {
  vi.useFakeTimers();
  const said = [() => new Response("", { status: 503 }), () => Response.json({})];
  const asked = answering(() => (said.shift() as () => Response)());
  const answer = requestIn("w1", "POST /tasks", { body: { title: "Scan the volume" } });
  await vi.runAllTimersAsync();
  await answer;
  expect(asked).toHaveLength(2);
  expect(asked[0]?.headers.get("idempotency-key")).toBe(asked[1]?.headers.get("idempotency-key"));
});

test("a no is not asked again, nor what is refused for longer than anybody waits", async () => {
  vi.useFakeTimers();
  const no = answering(() => new Response(JSON.stringify({ code: "task_closed" }), { status: 409 }));
  await expect(requestIn("w1", "POST /tasks", { body: { title: "Scan" } })).rejects.toMatchObject({ code: "task_closed" });
  expect(no).toHaveLength(1);
  const away = answering(() => new Response("", { status: 504 }));
  const answer = expect(requestIn("w1", "POST /tasks", { body: { title: "Scan" } })).rejects.toMatchObject({ status: 504 });
  await vi.runAllTimersAsync();
  await answer;
  expect(away).toHaveLength(4);
});

test("an address leaves out what is not asked for", () => {
  expect(addressOf("/api/workspaces/:w/tasks", { w: "w1" }, { owner: "me", q: "", cursor: undefined, limit: 20 })).toBe(
    "/api/workspaces/w1/tasks?owner=me&limit=20",
  );
});

test("what was asked before the app was there answers the first who asks the same, and nobody once something changed", async () => {
  const asked = answering(() => Response.json({ id: "now" }));
  const early = () => ({ rondoAsked: new Map([["/api/workspaces/w1/projects/p1", Promise.resolve(Response.json({ id: "early" }))]]) });
  const read = () => requestIn("w1", "GET /projects/:p", { params: { p: "p1" } });
  vi.stubGlobal("rondoAsked", early().rondoAsked);
  expect([await read(), await read()]).toEqual([{ id: "early" }, { id: "now" }]);
  vi.stubGlobal("rondoAsked", early().rondoAsked);
  dropEarly();
  expect(await read()).toEqual({ id: "now" });
  expect(asked).toHaveLength(2);
  vi.stubGlobal("rondoAsked", early().rondoAsked);
  await requestIn("w1", "PATCH /tasks/:t", { params: { t: "t1" }, version: 1, body: { title: "Scan the volume" } });
  expect(await read(), "what was asked before one's own change is of before it").toEqual({ id: "now" });
});
