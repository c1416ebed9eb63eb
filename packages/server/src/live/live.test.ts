import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Stream, type TestServer, type World, libraryOn, listen, startTestServer } from "@rondo/testkit";
import { WorkspaceReader } from "./reader.ts";
import { createStreams } from "./streams.ts";

let server: TestServer;
let second: TestServer;
let world: World;

beforeAll(async () => {
  server = await startTestServer();
  second = await startTestServer({ database: server.database });
  world = await libraryOn(server);
});
afterAll(async () => {
  await second.stop();
  await server.stop();
});

const about =
  (id: string, name: string) =>
  (heard: { data: Record<string, unknown> }): boolean =>
    heard.data["subjectId"] === id && heard.data["name"] === name;

test("a change reaches a stream on this node and one on another node", async () => {
  const { w, ines, tomas } = world;
  const here = await listen(server, tomas, w);
  const there = await listen(second, tomas, w);
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Hear me", ownerId: tomas.personId } });
  await Promise.all([here.next(about(task.id, "task.created")), there.next(about(task.id, "task.created"))]);
  here.close();
  there.close();
});

test("a stream taken up again by its cursor has everything that lay between, once, on whichever node", async () => {
  const { w, ines, tomas } = world;
  const first = await listen(server, tomas, w);
  const make = async (title: string): Promise<string> =>
    (await ines.ok("createTask", { params: { w }, body: { title, ownerId: tomas.personId } })).id;
  const one = await make("before the gap");
  const seen = await first.next(about(one, "task.created"));
  first.close();
  await first.ended;
  const [two, three] = [await make("in the gap"), await make("in the gap too")];
  const again = await listen(second, tomas, w, seen.id as string);
  const four = await make("after the gap");
  await again.next(about(four, "task.created"));
  const subjects = again.heard.filter((heard) => heard.event === "change").map((heard) => heard.data["subjectId"]);
  expect(subjects).toEqual([two, three, four]);
  again.close();
});

test("a stream that heard nothing yet can be taken up where it began", async () => {
  const { w, ines } = world;
  const first = await listen(server, ines, w);
  const ready = await first.next((heard) => heard.event === "ready");
  first.close();
  const task = await ines.ok("createTask", { params: { w }, body: { title: "while away" } });
  const again = await listen(server, ines, w, ready.id as string);
  await again.next(about(task.id, "task.created"));
  again.close();
});

test("from where one's first answer says, a stream tells all that happened since, so that nothing is read twice", async () => {
  const { w, ines } = world;
  const { news } = await ines.ok("getMe");
  const task = await ines.ok("createTask", { params: { w }, body: { title: "while the page still loads" } });
  const stream = await listen(server, ines, w, news);
  await stream.next(about(task.id, "task.created"));
  stream.close();
});

test("nobody hears of what they may not see", async () => {
  const { w, ines, mei, freya } = world;
  const streams = [await listen(server, mei, w), await listen(server, freya, w)];
  const secret = await ines.ok("createTask", { params: { w }, body: { title: "For Ines alone" } });
  const open = await ines.ok("createTask", { params: { w }, body: { title: "For Mei", ownerId: mei.personId } });
  await (streams[0] as Stream).next(about(open.id, "task.created"));
  for (const stream of streams) expect(stream.heard.filter((heard) => heard.data["subjectId"] === secret.id)).toEqual([]);
  expect((streams[1] as Stream).heard.filter((heard) => heard.event === "change")).toEqual([]);
  for (const stream of streams) stream.close();
});

test("who was given a task hears of it, also where the rest of its project is closed to them", async () => {
  const { w, ines, mei } = world;
  const p = (await ines.ok("createProject", { params: { w }, body: { name: "Move the rare-books room", everyone: null } })).id;
  const add = (body: object) => ines.ok("addProjectTask", { params: { w, p }, body: body as never });
  const [theirs, other] = [await add({ title: "Pack", ownerId: mei.personId }), await add({ title: "Insure" })];
  const stream = await listen(server, mei, w);
  await stream.next((heard) => heard.event === "ready");
  for (const { id, version } of [other, theirs])
    await ines.ok("changeTask", { params: { w, t: id }, version, body: { notes: "Before Easter" } });
  await stream.next(about(theirs.id, "task.changed"));
  expect(stream.heard.filter((heard) => heard.data["subjectId"] === other.id)).toEqual([]);
  stream.close();
});

test("who has no membership gets no stream, and who loses it loses the stream at once", async () => {
  const { w, stranger, mei } = world;
  expect((await listen(server, stranger, w)).status).toBe(404);
  const stream = await listen(server, mei, w);
  await stream.next((heard) => heard.event === "ready");
  await server.system.database.inWorkspace(w, (tx) =>
    tx.change(sql`delete from membership where workspace_id = current_workspace() and person_id = ${mei.personId}`),
  );
  await stream.ended;
  expect(stream.heard.at(-1)).toMatchObject({ event: "end", data: { reason: "membership" } });
});

test("a session that is ended takes its stream along", async () => {
  const { w, tomas } = world;
  const stream = await listen(server, tomas, w);
  await stream.next((heard) => heard.event === "ready");
  await server.system.identity.endAllSessions(tomas.personId);
  await stream.ended;
  expect(stream.heard.at(-1)).toMatchObject({ event: "end", data: { reason: "session" } });
});

test("news that waits for somebody else's transaction is told when that ends, without another wake-up", async () => {
  const { w, ines } = world;
  const owner = new pg.Client({ connectionString: server.database.url });
  await owner.connect();
  const reader = new WorkspaceReader(server.system.database, w); // nobody wakes it but this test
  let tell = (): void => undefined;
  const told = new Promise<void>((resolve) => {
    tell = resolve;
  });
  await reader.add(
    {
      personId: ines.personId,
      sessionHash: null,
      keyId: null,
      startOver: () => undefined,
      end: () => undefined,
      whisper: () => undefined,
      deliver: (events) => {
        if (events.some((event) => event.subject_id === task.id)) tell();
      },
    },
    null,
  );
  await owner.query("begin; select pg_current_xact_id()");
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Behind a long one" } });
  await reader.wake();
  await owner.query("rollback");
  await told;
  await owner.end();
});

test("a cursor that is none is refused, and one of before a restore says to read everything again", async () => {
  const { w, ines } = world;
  expect((await listen(server, ines, w, "nonsense")).status).toBe(400);
  const stream = await listen(server, ines, w, "0.5.1");
  await stream.next((heard) => heard.event === "resync");
  stream.close();
});

test("a stream opened with an API key ends with the key", async () => {
  const { w, ines } = world;
  const { key, secret } = await ines.ok("createKey", { params: { w }, body: { name: "Wall screen", scopes: ["read"] } });
  const answer = await fetch(`${server.url}/api/workspaces/${w}/events`, { headers: { authorization: `Bearer ${secret}` } });
  const all = answer.text();
  await ines.ok("deleteKey", { params: { w, k: key.id } });
  expect(await all).toMatch(/event: end\ndata: \{"reason":"key"\}/);
});

test("who was away for longer than a stream can tell reads everything again, and hears what comes then", async () => {
  const { w, ines } = world;
  const first = await listen(server, ines, w);
  const ready = await first.next((heard) => heard.event === "ready");
  first.close();
  await first.ended;
  await server.system.database.inWorkspace(w, (tx) =>
    tx.change(sql`
    insert into event (workspace_id, epoch, name, subject_kind, subject_id, version, home_kind, home_id)
    select current_workspace(), (select epoch from installation), 'task.changed', 'task', gen_random_uuid(), 1, 'workspace', current_workspace() from generate_series(1, 2600)`),
  );
  // Readers see them once no transaction older than theirs runs in the cluster.
  await expect
    .poll(
      () =>
        server.system.database.inWorkspace(w, (tx) =>
          tx.first(
            sql<{
              all: boolean;
            }>`select bool_and(xid < pg_snapshot_xmin(pg_current_snapshot())) as all from event where workspace_id = current_workspace()`,
          ),
        ),
      { timeout: 20_000 },
    )
    .toEqual({ all: true });
  const again = await listen(second, ines, w, ready.id as string); // where nobody has listened and read along
  await again.next((heard) => heard.event === "resync");
  const task = await ines.ok("createTask", { params: { w }, body: { title: "after all that" } });
  await again.next(about(task.id, "task.created"));
  expect(again.heard.filter((heard) => heard.event === "change").length).toBeLessThan(100);
  again.close();
});

test("whoever is put out loses their streams by the word of it, on every node, before anything is looked up", async () => {
  const { w, ines, freya } = world;
  // These streams look nothing up: sessions, keys and memberships are never answered.
  const never = () => new Promise<never>(() => undefined);
  const streams = createStreams({
    database: Object.assign(Object.create(second.system.database) as typeof second.system.database, { directory: { rows: never } }),
    identity: { sessionsAlive: never, keysAlive: never },
    live: second.system.live,
  });
  const ended = new Promise<string>((end) => {
    const quiet = () => undefined;
    void streams.open(
      w,
      { personId: freya.personId, sessionHash: "x", keyId: null, startOver: quiet, deliver: quiet, whisper: quiet, end },
      null,
    );
  });
  await expect.poll(() => streams.count(freya.personId)).toBe(1);
  await ines.ok("removeMember", { params: { w, m: freya.personId } });
  expect(await ended).toBe("membership");
  streams.close();
});
