import { createDatabase } from "../../../testkit/src/postgres.ts";
import pg from "pg";
import { openDatabase } from "../database/index.ts";
import { newId } from "../identity/index.ts";
import type { Log } from "./log.ts";

/** The Lindgren Library's people in a database of their own: rows alone, for tests of what runs beside requests. */
export async function openLibrary() {
  const test = await createDatabase();
  const database = openDatabase({ urls: test.urls, epoch: 1 });
  const owner = new pg.Client({ connectionString: test.url });
  await owner.connect();
  const workspaceId = await addWorkspace(owner, "lindgren");
  const people = { ines: newId(), tomas: newId(), mei: newId(), freya: newId() };
  for (const [name, id] of Object.entries(people)) {
    await owner.query("insert into identity.person (id, name, email) values ($1, $2, $3)", [id, name, `${name}@lindgren.example`]);
    await owner.query("insert into membership (workspace_id, person_id, role) values ($1, $2, $3)", [
      workspaceId,
      id,
      name === "ines" ? "owner" : name === "freya" ? "guest" : "member",
    ]);
  }
  return {
    ...test,
    database,
    owner,
    workspaceId,
    people,
    async close() {
      await owner.end();
      await database.close();
      await test.drop();
    },
  };
}

export type Library = Awaited<ReturnType<typeof openLibrary>>;

export async function addWorkspace(owner: pg.Client, slug: string): Promise<string> {
  const id = newId();
  await owner.query("insert into workspace (workspace_id, name, slug, zone) values ($1, $2, $2, 'Europe/Berlin')", [id, slug]);
  return id;
}

/** Resolves when the question, asked again and again, is answered with yes. The test's own time limit ends it otherwise. */
export async function until(ask: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await ask())) await new Promise((resolve) => setTimeout(resolve, 10));
}

/**
 * Resolves when every event so far can be read. A reader stops below the oldest transaction that runs anywhere in this
 * Postgres, and other test files have theirs in it.
 */
export const readable = (owner: pg.Client): Promise<void> =>
  until(async () => (await owner.query("select from event where xid >= pg_snapshot_xmin(pg_current_snapshot()) limit 1")).rowCount === 0);

export const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
