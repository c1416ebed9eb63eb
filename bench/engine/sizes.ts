import { openBpmn } from "./bpmn.ts";
import { type Ground, openRondo } from "./rondo.ts";

/** What a waiting run's state takes, and all rows of one that is finished, without indexes. */
export async function sizes(ground: Ground, url: string): Promise<string[][]> {
  const rondo = await openRondo(ground, ground.processes[0]!, "answered", false);
  const [by = ""] = ground.colleagues;
  const { id, state: first } = await rondo.begin(by);
  let largest = 0;
  for (let state = first; state.status === "open"; state = await rondo.answer(by, id, state))
    largest = Math.max(largest, JSON.stringify(state).length);
  await rondo.close();
  const bpmn = await openBpmn(url);
  const theirs = await bpmn.waiting();
  await bpmn.close();
  const { rows } = await ground.owner.query<{ name: string; bytes: number }>(
    `
    select 'run' as name, sum(pg_column_size(r.*))::int as bytes from run r where run_id = $1
    union all select 'tasks', sum(pg_column_size(t.*))::int from task t where run_id = $1
    union all select 'completions', sum(pg_column_size(c.*))::int from completion c where task_id in (select task_id from task where run_id = $1)
    union all select 'events', sum(pg_column_size(e.*))::int from event e where subject_id = $1 or subject_id in (select task_id from task where run_id = $1)`,
    [id],
  );
  const all = rows.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
  return [
    ["state of a waiting run, at most", String(largest), "≤ 2,048", largest <= 2_048 ? "met" : "missed"],
    ["the same of bpmn-engine, its source among it", String(theirs), "–", ""],
    [
      `all rows of a finished run (${rows.map(({ name, bytes }) => `${name} ${bytes ?? 0}`).join(", ")})`,
      String(all),
      "≤ 8,192",
      all <= 8_192 ? "met" : "missed",
    ],
  ];
}
