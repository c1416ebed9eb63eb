import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, callOperation, libraryOn, startTestServer } from "../../../testkit/src/index.ts";
import { writeExport } from "./queries.ts";
import { exportTables, leftOut, leftOutColumns } from "./tables.ts";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

type Document = { format: string; workspace: { name: string }; counts: Record<string, number> } & Record<string, Record<string, unknown>[]>;
const exported = async (): Promise<{ text: string; document: Document }> => {
  const response = await fetch(`${server.url}/api/workspaces/${world.w}/export`, { headers: { cookie: world.ines.cookie } });
  const text = await response.text();
  return { text, document: JSON.parse(text) as Document };
};

test("every table behind the wall is exported or left out for a reason, and so is every column", async () => {
  const rows = await server.system.database.inWorkspace(world.w, (tx) =>
    tx.rows(sql<{ name: string; columns: string[] }>`
    select c.relname as name, array_agg(a.attname::text) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where n.nspname = 'public' and c.relkind = 'r' and c.relrowsecurity group by c.relname`),
  );
  expect(rows.length).toBeGreaterThan(25);
  const unknown = rows.flatMap(({ name, columns }) => {
    if (name in leftOut) return [];
    const table = exportTables.find((one) => one.table === name);
    const known = ["workspace_id", ...(table?.columns ?? []), ...(leftOutColumns[name] ?? [])];
    return columns.filter((column) => !known.includes(column)).map((column) => `${name}.${column}`);
  });
  expect(unknown).toEqual([]);
});

test("an export holds everything, as many of each as it says, more than a batch too", async () => {
  const { w, ines, tomas } = world;
  await server.system.database.inWorkspace(w, (tx) =>
    tx.change(sql`
    insert into task (workspace_id, task_id, person_id, owner_id, created_by, title)
    select current_workspace(), gen_random_uuid(), ${tomas.personId}, ${tomas.personId}, ${tomas.personId}, 'Volume ' || n from generate_series(1, 1234) n`),
  );
  await ines.ok("createTeam", { params: { w }, body: { name: "Conservation", memberIds: [tomas.personId] } });
  const { document } = await exported();
  expect(document).toMatchObject({
    format: "rondo-workspace",
    workspace: { name: "Lindgren Library" },
    counts: { tasks: 1234, teams: 1, teamMembers: 1, memberships: 4 },
  });
  for (const { noun } of exportTables) expect(document[noun]?.length, noun).toBe(document.counts[noun]);
  expect(new Set(document["tasks"]!.map((task) => task["taskId"])).size).toBe(1234);
  expect(document["people"]).toContainEqual({ id: tomas.personId, name: "Tomas Brandt", email: "tomas@lindgren.example" });
  expect(document["events"]!.map((event) => event["name"])).toContain("workspace.exported");
});

test("no secret leaves with an export: no link, no key, no digest, nothing of another workspace", async () => {
  const { w, ines, stranger } = world;
  const { url } = await ines.ok("invite", { params: { w }, body: {} });
  const { secret } = await ines.ok("createKey", { params: { w }, body: { name: "Nightly", scopes: ["read"] } });
  const process = await ines.ok("createProcess", { params: { w }, body: { name: "Digitise a volume on request" } });
  const intake = await server.system.database.inWorkspace(w, (tx) =>
    tx.first(
      sql<{
        id: string;
      }>`update process set intake_id = gen_random_uuid() where workspace_id = current_workspace() and process_id = ${process.id} returning intake_id as id`,
    ),
  );
  await stranger.ok("createTask", { params: { w: (await stranger.ok("getMe")).workspaces[0]!.id }, body: { title: "Only elsewhere" } });
  const { text } = await exported();
  for (const hidden of [
    url.split("/").at(-1)!,
    secret.slice(6),
    intake!.id,
    "Only elsewhere",
    "scrypt",
    "token_hash",
    "tokenHash",
    "password",
  ])
    expect(text, hidden).not.toContain(hidden);
});

test("an export is for admins, by session or by a key of theirs", async () => {
  expect(await world.tomas.call("exportWorkspace", { params: { w: world.w } })).toMatchObject({ status: 403 });
  expect(await world.stranger.call("exportWorkspace", { params: { w: world.w } })).toMatchObject({ status: 404 });
  expect(await callOperation(server, "exportWorkspace", { params: { w: world.w } }, {})).toMatchObject({ status: 401 });
});

test("an export under way ends where whoever it is for is no admin any more, or no member, and is no whole document", async () => {
  const { w, ines, mei, tomas } = world;
  const admin = async (personId: string, role: "admin" | "member"): Promise<unknown> => {
    const { version } = (await ines.ok("listMembers", { params: { w } })).items.find((one) => one.id === personId)!;
    return ines.ok("changeMember", { params: { w, m: personId }, version, body: { role } });
  };
  for (const [{ personId }, end] of [
    [mei, () => admin(mei.personId, "member")],
    [tomas, () => ines.ok("removeMember", { params: { w, m: tomas.personId } })],
  ] as const) {
    await admin(personId, "admin");
    const written: string[] = [];
    const run = writeExport(server.system.database, w, personId, new Date(), async (text) => {
      // The head is written; nothing of a list is.
      if (written.push(text) === 2) await end();
    });
    await expect(run).rejects.toThrow(expect.objectContaining({ code: "forbidden" }));
    expect(written).toHaveLength(2);
    expect(() => JSON.parse(written.join(""))).toThrow();
  }
});
