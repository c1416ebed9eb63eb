import type pg from "pg";
import { idleLimit, seenGrain } from "./limits.ts";

export type SessionRow = { id: string; person_id: string; expires_at: Date; worn: boolean };
export type ListedRow = { id: string; created_at: Date; seen_at: Date; user_agent: string | null; ip_address: string | null };

/** One statement, prepared once per connection: it runs for every request that carries a cookie. */
export async function findLive(pool: pg.Pool, tokenHash: string): Promise<SessionRow | null> {
  const { rows } = await pool.query<SessionRow>({
    name: "session-find-live",
    text: `select id, person_id, expires_at, seen_at < now() - interval '${seenGrain} seconds' as worn
           from identity.session
           where token_hash = $1 and expires_at > now() and seen_at > now() - interval '${idleLimit} seconds'`,
    values: [tokenHash],
  });
  return rows[0] ?? null;
}

export async function markSeen(pool: pg.Pool, id: string): Promise<void> {
  await pool.query({ name: "session-mark-seen", text: "update identity.session set seen_at = now() where id = $1", values: [id] });
}

export async function liveAmong(pool: pg.Pool, hashes: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ token_hash: string }>({
    name: "session-live-among",
    text: `select token_hash from identity.session
           where token_hash = any($1) and expires_at > now() and seen_at > now() - interval '${idleLimit} seconds'`,
    values: [hashes],
  });
  return rows.map((row) => row.token_hash);
}

export async function listOf(pool: pg.Pool, personId: string): Promise<ListedRow[]> {
  const { rows } = await pool.query<ListedRow>(
    `select id, created_at, seen_at, user_agent, ip_address from identity.session
     where person_id = $1 and expires_at > now() and seen_at > now() - interval '${idleLimit} seconds'
     order by seen_at desc, id`,
    [personId],
  );
  return rows;
}

export async function insertSession(
  pool: pg.Pool,
  row: { id: string; personId: string; tokenHash: string; seconds: number; address: string | null; agent: string | null },
): Promise<void> {
  await pool.query(
    `insert into identity.session (id, person_id, token_hash, expires_at, ip_address, user_agent)
     values ($1, $2, $3, now() + make_interval(secs => $4), $5, $6)`,
    [row.id, row.personId, row.tokenHash, row.seconds, row.address, row.agent],
  );
}

export async function deleteSession(pool: pg.Pool, id: string, personId: string): Promise<boolean> {
  const { rowCount } = await pool.query("delete from identity.session where id = $1 and person_id = $2", [id, personId]);
  return rowCount === 1;
}

export async function deleteByHash(pool: pg.Pool, tokenHash: string): Promise<void> {
  await pool.query("delete from identity.session where token_hash = $1", [tokenHash]);
}

/** Returns how many there were. */
export async function deleteAllOf(pool: pg.Pool, personId: string, exceptId: string | null): Promise<number> {
  const { rowCount } = await pool.query("delete from identity.session where person_id = $1 and id is distinct from $2::uuid", [
    personId,
    exceptId,
  ]);
  return rowCount ?? 0;
}

export async function deleteExpired(pool: pg.Pool): Promise<void> {
  await pool.query(`delete from identity.session where expires_at < now() or seen_at < now() - interval '${idleLimit} seconds'`);
}
