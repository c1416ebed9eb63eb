export { checkStarts } from "./check.ts";
export { level, type Levelled, type Limits } from "./level.ts";
export { impossibleTasks, type Problem } from "./problem.ts";
export { levelPlan, type LevelledPlan, type Move, type PlanLimits } from "./plan/level-plan.ts";
export { type Person, type Staffing, type Taken } from "./plan/staffing.ts";
