export { makeCall, takeCall } from "./calls.ts";
export { type StartInput, actionDue, advance, carryOut, doneBefore, dueKind, giveUpStep, startRun, tick } from "./commands.ts";
export { circumstancesOf } from "./decided.ts";
export { graphOf } from "./graph.ts";
export { allowedRun } from "./policy.ts";
export { answerStep, giveStep, runRoutes } from "./routes.ts";
export { type FillingRow, type LockedRun, findRun, lockAhead, lockRun, saveFillings } from "./store/run.ts";
export { stepsOf } from "./store/step.ts";
export { presentField } from "./present/outside.ts";
