import { Engine } from "bpmn-engine";
import pg from "pg";
import type { Contestant } from "./contest.ts";
import { databaseIn } from "./dbos.ts";
import { answeredBpmn } from "./procedure.ts";

/**
 * bpmn-engine as a server would use it: each answer loads the state under a lock, goes on, and saves it, in one
 * transaction. The source is part of its state, as the engine writes it.
 */
export async function openBpmn(url: string): Promise<Contestant & { waiting(): Promise<number> }> {
  const pool = new pg.Pool({ connectionString: await databaseIn(url, "bpmn"), max: 8 });
  await pool.query("create table if not exists execution (id bigserial primary key, state jsonb not null)");
  const begin = async (): Promise<string> => {
    const engine = new Engine({ name: "answered", source: answeredBpmn, variables: { big: true } });
    await engine.execute();
    const state = await engine.getState();
    await engine.stop();
    return (
      await pool.query<{ id: string }>({ name: "begin", text: "insert into execution (state) values ($1) returning id", values: [state] })
    ).rows[0]!.id;
  };
  const answer = async (id: string, task: string, message: object): Promise<void> => {
    const client = await pool.connect();
    try {
      await client.query("begin");
      const { rows } = await client.query<{ state: object }>({
        name: "load",
        text: "select state from execution where id = $1 for update",
        values: [id],
      });
      const engine = new Engine({ name: "answered" }).recover(rows[0]!.state);
      const execution = await engine.resume();
      const waiting = execution.getPostponed().find((one) => one.id === task);
      if (waiting === undefined) throw new Error(`bpmn-engine does not wait for ${task}`);
      waiting.signal(message);
      const state = await engine.getState();
      if (execution.state === "running") await engine.stop();
      await client.query({ name: "save", text: "update execution set state = $2 where id = $1", values: [id, state] });
      await client.query("commit");
    } finally {
      client.release();
    }
  };
  return {
    name: "bpmn-engine",
    async run() {
      const id = await begin();
      for (const task of ["a", "b", "c", "e", "g"]) await answer(id, task, { pages: 120 });
    },
    async waiting() {
      const id = await begin();
      await answer(id, "a", { pages: 120 });
      return (await pool.query<{ size: number }>("select octet_length(state::text) as size from execution where id = $1", [id])).rows[0]!
        .size;
    },
    analyze: async () => void (await pool.query("analyze")),
    close: () => pool.end(),
  };
}
