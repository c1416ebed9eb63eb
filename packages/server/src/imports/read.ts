import { Worker } from "node:worker_threads";
import { Refusal } from "@rondo/core/kernel";
import type { Draft, ProjectDraft, Reading } from "@rondo/formats/draft";
import { refuse } from "../http/index.ts";
import type { Message } from "./reader.ts";

/** `cache` is a directory of ours for compiled code, null for none. */
export type ReadLimits = { readonly milliseconds: number; readonly megabytes: number; readonly cache: string | null };

/** The largest real files are read in tens of milliseconds; these are for files that mean harm or are none. */
export const readLimits: ReadLimits = { milliseconds: 30_000, megabytes: 768, cache: null };

/**
 * Reads a file in a thread with limits of time and memory. Refuses with `unreadable`, `format_unknown` or `too_large`;
 * a reader that dies or takes too long is `unreadable` too, and what it was is told to `onDeath`.
 */
export async function readFile(bytes: Uint8Array, fileName: string, onDeath: (error: unknown) => void, limits: ReadLimits = readLimits): Promise<Reading> {
  await enter();
  try {
    return await inThread(bytes, fileName, onDeath, limits);
  } finally {
    leave();
  }
}

async function inThread(bytes: Uint8Array, fileName: string, onDeath: (error: unknown) => void, limits: ReadLimits): Promise<Reading> {
  const own = Uint8Array.from(bytes); // a buffer of the pool can't be given away
  const worker = new Worker(new URL("./reader.ts", import.meta.url), {
    workerData: { bytes: own, fileName, cache: limits.cache },
    transferList: [own.buffer],
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes, maxYoungGenerationSizeMb: 64 },
    stdout: true,
    stderr: true,
  });
  const clock = AbortSignal.timeout(limits.milliseconds);
  try {
    return await new Promise<Reading>((resolve, reject) => {
      const reading: { head?: Omit<Reading, "drafts">; drafts: Draft[] } = { drafts: [] };
      clock.addEventListener("abort", () => reject(new Refusal("unreadable", { reason: `Reading it takes longer than ${limits.milliseconds / 1_000} seconds: it is too large or damaged.` })));
      worker.on("message", (message: Message) => {
        if (message.type === "head") reading.head = message.head;
        else if (message.type === "draft") reading.drafts.push(message.draft.kind === "project" ? { ...message.draft, tasks: [] } : message.draft);
        else if (message.type === "tasks") ((reading.drafts.at(-1) as ProjectDraft).tasks as unknown as unknown[]).push(...message.tasks);
        else if (message.type === "refused") reject(new Refusal(message.code, message.params));
        else if (reading.head !== undefined) resolve({ ...reading.head, drafts: reading.drafts });
      });
      worker.on("error", (error) => {
        onDeath(error);
        reject(new Refusal("unreadable", { reason: (error as { code?: string }).code === "ERR_WORKER_OUT_OF_MEMORY" ? `Reading it takes more than ${limits.megabytes} MB of memory.` : "The reader broke off: the file is damaged in a way that Rondo does not know." }));
      });
      worker.on("exit", () => reject(new Refusal("unreadable", { reason: "The reader broke off: the file is damaged in a way that Rondo does not know." })));
    });
  } finally {
    await worker.terminate();
  }
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
