import { DBOS } from "@dbos-inc/dbos-sdk";
import pg from "pg";
import type { Contestant } from "./contest.ts";

const messages = DBOS.registerWorkflow(
  async (): Promise<number> => {
    const { pages } = (await DBOS.recv<{ pages: number }>("a", 60))!;
    await DBOS.recv("b", 60);
    await DBOS.recv("c", 60);
    await DBOS.recv(pages > 100 ? "e" : "f", 60);
    await DBOS.recv("g", 60);
    return pages;
  },
  { name: "answered" },
);

const steps = DBOS.registerWorkflow(
  async (): Promise<number> => {
    let status = 0;
    for (const name of ["a", "b", "c", "d", "e"]) status = await DBOS.runStep(async () => 200, { name });
    return status;
  },
  { name: "automatic" },
);

/** DBOS on a database of its own in the same Postgres, in this process, as its documentation sets it up. */
export async function openDbos(url: string, kind: "answered" | "automatic"): Promise<Contestant> {
  const there = await databaseIn(url, "dbos");
  DBOS.setConfig({ name: "bench", systemDatabaseUrl: there, logLevel: "error" });
  await DBOS.launch();
  return {
    name: "dbos",
    async run() {
      if (kind === "automatic") return void (await (await DBOS.startWorkflow(steps)()).getResult());
      const handle = await DBOS.startWorkflow(messages)();
      await DBOS.send(handle.workflowID, { pages: 120 }, "a");
      for (const topic of ["b", "c", "e", "g"]) await DBOS.send(handle.workflowID, {}, topic);
      await handle.getResult();
    },
    analyze: () => analyze(there),
    close: () => DBOS.shutdown(),
  };
}

export async function databaseIn(url: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  if ((await client.query("select from pg_database where datname = $1", [name])).rowCount === 0)
    await client.query(`create database ${name}`);
  await client.end();
  const there = new URL(url);
  there.pathname = `/${name}`;
  return there.href;
}

async function analyze(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("analyze");
  await client.end();
}
