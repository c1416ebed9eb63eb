import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, expect, inject, test } from "vitest";
import { migrate } from "../migration/index.ts";
import { createJobs } from "./jobs.ts";
import { silent } from "./library.fixture.ts";

const name = `managed_${randomBytes(5).toString("hex")}`;
const admin = async (...statements: string[]): Promise<void> => {
  const client = new pg.Client({ connectionString: inject("postgres").url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
};
afterAll(() => admin(`drop database if exists ${name} with (force)`));

test("the queue is made on a managed Postgres too, by an owner who is no superuser, and belongs to the worker alone", async () => {
  await admin(`create role ${name} login createrole password 'managed'`, `create database ${name} owner ${name}`);
  const url = new URL(inject("postgres").url);
  Object.assign(url, { username: name, password: "managed", pathname: `/${name}` });
  const { urls } = await migrate({ url: url.href, secret: "x".repeat(32) });
  const jobs = createJobs({ url: urls.worker, log: silent, kinds: [] });
  await jobs.prepare();
  expect(await jobs.counts()).toEqual({ waiting: 0, running: 0, quarantined: 0, oldestSeconds: 0 });
  await jobs.stop();
  const worker = new pg.Client({ connectionString: urls.worker });
  await worker.connect();
  await expect(worker.query("create schema mine")).rejects.toThrow("permission denied");
  const { rows } = await worker.query(
    "select distinct pg_get_userbyid(relowner) like '%\\_worker' as own from pg_class where relnamespace = 'graphile_worker'::regnamespace",
  );
  expect(rows).toEqual([{ own: true }]);
  await worker.end();
});
