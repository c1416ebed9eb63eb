export { type Jobs, type JobsInput, createJobs } from "./jobs.ts";
export { type Job, type JobKind, Superseded, failureText } from "./kind.ts";
export type { Log } from "./log.ts";
export type { JobCounts } from "./store.ts";
