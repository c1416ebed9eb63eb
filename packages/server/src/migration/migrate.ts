import { randomBytes } from "node:crypto";
import pg from "pg";
import { operatingRefusal, reasonOf } from "../config/index.ts";
import { type Migration, readMigrations } from "./files.ts";
import { fillPlaceholders, makeRoles, passwordOf, rolesOf, setPasswords } from "./roles.ts";
import { type Installation, checkAgainst, readApplied, readInstallation } from "./state.ts";
import { withUser } from "./url.ts";

export type MigrateInput = {
  /** The database, as the user that owns it and may create roles. */
  url: string;
  secret: string;
  /** Called before pending migrations change a database that has some already: the place for a backup. If it throws, nothing is changed. */
  beforeChange?: () => Promise<void>;
  /** Stop after this migration, for a restore of an older backup. */
  upTo?: number;
  /** Another folder of migrations, for tests. */
  directory?: string;
};

export type Migrated = { applied: string[]; urls: { app: string; worker: string; identity: string }; epoch: number };

/**
 * Brings the schema up to date, each file of db/migrations in a transaction of its own, and makes the roles and their
 * passwords. Safe on every start and on two nodes at once: the second waits and finds nothing to do.
 * Refuses with `database_unreachable`, `database_unsuitable`, `schema_newer`, `migration_changed`, `migration_failed`.
 *
 * After a kill in the middle the database is at the end of some whole file, and the next start goes on from there.
 */
export async function migrate(input: MigrateInput): Promise<Migrated> {
  const files = await readMigrations(input.directory);
  const client = await connect(input.url);
  try {
    await client.query("select pg_advisory_lock($1)", [lockKey]);
    const before = await readInstallation(client);
    if (before === null) await mustBeEmpty(client);
    const done = before === null ? [] : await readApplied(client);
    checkAgainst(done, files);
    const pending = files.filter((file) => file.number > done.length && file.number <= (input.upTo ?? Infinity));
    if (pending.length > 0 && done.length > 0) await input.beforeChange?.();
    const prefix = before?.rolePrefix ?? `rondo_${randomBytes(5).toString("hex")}`;
    await makeRolesOf(client, prefix);
    for (const migration of pending) await apply(client, migration, prefix);
    await closeDatabase(client, prefix);
    await setPasswords(client, input.url, input.secret, prefix);
    const installation = await readInstallation(client);
    return { applied: pending.map((file) => file.name), urls: urlsOf(input, prefix), epoch: (installation as Installation).epoch };
  } finally {
    await client.end().catch(() => undefined); // and with the session the lock goes
  }
}

/** A session of the owner, ready for long statements; refuses with `database_unreachable` or `database_unsuitable`. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: "rondo migrator", connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined); // the statement under way reports it
  try {
    await client.connect();
    await client.query(
      "set lock_timeout = 0; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set client_min_messages = warning",
    );
  } catch (error) {
    await client.end().catch(() => undefined);
    throw operatingRefusal("database_unreachable", { reason: reasonOf(error) });
  }
  const { rows } = await client.query<{ number: number; text: string }>(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as text",
  );
  if (rows[0]!.number < 170_000) {
    await client.end();
    throw operatingRefusal("database_unsuitable", { reason: `it is Postgres ${rows[0]!.text}, and Rondo needs 17 or newer` });
  }
  return client;
}

/** Any number that no other program on the same database is likely to use: "rondo" in ASCII. */
const lockKey = 0x72_6f_6e_64_6f;

async function mustBeEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    "select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v') and n.nspname = 'public' and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') limit 1",
  );
  if (rows[0])
    throw operatingRefusal("database_unsuitable", {
      reason: `it holds ${rows[0].name}, which is not Rondo's; give Rondo a database of its own`,
    });
}

async function makeRolesOf(client: pg.Client, prefix: string): Promise<void> {
  try {
    await makeRoles(client, prefix);
  } catch (error) {
    if ((error as { code?: string }).code !== "42501") throw error;
    throw operatingRefusal("database_unsuitable", {
      reason: "its user may not create roles; as an administrator: alter role <user> createrole",
    });
  }
}

async function apply(client: pg.Client, migration: Migration, prefix: string): Promise<void> {
  try {
    await client.query("begin");
    await client.query(fillPlaceholders(migration.sql, prefix));
    await client.query("insert into migration (number, name, checksum) values ($1, $2, $3)", [
      migration.number,
      migration.name,
      migration.checksum,
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw operatingRefusal("migration_failed", { name: migration.name, reason: reasonOf(error) });
  }
}

/** Every time, not once: a clone made from a template takes its tables' rights with it but not those of the database itself. */
async function closeDatabase(client: pg.Client, prefix: string): Promise<void> {
  const { rows } = await client.query<{ name: string; open: boolean }>(
    "select current_database() as name, has_database_privilege('public', current_database(), 'connect') as open",
  );
  const database = pg.escapeIdentifier(rows[0]!.name);
  const roles = Object.values(rolesOf(prefix))
    .map((role) => pg.escapeIdentifier(role))
    .join(", ");
  if (rows[0]!.open)
    await client.query(`grant connect on database ${database} to ${roles}; revoke all on database ${database} from public`);
}

function urlsOf({ url, secret }: MigrateInput, prefix: string): Migrated["urls"] {
  const { app, worker, identity } = rolesOf(prefix);
  const as = (role: string) => withUser(url, role, passwordOf(secret, role));
  return { app: as(app), worker: as(worker), identity: as(identity) };
}
