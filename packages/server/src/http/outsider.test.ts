import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, libraryOn, startTestServer } from "../../../testkit/src/index.ts";

let server: TestServer;
let world: World;
let key: string;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
  key = (
    await server.system.identity.createKey({
      personId: world.ines.personId,
      workspaceId: world.w,
      name: "A script",
      scopes: ["read", "write"],
      expiresInDays: null,
    })
  ).secret;
});
afterAll(() => server.stop());

type Heard = {
  status: number;
  etag: string | null;
  body: Record<string, never> & {
    id: string;
    version: number;
    code: string;
    params: Record<string, unknown>;
    items: { id: string; title: string }[];
    next: string | null;
    steps: { id: string }[];
  };
};

/** A script with a key and nothing else: no client of ours, the least it can say. */
async function say(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Heard> {
  const response = await fetch(`${server.url}/api/workspaces/${world.w}/${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { "content-type": "application/json" }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, etag: response.headers.get("etag"), body: (text === "" ? {} : JSON.parse(text)) as Heard["body"] };
}

test("a project and its tasks: the version comes as ETag, goes as If-Match, and a stale one answers both values", async () => {
  const project = await say("POST", "projects", { name: "Move the reading room" });
  expect(project).toMatchObject({ status: 201, etag: `"${project.body.version}"` });
  const made = await say("POST", `projects/${project.body.id}/tasks`, { title: "Count the lamps" });
  expect(made.status).toBe(201);
  const read = await say("GET", `tasks/${made.body.id}`);
  expect(read.etag).toBe(`"${read.body.version}"`);
  expect((await say("PATCH", `tasks/${made.body.id}`, { title: "Count lamps" })).status).toBe(428);
  expect(await say("PATCH", `tasks/${made.body.id}`, { title: "Count all lamps" }, { "if-match": read.etag! })).toMatchObject({
    status: 200,
    etag: `"${read.body.version + 1}"`,
    body: { title: "Count all lamps" },
  });
  const stale = await say("PATCH", `tasks/${made.body.id}`, { title: "Count the chairs" }, { "if-match": read.etag! });
  expect(stale).toMatchObject({
    status: 412,
    body: {
      code: "version_stale",
      params: {
        expected: read.body.version,
        current: read.body.version + 1,
        now: { title: "Count all lamps" },
        sent: { title: "Count the chairs" },
      },
    },
  });
  expect(await say("PUT", `tasks/${made.body.id}/completion`)).toMatchObject({ status: 200, body: { closedAs: "completed" } });
  expect(await say("DELETE", `tasks/${made.body.id}/completion`)).toMatchObject({ status: 200, body: { completion: null } });
});

test("an Idempotency-Key makes one of two, with the same answer and version", async () => {
  const headers = { "idempotency-key": "once-and-only" };
  const [first, second] = [
    await say("POST", "projects", { name: "One" }, headers),
    await say("POST", "projects", { name: "One" }, headers),
  ];
  expect(second).toEqual(first);
  expect(await say("POST", "projects", { name: "Two" }, headers)).toMatchObject({ status: 422, body: { code: "idempotency_mismatch" } });
});

test("a process of named steps is published and run; what is not said has a plain meaning", async () => {
  const process = await say("POST", "processes", {
    name: "Answer a request",
    definition: {
      fields: [{ key: "ours", label: "Is it ours?", kind: "yesNo" }],
      intake: ["ours"],
      steps: [
        { title: "Read it" },
        {
          kind: "decision",
          title: "Ours?",
          branches: [
            { label: "no", when: "ours = false", steps: [{ title: "Send it on" }] },
            { label: "yes", steps: [{ id: "step-1", title: "Answer it" }] },
          ],
        },
      ],
    },
  });
  expect(process.status, JSON.stringify(process.body)).toBe(201);
  const draft = await say("GET", `processes/${process.body.id}/draft`);
  expect(draft.body).toMatchObject({
    definition: {
      purpose: "",
      roles: [],
      steps: [
        { id: "step-2", kind: "task", role: null, checklist: [] },
        {
          id: "step-3",
          branches: [
            { id: "branch-4", steps: [{ id: "step-5" }] },
            { id: "branch-6", when: null, steps: [{ id: "step-1" }] },
          ],
        },
      ],
    },
  });
  expect(await say("POST", `processes/${process.body.id}/publications`)).toMatchObject({ status: 201, body: { number: 1 } });
  const run = await say("POST", `processes/${process.body.id}/runs`, { answers: { ours: true } });
  expect(run.status, JSON.stringify(run.body)).toBe(201);
  expect(await say("GET", `runs/${run.body.id}`)).toMatchObject({ status: 200, body: { id: run.body.id } });
});

test("tasks come page by page, each once, from an empty cursor on; search finds by words", async () => {
  const project = await say("POST", "projects", { name: "Many small things" });
  const titles = Array.from({ length: 7 }, (_, number) => `Ledger ${number}`);
  for (const title of titles) await say("POST", `projects/${project.body.id}/tasks`, { title });
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const answer: Heard = await say("GET", `tasks?limit=3&home=${project.body.id}&cursor=${encodeURIComponent(cursor)}`);
    seen.push(...answer.body.items.map((task) => task.title));
    cursor = answer.body.next;
  }
  expect(seen.toSorted()).toEqual(titles);
  expect((await say("GET", "search?q=ledger")).body.items.length).toBe(titles.length);
});
