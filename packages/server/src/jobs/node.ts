import pg from "pg";
import type { Log } from "./log.ts";
import { type FreedJob, beat, enter, freeDeadNodes, leave } from "./store.ts";

export type NodeInput = {
  readonly url: string;
  readonly poolId: string;
  readonly log: Log;
  /** Called every round, after dead nodes were looked for. */
  readonly eachRound: () => Promise<void>;
  readonly everyMs: number;
};

/**
 * This node's sign of life, and its eye on the others. `connecting` -> `beating` (every two seconds: "I live", then free
 * what the dead hold) -> `connecting` again whenever the session is lost, with which the lock went -> `left`.
 */
export class NodePresence {
  readonly #input: NodeInput;
  #client: pg.Client | null = null;
  #number = 0;
  #timer: NodeJS.Timeout | null = null;
  #round: Promise<void> | null = null;
  #left = false;

  constructor(input: NodeInput) {
    this.#input = input;
  }

  async start(): Promise<void> {
    await this.round();
  }

  /** One sign of life and one look around. Never throws: a database that is away is met again at the next round. */
  round(): Promise<void> {
    return (this.#round ??= this.#once().finally(() => {
      this.#round = null;
      if (!this.#left) this.#timer = setTimeout(() => void this.round(), this.#input.everyMs).unref();
    }));
  }

  async leave(): Promise<void> {
    this.#left = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#round;
    const client = this.#client;
    this.#client = null;
    if (client === null) return;
    await leave(client, this.#number).catch(() => undefined);
    await client.end().catch(() => undefined);
  }

  async #once(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    try {
      const client = (this.#client ??= await this.#connect());
      if (!(await beat(client, this.#number))) {
        this.#input.log.warn(
          { node: this.#number },
          "other nodes thought this one dead and took its jobs; what it still does with them is not written",
        );
        this.#number = await enter(client, this.#input.poolId);
      }
      this.#tell(await freeDeadNodes(client));
      await this.#input.eachRound();
    } catch (error) {
      this.#input.log.debug({ err: error }, "no sign of life in this round");
      const client = this.#client;
      this.#client = null;
      await client?.end().catch(() => undefined);
    }
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.#input.url,
      application_name: "rondo node",
      connectionTimeoutMillis: 5_000,
      options: "-c statement_timeout=5000 -c lock_timeout=3000",
    });
    client.on("error", () => undefined);
    client.on("end", () => {
      if (this.#client === client) this.#client = null;
    });
    await client.connect();
    this.#number = await enter(client, this.#input.poolId);
    return client;
  }

  #tell(freed: readonly FreedJob[]): void {
    for (const job of freed)
      this.#input.log.warn(
        { job: job.id, kind: job.task_identifier, attempt: job.attempts, pool: job.locked_by },
        "the node that worked on this job is gone; it is tried again",
      );
  }
}
