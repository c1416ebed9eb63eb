import type pg from "pg";

export type Scope = "read" | "write" | "admin";
export type KeyRow = {
  id: string;
  person_id: string;
  workspace_id: string;
  name: string;
  start: string;
  scopes: Scope[];
  expires_at: Date | null;
  last_used_at: Date | null;
  created_at: Date;
};

const columns = "id, person_id, workspace_id, name, start, scopes, expires_at, last_used_at, created_at";

/** Hours would do for the list that shows it; ten minutes keeps the write off the path of a busy program. */
const usedGrain = "interval '10 minutes'";

export async function insertKey(
  pool: pg.Pool,
  key: {
    id: string;
    personId: string;
    workspaceId: string;
    name: string;
    secretHash: string;
    start: string;
    scopes: readonly Scope[];
    expiresAt: Date | null;
  },
): Promise<KeyRow> {
  const { rows } = await pool.query<KeyRow>(
    `insert into identity.api_key (id, person_id, workspace_id, name, secret_hash, start, scopes, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${columns}`,
    [key.id, key.personId, key.workspaceId, key.name, key.secretHash, key.start, key.scopes, key.expiresAt],
  );
  return rows[0]!;
}

export async function findByHash(pool: pg.Pool, secretHash: string): Promise<(KeyRow & { worn: boolean }) | null> {
  const { rows } = await pool.query<KeyRow & { worn: boolean }>({
    name: "key-find-by-hash",
    text: `select ${columns}, last_used_at is null or last_used_at < now() - ${usedGrain} as worn
           from identity.api_key where secret_hash = $1 and (expires_at is null or expires_at > now())`,
    values: [secretHash],
  });
  return rows[0] ?? null;
}

export async function findAlive(pool: pg.Pool, ids: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    "select id from identity.api_key where id = any($1::uuid[]) and (expires_at is null or expires_at > now())",
    [ids],
  );
  return rows.map((row) => row.id);
}

export async function markUsed(pool: pg.Pool, id: string): Promise<void> {
  await pool.query("update identity.api_key set last_used_at = now() where id = $1", [id]);
}

export async function keysOf(pool: pg.Pool, personId: string, workspaceId: string): Promise<KeyRow[]> {
  const { rows } = await pool.query<KeyRow>(
    `select ${columns} from identity.api_key where person_id = $1 and workspace_id = $2 order by id desc`,
    [personId, workspaceId],
  );
  return rows;
}

export async function removeKey(pool: pg.Pool, id: string, personId: string, workspaceId: string): Promise<boolean> {
  const { rowCount } = await pool.query("delete from identity.api_key where id = $1 and person_id = $2 and workspace_id = $3", [
    id,
    personId,
    workspaceId,
  ]);
  return rowCount === 1;
}

/** When somebody leaves a workspace. */
export async function removeKeysOf(pool: pg.Pool, personId: string, workspaceId: string): Promise<number> {
  const { rowCount } = await pool.query("delete from identity.api_key where person_id = $1 and workspace_id = $2", [personId, workspaceId]);
  return rowCount ?? 0;
}
