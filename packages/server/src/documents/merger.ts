import { Worker } from "node:worker_threads";
import { Refusal } from "@rondo/core/kernel";
import type { DocumentNode } from "@rondo/core/document";
import { refuse } from "../http/index.ts";
import { watchTime } from "./overtime.ts";

type Bytes = readonly Uint8Array[];

export type Question =
  | {
      readonly op: "merge";
      readonly key: string;
      readonly fresh: boolean;
      readonly base: Bytes;
      readonly update: Uint8Array;
      readonly withState: boolean;
    }
  | { readonly op: "state" | "read" | "copy"; readonly base: Bytes }
  | { readonly op: "write"; readonly base: Bytes; readonly format: "markdown" | "html"; readonly title: string }
  | { readonly op: "make"; readonly format: "markdown" | "html"; readonly text: string }
  | { readonly op: "restore"; readonly base: Bytes; readonly version: Bytes };
export type Answer = {
  readonly lost?: true;
  readonly changed?: boolean;
  readonly state?: Uint8Array;
  readonly update?: Uint8Array;
  readonly tree?: DocumentNode;
  readonly text?: string;
};
export type Said =
  | { readonly type: "answer"; readonly answer: Answer }
  | { readonly type: "refused"; readonly code: string; readonly params: Readonly<Record<string, unknown>> };

/** What people wait for at each letter, and what they wait for once: a book that is read in holds nobody's letters up. */
type Lane = { readonly milliseconds: number; readonly most: number; worker: Worker | null; turn: Promise<unknown>; waiting: number };
const lanes = {
  letters: { milliseconds: 10_000, most: 200, worker: null, turn: Promise.resolve(), waiting: 0 } as Lane,
  books: { milliseconds: 45_000, most: 4, worker: null, turn: Promise.resolve(), waiting: 0 } as Lane,
};
const megabytes = 384;

/** Which update the letters' thread's copy of a document is at, for those whose transaction was committed. */
const known = new Map<string, { seq: number | null; token: number }>();
let tokens = 0;

/**
 * What is done with the insides of documents is done in two threads of the node, with limits of time and memory, in each
 * one thing after the other: bytes from outside that mean harm end a thread and nothing else.
 */
export async function ask(question: Question): Promise<Answer> {
  const lane = question.op === "make" ? lanes.books : lanes.letters;
  // Who waits holds a connection to the database meanwhile.
  if (lane.waiting >= lane.most) refuse("too_many_requests", { seconds: 5 });
  lane.waiting += 1;
  const answered = lane.turn.then(() => inThread(lane, question));
  lane.turn = answered.catch(() => undefined);
  try {
    return await answered;
  } finally {
    lane.waiting -= 1;
  }
}

/**
 * Merges what somebody sent, under the lock of the document's row. `load` reads what came after an update, or all. After
 * the commit `settle` says that the thread's copy is what the database has; until then, and if it fails, it counts for nothing.
 */
export async function merge(
  key: string,
  load: (after: number | null) => Promise<Bytes>,
  update: Uint8Array,
  withState: boolean,
): Promise<{ changed: boolean; state: Uint8Array | undefined; settle(seq: number): void }> {
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

async function inThread(lane: Lane, question: Question): Promise<Answer> {
  lane.worker ??= begin(lane);
  const thread = lane.worker;
  const ears = new AbortController();
  try {
    return await new Promise<Answer>((resolve, reject) => {
      const broken = (): void => {
        end(lane, thread);
        reject(
          new Refusal(question.op === "make" ? "unreadable" : "update_unreadable", {
            reason: "Reading it takes more time or memory than any document should.",
          }),
        );
      };
      const hear = (said: Said): void => (said.type === "answer" ? resolve(said.answer) : reject(new Refusal(said.code, said.params)));
      thread.once("message", hear).once("error", broken).once("exit", broken);
      const unwatch = watchTime(thread, lane.milliseconds, broken);
      ears.signal.addEventListener("abort", () => {
        thread.off("message", hear).off("error", broken).off("exit", broken);
        unwatch();
      });
      thread.postMessage(question);
    });
  } finally {
    ears.abort();
  }
}

function begin(lane: Lane): Worker {
  const thread = new Worker(new URL("./thread.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 32 },
  });
  thread.on("error", () => end(lane, thread));
  // It keeps nobody from ending; nobody waits for an answer when all else has ended.
  thread.unref();
  return thread;
}

function end(lane: Lane, thread: Worker): void {
  if (lane.worker === thread) lane.worker = null;
  if (lane === lanes.letters) known.clear();
  void thread.terminate();
}
