export { presentFlow, presentPlayed, timedRuns } from "./flow.ts";
export { deviationsOfRun } from "./conformance.ts";
export { type LoggedRun, type LoggedStep, type Measured, aboutRun, isLogged, logOf, presentMeasures, transitionOf } from "./measures.ts";
