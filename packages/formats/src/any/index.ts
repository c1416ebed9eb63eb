export { detect, type Family } from "./detect.ts";
export { readableFormats, readAny } from "./read-any.ts";
export { planFormats, readPlan, type PlanToCompute } from "./read-plan.ts";
