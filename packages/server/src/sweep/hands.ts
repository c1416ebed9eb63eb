import type { Log } from "../jobs/index.ts";
import type { Database } from "../database/index.ts";
import { renewDue } from "./store.ts";

/** Work outside of any transaction, by whom and what it is about. */
type About = { readonly workspaceId: string; readonly subjectId: string };

/**
 * Outside work that a committed change ordered, begun by the node that committed it, at once and without a queue. A due
 * moment, its lease, lies `leaseSeconds` ahead and is put off again and again while the work goes on: when this node dies,
 * the moment comes, and whoever sweeps takes the work over. Pieces of work may share a lease, one after another too.
 * Measured: five calls one after another through the job queue cost 27 ms of CPU.
 */
export type Hands<Work extends About> = {
  /** Whether this node works besides serving requests: else what it orders is due at once, for a node that does. */
  readonly ready: boolean;
  /** To be called after the commit. Too much at once is left to the sweep. */
  take(work: Work): void;
  /** A lease was set, in a transaction that began no earlier than this moment of this process (`performance.now`). */
  leased(lease: string, since: number): void;
  /** Whether a lease that this node set lasts for half of its time yet, if nobody has ended it. */
  lasts(lease: string): boolean;
  start(): void;
  /** When nothing is in hand any more. */
  idle(): Promise<void>;
  stop(): Promise<void>;
};

export const leaseSeconds = 8;
const renewEveryMs = 2_500;
const atOnce = 16;
const queueLimit = 2_000;

export function createHands<Work extends About>({
  kind,
  leaseOf,
  database,
  log,
  perform,
}: {
  kind: string;
  leaseOf(work: Work): string;
  database: Pick<Database, "inWorkspace">;
  log: Log;
  perform(work: Work, signal: AbortSignal): Promise<void>;
}): Hands<Work> {
  const working = new Map<string, { work: Work; done: Promise<void> }>();
  const queue: Work[] = [];
  const leases = new Map<string, number>();
  const stopping = new AbortController();
  let ready = false;
  let timer: NodeJS.Timeout | null = null;

  const next = (): void => {
    while (working.size < atOnce) {
      const work = queue.shift();
      if (work === undefined) return;
      if (working.has(work.subjectId)) continue;
      const done = perform(work, stopping.signal)
        .catch((error: unknown) =>
          log.warn(
            { err: error, kind, workspaceId: work.workspaceId, subjectId: work.subjectId },
            "work in hand broke off; it is taken up again when its moment comes",
          ),
        )
        .finally(() => {
          working.delete(work.subjectId);
          next();
        });
      working.set(work.subjectId, { work, done });
    }
  };

  const renew = async (): Promise<void> => {
    const since = performance.now();
    for (const [lease, set] of leases) if (since - set > leaseSeconds * 1_000) leases.delete(lease);
    const inHand = [...[...working.values()].map(({ work }) => work), ...queue];
    for (const [workspaceId, some] of Map.groupBy(inHand, (work) => work.workspaceId)) {
      const ids = [...new Set(some.map(leaseOf))];
      await database.inWorkspace(workspaceId, (tx) => renewDue(tx, kind, ids, leaseSeconds));
      for (const lease of ids) leases.set(lease, since);
    }
  };

  const idle = async (): Promise<void> => {
    while (working.size > 0) await Promise.all([...working.values()].map(({ done }) => done));
  };

  return {
    get ready() {
      return ready;
    },
    take(work) {
      if (stopping.signal.aborted || queue.length >= queueLimit) return;
      queue.push(work);
      next();
    },
    leased: (lease, since) => void leases.set(lease, since),
    lasts: (lease) => performance.now() - (leases.get(lease) ?? -Infinity) < leaseSeconds * 500,
    start() {
      ready = true;
      timer = setInterval(
        () => void renew().catch((error: unknown) => log.debug({ err: error }, "leases not renewed this time")),
        renewEveryMs,
      ).unref();
    },
    idle,
    async stop() {
      ready = false;
      queue.length = 0;
      const late = setTimeout(() => stopping.abort(), 5_000).unref();
      await idle();
      clearTimeout(late);
      stopping.abort();
      if (timer !== null) clearInterval(timer);
    },
  };
}
