export { actionJob } from "./action-job.ts";
export { type StartInput, advance, dueKind, giveUpStep, startRun, tick } from "./commands.ts";
export { answerStep, giveStep, runRoutes } from "./routes.ts";
export { type FillingRow } from "./store/run.ts";
