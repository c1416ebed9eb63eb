import { expect, test } from "vitest";
import { openHub, type Tab } from "./hub.ts";
import type { LiveEvent, ToTab } from "./protocol.ts";

const event = (cursor: string): LiveEvent => ({
  cursor,
  name: "task.completed",
  subjectKind: "task",
  subjectId: "t1",
  homeKind: null,
  homeId: null,
  version: 2,
  at: "2026-03-24T09:00:00Z",
  actor: null,
});
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
      asked.push({
        url,
        from: new Headers(init.headers).get("last-event-id"),
        signal: init.signal as AbortSignal,
        write: (text) => void writer.write(new TextEncoder().encode(text)),
        end: () => void writer.close(),
      });
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
  expect(one.got).toEqual([{ kind: "state", workspaceId: "w1", state: "open", whole: false }]);
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

test("what a page had read before the stream was open need not be read again: it begins where the page's first answer was", async () => {
  const server = pretendedServer();
  const one = tab();
  openHub({ ...server.parts, now: () => 5_000 }).watch(one, "w1", { cursor: "c3", age: 400 });
  await until(() => one.got.length > 0);
  expect(server.asked[0]?.from).toBe("c3");
  expect(one.got).toEqual([{ kind: "state", workspaceId: "w1", state: "open", whole: true }]);
});

test("a tab that joins an open stream is told what happened since it began to load, and whether that is all", async () => {
  const server = pretendedServer();
  let now = 1_000;
  const hub = openHub({ ...server.parts, now: () => now });
  const first = tab();
  hub.watch(first, "w1", { cursor: "c0", age: 100 });
  await until(() => first.got.length > 0);
  const write = async (cursor: string, at: number) => {
    now = at;
    server.asked[0]?.write(sent(event(cursor)));
    await until(() => first.got.some((message) => message.kind === "event" && message.event.cursor === cursor));
  };
  await write("c1", 2_000);
  await write("c2", 3_000);
  now = 3_500;
  const [late, early, unknown] = [tab(), tab(), tab()];
  hub.watch(late, "w1", { cursor: "c1", age: 1_000 });
  hub.watch(early, "w1", { cursor: "older", age: 3_000 });
  hub.watch(unknown, "w1");
  const told = ({ got }: { got: ToTab[] }) =>
    got.map((message) => (message.kind === "event" ? message.event.cursor : message.kind === "state" ? message.whole : message.kind));
  expect(told(late)).toEqual(["c2", true]);
  expect(told(early)).toEqual(["c1", "c2", false]);
  expect(told(unknown)).toEqual([false]);
});

test("of more than is kept for tabs that come, they are told that it is not all", async () => {
  const server = pretendedServer();
  let now = 0;
  const hub = openHub({ ...server.parts, now: () => (now += 1) });
  const first = tab();
  hub.watch(first, "w1", { cursor: "c0", age: 0 });
  await until(() => server.asked.length === 1);
  server.asked[0]?.write(Array.from({ length: 600 }, (_, at) => sent(event(`c${at + 1}`))).join(""));
  await until(() => first.got.filter((message) => message.kind === "event").length === 600);
  const late = tab();
  hub.watch(late, "w1", { cursor: "c1", age: now });
  expect(late.got.at(-1)).toMatchObject({ kind: "state", whole: false });
  expect(late.got.length).toBeLessThan(600);
});
