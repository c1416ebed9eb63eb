export { measureRoutes } from "./routes.ts";
export { type LoggedRun, type LoggedStep, aboutRun, isLogged, logOf, transitionOf } from "./present/index.ts";
export { type MeasuredStepRow, stepsToMeasure, teamsOf } from "./store.ts";
