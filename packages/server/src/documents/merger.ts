import { Worker } from "node:worker_threads";
import { Refusal } from "@rondo/core/kernel";
import type { DocumentNode } from "@rondo/core/document";
import { refuse } from "../http/index.ts";

type Bytes = readonly Uint8Array[];

export type Question =
  | { readonly op: "merge"; readonly key: string; readonly fresh: boolean; readonly base: Bytes; readonly update: Uint8Array; readonly withState: boolean }
  | { readonly op: "state" | "read" | "copy"; readonly base: Bytes }
  | { readonly op: "write"; readonly base: Bytes; readonly format: "markdown" | "html"; readonly title: string }
  | { readonly op: "make"; readonly format: "markdown" | "html"; readonly text: string }
  | { readonly op: "restore"; readonly base: Bytes; readonly version: Bytes };
export type Answer = { readonly lost?: true; readonly changed?: boolean; readonly state?: Uint8Array; readonly update?: Uint8Array; readonly tree?: DocumentNode; readonly text?: string };
export type Said = { readonly type: "answer"; readonly answer: Answer } | { readonly type: "refused"; readonly code: string; readonly params: Readonly<Record<string, unknown>> };

const limits = { milliseconds: 10_000, megabytes: 384, waiting: 200 } as const;

/**
 * What is done with the insides of documents is done in one thread of the node, with limits of time and memory, one thing
 * after the other: bytes from outside that mean harm end that thread and nothing else.
 */
let worker: Worker | null = null;
let turn: Promise<unknown> = Promise.resolve();
let waiting = 0;
/** Which update the thread's copy of a document is at, for those whose transaction was committed. */
const known = new Map<string, { seq: number | null; token: number }>();
let tokens = 0;

export async function ask(question: Question): Promise<Answer> {
  if (waiting >= limits.waiting) refuse("too_many_requests", { seconds: 2 });
  waiting += 1;
  const answered = turn.then(() => inThread(question));
  turn = answered.catch(() => undefined);
  try {
    return await answered;
  } finally {
    waiting -= 1;
  }
}

/**
 * Merges what somebody sent, under the lock of the document's row. `load` reads what came after an update, or all. After
 * the commit `settle` says that the thread's copy is what the database has; until then, and if it fails, it counts for nothing.
 */
export async function merge(key: string, load: (after: number | null) => Promise<Bytes>, update: Uint8Array, withState: boolean): Promise<{ changed: boolean; state: Uint8Array | undefined; settle(seq: number): void }> {
  const after = known.get(key)?.seq ?? null;
  const token = (tokens += 1);
  known.delete(key);
  const settle = (seq: number): void => {
    if (known.get(key)?.token === token) known.set(key, { seq, token });
  };
  let answer = await ask({ op: "merge", key, fresh: after === null, base: await load(after), update, withState });
  if (answer.lost) answer = await ask({ op: "merge", key, fresh: true, base: await load(null), update, withState });
  known.set(key, { seq: null, token });
  if (known.size > 1_000) known.delete(known.keys().next().value as string);
  return { changed: answer.changed === true, state: answer.state, settle };
}

async function inThread(question: Question): Promise<Answer> {
  worker ??= begin();
  const thread = worker;
  const clock = AbortSignal.timeout(limits.milliseconds);
  const ears = new AbortController();
  try {
    return await new Promise<Answer>((resolve, reject) => {
      const broken = (): void => {
        end(thread);
        reject(new Refusal(question.op === "make" ? "unreadable" : "update_unreadable", { reason: "Reading it takes more time or memory than any document should." }));
      };
      const hear = (said: Said): void => (said.type === "answer" ? resolve(said.answer) : reject(new Refusal(said.code, said.params)));
      thread.once("message", hear).once("error", broken).once("exit", broken);
      clock.addEventListener("abort", broken);
      ears.signal.addEventListener("abort", () => void thread.off("message", hear).off("error", broken).off("exit", broken));
      thread.postMessage(question);
    });
  } finally {
    ears.abort();
  }
}

function begin(): Worker {
  const thread = new Worker(new URL("./thread.ts", import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: limits.megabytes, maxYoungGenerationSizeMb: 32 } });
  thread.on("error", () => end(thread));
  // It keeps nobody from ending; nobody waits for an answer when all else has ended.
  thread.unref();
  return thread;
}

function end(thread: Worker): void {
  if (worker === thread) worker = null;
  known.clear();
  void thread.terminate();
}
