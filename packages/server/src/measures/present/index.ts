export { deviationsOfRun } from "./conformance.ts";
export { type Measured, logOf, presentMeasures } from "./measures.ts";
