import type pg from "pg";

/** Counts one more try and answers the count in the running window and when that ends. Atomic, also across nodes. */
export async function countTry(pool: pg.Pool, key: string, seconds: number): Promise<{ count: number; secondsLeft: number }> {
  const { rows } = await pool.query<{ count: number; seconds_left: number }>({
    name: "attempt-count",
    text: `insert into identity.attempt as a (key, count, ends_at) values ($1, 1, now() + make_interval(secs => $2))
           on conflict (key) do update set
             count = case when a.ends_at <= now() then 1 else least(a.count + 1, 1000000) end,
             ends_at = case when a.ends_at <= now() then excluded.ends_at else a.ends_at end
           returning count, ceil(extract(epoch from ends_at - now()))::int as seconds_left`,
    values: [key, seconds],
  });
  return { count: rows[0]!.count, secondsLeft: Math.max(1, rows[0]!.seconds_left) };
}

export async function forgetTries(pool: pg.Pool, keys: readonly string[]): Promise<void> {
  await pool.query("delete from identity.attempt where key = any($1)", [keys]);
}

export async function takeBackTry(pool: pg.Pool, keys: readonly string[]): Promise<void> {
  await pool.query("update identity.attempt set count = greatest(count - 1, 0) where key = any($1)", [keys]);
}

/** True for the first who claims the key within its time: one statement, so that of many at once one wins. */
export async function claim(pool: pg.Pool, key: string, seconds: number): Promise<boolean> {
  const { rowCount } = await pool.query(
    `insert into identity.attempt as a (key, count, ends_at) values ($1, 1, now() + make_interval(secs => $2))
     on conflict (key) do update set ends_at = excluded.ends_at where a.ends_at <= now() returning key`,
    [key, seconds],
  );
  return rowCount === 1;
}

export async function deleteEnded(pool: pg.Pool): Promise<void> {
  await pool.query("delete from identity.attempt where ends_at < now()");
}
