import Fastify from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { operations } from "@rondo/contract";
import { type Library, openLibrary } from "../jobs/library.fixture.ts";
import { readMigrations } from "../migration/index.ts";
import { mountHealth } from "./mount.ts";

let library: Library;
beforeAll(async () => {
  library = await openLibrary();
});
afterAll(() => library.close());

function node(
  sources: Parameters<typeof mountHealth>[2] = {},
  database: Pick<Library["database"], "lastMigration" | "pools"> = library.database,
) {
  const app = Fastify({ trustProxy: true });
  mountHealth(app, { database: database as Library["database"] }, sources);
  app.get(operations.getTask.path, async () => ({}));
  return app;
}

test("a node with its database is alive and ready", async () => {
  const app = node();
  expect((await app.inject("/healthz")).json()).toEqual({ status: "alive" });
  expect((await app.inject("/readyz")).json()).toEqual({ status: "ready" });
});

test("a node whose database is away is alive, and not ready", async () => {
  const app = node({}, { pools: library.database.pools, lastMigration: async () => null });
  expect((await app.inject("/healthz")).statusCode).toBe(200);
  const answer = await app.inject("/readyz");
  expect([answer.statusCode, answer.headers["retry-after"]]).toEqual([503, "2"]);
});

test("a node whose schema is older or newer than itself is alive, and not ready until it is current", async () => {
  const { length: newest } = await readMigrations();
  const app = node({ migrations: newest });
  const ready = async () => app.inject("/readyz").then((answer) => [answer.statusCode, answer.json().status]);
  expect(await ready()).toEqual([200, "ready"]);
  await library.owner.query("create temp table taken as select * from migration where number = $1", [newest]);
  await library.owner.query("delete from migration where number = $1", [newest]);
  expect(await ready()).toEqual([503, "schema not current"]);
  expect((await app.inject("/healthz")).statusCode).toBe(200);
  await library.owner.query("insert into migration select * from taken");
  expect(await ready()).toEqual([200, "ready"]);
  await library.owner.query("insert into migration (number, name, checksum) select number + 1, 'of a newer Rondo', checksum from taken");
  expect(await ready()).toEqual([503, "schema not current"]);
  await library.owner.query("delete from migration where number > $1", [newest]);
});

test("a node that is being stopped is not ready any more", async () => {
  expect((await node({ stopping: () => true }).inject("/readyz")).statusCode).toBe(503);
});

test("requests are counted by operation, never by what somebody typed", async () => {
  const app = node({
    noticeLag: () => 0.5,
    streams: () => 3,
    jobs: async () => ({ waiting: 1, running: 2, quarantined: 0, oldestSeconds: 4 }),
    dueMoments: () => Promise.reject(new Error("away")),
  });
  await app.inject("/api/workspaces/w1/tasks/t1");
  await app.inject("/somebody/typed/this");
  const text = (await app.inject("/metrics")).body;
  expect(text).toContain('rondo_http_request_seconds_count{operation="getTask",status="2xx"} 1');
  expect(text).toContain('rondo_http_request_seconds_count{operation="other",status="4xx"} 1');
  expect(text).not.toContain("typed");
  for (const line of [
    'rondo_pool_connections{role="app",state="idle"}',
    "rondo_notice_reader_lag_seconds 0.5",
    "rondo_live_streams 3",
    'rondo_jobs{state="running"} 2',
    "nodejs_eventloop_lag_p99_seconds",
  ])
    expect(text).toContain(line);
});

test.each([
  ["127.0.0.1", 200],
  ["10.0.0.9", 200],
  ["::1", 200],
  ["fd00::7", 200],
  ["198.51.100.7", 404],
  ["2001:db8::1", 404],
  ["172.32.0.1", 404],
])("the figures are told to %s with %i", async (address, status) => {
  expect((await node().inject({ url: "/metrics", headers: { "x-forwarded-for": address } })).statusCode).toBe(status);
});
