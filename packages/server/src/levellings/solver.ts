import { Worker } from "node:worker_threads";
import type { LevelledPlan, Staffing } from "@rondo/core/levelling";
import type { Plan } from "@rondo/core/plan";

export type Work = { readonly plan: Plan; readonly staffing: Staffing; readonly milliseconds: number };
export type Solved = Pick<LevelledPlan, "unlevelledFinish" | "moves" | "findings"> & { readonly finish: string };
export type Message = { readonly type: "better"; readonly finish: string } | { readonly type: "done"; readonly solved: Solved };

/** What this node is looking for at the moment: each in a thread of its own, so that requests go on meanwhile. */
const running = new Map<string, { worker: Worker; finish: string | null }>();
/** Threads take a core each; more wait for nothing but are refused their turn until one is free. */
const most = 2;
const waiting: (() => void)[] = [];

/** Levels in a thread; null where it was stopped or died. */
export async function solve(id: string, work: Work): Promise<Solved | null> {
  if (running.size >= most) await new Promise<void>((go) => waiting.push(go));
  const worker = new Worker(new URL("./thread.ts", import.meta.url), {
    workerData: work,
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  });
  const entry = { worker, finish: null as string | null };
  running.set(id, entry);
  try {
    return await new Promise<Solved | null>((resolve) => {
      worker.on("message", (message: Message) => {
        if (message.type === "better") entry.finish = message.finish;
        else resolve(message.solved);
      });
      worker.on("error", () => resolve(null));
      worker.on("exit", () => resolve(null));
    });
  } finally {
    running.delete(id);
    waiting.shift()?.();
    await worker.terminate();
  }
}

/** The best finish so far, where this node is looking. */
export function bestSoFar(id: string): string | null {
  return running.get(id)?.finish ?? null;
}

export async function stop(id: string): Promise<void> {
  await running.get(id)?.worker.terminate();
}
