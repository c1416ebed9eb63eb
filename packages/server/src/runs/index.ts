export { type StartInput, advance, giveUpStep, startRun } from "./commands.ts";
export { answerStep, runRoutes } from "./routes.ts";
export { type FillingRow } from "./store.ts";
