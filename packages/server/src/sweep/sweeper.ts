import { type Database, type Tx, isAway } from "../database/index.ts";
import { atSeam } from "../faults/index.ts";
import { newId } from "../identity/index.ts";
import { type Log, failureText } from "../jobs/index.ts";
import { type NewEvent, appendEvents } from "../journal/index.ts";
import { type DueMoment, claimDue, clockOf, countDue, postpone, workspacesWithDue } from "./store.ts";

/** What a handler has at hand, in the transaction in which the moment was taken. */
export type DueContext = {
  readonly workspaceId: string;
  /** The database's clock. */
  readonly now: Date;
  newId(): string;
  append(...events: NewEvent[]): Promise<void>;
  /** Runs after the commit; what it does may be lost in a crash. */
  afterCommit(work: () => void): void;
};

/**
 * Does what was due, in the given transaction and there alone: it may run again from the start when that fails. The moment
 * is gone from the table already; set the next one with `setDue` if there is one. `dueAt` is an instant, ISO with Z.
 */
export type DueHandler = (tx: Tx, context: DueContext, subjectId: string, dueAt: string) => Promise<void>;

/** Reads at once what the handlers of a batch will need, in their transaction. */
export type DueAhead = (tx: Tx, subjectIds: readonly string[]) => Promise<void>;

export type Sweeper = {
  /** Names what is done with due moments of a kind. Before `start`. */
  registerDue(kind: string, handler: DueHandler, ahead?: DueAhead): void;
  start(): void;
  stop(): Promise<void>;
  /** Everything that is due now, batch by batch, until nothing is. Answers how many were done. */
  sweepNow(): Promise<number>;
  /** One batch of a workspace, where it stands by itself; throws what failed. */
  sweepOne(workspaceId: string): Promise<number>;
  counts(): Promise<{ due: number; aside: number; oldestSeconds: number }>;
};

export type SweeperInput = {
  readonly database: Pick<Database, "inWorkspace" | "rounds" | "epoch">;
  readonly live: { wake(workspaceId: string): void };
  readonly log: Log;
  /** Where a test may stop the world or kill it: after the taking, and after the work, before the commit. */
  readonly seams?: { claimed?(moments: readonly DueMoment[]): Promise<void>; handled?(moments: readonly DueMoment[]): Promise<void> };
};

/** Small, so that a batch holds its locks and the journal's readers for milliseconds, and one workspace's storm lets others in between. */
const batchSize = 10;
const workspacesAtOnce = 2;
const everyMs = 1_000;
const longestRest = 100;
/** Seconds to wait after each failure; after the last it is set aside. */
const waits = [5, 30, 120, 600, 3_600, 14_400] as const;

/**
 * Fires due moments: never early (Postgres's clock decides, whatever this node's says), never twice (taking one and what
 * follows from it are one commit), late if it must be. Every node sweeps; they pass over each other's rows.
 */
export function createSweeper({ database, live, log, seams }: SweeperInput): Sweeper {
  const handlers = new Map<string, DueHandler>();
  const aheads = new Map<string, DueAhead>();
  let timer: NodeJS.Timeout | null = null;
  let sweeping: Promise<number> | null = null;
  let stopped = false;

  /** One batch in one transaction. Throws when any of it failed, and then none of it happened. */
  const fire = async (workspaceId: string): Promise<number> => {
    const { count, after } = await database.inWorkspace(workspaceId, async (tx) => {
      const moments = await claimDue(tx, [...handlers.keys()], batchSize);
      await seams?.claimed?.(moments);
      if (moments.length > 0) atSeam("sweep.claimed");
      const after: (() => void)[] = [];
      if (moments.length > 0) {
        const append = (...events: NewEvent[]): Promise<void> => appendEvents(tx, database.epoch, events);
        const context: DueContext = { workspaceId, now: await clockOf(tx), newId, append, afterCommit: (work) => void after.push(work) };
        for (const [kind, some] of Map.groupBy(moments, (moment) => moment.kind))
          if (some.length > 1)
            await aheads.get(kind)?.(
              tx,
              some.map((moment) => moment.subject_id),
            );
        for (const moment of moments) {
          await handlers.get(moment.kind)!(tx, context, moment.subject_id, moment.due_at).catch((error: unknown) => {
            throw new Failed(moment, error);
          });
        }
      }
      await seams?.handled?.(moments);
      if (moments.length > 0) atSeam("sweep.handled");
      return { count: moments.length, after };
    });
    if (count > 0) {
      atSeam("sweep.done");
      live.wake(workspaceId);
    }
    for (const work of after) work();
    return count;
  };

  /** One fair turn of a workspace. When one of a batch fails, that one alone waits, and the batch is taken again without it. */
  const turn = async (workspaceId: string): Promise<number> => {
    try {
      return await fire(workspaceId);
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      if (isAway(error.cause)) throw error.cause;
      await setBack(workspaceId, error);
      return 1;
    }
  };

  const setBack = async (workspaceId: string, { moment, cause }: Failed): Promise<void> => {
    const wait = waits[moment.attempts] ?? null;
    await database.inWorkspace(workspaceId, (tx) => postpone(tx, moment, wait, failureText(cause)));
    const about = {
      err: cause,
      workspaceId,
      kind: moment.kind,
      subjectId: moment.subject_id,
      dueAt: moment.due_at,
      attempt: moment.attempts + 1,
    };
    if (wait === null) log.error(about, "a due moment failed too often and is set aside");
    else log.warn(about, `a due moment failed; again in ${wait} s`);
  };

  const sweep = async (): Promise<number> => {
    let done = 0;
    for (
      let open = await workspacesWithDue(database.rounds, [...handlers.keys()]);
      open.length > 0 && !stopped;
      open = await workspacesWithDue(database.rounds, [...handlers.keys()])
    ) {
      let round = 0;
      const queue = [...open];
      await Promise.all(
        Array.from({ length: workspacesAtOnce }, async () => {
          for (let next = queue.shift(); next !== undefined && !stopped; next = queue.shift()) {
            const began = performance.now();
            const count = await turn(next);
            round += count;
            // In a storm, people have half of the time.
            if (count === batchSize) await new Promise((resolve) => setTimeout(resolve, Math.min(longestRest, performance.now() - began)));
          }
        }),
      );
      if (round === 0) break; // other nodes have the rest in hand
      done += round;
    }
    return done;
  };

  const sweepNow = (): Promise<number> => (sweeping ??= sweep().finally(() => void (sweeping = null)));
  const plan = (): void => {
    if (stopped) return;
    timer = setTimeout(
      () =>
        void sweepNow()
          .catch((error: unknown) => log.debug({ err: error }, "sweep broken off; the next goes on"))
          .finally(plan),
      everyMs,
    ).unref();
  };

  return {
    registerDue(kind, handler, ahead) {
      handlers.set(kind, handler);
      if (ahead !== undefined) aheads.set(kind, ahead);
    },
    start: plan,
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await sweeping?.catch(() => undefined);
    },
    sweepNow,
    sweepOne: fire,
    counts: () => countDue(database.rounds),
  };
}

/** Which of a batch failed, and why. It keeps the code of a deadlock, so that the whole unit is run again as any other is. */
class Failed extends Error {
  override readonly name = "Failed";
  readonly moment: DueMoment;
  override readonly cause: unknown;
  readonly code: string | undefined;

  constructor(moment: DueMoment, cause: unknown) {
    super(`due moment ${moment.kind} of ${moment.subject_id} failed`);
    this.moment = moment;
    this.cause = cause;
    this.code = (cause as { code?: string } | null)?.code;
  }
}
