import { createHash } from "node:crypto";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Operation, type OperationId, operations, refusals } from "@rondo/contract";
import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import { type Objects, makeObjects, samples } from "../access/matrix.fixture.ts";
import { likeSchema } from "./fuzz.fixture.ts";

vi.setConfig({ testTimeout: 3_600_000 });

const proving = process.env["RONDO_PROVE"] === "1";
const runs = proving ? 150 : 5;

let server: TestServer;
let world: World;
let objects: Objects;

beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
  objects = await makeObjects(world.ines, world.w, world.mei.personId, "Lindgren", "contributor");
});
afterAll(() => server.stop());

const all = Object.values(operations) as Operation[];
/** Outside: they answer with a stream, or call out of the house, or take everybody's rights away. */
const apart = new Set<OperationId>([
  "streamEvents",
  "setUp",
  "openDemo",
  "makeBackup",
  "testSignInProvider",
  "addSignInProvider",
  "testMail",
  "removeMember",
  "erasePerson",
  "endSession",
]);

/** A call that is never answered says which it was, instead of holding everything up. */
async function answered<T>(id: string, call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${id} was not answered`)), 60_000);
  });
  return Promise.race([call, late]).finally(() => clearTimeout(timer));
}

test("no GET changes the database: every one of the contract, asked by the owner, leaves every table as it was", async () => {
  const client = new pg.Client({ connectionString: server.database.url });
  client.on("error", () => undefined);
  await client.connect();
  // Tries of a secret (the token in an invitation's address) are counted, whatever the method.
  const { rows: tables } = await client.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema', 'graphile_worker') and tablename <> 'attempt' order by 1",
  );
  expect(tables.length).toBeGreaterThan(30);
  const digest = async (): Promise<Record<string, string>> => {
    const digests: Record<string, string> = {};
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t order by 1`);
      digests[name] = createHash("sha256")
        .update(rows.map((one) => one.row).join("\n"))
        .digest("hex");
    }
    return digests;
  };
  const before = await digest();
  const asked: string[] = [];
  for (const { id, method, door } of all) {
    if (method !== "GET" || id === "streamEvents" || id === "exportWorkspace") continue; // an export stands in the audit trail
    const sample = samples[id as OperationId]?.(objects) ?? {};
    const answer = await world.ines.call(id as OperationId, {
      ...sample,
      params: { ...sample.params, ...(door === "anyone" && { token: "x".repeat(43) }) },
    });
    expect([id, answer.status < 500]).toEqual([id, true]);
    if (answer.status === 200) asked.push(id);
  }
  expect(asked.length).toBeGreaterThan(30);
  const after = await digest();
  await client.end();
  expect(after).toEqual(before);
});

test("whatever is sent to whatever operation, the answer is a success or a problem with a known code, never a fault", async () => {
  let sent = 0;
  const seen = new Set<number>();
  for (const operation of all.filter(({ id }) => !apart.has(id as OperationId))) {
    const ids = Object.values(objects);
    const sample = samples[operation.id as OperationId]?.(objects) ?? {};
    const request = fc.record({
      params: fc.oneof(
        { weight: 5, arbitrary: fc.constant(sample.params ?? {}) },
        { weight: 1, arbitrary: strange(sample.params ?? {}, ids) },
      ),
      body: operation.body === undefined ? fc.constant(undefined) : likeSchema(operation.body, ids),
      query: operation.query === undefined ? fc.constant({}) : fc.oneof(fc.constant(sample.query ?? {}), likeSchema(operation.query, ids)),
      version: fc.integer({ min: 1, max: 4 }),
      key: fc.option(fc.stringMatching(/^[!-~]{1,20}$/), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ params, body, query, version, key }) => {
        const answer = await answered(
          operation.id,
          world.ines.call(operation.id as OperationId, {
            params: {
              ...params,
              ...(objects.w !== undefined && operation.door === "workspace" && params["w"] === undefined && { w: objects.w }),
            },
            ...(body !== undefined && { body }),
            query: flat(query),
            ...(operation.versioned && { version }),
            ...(key !== undefined && { headers: { "idempotency-key": key } }),
          }),
        );
        sent += 1;
        seen.add(answer.status);
        if (answer.status < 300) return;
        expect([answer.status, JSON.stringify(answer.body)]).toEqual([
          expect.not.toSatisfy((status: number) => status >= 500),
          expect.any(String),
        ]);
        expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json(;|$)/);
        const { code, status } = answer.body as unknown as { code: string; status: number };
        expect(Object.keys(refusals)).toContain(code);
        expect(status).toBe(answer.status);
      }),
      { numRuns: runs },
    );
  }
  expect(sent).toBeGreaterThanOrEqual((all.length - apart.size) * runs);
  for (const status of [200, 201, 400, 404, 409]) expect(seen).toContain(status);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

function strange(params: Record<string, string>, ids: readonly string[]): fc.Arbitrary<Record<string, string>> {
  const value = fc.oneof(
    fc.constantFrom(...ids),
    fc.uuid(),
    fc.constantFrom("x", "0", "-1", "null", "%", "'", "..", "a".repeat(290), "\u0000", "ü"),
  );
  return fc.record(
    Object.fromEntries(Object.keys(params).map((name) => [name, name === "w" ? fc.constant(params[name] as string) : value])),
  ) as fc.Arbitrary<Record<string, string>>;
}

/** What can stand in an address. */
function flat(query: unknown): Record<string, string> {
  if (query === null || typeof query !== "object") return {};
  return Object.fromEntries(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(typeof value === "object" ? JSON.stringify(value) : value).slice(0, 2_000)]),
  );
}
