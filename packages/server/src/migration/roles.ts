import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import pg from "pg";
import { withUser } from "./url.ts";

/**
 * The login roles of one installation; names are per database installation, because roles belong to the whole Postgres
 * and two installations may share one. A database cloned from a template keeps its prefix and so shares its roles.
 */
export type Roles = { readonly app: string; readonly worker: string; readonly identity: string };

export function rolesOf(prefix: string): Roles {
  return { app: `${prefix}_app`, worker: `${prefix}_worker`, identity: `${prefix}_identity` };
}

/** Derived, not stored: every node that has the installation's secret can log in, and nothing else needs to be handed around. */
export function passwordOf(secret: string, role: string): string {
  return createHmac("sha256", secret).update(role).digest("hex");
}

/** Fills `{{app}}`, `{{worker}}`, `{{identity}}` (quoted identifiers) and `{{prefix}}` (quoted literal) of a migration. */
export function fillPlaceholders(sql: string, prefix: string): string {
  const roles = rolesOf(prefix);
  const values: Record<string, string> = {
    app: pg.escapeIdentifier(roles.app),
    worker: pg.escapeIdentifier(roles.worker),
    identity: pg.escapeIdentifier(roles.identity),
    prefix: pg.escapeLiteral(prefix),
  };
  return sql.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
}

/** Makes the roles that are missing, without a password: nobody can log in as them until `setPasswords`. */
export async function makeRoles(client: pg.Client, prefix: string): Promise<void> {
  for (const role of Object.values(rolesOf(prefix))) {
    const { rowCount } = await client.query("select 1 from pg_catalog.pg_roles where rolname = $1", [role]);
    if (rowCount === 0) await client.query(`create role ${pg.escapeIdentifier(role)} login noinherit nocreatedb nocreaterole`);
  }
}

/**
 * Sets the passwords that don't work yet. One that does is left alone: roles are shared by clones of the database, and
 * two that alter one role at once get "tuple concurrently updated". The server is sent the SCRAM verifier, never the
 * password, so that none can end up in its log.
 */
export async function setPasswords(client: pg.Client, url: string, secret: string, prefix: string): Promise<void> {
  const wanted = Object.values(rolesOf(prefix)).map((role) => ({ role, password: passwordOf(secret, role) }));
  const works = await Promise.all(wanted.map(({ role, password }) => logsIn(withUser(url, role, password))));
  for (const [index, { role, password }] of wanted.entries()) {
    if (works[index]) continue;
    await client.query(`alter role ${pg.escapeIdentifier(role)} login password ${pg.escapeLiteral(scramVerifier(password))}`);
  }
}

async function logsIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    // 28P01 invalid password, 28000 may not log in; anything else is a fault of the moment and worth hearing about.
    if (["28P01", "28000"].includes((error as { code?: string }).code ?? "")) return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** RFC 5803 form, as Postgres stores it; 4096 rounds are its own number, and the password is 256 random bits. */
function scramVerifier(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, 4096, 32, "sha256");
  const clientKey = createHmac("sha256", salted).update("Client Key").digest();
  const storedKey = createHash("sha256").update(clientKey).digest("base64");
  const serverKey = createHmac("sha256", salted).update("Server Key").digest("base64");
  return `SCRAM-SHA-256$4096:${salt.toString("base64")}$${storedKey}:${serverKey}`;
}
