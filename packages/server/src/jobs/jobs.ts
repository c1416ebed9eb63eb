import { EventEmitter } from "node:events";
import { Logger, type Runner, type Task, type WorkerEvents, run, runMigrations } from "graphile-worker";
import { openPool } from "../database/index.ts";
import { atSeam } from "../faults/index.ts";
import { type Job, type JobKind, Superseded, failureText } from "./kind.ts";
import type { Log } from "./log.ts";
import { NodePresence } from "./node.ts";
import { type JobCounts, countJobs, quarantine, spentJobs } from "./store.ts";

export type Jobs = {
  /** Brings the queue's own tables up to date. Every node does it before it serves: adding a job needs them too. */
  prepare(): Promise<void>;
  /** Takes jobs from now on. When the database is away, now or later, it is tried again every second. */
  start(): Promise<void>;
  /** Takes none any more, and waits (5 s, then the jobs' signals abort) for those under way. */
  stop(): Promise<void>;
  counts(): Promise<JobCounts>;
};

export type JobsInput = {
  /** As role worker. */
  readonly url: string;
  readonly log: Log;
  readonly kinds: readonly JobKind[];
  /** Jobs at once on this node. */
  readonly concurrency?: number;
  /** How often a node says that it lives and looks for those that don't. */
  readonly roundMs?: number;
};

/**
 * The queue: graphile-worker on our own Postgres. Waits between attempts are the library's, e to the power of the attempt
 * in seconds (3 s, 7 s, 20 s, 55 s, 2.5 min, 7 min, 18 min, 50 min, 2.3 h); how many there are stands in the function that
 * adds the kind, and what is not worth repeating in the kind.
 */
export function createJobs(input: JobsInput): Jobs {
  const pool = openPool(input.url, "rondo jobs", 4);
  pool.on("connect", (client) => client.on("error", () => undefined)); // also while one is lent out: the statement under way reports it
  const kinds = new Map(input.kinds.map((kind) => [kind.name, kind]));
  const logger = toLibrary(input.log);
  let runner: Runner | null = null;
  let presence: NodePresence | null = null;
  let stopped = false;

  const giveUpSpent = async (): Promise<void> => {
    for (const spent of await spentJobs(pool)) {
      const kind = kinds.get(spent.task_identifier);
      if (kind === undefined) continue;
      const failure = spent.last_error ?? "unknown";
      await kind.giveUp(idsOf(spent.payload), failure);
      await quarantine(pool, spent.id);
      input.log.error({ job: spent.id, kind: kind.name, ...idsOf(spent.payload), failure }, "job set aside: it failed too often");
    }
  };

  const begin = async (): Promise<void> => {
    const events = new EventEmitter() as WorkerEvents;
    let poolId = "";
    events.on("pool:create", ({ workerPool }) => void (poolId = workerPool.id));
    const begun = await run({
      pgPool: pool,
      schema: "graphile_worker",
      taskList: Object.fromEntries(input.kinds.map((kind) => [kind.name, taskOf(kind, input.log)])),
      parsedCronItems: [],
      concurrency: input.concurrency ?? 4,
      pollInterval: 1_000,
      noHandleSignals: true,
      logger,
      events,
    });
    runner = begun;
    presence = new NodePresence({ url: input.url, poolId, log: input.log, eachRound: giveUpSpent, everyMs: input.roundMs ?? 2_000 });
    await presence.start();
    begun.promise
      .catch((error: unknown) => input.log.error({ err: error }, "the job queue stopped; it is started again"))
      .finally(() => {
        if (runner !== begun || stopped) return;
        runner = null;
        const old = presence;
        presence = null;
        void Promise.resolve(old?.leave()).then(beginAgain);
      });
  };
  const beginAgain = (): void => {
    if (!stopped)
      setTimeout(() => {
        if (!stopped) begin().catch(beginAgain);
      }, 1_000).unref();
  };

  return {
    prepare: () => runMigrations({ pgPool: pool, schema: "graphile_worker", logger }),
    start: () => begin().catch(beginAgain),
    async stop() {
      stopped = true;
      await runner?.stop().catch((error: unknown) => input.log.warn({ err: error }, "the job queue did not stop cleanly"));
      await presence?.leave();
      await pool.end();
    },
    counts: () => countJobs(pool),
  };
}

function taskOf(kind: JobKind, log: Log): Task {
  return async (payload, helpers) => {
    const { id, attempts, last_error: lastFailure } = helpers.job;
    const job: Job = { ...idsOf(payload), attempt: attempts, lastFailure, signal: helpers.abortSignal ?? new AbortController().signal };
    const about = { job: id, kind: kind.name, workspaceId: job.workspaceId, subjectId: job.subjectId, attempt: attempts };
    if (attempts > 1)
      log.warn(
        { ...about, lastFailure },
        `attempt ${attempts}; the outcome of attempt ${attempts - 1} ${lastFailure === null ? "is unknown" : "was a failure"}`,
      );
    try {
      atSeam("job.taken");
      await kind.run(job);
      atSeam("job.done");
    } catch (error) {
      if (error instanceof Superseded) log.warn(about, "a later attempt took this job over: what this one did is not written");
      else log.warn({ ...about, err: error }, "job failed");
      if (!kind.isFinal(error)) throw new Error(failureText(error), { cause: error });
      await kind.giveUp(job, failureText(error));
    }
  };
}

function idsOf(payload: unknown): { workspaceId: string; subjectId: string } {
  const { workspace, subject } = payload as { workspace: string; subject: string };
  return { workspaceId: workspace, subjectId: subject };
}

/** The library tells what it does at every step; only what goes wrong is worth a line of ours. */
function toLibrary(log: Log): Logger {
  return new Logger(() => (level, message) => {
    if (level === "error") log.error({}, `queue: ${message}`);
    else if (level === "warning") log.warn({}, `queue: ${message}`);
    else log.debug({}, `queue: ${message}`);
  });
}
