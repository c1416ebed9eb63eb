import { sql } from "kysely";
import type { Database, Tx } from "../database/index.ts";
import type { Cursor } from "./read.ts";

/** A reader of every workspace's journal, beside the requests. */
export type Follower = {
  start(): void;
  stop(): Promise<void>;
  /** Reads a workspace's journal to its end; answers how many events that were. For tests and for `doctor`. */
  readNow(workspaceId: string): Promise<number>;
};

export type FollowerInput = {
  /** In words, for the log: what is late when a reading fails. */
  readonly what: string;
  readonly database: Pick<Database, "rounds">;
  readonly live: { onWake(listen: (workspaceId: string) => void): () => void };
  readonly log: { warn(fields: Record<string, unknown>, message: string): void };
  readonly batchSize: number;
  /** After a wake-up, so that a burst of changes is one reading. */
  readonly gatherMs: number;
  /** One transaction: at most a batch. `later`: more has to wait, for an older transaction or for whoever else reads now. */
  readBatch(workspaceId: string): Promise<{ readonly count: number; readonly later: boolean }>;
};

const everyMs = 2_000;
/** Workspaces that a round without a wake-up looks at; the rest in the next ones. */
const perRound = 50;

/**
 * Woken by news, and every two seconds without. `idle` -> `planned` (gathering) -> `reading` -> `again` (news came
 * meanwhile) -> `planned`, or `idle`.
 */
export function followJournals({ what, database, live, log, batchSize, gatherMs, readBatch }: FollowerInput): Follower {
  const states = new Map<string, "planned" | "reading" | "again">();
  const reading = new Set<Promise<unknown>>();
  let timer: NodeJS.Timeout | null = null;
  let stopListening = (): void => undefined;
  let stopped = false;
  let place = 0;

  const readNow = async (workspaceId: string): Promise<number> => {
    let read = 0;
    for (;;) {
      const { count, later } = await readBatch(workspaceId);
      read += count;
      // News that waits for an older transaction, or came after whose turn it is had looked: look again when that is over.
      if (later) plan(workspaceId, 4 * gatherMs);
      if (later || count < batchSize || stopped) return read;
    }
  };

  const plan = (workspaceId: string, ms = gatherMs): void => {
    if (stopped) return;
    const state = states.get(workspaceId);
    if (state === "reading") states.set(workspaceId, "again");
    if (state !== undefined) return;
    states.set(workspaceId, "planned");
    setTimeout(() => {
      if (stopped) return;
      states.set(workspaceId, "reading");
      const work = readNow(workspaceId)
        .catch((error: unknown) => log.warn({ err: error, workspaceId }, `${what} not written; they are in the next round`))
        .finally(() => {
          reading.delete(work);
          const again = states.get(workspaceId) === "again";
          states.delete(workspaceId);
          if (again) plan(workspaceId);
        });
      reading.add(work);
    }, ms).unref();
  };

  const round = async (): Promise<void> => {
    const all = (
      await database.rounds.rows(sql<{ workspace_id: string }>`select workspace_id from workspace where not making order by workspace_id`)
    ).map((row) => row.workspace_id);
    if (all.length === 0) return;
    for (let index = 0; index < Math.min(perRound, all.length); index += 1) plan(all[(place + index) % all.length]!);
    place = (place + perRound) % all.length;
  };

  const go = (): void => {
    if (!stopped)
      timer = setTimeout(
        () =>
          void round()
            .catch(() => undefined)
            .finally(go),
        everyMs,
      ).unref();
  };

  return {
    start() {
      stopListening = live.onWake((workspaceId) => plan(workspaceId));
      go();
    },
    async stop() {
      stopped = true;
      stopListening();
      if (timer !== null) clearTimeout(timer);
      await Promise.allSettled(reading);
    },
    readNow,
  };
}

/** One node at a time reads a workspace's journal as this reader; false when another is at it. Held to the end of the transaction. */
export async function takeTurn(tx: Tx, reader: string): Promise<boolean> {
  const row = await tx.first(
    sql<{
      mine: boolean;
    }>`select pg_try_advisory_xact_lock(hashtextextended(${reader}::text || ' ' || current_workspace()::text, 0)) as mine`,
  );
  // Losing the last moments of this in a power cut loses the cursor's move with it: they are read again, to the same end.
  if (row?.mine) await tx.change(sql`set local synchronous_commit = off`);
  return row?.mine === true;
}

/** Where the reader stands; the beginning of all when it never read. */
export async function cursorOf(tx: Tx, reader: string): Promise<Cursor> {
  const row = await tx.first(
    sql<Cursor>`select epoch::text, xid::text, seq::text from journal_reader where workspace_id = current_workspace() and reader = ${reader}`,
  );
  return row ?? { epoch: "0", xid: "0", seq: "0" };
}

export async function moveCursor(tx: Tx, reader: string, to: Cursor): Promise<void> {
  await tx.change(sql`
    insert into journal_reader (workspace_id, reader, epoch, xid, seq) values (current_workspace(), ${reader}, ${to.epoch}::bigint, ${to.xid}::xid8, ${to.seq}::bigint)
    on conflict (workspace_id, reader) do update set epoch = excluded.epoch, xid = excluded.xid, seq = excluded.seq`);
}
