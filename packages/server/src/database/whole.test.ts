import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestDatabase, createDatabase } from "@rondo/testkit";
import { type Database, type Kind, OutcomeUnknown, openDatabase } from "./index.ts";

let home: TestDatabase;
let database: Database;
let owner: pg.Client;
const [here, there] = [randomUUID(), randomUUID()];

beforeAll(async () => {
  home = await createDatabase();
  owner = new pg.Client({ connectionString: home.url });
  await owner.connect();
  await owner.query("insert into workspace (workspace_id, name, slug, zone) values ($1, 'A', 'a', 'UTC'), ($2, 'B', 'b', 'UTC')", [
    here,
    there,
  ]);
});
afterAll(async () => {
  await owner.end();
  await home.drop();
});
beforeEach(async () => {
  database = openDatabase({ urls: home.urls, epoch: 1, size: 1 });
  return () => database.close();
});

type Team = { readonly workspace: string; readonly name: string };
const teams: Kind<Team> = {
  name: "team",
  about: ({ name }) => [name],
  columns: "workspace uuid, name text",
  text: (items) => `made as (insert into team (workspace_id, team_id, name) select workspace, gen_random_uuid(), name from ${items} as t)`,
};
/** Holds from its second try on. */
const late = (): Kind<Team> => {
  let tries = 0;
  return { ...teams, holds: () => ((tries += 1) > 1 ? "true" : "false") };
};
const write = (workspace: string, ...items: Team[]): Promise<void> => database.inWorkspace(workspace, (tx) => tx.put(teams, ...items));
const namesIn = async (workspace: string): Promise<string[]> =>
  (await owner.query<{ name: string }>("select name from team where workspace_id = $1 order by name", [workspace])).rows.map(
    ({ name }) => name,
  );

test("a transaction that only writes is there when it is answered, in its own workspace each time", async () => {
  const mine = [...(await namesIn(here)), "Scanning"];
  await write(here, { workspace: here, name: "Scanning" });
  expect(await namesIn(here)).toEqual(mine);
  await write(there, { workspace: there, name: "Binding" });
  expect([await namesIn(here), await namesIn(there)]).toEqual([mine, ["Binding"]]);
});

test("it can't write into another workspace, and leaves none behind on its connection", async () => {
  await write(here, { workspace: here, name: "Reading room" });
  await expect(write(here, { workspace: there, name: "Elsewhere" })).rejects.toMatchObject({ code: "42501" });
  expect(await namesIn(there)).not.toContain("Elsewhere");
  expect((await database.pools.app.query("select current_workspace() as id")).rows).toEqual([{ id: null }]);
  expect((await database.pools.app.query("select from team")).rowCount).toBe(0);
});

test("what fails in it writes nothing of it, and the next one on the same connection is written", async () => {
  const before = await namesIn(here);
  await expect(write(here, { workspace: here, name: "One" }, { workspace: "none", name: "Two" })).rejects.toMatchObject({ code: "22P02" });
  await expect(write(here, { workspace: "none", name: "Three" })).rejects.toMatchObject({ code: "22P02" });
  expect(await namesIn(here)).toEqual(before);
  await write(here, { workspace: here, name: "One" }, { workspace: here, name: "Two" });
  expect(await namesIn(here)).toEqual([...before, "One", "Two"].toSorted());
});

test("where what it rests on does not hold, it is done again", async () => {
  const kind = late();
  let tries = 0;
  await database.inWorkspace(here, (tx) => {
    tries += 1;
    return tx.put(kind, { workspace: here, name: "Late" });
  });
  expect(tries).toBe(2);
  expect((await namesIn(here)).filter((name) => name === "Late")).toEqual(["Late"]);
});

test("when its connection dies, nobody is told that it was written", async () => {
  await write(here, { workspace: here, name: "Before" });
  const { rows } = await database.pools.app.query<{ pid: number }>("select pg_backend_pid() as pid");
  const held = new pg.Client({ connectionString: home.url });
  await held.connect();
  await held.query("begin; lock table team in access exclusive mode");
  const outcome = expect(write(here, { workspace: here, name: "Lost" })).rejects.toThrow(OutcomeUnknown);
  for (let waiting = 0; waiting === 0;)
    waiting = (await owner.query("select from pg_stat_activity where pid = $1 and wait_event_type = 'Lock'", [rows[0]?.pid])).rowCount ?? 0;
  await owner.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
  await outcome;
  await held.query("rollback");
  await held.end();
  expect(await namesIn(here)).not.toContain("Lost");
  await write(here, { workspace: here, name: "After" });
  expect(await namesIn(here)).toContain("After");
});

test("a brief statement is committed by itself, also for who holds every connection, and leaves nothing behind on its own", async () => {
  const mine = await namesIn(here);
  await expect(
    database.inWorkspace(here, async (tx) => {
      await tx.rows(sql`select`);
      const rows = await database.briefly(
        here,
        sql<{
          name: string;
        }>`insert into team (workspace_id, team_id, name) values (current_workspace(), gen_random_uuid(), 'Lending') returning name`,
      );
      expect(rows).toEqual([{ name: "Lending" }]);
      throw new Error("never mind");
    }),
  ).rejects.toThrow("never mind");
  expect(await namesIn(here)).toEqual([...mine, "Lending"].sort());
  const left = "select current_workspace() as id, current_setting('lock_timeout') as patience";
  expect((await database.pools.brief.query(left)).rows).toEqual([{ id: null, patience: "5s" }]);
});

test("what this process keeps for a transaction is undone with it, and not after its commit", async () => {
  const undone: string[] = [];
  const failing = (error: Error) =>
    database.inWorkspace(here, async (tx) => {
      tx.ifTakenBack(() => undone.push("first"));
      tx.ifTakenBack(() => undone.push("second"));
      throw error;
    });
  await expect(failing(new Error("refused"))).rejects.toThrow("refused");
  expect(undone).toEqual(["second", "first"]);
  await expect(failing(new OutcomeUnknown("it may be there"))).rejects.toThrow("may be there");
  await database.inWorkspace(here, async (tx) => {
    tx.ifTakenBack(() => undone.push("third"));
    await tx.put(teams, { workspace: here, name: "Acquisitions" });
  });
  expect(undone).toHaveLength(2);
});
