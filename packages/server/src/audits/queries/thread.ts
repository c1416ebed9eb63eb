import { createGunzip } from "node:zlib";
import { parentPort } from "node:worker_threads";
import { Refusal } from "@rondo/core/kernel";
import { type EventLog, mineLog } from "@rondo/core/mining";
import { changed as changedTo, scenarioOfRuns, simulate } from "@rondo/core/simulation";
import { audit, kindsOf } from "@rondo/core/sameness";
import { isPacked, readEventLog } from "@rondo/formats/eventlog";
import { containerOfLog } from "@rondo/formats/work";
import type { LogReading } from "@rondo/formats/xes";
import type { Answers, Job } from "./in-thread.ts";

/** Runs in a thread of its own: comparing thousands of cards, or reading a large log, takes seconds that no request should wait for. */
parentPort?.on("message", (job: Job) => {
  void answerTo(job).then(
    (done) => parentPort?.postMessage({ done }),
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      parentPort?.postMessage({ refused: { code: error.code, params: error.params } });
    },
  );
});

async function answerTo(job: Job): Promise<Answers[Job["kind"]]> {
  switch (job.kind) {
    case "kinds":
      return kindsOf(job.earlier);
    case "simulate": {
      const { runs, seed, changes } = job;
      const scenario = scenarioOfRuns(job.doings, job.arrivals);
      return {
        asIs: simulate(scenario, { runs, seed }),
        changed: changes.length === 0 ? null : simulate(changedTo(scenario, changes), { runs, seed }),
      };
    }
    case "compare":
      return audit(job.containers, job.weights);
    case "log": {
      const { log, findings } = await read(job.bytes, {});
      return {
        container: containerOfLog(log, nameOf(job.fileName), job.source),
        cases: log.cases.length,
        events: log.activity.length,
        findings,
      };
    }
    case "mine": {
      const log: EventLog = job.log ?? (await read(job.bytes, { keepAll: true })).log;
      return mineLog(log, job.selection, job.noise, job.purpose);
    }
  }
}

async function read(bytes: Uint8Array, options: { keepAll?: boolean }): Promise<LogReading> {
  const reader = readEventLog({ keepAll: true, ...options });
  if (!isPacked(bytes)) {
    for (let from = 0; from < bytes.length; from += piece) reader.write(bytes.subarray(from, from + piece));
    return reader.end();
  }
  let unpacked = 0;
  try {
    const packed = createGunzip({ chunkSize: piece });
    packed.end(bytes);
    for await (const chunk of packed as AsyncIterable<Buffer>) {
      unpacked += chunk.length;
      if (unpacked > mostUnpacked) throw new Refusal("too_large", { limit: `${mostUnpacked / 1_048_576} MiB unpacked` });
      reader.write(chunk);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("unreadable", { reason: "It is damaged: it can't be unpacked." });
  }
  return reader.end();
}

const piece = 1 << 20;
const mostUnpacked = 2_048 * 1_048_576;

function nameOf(fileName: string): string {
  return fileName.replace(/\.gz$/i, "").replace(/\.(?:xes|csv|json|xml|jsonocel)$/i, "") || fileName;
}
