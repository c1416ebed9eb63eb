import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { cookieRules, sessionCookie } from "../../packages/server/src/identity/session/cookie.ts";
import { digest } from "../../packages/server/src/identity/session/digest.ts";
import { findRunning } from "../../packages/server/src/postgres/index.ts";
import { type Owner, type RondoProcess, setUpRondo, startRondo } from "../../packages/testkit/src/rondo.ts";

/** Rondo as people run it, on a directory of its own, with an owner, ten colleagues and work of the sizes that are measured. */
export type World = {
  readonly server: RondoProcess;
  readonly owner: Owner;
  readonly url: string;
  readonly project: string;
  /** Cookies of members, each signed in: ten, if not told otherwise. */
  readonly colleagues: readonly string[];
  /** So many open tasks of the owner's own list. */
  tasks(count: number): Promise<string[]>;
  /** So many open tasks of a project of their own. */
  projectTasks(count: number): Promise<string[]>;
  query(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
};

export async function openWorld(directory: string, nodeArgs: readonly string[] = [], colleagues = 10): Promise<World> {
  const server = await startRondo({ args: ["--data", directory], nodeArgs });
  const owner = await setUpRondo(server);
  const { url } = findRunning(directory)!;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const query = async (text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
    (await client.query(text, values)).rows as Record<string, unknown>[];
  const makeProject = async (name: string): Promise<string> => {
    const answer = await fetch(`${server.url}/api/workspaces/${owner.w}/projects`, {
      method: "POST",
      headers: { ...owner.at(server), "content-type": "application/json" },
      body: JSON.stringify({ name, start: "2026-03-02T09:00" }),
    });
    return ((await answer.json()) as { id: string }).id;
  };
  const fill = async (project: string, count: number): Promise<string[]> =>
    (
      await query(
        `
      insert into task (workspace_id, task_id, project_id, title, notes, created_by, position, board_column, working_minutes)
      select $1, gen_random_uuid(), $2, 'Crate ' || n || ' of the rare books', repeat('Note the shelf mark. ', 10), $3, lpad(n::text, 6, '0'), 'To do', 240 from generate_series(1, $4::int) n
      returning task_id`,
        [owner.w, project, owner.personId, count],
      )
    ).map((row) => row["task_id"] as string);
  const project = await makeProject("Move the rare-books room");
  const board = await fill(project, 1_000);
  await query(
    `
    insert into link (workspace_id, link_id, project_id, from_id, to_id, type, lag_kind)
    select $1, gen_random_uuid(), $2, f, t, 'FS', 'working' from unnest($3::uuid[], $4::uuid[]) as l(f, t)`,
    [owner.w, project, board.flatMap((id, n) => (n % 10 === 9 ? [] : [id])), board.flatMap((id, n) => (n % 10 === 0 ? [] : [id]))],
  );
  const secret = readFileSync(join(directory, "secret"), "utf8").trim();
  return {
    server,
    owner,
    url,
    project,
    query,
    colleagues: await signInColleagues(query, owner.w, secret, colleagues),
    async tasks(count) {
      return (
        await query(
          `
        insert into task (workspace_id, task_id, person_id, owner_id, created_by, title, notes, due_at)
        select $1, gen_random_uuid(), $2, $2, $2, 'Check volume ' || n, repeat('Look at the spine. ', 10), now() + (n % 40 - 10) * interval '1 day' from generate_series(1, $3::int) n
        returning task_id`,
          [owner.w, owner.personId, count],
        )
      ).map((row) => row["task_id"] as string);
    },
    projectTasks: async (count) => fill(await makeProject(`Project ${randomUUID()}`), count),
    async close() {
      await client.end();
      await server.kill("SIGTERM");
    },
  };
}

async function signInColleagues(query: World["query"], w: string, secret: string, count: number): Promise<string[]> {
  const cookies: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    const [id, token] = [randomUUID(), randomBytes(32).toString("base64url")];
    await query("insert into identity.person (id, name, email) values ($1, $2, $3)", [
      id,
      `Colleague ${number}`,
      `colleague${number}@lindgren.example`,
    ]);
    await query("insert into membership (workspace_id, person_id, role) values ($1, $2, 'member')", [w, id]);
    await query("insert into identity.session (id, person_id, token_hash, expires_at) values ($1, $2, $3, now() + interval '1 day')", [
      randomUUID(),
      id,
      digest(token),
    ]);
    cookies.push(sessionCookie(token, cookieRules(false), secret).split(";")[0]!);
  }
  return cookies;
}
