import type { TestProject } from "vitest/node";
import { openSharedPostgres } from "./postgres.ts";

/** Vitest's set-up for the server project: one Postgres for the run, removed at its end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { shared, close } = await openSharedPostgres();
  project.provide("postgres", shared);
  return close;
}
