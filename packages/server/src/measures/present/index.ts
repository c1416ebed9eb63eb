export { presentFlow, presentPlayed, timedRuns } from "./flow.ts";
export { deviationsOfRun } from "./conformance.ts";
export { type Measured, logOf, presentMeasures } from "./measures.ts";
