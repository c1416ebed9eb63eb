export { checkStarts } from "./check.ts";
export { level, type Levelled, type Limits } from "./level.ts";
export { impossibleTasks, type Problem } from "./problem.ts";
