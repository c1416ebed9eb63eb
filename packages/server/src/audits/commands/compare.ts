import { Worker } from "node:worker_threads";
import { Refusal } from "@rondo/core/kernel";
import type { Audit, Container } from "@rondo/core/sameness";

const limits = { milliseconds: 120_000, megabytes: 1_024 };

/** Compares in a thread with limits of time and memory; what is over them is too much for one audit. */
export async function compare(containers: readonly Container[]): Promise<Audit> {
  const worker = new Worker(new URL("./thread.ts", import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: limits.megabytes } });
  const clock = AbortSignal.timeout(limits.milliseconds);
  try {
    return await new Promise<Audit>((resolve, reject) => {
      const tooMuch = (): void => reject(new Refusal("too_large", { limit: `what can be compared in ${limits.milliseconds / 1_000} seconds and ${limits.megabytes} MB: make several audits of it` }));
      clock.addEventListener("abort", tooMuch);
      worker.on("message", resolve);
      worker.on("error", (error: Error & { code?: string }) => (error.code === "ERR_WORKER_OUT_OF_MEMORY" ? tooMuch() : reject(error)));
      worker.postMessage(containers);
    });
  } finally {
    await worker.terminate();
  }
}
