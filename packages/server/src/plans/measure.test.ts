import { readFileSync } from "node:fs";
import { libraryOn, createDatabase } from "@rondo/testkit";
import { composeNode, freePort } from "@rondo/server/node";
import { sql } from "kysely";
import { test } from "vitest";

test("measure", { timeout: 200_000 }, async () => {
  const database = await createDatabase();
  const port = await freePort("127.0.0.1");
  const url = `http://127.0.0.1:${port}`;
  const node = await composeNode({ config: { port: 0, host: "127.0.0.1", dataDirectory: "", databaseUrl: database.url, publicUrl: null, trustedProxies: [], smtp: null, role: "all", secret: database.secret, logLevel: "silent", backupDirectory: "", outboundAllow: [], demo: false }, urls: database.urls, epoch: 1, publicUrl: url, checkAnswers: false, poolSize: 1 } as never);
  await node.app.listen({ port, host: "127.0.0.1" });
  const server = { ...node, url, database, stop: async () => undefined };
  const world = await libraryOn(server as never);
  const { w, tomas } = world;
  const { id: p } = await tomas.ok("createProject", { params: { w }, body: { name: "Big", start: "2026-03-02T09:00" } });
  await node.system.database.inWorkspace(w, async (tx) => {
    await tx.change(sql`
      insert into task (workspace_id, task_id, project_id, title, notes, owner_id, created_by, position, board_column, working_minutes)
      select current_workspace(), gen_random_uuid(), ${p}, 'Task number ' || g, 'Some notes of a usual length on task ' || g, ${tomas.personId}, ${tomas.personId}, lpad(g::text, 5, '0') || 'V', 'Doing', 420 from generate_series(1, 1000) g`);
    await tx.change(sql`insert into link (workspace_id, link_id, project_id, from_id, to_id, type, lag_kind)
      select current_workspace(), gen_random_uuid(), ${p}, a.task_id, b.task_id, 'FS', 'working'
      from (select task_id, row_number() over (order by position) n from task where project_id = ${p}) a join (select task_id, row_number() over (order by position) n from task where project_id = ${p}) b on b.n = a.n + case when a.n % 10 = 0 then 3 else 1 end`);
    await tx.change(sql`update task set closed_at = now(), closed_as = 'completed' where project_id = ${p} and position < '00301'`);
    await tx.change(sql`insert into completion (workspace_id, task_id, completed_by, completed_at) select workspace_id, task_id, ${tomas.personId}, now() - random() * interval '200 days' from task where project_id = ${p} and closed_at is not null`);
  });
  const port2 = await freePort("127.0.0.1");
  const { spawn } = await import("node:child_process");
  const input = { config: { port: port2, host: "127.0.0.1", dataDirectory: "", databaseUrl: database.url, publicUrl: null, trustedProxies: [], smtp: null, role: "all", secret: database.secret, logLevel: "silent", backupDirectory: "", outboundAllow: [], demo: false }, urls: database.urls, epoch: 1, publicUrl: url, checkAnswers: false, poolSize: 1 };
  const child = spawn("node", [...(process.env["PROF"] ? ["--cpu-prof", "--cpu-prof-dir=/tmp/prof"] : []), "packages/server/src/plans/measure-child.ts", JSON.stringify(input)], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((ok) => child.stdout.once("data", ok));
  const cpuOf = (pid: number) => { const f = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" "); return (Number(f[11]) + Number(f[12])) * 10; };
  const headers = { cookie: tomas.cookie, origin: url, "sec-fetch-site": "same-origin" };
  const pids = async () => (await node.system.database.inWorkspace(w, (tx) => tx.rows(sql<{ pid: number }>`select pid from pg_stat_activity where datname = current_database()`))).map((r) => r.pid);
  const pgCpu = (list: number[]) => list.reduce((sum, pid) => { try { const f = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" "); return sum + (Number(f[11]) + Number(f[12])) * 10; } catch { return sum; } }, 0);
  const get = async () => (await (await fetch(`http://127.0.0.1:${port2}/api/workspaces/${w}/projects/${p}/plan`, { headers })).arrayBuffer()).byteLength;
  const measure = async (label: string, count: number, act: () => Promise<unknown>) => {
    const list = await pids();
    const times: number[] = [];
    const [cpu, pg] = [cpuOf(child.pid as number), pgCpu(list)];
    for (let i = 0; i < count; i += 1) { const t = performance.now(); await act(); times.push(performance.now() - t); }
    const used = cpuOf(child.pid as number) - cpu;
    times.sort((a, b) => a - b);
    console.log(label, `node ${(used / count).toFixed(2)} ms, pg ${((pgCpu(list) - pg) / count).toFixed(2)} ms, median ${times[count >> 1]!.toFixed(1)} ms`);
  };
  const plan = await tomas.ok("getPlan", { params: { w, p } });
  const open = plan.tasks.filter((t) => t.completion === null);
  await tomas.ok("changeTask", { params: { w, t: open[0]!.id }, version: 1, body: { workingMinutes: 60 } });
  console.log("bytes", await get());
  for (let i = 0; i < 30; i += 1) await get();
  await measure("getPlan", 400, get);
  child.kill('SIGTERM'); await new Promise((ok) => child.once('exit', ok)); if (1) return;
  let n = 0;
  await measure("getProject", 100, async () => (await fetch(`http://127.0.0.1:${port2}/api/workspaces/${w}/projects/${p}`, { headers })).arrayBuffer());
  await measure("complete", 60, () => tomas.ok("completeTask", { params: { w, t: open[10 + n++]!.id }, body: {} }));
  let v = 2;
  await measure("lengthen first", 60, () => tomas.ok("changeTask", { params: { w, t: open[0]!.id }, version: v++, body: { workingMinutes: 60 + 7 * v } }));
  await measure("title", 60, () => tomas.ok("changeTask", { params: { w, t: open[0]!.id }, version: v++, body: { title: `x${v}` } }));
  await measure("add", 60, () => tomas.ok("addProjectTask", { params: { w, p }, body: { title: "more" } }));
  let l = 90;
  await measure("link", 60, () => tomas.ok("addLink", { params: { w, p }, body: { fromId: open[l]!.id, toId: open[200 + l++]!.id } }));
  await node.close();
  await database.drop();
});
