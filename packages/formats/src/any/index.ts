export { detect, type Family } from "./detect.ts";
export { readableFormats, readAny } from "./read-any.ts";
export { looksLikePlan, planFormats, readPlan, type PlanToCompute } from "./read-plan.ts";
