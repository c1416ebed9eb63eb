import { Worker } from "node:worker_threads";
import { Refusal } from "@rondo/core/kernel";
import type { TableOptions } from "@rondo/formats/csv";
import type { Draft, ProjectDraft, Reading } from "@rondo/formats/draft";
import { refuse } from "../../http/index.ts";
import type { Message } from "./reader.ts";

/** `cache` is a directory of ours for compiled code, null for none. */
export type ReadLimits = { readonly milliseconds: number; readonly megabytes: number; readonly cache: string | null };

/** The largest real files are read in tens of milliseconds; these are for files that mean harm or are none. */
export const readLimits: ReadLimits = { milliseconds: 30_000, megabytes: 768, cache: null };

/**
 * Reads a file in a thread with limits of time and memory. Refuses with `unreadable`, `format_unknown` or `too_large`;
 * a reader that dies or takes too long is `unreadable` too, and what it was is told to `onDeath`.
 */
export async function readFile(
  bytes: Uint8Array,
  fileName: string,
  onDeath: (error: unknown) => void,
  limits: ReadLimits = readLimits,
  tables: TableOptions = {},
): Promise<Reading> {
  await enter();
  try {
    return await inThread(bytes, fileName, onDeath, limits, tables);
  } finally {
    leave();
  }
}

async function inThread(
  bytes: Uint8Array,
  fileName: string,
  onDeath: (error: unknown) => void,
  limits: ReadLimits,
  tables: TableOptions,
): Promise<Reading> {
  const own = Uint8Array.from(bytes); // a buffer of the pool can't be given away
  const worker = take(limits);
  const clock = AbortSignal.timeout(limits.milliseconds);
  let whole = false;
  const ears: [name: "message" | "error" | "exit", hear: (heard: never) => void][] = [];
  const hear = <T>(name: (typeof ears)[number][0], heard: (what: T) => void): void => {
    ears.push([name, heard]);
    worker.on(name as "error", heard as (what: unknown) => void);
  };
  try {
    return await new Promise<Reading>((resolve, reject) => {
      const reading: { head?: Omit<Reading, "drafts">; drafts: Draft[] } = { drafts: [] };
      const broken = new Refusal("unreadable", { reason: "The reader broke off: the file is damaged in a way that Rondo does not know." });
      clock.addEventListener("abort", () =>
        reject(
          new Refusal("unreadable", {
            reason: `Reading it takes longer than ${limits.milliseconds / 1_000} seconds: it is too large or damaged.`,
          }),
        ),
      );
      hear("message", (message: Message) => {
        whole = message.type === "end" || message.type === "refused";
        if (message.type === "head") reading.head = message.head;
        else if (message.type === "draft")
          reading.drafts.push(message.draft.kind === "project" ? { ...message.draft, tasks: [] } : message.draft);
        else if (message.type === "tasks") ((reading.drafts.at(-1) as ProjectDraft).tasks as unknown as unknown[]).push(...message.tasks);
        else if (message.type === "refused") reject(new Refusal(message.code, message.params));
        else if (reading.head !== undefined) resolve({ ...reading.head, drafts: reading.drafts });
      });
      hear("error", (error: unknown) => {
        onDeath(error);
        reject(
          (error as { code?: string }).code === "ERR_WORKER_OUT_OF_MEMORY"
            ? new Refusal("unreadable", { reason: `Reading it takes more than ${limits.megabytes} MB of memory.` })
            : broken,
        );
      });
      hear("exit", () => reject(broken));
      worker.postMessage({ bytes: own, fileName, tables }, [own.buffer]);
    });
  } finally {
    for (const [name, heard] of ears) worker.off(name as "error", heard as (what: unknown) => void);
    if (whole) keep(worker, limits);
    else await worker.terminate();
  }
}

/**
 * A reader that came to its end waits half a minute for another file: starting one takes longer than reading most files,
 * and keeping it for good would cost memory for nothing. It holds nobody up who wants to end.
 */
const idle = new Map<Worker, { limits: ReadLimits; clock: NodeJS.Timeout; end(): void }>();

function take(limits: ReadLimits): Worker {
  const found = [...idle].find(([, kept]) => kept.limits.megabytes === limits.megabytes && kept.limits.cache === limits.cache);
  if (found !== undefined) {
    const [worker, { clock, end }] = found;
    clearTimeout(clock);
    idle.delete(worker);
    worker.off("error", end).off("exit", end);
    worker.ref();
    return worker;
  }
  return new Worker(new URL("./reader.ts", import.meta.url), {
    workerData: { cache: limits.cache },
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes, maxYoungGenerationSizeMb: 64 },
  });
}

function keep(worker: Worker, limits: ReadLimits): void {
  worker.unref();
  const end = (): void => {
    idle.delete(worker);
    void worker.terminate();
  };
  worker.on("error", end).on("exit", end);
  idle.set(worker, { limits, clock: setTimeout(end, 30_000).unref(), end });
}

/** Two at a time, whatever comes in: each may take the memory of the limit. Those who would wait too long are told so. */
const room = { free: 2, waiting: [] as (() => void)[] };
const longestQueue = 20;

async function enter(): Promise<void> {
  if (room.free > 0) return void (room.free -= 1);
  if (room.waiting.length >= longestQueue) refuse("too_many_requests", { seconds: 30 });
  await new Promise<void>((go) => room.waiting.push(go));
}

function leave(): void {
  const next = room.waiting.shift();
  if (next === undefined) room.free += 1;
  else next();
}
