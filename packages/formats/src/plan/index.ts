export { looksLikePlanJson, readPlanJson } from "./json.ts";
export { readPlanText, type Expectation, type PlanText } from "./text.ts";
export { staffingOf, type PlanFile, type PlannedTask } from "./reading.ts";
