import { Worker } from "node:worker_threads";
import { type Finding, Refusal } from "@rondo/core/kernel";
import type { EventLog, MinedLog, Selection } from "@rondo/core/mining";
import type { Doing } from "@rondo/core/measures";
import type { Change, Simulation } from "@rondo/core/simulation";
import type { Audit, Container, Earlier, Weights } from "@rondo/core/sameness";

export type Job =
  | { readonly kind: "kinds"; readonly earlier: readonly Earlier[] }
  | {
      readonly kind: "simulate";
      readonly doings: readonly Doing[];
      readonly arrivals: readonly number[];
      readonly changes: readonly Change[];
      readonly runs: number;
      readonly seed: number;
    }
  | { readonly kind: "compare"; readonly containers: readonly Container[]; readonly weights: Weights }
  | { readonly kind: "log"; readonly bytes: Uint8Array; readonly fileName: string; readonly source: string }
  | {
      readonly kind: "mine";
      readonly bytes: Uint8Array;
      readonly log?: undefined;
      readonly selection: Selection;
      readonly noise: number;
      readonly purpose: string;
    }
  | {
      readonly kind: "mine";
      readonly bytes?: undefined;
      readonly log: EventLog;
      readonly selection: Selection;
      readonly noise: number;
      readonly purpose: string;
    };

export type Answers = {
  readonly kinds: readonly (readonly number[])[];
  readonly simulate: { readonly asIs: Simulation; readonly changed: Simulation | null };
  readonly compare: Audit;
  readonly log: { readonly container: Container; readonly cases: number; readonly events: number; readonly findings: readonly Finding[] };
  readonly mine: MinedLog;
};

type Said<Kind extends Job["kind"]> =
  | { readonly done: Answers[Kind] }
  | { readonly refused: { readonly code: string; readonly params: Readonly<Record<string, string | number>> } };

const limits = { milliseconds: 120_000, megabytes: 1_536 };

/** So many at once; the others wait for their turn. */
const most = 2;
let busy = 0;
const waiting: (() => void)[] = [];

/** Does it in a thread with limits of time and memory; what is over them is too much for one audit. */
export async function inThread<Kind extends Job["kind"]>(job: Extract<Job, { kind: Kind }>): Promise<Answers[Kind]> {
  if (busy >= most) await new Promise<void>((go) => waiting.push(go));
  busy += 1;
  const worker = new Worker(new URL("./thread.ts", import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: limits.megabytes } });
  const clock = AbortSignal.timeout(limits.milliseconds);
  try {
    return await new Promise<Answers[Kind]>((resolve, reject) => {
      const tooMuch = (): void =>
        reject(
          new Refusal("too_large", {
            limit: `what can be computed in ${limits.milliseconds / 1_000} seconds and ${limits.megabytes} MB: take less at once`,
          }),
        );
      clock.addEventListener("abort", tooMuch);
      worker.on("message", (said: Said<Kind>) =>
        "refused" in said ? reject(new Refusal(said.refused.code, said.refused.params)) : resolve(said.done),
      );
      worker.on("error", (error: Error & { code?: string }) => (error.code === "ERR_WORKER_OUT_OF_MEMORY" ? tooMuch() : reject(error)));
      worker.postMessage(job);
    });
  } finally {
    busy -= 1;
    waiting.shift()?.();
    await worker.terminate();
  }
}
