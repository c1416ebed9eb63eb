export { looksLikePlanJson, readPlanJson } from "./json.ts";
export { readPlanText, type Expectation, type PlanText } from "./text.ts";
export { type Experience } from "./team.ts";
export { staffingOf, type PlanFile, type PlannedTask } from "./reading.ts";
