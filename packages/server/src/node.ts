import { createServer } from "node:net";
import type { FastifyInstance } from "fastify";
import type { DestinationStream } from "pino";
import type { Config } from "./config/index.ts";
import { type Database, openDatabase } from "./database/index.ts";
import { mountHealth } from "./health/index.ts";
import { readMigrations } from "./migration/index.ts";
import { forgetOldAnswers } from "./http/admit.ts";
import { buildApp } from "./http/app.ts";
import { drain } from "./http/drain.ts";
import { createLog } from "./log.ts";
import { createIdentity } from "./identity/index.ts";
import { type Streams, createLive, createStreams, streamRoute } from "./live/index.ts";
import { createJobs } from "./jobs/index.ts";
import { callsDue, makeCall } from "./runs/index.ts";
import { isKnown, takeLetter } from "./letters/index.ts";
import { createMail, createMailroom } from "./mail/index.ts";
import { scanJob } from "./attachments/index.ts";
import { compareAudits, readAuditFile } from "./audits/index.ts";
import { callJob, createNoticeReader } from "./notices/index.ts";
import { createTitleReader } from "./search/index.ts";
import { type OrderedCall, createOutbound } from "./outbound/index.ts";
import { mayShow } from "./outside/index.ts";
import { changeFor, registerDueMoments, sliceRoutes } from "./slices.ts";
import { type Sweeper, createHands, createSweeper } from "./sweep/index.ts";
import type { Past, System } from "./system.ts";
import { removeHalfMade } from "./worlds/index.ts";

export type Node = {
  readonly app: FastifyInstance;
  readonly system: System;
  readonly streams: Streams;
  readonly sweeper: Sweeper;
  /** Takes up the work beside requests (jobs, due moments), if this node's role has it. */
  begin(): void;
  /** Ends streams, lets requests and jobs under way finish, closes. */
  close(): Promise<void>;
};

export type NodeInput = {
  readonly config: Config;
  readonly urls: { readonly app: string; readonly worker: string; readonly identity: string };
  readonly epoch: number;
  readonly publicUrl: string;
  readonly checkAnswers?: boolean;
  readonly poolSize?: number;
  /** A seam for tests: the database as the node shall see it. */
  readonly seeDatabase?: (database: Database) => Database;
  /** Where the log goes, instead of standard error. */
  readonly logTo?: DestinationStream;
};

/** One node on a migrated database: everything wired, nothing listening. The composition root. */
export async function composeNode({
  config,
  urls,
  epoch,
  publicUrl,
  checkAnswers = false,
  poolSize,
  logTo,
  seeDatabase = (database) => database,
}: NodeInput): Promise<Node> {
  const log = createLog(config.logLevel, logTo);
  const database = seeDatabase(openDatabase({ urls, epoch, ...(poolSize !== undefined && { size: poolSize }) }));
  const outbound = createOutbound({ allow: config.outboundAllow });
  const mail = createMail({ database, smtp: config.smtp });
  const identity = createIdentity({
    database: { url: urls.identity },
    secret: config.secret,
    publicUrl,
    secureCookies: publicUrl.startsWith("https:"),
    sendMail: (message) => mail.sendNow(message),
    outboundFetch: outbound,
    log: (level, text) => log[level](text),
  });
  const live = createLive({ database, url: urls.worker, log });
  const calls = createHands<OrderedCall>({
    kind: callsDue,
    leaseOf: ({ runId }) => runId,
    database,
    log,
    perform: (call, signal) => makeCall(system, call, signal),
  });
  const system: System = {
    config,
    publicUrl,
    database,
    identity,
    live,
    mail,
    outbound,
    calls,
    change: (tx, order) => changeFor(system, tx, order),
    log,
    now: () => new Date(),
    openPast: (clock) => openPast(system, clock),
    checkAnswers,
  };
  const streams = createStreams({ database, identity, live });
  const jobs = createJobs({
    url: urls.worker,
    log,
    kinds: [mail.job, callJob(system), scanJob(system), readAuditFile(system), compareAudits(system)],
  });
  const sweeper = createSweeper({ database, live, log });
  registerDueMoments(sweeper, system);
  const mailroom =
    config.mailIn === null
      ? null
      : createMailroom({
          mailIn: config.mailIn,
          log,
          isKnown: (to) => isKnown(system, to),
          take: (letter, to) => takeLetter(system, letter, to),
        });
  const notices = createNoticeReader({ database, live, log, hasMail: mail.configured });
  const titles = createTitleReader({ database, live, log });
  const { length: migrations } = await readMigrations();
  let stopping = false;
  const app = await buildApp(system, [...sliceRoutes(), streamRoute(streams)], mayShow, (app) =>
    mountHealth(app, system, {
      noticeLag: () => notices.lagSeconds(),
      jobs: () => jobs.counts(),
      dueMoments: () => sweeper.counts(),
      streams: () => streams.count(),
      migrations,
      stopping: () => stopping,
    }),
  );
  await jobs.prepare();
  const tidyUp = (...work: Promise<void>[]): void =>
    void Promise.all(work).catch((error: unknown) => log.warn({ err: error }, "tidying did not work this time"));
  const tidy = setInterval(() => tidyUp(identity.tidy(), forgetOldAnswers(database), removeHalfMade(system)), 3_600_000).unref();
  return {
    app,
    system,
    streams,
    sweeper,
    begin() {
      if (config.role === "web") return;
      tidyUp(removeHalfMade(system));
      jobs.start().catch((error: unknown) => log.error({ err: error }, "jobs did not start"));
      sweeper.start();
      calls.start();
      notices.start();
      titles.start();
      mailroom?.open().catch((error: unknown) => log.error({ err: error }, "mail is not taken in"));
    },
    async close() {
      stopping = true;
      clearInterval(tidy);
      // Listening ends first, and with it what would only be begun to be broken off; the rest stops side by side.
      const drained = drain(app.server);
      streams.close();
      await Promise.all([drained, mailroom?.close(), sweeper.stop(), notices.stop(), titles.stop(), jobs.stop()]);
      await calls.stop();
      await app.close();
      await live.close();
      await identity.close();
      await database.close();
    },
  };
}

/** Nobody is woken: a workspace whose past is told has nobody yet who looks. */
function openPast(present: System, clock: () => Date): Past {
  const live = { ...present.live, wake: () => undefined };
  const system: System = { ...present, live, now: clock, database: { ...present.database, ...present.database.at(clock) } };
  const sweeper = createSweeper({ database: system.database, live, log: system.log });
  registerDueMoments(sweeper, system);
  return { system, sweep: (workspaceId) => sweeper.sweepOne(workspaceId) };
}

/** A port that was free a moment ago: the public address must be known before the server listens. */
export async function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
      .once("error", reject)
      .listen(0, host, () => {
        const { port } = probe.address() as { port: number };
        probe.close(() => resolve(port));
      });
  });
}
