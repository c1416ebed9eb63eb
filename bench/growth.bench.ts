// Whether a step costs more when much has been finished: `npm run bench -- growth`. The database is filled with copies of
// one finished run (its row, tasks, completions and events, under new ids), and runs of five answered steps are timed.
// RONDO_BENCH_FINISHED sets the numbers, such as 1000,1000000; each has a Postgres of its own, and they are measured in
// turns, so that a machine whose speed changes within the half hour of filling changes all of them.
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPostgres } from "../packages/server/src/postgres/index.ts";
import { type Entry, contest } from "./engine/contest.ts";
import { answered } from "./engine/procedure.ts";
import { type Ground, openGround, openRondo } from "./engine/rondo.ts";
import { table } from "./foundation/figures.ts";
import { machineText } from "./foundation/machine.ts";
import { processesOf } from "./foundation/processes.ts";

const sizes = (process.env["RONDO_BENCH_FINISHED"] ?? "1000,100000").split(",").map(Number);
const passes = Number(process.env["RONDO_BENCH_RUNS"] ?? 5);

const directory = mkdtempSync(join(tmpdir(), "rondo-bench-"));
chmodSync(directory, 0o711);
const places = sizes.map((size) => ({ size, directory: join(directory, String(size)) }));
const running: Awaited<ReturnType<typeof openPostgres>>[] = [];
try {
  const entries: Entry[] = [];
  const grounds: Ground[] = [];
  for (const { size, directory: own } of places) {
    mkdirSync(own);
    const postgres = await openPostgres({ dataDirectory: own });
    running.push(postgres);
    const ground = await openGround(postgres.url, own, [answered]);
    grounds.push(ground);
    await fill(ground, size);
    const processId = ground.processes[0] as string;
    entries.push({ name: String(size), count: 200, open: () => openRondo(ground, processId, "answered", false) });
  }
  const result = await contest(entries, passes, processesOf(process.pid, ...places.map((place) => place.directory)));
  const seen = sizes.map((size) => ({ size, cpu: result.get(String(size))!.cpu / 5, perSecond: result.get(String(size))!.perSecond }));
  for (const ground of grounds) await ground.close();
  const [first] = seen;
  console.log(`\nThe machine: ${machineText()}. Runs of five answered steps, 8 clients, medians of ${passes} passes.`);
  console.log(
    table(
      ["finished runs in the database", "CPU-ms an answered step", "runs/s", "CPU of the first", "goal", ""],
      seen.map(({ size, cpu, perSecond }) => {
        const ratio = cpu / first!.cpu;
        return [
          size.toLocaleString("en"),
          cpu.toFixed(2),
          perSecond.toFixed(0),
          `${(ratio * 100).toFixed(0)} %`,
          "within 20 %",
          ratio <= 1.2 ? "met" : "missed",
        ];
      }),
    ),
  );
} finally {
  for (const postgres of running) await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
}

/** As many finished runs as wanted, in pieces; the pieces of titles for searching are those of the first alone. */
async function fill({ owner, workspaceId, processes, colleagues, ...ground }: Ground, size: number): Promise<void> {
  const rondo = await openRondo({ owner, workspaceId, processes, colleagues, ...ground }, processes[0] as string, "answered", false);
  const by = colleagues[0] as string;
  const { id, state: first } = await rondo.begin(by);
  for (let state = first; state.status === "open";) state = await rondo.answer(by, id, state);
  await rondo.close();
  const { rows } = await owner.query<{ count: string }>("select count(*) from run");
  // The rows are consistent among themselves, and what triggers would do for them was done when the first was made.
  await owner.query("set session_replication_role = replica");
  const copy = async (name: string, ids: Record<string, string>, from: number, to: number): Promise<void> => {
    const columns = (
      await owner.query<{ column: string }>(
        "select column_name as column from information_schema.columns where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' and not (table_name = 'event' and column_name in ('seq', 'xid'))",
        [name],
      )
    ).rows.map((row) => row.column);
    const chosen = columns.map((column) => ids[column] ?? `t.${column}`).join(", ");
    const where =
      name === "event"
        ? "t.subject_id = $1 or t.subject_id in (select task_id from task where run_id = $1)"
        : name === "completion"
          ? "t.task_id in (select task_id from task where run_id = $1)"
          : "t.run_id = $1";
    await owner.query(
      `insert into ${name} (${columns.join(", ")}) select ${chosen} from ${name} t cross join generate_series($2::int, $3::int) n where ${where}`,
      [id, from, to],
    );
  };
  const anew = (column: string): string => `md5(t.${column}::text || n)::uuid`;
  for (let at = Number(rows[0]!.count); at < size; at += 10_000) {
    const to = Math.min(size, at + 10_000);
    await copy("run", { run_id: anew("run_id"), number: "1000000 + n", request_id: "gen_random_uuid()" }, at + 1, to);
    await copy("task", { task_id: anew("task_id"), run_id: anew("run_id") }, at + 1, to);
    await copy("completion", { task_id: anew("task_id") }, at + 1, to);
    await copy("event", { subject_id: anew("subject_id"), home_id: anew("home_id") }, at + 1, to);
  }
  await owner.query("set session_replication_role = origin");
  await owner.query("vacuum analyze");
  await owner.query("checkpoint"); // writing what was filled in is no step's cost
}
