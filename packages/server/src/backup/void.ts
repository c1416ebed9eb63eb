import type pg from "pg";
import { beginEpoch } from "../migration/index.ts";

/**
 * What a restored past must not bring back to life: sign-ins and links that may have been ended or used since, and answers kept for
 * requests that may now be repeated. Tables of later migrations, so each is emptied only where it is.
 */
const perishable = [
  "identity.session",
  "identity.verification",
  "identity.one_time_token",
  "identity.oidc_flow",
  "public.idempotency",
] as const;

/** Begins a new epoch above the backup's own, so that every cursor handed out before is void, and ends all sessions. */
export async function beginAgain(client: pg.ClientBase, backupEpoch: number): Promise<number> {
  for (const table of perishable) {
    const { rows } = await client.query<{ there: boolean }>("select to_regclass($1) is not null as there", [table]);
    if (rows[0]!.there) await client.query(`delete from ${table}`);
  }
  return beginEpoch(client, backupEpoch);
}
