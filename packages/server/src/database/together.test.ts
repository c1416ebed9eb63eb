import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestDatabase, createDatabase } from "@rondo/testkit";
import { type Database, type Kind, OutcomeUnknown, openDatabase } from "./index.ts";

let home: TestDatabase;
let database: Database;
let owner: pg.Client;
let here = "";

beforeAll(async () => {
  home = await createDatabase();
  owner = new pg.Client({ connectionString: home.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await home.drop();
});
beforeEach(async () => {
  here = await workspace();
  database = openDatabase({ urls: home.urls, epoch: 1, size: 4 });
  return () => database.close();
});

async function workspace(): Promise<string> {
  const id = randomUUID();
  await owner.query("insert into workspace (workspace_id, name, slug, zone) values ($1, 'A', $2, 'UTC')", [id, id]);
  return id;
}

type Named = { readonly id: string; readonly name: string };
const made: Kind<Named> = {
  name: "team",
  about: ({ id }) => [id],
  columns: "id uuid, name text",
  text: (items) => `made as (insert into team (workspace_id, team_id, name) select current_workspace(), id, name from ${items} as t)`,
};
/** Adds to the name. */
const renamed: Kind<Named> = {
  name: "team renamed",
  about: ({ id }) => [id],
  columns: "id uuid, name text",
  text: (items) =>
    `renamed as (update team t set name = t.name || i.name from ${items} as i where t.workspace_id = current_workspace() and t.team_id = i.id)`,
};

const write = (name: string, { id = randomUUID() as string, kind = made, to = here } = {}): Promise<void> =>
  database.inWorkspace(to, (tx) => tx.put(kind, { id, name }));

/** The names in a workspace, in groups that one transaction wrote. */
async function groups(of = here): Promise<string[][]> {
  const { rows } = await owner.query<{ names: string[] }>(
    "select array_agg(name order by name) as names from team where workspace_id = $1 group by xmin::text order by min(name)",
    [of],
  );
  return rows.map(({ names }) => names);
}

test("what comes while another is on its way is written in one transaction", async () => {
  await Promise.all(["A", "B", "C", "D"].map((name) => write(name)));
  expect(await groups()).toEqual([["A"], ["B", "C", "D"]]);
});

test("where one of them fails, it alone is told, and the others are written", async () => {
  const outcomes = await Promise.allSettled([write("A"), write("B"), write("C", { id: "none" }), write("D")]);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  expect(outcomes[2]).toMatchObject({ reason: { code: "22P02" } });
  expect((await groups()).flat().toSorted()).toEqual(["A", "B", "D"]);
});

test("of several that are about the same none is lost", async () => {
  const id = randomUUID();
  await write("-", { id });
  await Promise.all([write("A"), ...["x", "y", "z"].map((letter) => write(letter, { id, kind: renamed }))]);
  const [, name] = (await groups()).flat().toSorted((one, other) => one.length - other.length);
  expect([...(name as string)].toSorted()).toEqual(["-", "x", "y", "z"]);
});

test("what is of two workspaces is never in one", async () => {
  const there = await workspace();
  await Promise.all([write("A"), write("K", { to: there }), write("B"), write("L", { to: there })]);
  expect(await groups()).toEqual([["A"], ["B"]]);
  expect(await groups(there)).toEqual([["K"], ["L"]]);
});

test("whoever waits for a lock holds up nobody who happened to come with them", async () => {
  const id = randomUUID();
  await write("held", { id });
  const holder = new pg.Client({ connectionString: home.url });
  await holder.connect();
  await holder.query("begin");
  await holder.query("select from team where team_id = $1 for update", [id]);
  const held = write("1", { id, kind: renamed });
  const alsoHeld = Promise.all([write("B"), write("2", { id, kind: renamed }), write("C")]);
  await write("D");
  expect((await groups()).flat()).toContain("D");
  await holder.query("rollback");
  await holder.end();
  await Promise.all([held, alsoHeld]);
  expect((await groups()).flat().toSorted()).toEqual(["B", "C", "D", expect.stringMatching(/^held(12|21)$/)]);
});

test("when their connection dies, none of them is told that it was written", async () => {
  const holder = new pg.Client({ connectionString: home.url });
  await holder.connect();
  await holder.query("begin; lock table team in access exclusive mode");
  let over = false;
  const outcomes = Promise.allSettled(["A", "B", "C"].map((name) => write(name))).finally(() => (over = true));
  while (!over)
    await owner.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'rondo app' and wait_event_type = 'Lock' and datname = current_database()",
    );
  expect((await outcomes).map((one) => one.status === "rejected" && one.reason instanceof OutcomeUnknown)).toEqual([true, true, true]);
  await holder.query("rollback");
  await holder.end();
  await write("after");
  expect(await groups()).toEqual([["after"]]);
});
