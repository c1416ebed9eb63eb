import type pg from "pg";

export type PersonRow = {
  id: string;
  name: string;
  email: string;
  image: string | null;
  locale: string | null;
  two_factor_enabled: boolean;
  erased: boolean;
};

const columns = "id, name, email, image, locale, two_factor_enabled, erased_at is not null as erased";

export async function findPerson(pool: pg.Pool, id: string): Promise<PersonRow | null> {
  const { rows } = await pool.query<PersonRow>({
    name: "person-find",
    text: `select ${columns} from identity.person where id = $1`,
    values: [id],
  });
  return rows[0] ?? null;
}

export async function findByEmail(pool: pg.Pool, email: string): Promise<PersonRow | null> {
  const { rows } = await pool.query<PersonRow>(`select ${columns} from identity.person where email = $1`, [email]);
  return rows[0] ?? null;
}

export async function countPeople(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>("select count(*)::int as count from identity.person where erased_at is null");
  return rows[0]!.count;
}

type NewPerson = {
  id: string;
  name: string;
  email: string;
  verified: boolean;
  account: { id: string; providerId: string; accountId: string; password: string | null } | null;
};

/** False when the address is taken: two at once, and exactly one makes it. */
export async function insertPerson(pool: pg.Pool, person: NewPerson): Promise<boolean> {
  const { rowCount } = await pool.query(
    `with made as (
       insert into identity.person (id, name, email, email_verified) values ($1, $2, $3, $4)
       on conflict (email) do nothing returning id
     ), way_in as (
       insert into identity.account (id, person_id, provider_id, account_id, password)
       select $5::uuid, made.id, $6, $7, $8 from made where $5::uuid is not null
     )
     select id from made`,
    [
      person.id,
      person.name,
      person.email,
      person.verified,
      person.account?.id ?? null,
      person.account?.providerId ?? null,
      person.account?.accountId ?? null,
      person.account?.password ?? null,
    ],
  );
  return rowCount === 1;
}

export async function updatePerson(
  pool: pg.Pool,
  id: string,
  change: { name: string | null; locale: string | null; setLocale: boolean },
): Promise<PersonRow | null> {
  const { rows } = await pool.query<PersonRow>(
    `update identity.person set name = coalesce($2, name), locale = case when $4 then $3 else locale end, updated_at = now()
     where id = $1 and erased_at is null returning ${columns}`,
    [id, change.name, change.locale, change.setLocale],
  );
  return rows[0] ?? null;
}

/** Keeps the bare row, since events name its id; everything that leads to the person goes, in one statement. */
export async function erase(pool: pg.Pool, id: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `with gone_sessions as (delete from identity.session where person_id = $1),
       gone_accounts as (delete from identity.account where person_id = $1),
       gone_factors as (delete from identity.two_factor where person_id = $1),
       gone_passkeys as (delete from identity.passkey where person_id = $1),
       gone_keys as (delete from identity.api_key where person_id = $1),
       gone_flows as (delete from identity.oidc_flow where linking = $1),
       gone_verifications as (delete from identity.verification where value = $1::text)
     update identity.person
     set name = '', email = $1::text || '@erased.invalid', email_verified = false, image = null, locale = null,
         two_factor_enabled = false, erased_at = now(), updated_at = now()
     where id = $1 and erased_at is null`,
    [id],
  );
  return rowCount === 1;
}

/** For somebody who was just made and to whom nothing points yet; with the row go its ways in. */
export async function removePerson(pool: pg.Pool, id: string): Promise<void> {
  await pool.query("delete from identity.person where id = $1", [id]);
}

export async function findByAccount(pool: pg.Pool, providerId: string, accountId: string): Promise<string | null> {
  const { rows } = await pool.query<{ person_id: string }>(
    "select person_id from identity.account where provider_id = $1 and account_id = $2",
    [providerId, accountId],
  );
  return rows[0]?.person_id ?? null;
}

/** False when the subject belongs to somebody already. */
export async function insertAccount(
  pool: pg.Pool,
  account: { id: string; personId: string; providerId: string; accountId: string },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    "insert into identity.account (id, person_id, provider_id, account_id) values ($1, $2, $3, $4) on conflict (provider_id, account_id) do nothing",
    [account.id, account.personId, account.providerId, account.accountId],
  );
  return rowCount === 1;
}

export async function insertVerification(
  pool: pg.Pool,
  row: { id: string; identifier: string; value: string; seconds: number },
): Promise<void> {
  await pool.query(
    "insert into identity.verification (id, identifier, value, expires_at) values ($1, $2, $3, now() + make_interval(secs => $4))",
    [row.id, row.identifier, row.value, row.seconds],
  );
}

export async function findVerification(pool: pg.Pool, identifier: string): Promise<string | null> {
  const { rows } = await pool.query<{ value: string }>(
    "select value from identity.verification where identifier = $1 and expires_at > now() order by created_at desc limit 1",
    [identifier],
  );
  return rows[0]?.value ?? null;
}

export async function deleteExpiredVerifications(pool: pg.Pool): Promise<void> {
  await pool.query("delete from identity.verification where expires_at < now()");
}

/** Links that were mailed and challenges that are open for this person. */
export async function deleteVerificationsOf(pool: pg.Pool, personId: string): Promise<void> {
  await pool.query("delete from identity.verification where value = $1", [personId]);
}
