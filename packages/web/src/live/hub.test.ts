import { expect, test } from "vitest";
import { openHub, type Tab } from "./hub.ts";
import type { LiveEvent, ToTab } from "./protocol.ts";

const event = (cursor: string): LiveEvent => ({ cursor, name: "task.completed", subjectKind: "task", subjectId: "t1", homeKind: null, homeId: null, version: 2, at: "2026-03-24T09:00:00Z", actor: null });
const sent = (one: LiveEvent) => `id: ${one.cursor}\ndata: ${JSON.stringify(one)}\n\n`;

/** A server whose streams the test writes to and ends by hand. */
function pretendedServer() {
  const asked: { url: string; from: string | null; signal: AbortSignal; write: (text: string) => void; end: () => void }[] = [];
  const statuses: number[] = [];
  const waits: number[] = [];
  const parts = {
    fetch: (async (url: string, init: RequestInit) => {
      const { readable, writable } = new TransformStream<Uint8Array>();
      const writer = writable.getWriter();
      asked.push({ url, from: new Headers(init.headers).get("last-event-id"), signal: init.signal as AbortSignal, write: (text) => void writer.write(new TextEncoder().encode(text)), end: () => void writer.close() });
      const status = statuses.shift() ?? 200;
      return new Response(status === 200 ? readable : null, { status });
    }) as typeof fetch,
    wait: async (milliseconds: number) => {
      waits.push(milliseconds);
    },
  };
  return { asked, statuses, waits, parts };
}

function tab(): Tab & { got: ToTab[] } {
  const got: ToTab[] = [];
  return { got, send: (message) => got.push(message) };
}

const ready = "id: c0\nevent: ready\ndata: {}\n\n";
const settled = () => new Promise((done) => setImmediate(done));
async function until(true_: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !true_(); turn += 1) await settled();
  expect(true_()).toBe(true);
}

test("eight tabs share one stream, and it is closed when the last one leaves", async () => {
  const server = pretendedServer();
  const hub = openHub(server.parts);
  const tabs = Array.from({ length: 8 }, tab);
  for (const one of tabs) hub.watch(one, "w1");
  await until(() => server.asked.length === 1);
  server.asked[0]?.write(sent(event("c1")));
  await until(() => tabs.every((one) => one.got.some((message) => message.kind === "event" && message.event.cursor === "c1")));
  expect(server.asked).toHaveLength(1);
  for (const one of tabs.slice(1)) hub.leave(one);
  expect(server.asked[0]?.signal.aborted).toBe(false);
  hub.leave(tabs[0] as Tab);
  expect(server.asked[0]?.signal.aborted).toBe(true);
  expect(hub.held()).toBe(0);
});

test("after a break it goes on from the last event it saw", async () => {
  const server = pretendedServer();
  const one = tab();
  openHub(server.parts).watch(one, "w1");
  await until(() => server.asked.length === 1);
  expect(server.asked[0]?.from).toBeNull();
  server.asked[0]?.write(ready);
  server.asked[0]?.write(sent(event("c7")));
  server.asked[0]?.end();
  await until(() => server.asked.length === 2);
  expect(server.asked[1]?.from).toBe("c7");
  expect(one.got.map((message) => (message.kind === "state" ? message.state : message.kind))).toEqual(["open", "event", "waiting", "open"]);
});

test("it is open when the server says so, not when it answers: what happens in between is told to nobody", async () => {
  const server = pretendedServer();
  const one = tab();
  openHub(server.parts).watch(one, "w1");
  await until(() => server.asked.length === 1);
  await settled();
  expect(one.got).toEqual([]);
  server.asked[0]?.write(ready);
  await until(() => one.got.length > 0);
  expect(one.got).toEqual([{ kind: "state", workspaceId: "w1", state: "open" }]);
});

test("what the server can't tell any more is read again, as it asks", async () => {
  const server = pretendedServer();
  const one = tab();
  openHub(server.parts).watch(one, "w1");
  await until(() => server.asked.length === 1);
  server.asked[0]?.write("event: resync\ndata: {}\n\n");
  await until(() => one.got.some((message) => message.kind === "lost"));
});

test("a right that is gone ends the stream, and pauses grow while the server is away", async () => {
  const server = pretendedServer();
  server.statuses.push(503, 503, 503, 403);
  const one = tab();
  openHub(server.parts).watch(one, "w1");
  await until(() => one.got.some((message) => message.kind === "state" && message.state === "ended"));
  expect(server.asked).toHaveLength(4);
  expect(server.waits).toEqual([500, 1_000, 2_000]);
});

test("a cursor that the server does not know any more means: read everything again", async () => {
  const server = pretendedServer();
  const one = tab();
  openHub(server.parts).watch(one, "w1");
  await until(() => server.asked.length === 1);
  server.asked[0]?.write(sent(event("old")));
  server.statuses.push(400);
  server.asked[0]?.end();
  await until(() => server.asked.length === 3);
  expect(one.got.some((message) => message.kind === "lost")).toBe(true);
  expect(server.asked[2]?.from).toBeNull();
});
