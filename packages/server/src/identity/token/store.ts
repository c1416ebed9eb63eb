import type pg from "pg";

/** The latest token of a purpose is the only one: an earlier link stops working. */
export async function replaceToken(pool: pg.Pool, token: { hash: string; purpose: string; seconds: number | null }): Promise<void> {
  await pool.query(
    `with gone as (delete from identity.one_time_token where purpose = $2 and used_at is null)
     insert into identity.one_time_token (hash, purpose, expires_at)
     values ($1, $2, now() + make_interval(secs => $3))`,
    [token.hash, token.purpose, token.seconds],
  );
}

export async function useToken(pool: pg.Pool, hash: string, purpose: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update identity.one_time_token set used_at = now()
     where hash = $1 and purpose = $2 and used_at is null and (expires_at is null or expires_at > now()) returning hash`,
    [hash, purpose],
  );
  return rowCount === 1;
}

export async function giveBack(pool: pg.Pool, hash: string, purpose: string): Promise<void> {
  await pool.query("update identity.one_time_token set used_at = null where hash = $1 and purpose = $2", [hash, purpose]);
}
