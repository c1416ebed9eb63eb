import { enableCompileCache } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { Refusal } from "@rondo/core/kernel";
import type { TableOptions } from "@rondo/formats/csv";
import type { Draft, Reading } from "@rondo/formats/draft";

/** Runs in a thread of its own: a file that is slow, deep or hungry to read takes no request down with it. */
export type Message =
  | { readonly type: "head"; readonly head: Omit<Reading, "drafts"> }
  | { readonly type: "draft"; readonly draft: Draft }
  | { readonly type: "tasks"; readonly tasks: Extract<Draft, { kind: "project" }>["tasks"] }
  | { readonly type: "end" }
  | { readonly type: "refused"; readonly code: string; readonly params: Readonly<Record<string, unknown>> };

const { cache } = workerData as { cache: string | null };

/** What is sent at once is unpacked at once, on the event loop: in pieces of some milliseconds. */
const piece = 250;

function send(message: Message): void {
  parentPort?.postMessage(message);
}

// Measured: loading the readers takes a second the first time on a small machine, a quarter of it from the cache.
if (cache !== null) enableCompileCache(cache);
const { readAny } = await import("@rondo/formats/any");

parentPort?.on("message", ({ bytes, fileName, tables }: { bytes: Uint8Array; fileName: string; tables: TableOptions }) => {
  try {
    read(bytes, fileName, tables);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    send({ type: "refused", code: error.code, params: error.params });
  }
});

function read(bytes: Uint8Array, fileName: string, tables: TableOptions): void {
  const { drafts, ...head } = readAny(bytes, fileName, tables);
  send({ type: "head", head });
  for (const draft of drafts) {
    if (draft.kind === "process") send({ type: "draft", draft });
    else {
      send({ type: "draft", draft: { ...draft, tasks: [] } });
      for (let from = 0; from < draft.tasks.length; from += piece) send({ type: "tasks", tasks: draft.tasks.slice(from, from + piece) });
    }
  }
  send({ type: "end" });
}
