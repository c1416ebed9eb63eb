import { parentPort } from "node:worker_threads";
import { audit, type Container } from "@rondo/core/sameness";

/** Runs in a thread of its own: comparing thousands of cards takes seconds that no request should wait for. */
parentPort?.on("message", (containers: readonly Container[]) => parentPort?.postMessage(audit(containers)));
