import type pg from "pg";

/** "rond": the first half of the advisory lock of a node; the second is its number. */
const lockClass = 0x72_6f_6e_64;

type Runs = Pick<pg.ClientBase, "query">;

/** Makes the node's row and takes its lock, which lasts as long as this session. Answers its number. */
export async function enter(client: Runs, poolId: string): Promise<number> {
  await client.query("begin");
  const { rows } = await client.query<{ number: number }>(
    "insert into graphile_worker.node (pool_id) values ($1) on conflict (pool_id) do update set seen_at = now() returning number",
    [poolId],
  );
  const number = rows[0]!.number;
  await client.query("select pg_advisory_lock($1, $2)", [lockClass, number]);
  await client.query("commit");
  return number;
}

/** False when others have written this node off meanwhile. */
export async function beat(client: Runs, number: number): Promise<boolean> {
  const { rowCount } = await client.query("update graphile_worker.node set seen_at = now() where number = $1", [number]);
  return rowCount === 1;
}

export async function leave(client: Runs, number: number): Promise<void> {
  // A queue in which one job at a time is done is held by who has it in hand.
  await client.query(
    `update graphile_worker._private_job_queues q set locked_at = null, locked_by = null
     where q.locked_at < now() - interval '3 seconds' and not exists (select from graphile_worker._private_jobs j where j.job_queue_id = q.id and j.locked_by = q.locked_by)`,
  );
  await client.query("delete from graphile_worker.node where number = $1", [number]);
}

export type FreedJob = { readonly id: string; readonly task_identifier: string; readonly attempts: number; readonly locked_by: string };

/**
 * Unlocks what nodes hold that no longer live: their lock is gone (killed) or their heartbeat is older than 7 s (machine
 * gone, process frozen). A job taken less than 3 s ago is left: its node may be writing its row just now. After a first
 * crash it is tried at once, after more with growing waits, so that one that kills every node does not do it in a row.
 */
export async function freeDeadNodes(client: Runs): Promise<FreedJob[]> {
  const { rows } = await client.query<FreedJob>(
    `with live as (
       select n.pool_id from graphile_worker.node n
       where n.seen_at > now() - interval '7 seconds'
         and exists (
           select from pg_locks l
           where l.locktype = 'advisory' and l.granted and l.classid = $1::oid and l.objid = n.number::oid
             and l.database = (select oid from pg_database where datname = current_database()))),
     dead as (
       select j.id, j.locked_by, t.identifier from graphile_worker._private_jobs j
       join graphile_worker._private_tasks t on t.id = j.task_id
       where j.locked_at < now() - interval '3 seconds' and not exists (select from live where live.pool_id = j.locked_by)
       for update of j skip locked)
     update graphile_worker._private_jobs j
     set locked_at = null, locked_by = null,
         run_at = case when j.attempts <= 1 then now() else now() + exp(least(j.attempts, 10)) * interval '1 second' end,
         last_error = 'The node that worked on it stopped; what attempt ' || j.attempts || ' did is unknown'
     from dead where j.id = dead.id
     returning j.id::text, dead.identifier as task_identifier, j.attempts::int, dead.locked_by`,
    [lockClass],
  );
  // A queue in which one job at a time is done is held by who has it in hand.
  await client.query(
    `update graphile_worker._private_job_queues q set locked_at = null, locked_by = null
     where q.locked_at < now() - interval '3 seconds' and not exists (select from graphile_worker._private_jobs j where j.job_queue_id = q.id and j.locked_by = q.locked_by)`,
  );
  await client.query("delete from graphile_worker.node where seen_at < now() - interval '7 seconds'");
  return rows;
}

export type SpentJob = {
  readonly id: string;
  readonly task_identifier: string;
  readonly payload: unknown;
  readonly last_error: string | null;
};

/** Jobs whose attempts are used up and that nobody has been told of. */
export async function spentJobs(client: Runs): Promise<SpentJob[]> {
  const { rows } = await client.query<SpentJob>(
    `select j.id::text, t.identifier as task_identifier, j.payload, j.last_error
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where j.attempts >= j.max_attempts and j.locked_at is null and (j.flags ? 'quarantined') is not true
     order by j.id limit 20`,
  );
  return rows;
}

/** It stays in the queue's table, never taken again, for whoever wants to look. */
export async function quarantine(client: Runs, jobId: string): Promise<void> {
  await client.query(
    `update graphile_worker._private_jobs set flags = coalesce(flags, '{}') || '{"quarantined": true}' where id = $1::bigint and attempts >= max_attempts`,
    [jobId],
  );
}

export type JobCounts = {
  readonly waiting: number;
  readonly running: number;
  readonly quarantined: number;
  readonly oldestSeconds: number;
};

export async function countJobs(client: Runs): Promise<JobCounts> {
  const { rows } = await client.query<JobCounts>(
    `select count(*) filter (where is_available)::int as waiting,
            count(*) filter (where locked_at is not null)::int as running,
            count(*) filter (where flags ? 'quarantined')::int as quarantined,
            coalesce(extract(epoch from now() - min(run_at) filter (where is_available and run_at <= now())), 0)::float8 as "oldestSeconds"
     from graphile_worker._private_jobs`,
  );
  return rows[0]!;
}
