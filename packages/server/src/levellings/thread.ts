import { parentPort, workerData } from "node:worker_threads";
import { levelPlan } from "@rondo/core/levelling";
import type { Message, Work } from "./solver.ts";

const { plan, staffing, milliseconds } = workerData as Work;
const began = performance.now();
const tell = (message: Message): void => parentPort?.postMessage(message);
const { scheduled, unlevelledFinish, moves, findings } = levelPlan(plan, staffing, {
  seed: 1,
  passes: 100_000,
  shouldStop: () => performance.now() - began > milliseconds,
  onBetter: (finish) => tell({ type: "better", finish }),
});
tell({ type: "done", solved: { finish: scheduled.finish, unlevelledFinish, moves, findings } });
