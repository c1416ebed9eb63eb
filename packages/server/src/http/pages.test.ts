import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, type TestServer, type World, digitise, libraryOn, startTestServer } from "@rondo/testkit";
import type { OperationId } from "@rondo/contract";

let server: TestServer;
let world: World;
let p: string;
let project: string;
let task: string;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
  const { ines, w } = world;
  p = (await ines.ok("createProcess", { params: { w }, body: { name: "Digitise a volume", definition: digitise } })).id;
  await ines.ok("publish", { params: { w, p }, body: {} });
  project = (await ines.ok("createProject", { params: { w }, body: { name: "Move the rare-books room" } })).id;
  task = (await ines.ok("addProjectTask", { params: { w, p: project }, body: { title: "Pack" } })).id;
  await server.system.database.inWorkspace(w, (tx) => manyAtOnce(tx.change));
});
afterAll(() => server.stop());

/** Twenty of each, microseconds apart, with ids in no order: a cursor of milliseconds stands in the middle of them. */
async function manyAtOnce(change: (query: ReturnType<typeof sql>) => Promise<unknown>): Promise<void> {
  const { ines } = world;
  const at = sql`timestamptz '2026-03-02 09:00:00.123' + n * interval '17 microseconds'`;
  const many = sql`generate_series(1, 20) as n`;
  await change(
    sql`insert into project (workspace_id, project_id, name, start, everyone, columns, created_at) select current_workspace(), gen_random_uuid(), 'Project ' || n, '2026-03-02T09:00', 'contributor', array['To do'], ${at} from ${many}`,
  );
  await change(
    sql`insert into task (workspace_id, task_id, person_id, owner_id, created_by, title, created_at) select current_workspace(), gen_random_uuid(), ${ines.personId}, ${ines.personId}, ${ines.personId}, 'Task ' || n, ${at} from ${many}`,
  );
  await change(
    sql`insert into comment (workspace_id, comment_id, task_id, author_id, text, at) select current_workspace(), gen_random_uuid(), ${task}, ${ines.personId}, 'Comment ' || n, ${at} from ${many}`,
  );
  await change(
    sql`insert into run (workspace_id, run_id, process_id, revision, number, title, state, status, fillings, started_via, started_at) select current_workspace(), gen_random_uuid(), ${p}, 1, 1000 + n, 'Run ' || n, '{"tokens":[],"data":{}}', 'running', '[]', 'hand', ${at} from ${many}`,
  );
  await change(
    sql`insert into handover (workspace_id, handover_id, project_id, process_id, title, contents, created_at) select current_workspace(), gen_random_uuid(), ${project}, ${p}, 'Handover ' || n, '', ${at} from ${many}`,
  );
  await change(
    sql`insert into import (workspace_id, import_id, file_name, sha256, format, imported_by, imported_at, counts, made, findings, finished_at) select current_workspace(), gen_random_uuid(), 'File ' || n, '\\x00', 'trello', ${ines.personId}, ${at}, '[]', '[]', '[]', now() from ${many}`,
  );
  await change(
    sql`insert into notice (workspace_id, notice_id, person_id, kind, act, at, subject_kind, subject_id, title, why, epoch, seq) select current_workspace(), gen_random_uuid(), ${ines.personId}, 'joined', false, ${at}, 'workspace', current_workspace(), 'Notice ' || n, 'youInvited', 0, n from ${many}`,
  );
}

async function throughPages(who: Client, id: OperationId, params: Record<string, string>): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = (await who.ok(id, {
      params: { w: world.w, ...params },
      query: { limit: 3, ...(cursor !== undefined && { cursor }) },
    })) as unknown as { items: { id: string }[]; next: string | null };
    ids.push(...page.items.map((item) => item.id));
    cursor = page.next;
  }
  return ids;
}

test.each([
  ["listProjects", 21, () => ({})],
  ["listTasks", 21, () => ({})],
  ["listComments", 20, () => ({ t: task })],
  ["listRuns", 20, () => ({ p })],
  ["listHandovers", 20, () => ({})],
  ["listImports", 20, () => ({})],
  ["getInbox", 20, () => ({})],
] as const)("%s shows each of many made in one millisecond once, page by page", async (id, count, params) => {
  const ids = await throughPages(world.ines, id, params());
  expect([new Set(ids).size, ids.length]).toEqual([count, count]);
});

test("processes whose names Postgres and JavaScript lower differently are each listed once", async () => {
  const { ines, w } = world;
  for (const name of ["İade", "İnceleme", "iade", "ıslak", "Zählung", "Ärger"])
    await ines.ok("createProcess", { params: { w }, body: { name } });
  const ids = await throughPages(ines, "listProcesses", {});
  expect([new Set(ids).size, ids.length]).toEqual([7, 7]);
});
