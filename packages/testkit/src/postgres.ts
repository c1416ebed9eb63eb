import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "@rondo/server/migration";
import { openPostgres } from "@rondo/server/postgres";
import pg from "pg";
import { inject } from "vitest";

/** What the tests of a run share: plain data, because it crosses from the set-up into the workers. */
export type SharedPostgres = { readonly url: string; readonly urls: RoleUrls; readonly secret: string };

export type RoleUrls = { readonly app: string; readonly worker: string; readonly identity: string };

/** A migrated database of one's own, with the URL of its owner and of each role. */
export type TestDatabase = SharedPostgres & { drop(): Promise<void> };

declare module "vitest" {
  interface ProvidedContext {
    postgres: SharedPostgres;
  }
}

const template = "rondo_template";

/** One real Postgres with a migrated template, for a whole run; `close` leaves nothing behind. */
export async function openSharedPostgres(): Promise<{ shared: SharedPostgres; close: () => Promise<void> }> {
  const directory = await temporaryDirectory();
  const server = await openPostgres({ dataDirectory: directory });
  const secret = randomBytes(32).toString("hex");
  const url = at(server.url, template);
  await asOwner(server.url, `create database ${template}`);
  const { urls } = await migrate({ url, secret });
  return {
    shared: { url: server.url, urls, secret },
    close: async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A clone of the migrated template, in some 50 ms. One for each test file keeps files apart. */
export async function createDatabase(): Promise<TestDatabase> {
  const { url, urls, secret } = inject("postgres");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asOwner(url, `create database ${name} template ${template}`);
  return {
    url: at(url, name),
    urls: { app: at(urls.app, name), worker: at(urls.worker, name), identity: at(urls.identity, name) },
    secret,
    drop: () => asOwner(url, `drop database if exists ${name} with (force)`),
  };
}

/** A directory that other accounts may pass through, as Postgres's own must when the tests run as root. */
export async function temporaryDirectory(prefix = "rondo-test-"): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), prefix));
  await chmod(directory, 0o711);
  return directory;
}

function at(url: string, database: string): string {
  const moved = new URL(url);
  moved.pathname = `/${database}`;
  return moved.href;
}

async function asOwner(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
