import type pg from "pg";
import { atSeam } from "../faults/index.ts";
import { OutcomeUnknown, isAway } from "./failure.ts";
import { Gathered } from "./gathered.ts";
import { inWhole } from "./whole.ts";

/** Writes what a transaction has gathered that did nothing else; answers when it is committed. */
export type Write = (workspaceId: string, gathered: Gathered) => Promise<void>;

export function writingOn(pool: pg.Pool): Write {
  const queues = new Map<string, Queue>();
  return (workspaceId, gathered) => {
    const queue = queues.get(workspaceId) ?? new Queue(pool, workspaceId);
    queues.set(workspaceId, queue);
    return queue.add(gathered);
  };
}

type Waiting = { readonly gathered: Gathered; readonly resolve: () => void; readonly reject: (error: unknown) => void };

/**
 * Transactions of a workspace that only write. What comes while others are on their way waits for these and goes out as one,
 * so that many pay for one statement and one commit (group commit). Each is told for itself: where one of them fails none is
 * written, and each is done alone.
 */
class Queue {
  readonly #pool: pg.Pool;
  readonly #workspaceId: string;
  readonly #waiting: Waiting[] = [];
  #onTheirWay = 0;
  #limit: NodeJS.Timeout | undefined;

  constructor(pool: pg.Pool, workspaceId: string) {
    this.#pool = pool;
    this.#workspaceId = workspaceId;
  }

  add(gathered: Gathered): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ gathered, resolve, reject });
      this.#go();
    });
  }

  #go(): void {
    if (this.#waiting.length === 0) return;
    if (this.#onTheirWay === 0) this.#send();
    // Whatever holds up those on their way is not to hold up the others.
    else this.#limit ??= setTimeout(() => this.#send(), patience);
  }

  #send(): void {
    clearTimeout(this.#limit);
    this.#limit = undefined;
    const together = new Gathered();
    const fits = this.#waiting.findIndex(({ gathered }) => !together.takeAll(gathered));
    const batch = this.#waiting.splice(0, fits < 0 ? this.#waiting.length : fits);
    this.#onTheirWay += 1;
    void this.#write(batch, together).finally(() => {
      this.#onTheirWay -= 1;
      this.#go();
    });
    this.#go();
  }

  /** Tells all of them what became of it. */
  async #write(batch: readonly Waiting[], gathered: Gathered): Promise<void> {
    const tell = (error: unknown): void => batch.forEach(({ reject }) => reject(error));
    const client = await this.#pool.connect().catch(tell);
    if (!client) return;
    let away = false;
    try {
      atSeam("commit.begun");
      await inWhole(client, this.#workspaceId, gathered.statement(), batch.length === 1 ? null : 50);
      atSeam("commit.done");
      for (const { resolve } of batch) resolve();
    } catch (error) {
      away = isAway(error);
      if (away) tell(new OutcomeUnknown("the connection died during the commit", { cause: error }));
      else if (batch.length === 1) tell(error);
      else for (const one of batch) void this.#write([one], one.gathered);
    } finally {
      client.release(away);
    }
  }
}

/** Milliseconds that one waits for others to come back. */
const patience = 20;
