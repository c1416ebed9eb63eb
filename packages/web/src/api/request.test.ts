import { afterEach, expect, test, vi } from "vitest";
import { isProblem, passes, Problem } from "./problem.ts";
import { addressOf, request, requestIn } from "./request.ts";

afterEach(() => vi.unstubAllGlobals());

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
  answering(() => new Response(JSON.stringify({ title: "The task is already closed", detail: "Reopen it first.", code: "task_closed", status: 409 }), { status: 409, headers: { "content-type": "application/problem+json" } }));
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

test("an address leaves out what is not asked for", () => {
  expect(addressOf("/api/workspaces/:w/tasks", { w: "w1" }, { owner: "me", q: "", cursor: undefined, limit: 20 })).toBe("/api/workspaces/w1/tasks?owner=me&limit=20");
});
