import type pg from "pg";

export type ProviderRow = { id: string; name: string; issuer: string; client_id: string; sealed_secret: string; creates_people: boolean };
export type FlowRow = { provider_id: string; nonce: string; code_verifier: string; return_to: string; linking: string | null };

const columns = "id, name, issuer, client_id, sealed_secret, creates_people";

export async function listProviders(pool: pg.Pool): Promise<ProviderRow[]> {
  const { rows } = await pool.query<ProviderRow>(`select ${columns} from identity.provider order by name, id`);
  return rows;
}

export async function findProvider(pool: pg.Pool, id: string): Promise<ProviderRow | null> {
  const { rows } = await pool.query<ProviderRow>(`select ${columns} from identity.provider where id = $1`, [id]);
  return rows[0] ?? null;
}

export async function insertProvider(pool: pg.Pool, row: ProviderRow): Promise<boolean> {
  const { rowCount } = await pool.query(
    "insert into identity.provider (id, name, issuer, client_id, sealed_secret, creates_people) values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing",
    [row.id, row.name, row.issuer, row.client_id, row.sealed_secret, row.creates_people],
  );
  return rowCount === 1;
}

/** With it go the links to it: a provider made later under the same id is another one, whose subjects are others. */
export async function deleteProvider(pool: pg.Pool, id: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    "with gone as (delete from identity.account where provider_id = 'oidc:' || $1) delete from identity.provider where id = $1",
    [id],
  );
  return rowCount === 1;
}

export async function insertFlow(
  pool: pg.Pool,
  flow: {
    stateHash: string;
    browserHash: string;
    providerId: string;
    nonce: string;
    codeVerifier: string;
    returnTo: string;
    linking: string | null;
    seconds: number;
  },
): Promise<void> {
  await pool.query(
    `insert into identity.oidc_flow (state_hash, browser_hash, provider_id, nonce, code_verifier, return_to, linking, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(secs => $8))`,
    [flow.stateHash, flow.browserHash, flow.providerId, flow.nonce, flow.codeVerifier, flow.returnTo, flow.linking, flow.seconds],
  );
}

/** Takes the flow out, so that a second callback with the same state finds nothing. */
export async function takeFlow(pool: pg.Pool, stateHash: string, browserHash: string): Promise<FlowRow | null> {
  const { rows } = await pool.query<FlowRow>(
    `delete from identity.oidc_flow where state_hash = $1 and browser_hash = $2 and expires_at > now()
     returning provider_id, nonce, code_verifier, return_to, linking`,
    [stateHash, browserHash],
  );
  return rows[0] ?? null;
}

export async function deleteExpiredFlows(pool: pg.Pool): Promise<void> {
  await pool.query("delete from identity.oidc_flow where expires_at < now()");
}
